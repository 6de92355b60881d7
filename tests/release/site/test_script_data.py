"""What the scripts of the pages are given: breaths as runs, small even where no two are alike."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from stilte.release.catalog import Entry, read_catalog
from stilte.release.site.addresses import Site
from stilte.release.site.listen_page import embed_page
from stilte.release.site.script_data import breath_runs, kept_files, track_version

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from stilte.release.show import Show
    from stilte.release.track import Track


def breaths(count: int, *, drift_s: float = 0.0, start_s: float = 10.0) -> list[dict[str, Any]]:
    """Return breath events as a cue sheet has them; each lasts `drift_s` longer than the one before."""
    found = []
    for cycle in range(1, count + 1):
        for phase, length_s in (("in", 4.0), ("out", 6.0 + drift_s * cycle)):
            found.append(
                {
                    "kind": "breath", "start_s": round(start_s, 6), "length_s": length_s, "phase": phase,
                    "cycle": cycle, "of": count, "at": "scripts/a.yaml:9",
                }
            )  # fmt: skip
            start_s += length_s
    return found


def unrolled(runs: list[list[Any]]) -> list[tuple[float, float, str]]:
    """Return every part of every breath, as `circle.js` has them."""
    return [
        (round(start + n * period + late, 3), length, phase)
        for start, count, period, parts in runs
        for n in range(count)
        for late, length, phase, *_ in parts
    ]


@pytest.mark.parametrize("drift_s", [0.0, 0.000_5, 0.25])
def test_runs_say_what_the_events_say(drift_s: float) -> None:
    """Equal breaths are one run, others their own; no part is off by more than 3 ms."""
    events = breaths(30, drift_s=drift_s)
    told = unrolled(breath_runs(events))
    assert len(told) == len(events)
    for (start_s, length_s, phase), event in zip(told, events, strict=True):
        assert start_s == pytest.approx(event["start_s"], abs=0.003)
        assert length_s == pytest.approx(event["length_s"], abs=0.003)
        assert phase == event["phase"]


def test_a_long_sitting_of_equal_breaths_is_one_run() -> None:
    """An hour of breaths weighs as much as one."""
    assert len(breath_runs(breaths(360))) == 1


def test_a_quiet_between_breaths_begins_a_new_run() -> None:
    """Breaths that come later than the run would have them are not put into it."""
    runs = breath_runs(
        [*breaths(3), *({**one, "at": "scripts/a.yaml:20"} for one in breaths(3, start_s=95.0))]
    )
    assert [run[:2] for run in runs] == [[10.0, 3], [95.0, 3]]


def test_the_small_player_stays_small(
    tmp_path: Path, track: Track, put: Callable[[Path, Track], None], show: Show
) -> None:
    """Three hours of breaths of which no two are alike, and 60 chapters: under 60 kB, still a player."""
    put(tmp_path, track)
    (entry,) = read_catalog(tmp_path)
    sheet = {**entry.sheet, "events": breaths(1000, drift_s=0.003), "length_s": 10_800.0}
    chapters = tuple((n * 180.0, f"Hoofdstuk {n}: aandacht voor de adem en de grond") for n in range(60))
    long = Entry(entry.folder, sheet, chapters)
    page = embed_page(Site(show, (long,)), long)
    assert len(page.encode()) < 60_000
    assert page.count("data-at") == 60


def test_a_track_built_anew_has_another_version(
    tmp_path: Path, track: Track, put: Callable[[Path, Track], None], show: Show
) -> None:
    """By its inputs, by its sound, by where it lies: listeners who kept it get the new one."""
    put(tmp_path, track)
    (entry,) = read_catalog(tmp_path)
    site = Site(show, (entry,))
    moved = replace(site, media={f"rust-3m/{entry.audio['name']}": "media/x.mp3"})  # type: ignore[index]
    other = Entry(entry.folder, {**entry.sheet, "fingerprint": "other"}, entry.chapters)
    versions = {kept_files(site, entry)["version"], kept_files(moved, entry)["version"]}
    versions.add(kept_files(site, other)["version"])
    assert len(versions) == 3
    assert track_version(entry) != track_version(other)
    assert [path for path, _ in kept_files(site, entry)["files"]] == [
        "rust-3m/rust-3m.mp3",
        "rust-3m/rust-3m.vtt",
        "rust-3m/timeline.svg",
    ]
