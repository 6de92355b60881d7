"""What the scripts of the pages are given: breaths and lines in seconds, files to keep, words to show."""

from __future__ import annotations

import hashlib
from itertools import groupby
from typing import TYPE_CHECKING, Any

from stilte.release.images.breath_curve import phase_shares
from stilte.release.page_texts import words_of
from stilte.release.site.page_metadata import json_script, spoken_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from stilte.release.catalog import Entry
    from stilte.release.site.addresses import Site

_CIRCLE_WORDS = ("in", "hold", "out", "rest", "listen", "pause")
_KEEP_WORDS = ("keep", "kept", "keeping", "full", "failed", "renewed")
_LISTEN_WORDS = (
    *_CIRCLE_WORDS, *_KEEP_WORDS, "copied", "resume", "share_from", "stops_in", "timer_stopped", "begins_in",
    "found", "nothing_found",
)  # fmt: skip
_INDEX_WORDS = (*_KEEP_WORDS, "keep_all", "all_kept", "needs_network", "found", "nothing_found")
_SAME_S = 0.0021  # two breaths are alike whose parts differ by less: a frame, and two roundings
_MOST_BREATH_BYTES = 24_000
"""What the breaths of a small player may weigh, which is to stay under 60 kB; past that its circle rests."""

Breath = list[Any]


def listen_data(site: Site, entry: Entry, following: Entry | None) -> dict[str, Any]:
    """Return what the script of a listen page needs."""
    sheet = entry.sheet
    return {
        **_common(site, entry),
        "root": "../",
        "address": site.address(entry, "index.html"),
        "ending": site.show.ending,
        "next": following and {"slug": following.slug, "link": f"../{following.slug}/index.html"},
        "track": kept_files(site, entry),
        "words": _words(entry.language, _LISTEN_WORDS),
        "breaths": breath_runs(sheet["events"]),
        "lines": [
            [round(line["start_s"], 3), round(line["start_s"] + line["length_s"], 3)]
            for line in spoken_lines(entry)
        ],
    }


def embed_data(site: Site, entry: Entry) -> dict[str, Any]:
    """Return what the script of the small player needs."""
    breaths = breath_runs(entry.sheet["events"])
    fits = len(json_script(breaths)) <= _MOST_BREATH_BYTES
    return {
        **_common(site, entry),
        "build": track_version(entry),
        "words": _words(entry.language, _CIRCLE_WORDS),
        "breaths": breaths if fits else [],
    }


def index_data(site: Site, entries: Sequence[Entry]) -> dict[str, Any]:
    """Return what the script of the list needs: each track with the files that are kept of it."""
    return {
        "root": "./",
        "words": _words(site.show.language, _INDEX_WORDS),
        "tracks": [kept_files(site, entry) for entry in entries],
    }


def offline_data(language: str) -> dict[str, Any]:
    """Return what the page for what is not kept needs."""
    return {"root": "./", "words": _words(language, _KEEP_WORDS)}


def kept_files(site: Site, entry: Entry) -> dict[str, Any]:
    """Return what is kept of a track: paths seen from the root with their bytes, and a version of it all."""
    audio = entry.audio
    files = [[site.path(entry, audio["name"]), audio["size_bytes"]]] if audio else []
    for name in (f"{entry.slug}.vtt", "timeline.svg"):
        path = entry.folder / name
        files.append([site.path(entry, name), path.stat().st_size if path.is_file() else 0])
    version = _digest(track_version(entry), *(path for path, _ in files))
    return {"slug": entry.slug, "title": entry.sheet["title"], "version": version, "files": files}


def track_version(entry: Entry) -> str:
    """Return what changes whenever a track is built anew with another result."""
    return _digest(entry.sheet["fingerprint"], (entry.audio or {}).get("sha256", ""))


def _digest(*told: str) -> str:
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:10]


def _common(site: Site, entry: Entry) -> dict[str, Any]:
    sheet = entry.sheet
    return {
        "slug": entry.slug,
        "title": sheet["title"],
        "author": sheet["author"],
        "show": site.show.title,
        "length_s": sheet["length_s"],
        "artwork": f"../{site.artwork}",
    }


def _words(language: str, names: Sequence[str]) -> dict[str, str]:
    words = words_of(language)
    return {name: words[name] for name in names}


def breath_runs(events: Sequence[Mapping[str, Any]]) -> list[list[Any]]:
    """Return the breaths as runs of equal ones: start, how many, the time from one to the next, the parts.

    A part is its lateness in the breath, length and phase. Where it goes on what the one before it began, as
    a second in-breath does, and where one is gone on with, two shares follow: how far on its way the breath
    is when the part begins and when it ends.
    """
    runs: list[list[Any]] = []
    for start_s, parts in _cycles(_parts([event for event in events if event["kind"] == "breath"])):
        last = runs[-1] if runs else None
        if last is None or not _goes_on(last, start_s, parts):
            runs.append([start_s, 1, 0, parts])
            continue
        if last[1] == 1:
            last[2] = round(start_s - last[0], 3)
        last[1] += 1
    return runs


def _goes_on(run: list[Any], start_s: float, parts: list[Breath]) -> bool:
    """Tell whether a breath is the next one of a run."""
    first_s, count, period_s, like = run
    in_time = count == 1 or abs(first_s + count * period_s - start_s) < _SAME_S
    return in_time and len(like) == len(parts) and all(map(_alike, like, parts))


def _alike(one: Breath, other: Breath) -> bool:
    near = all(abs(a - b) < _SAME_S for a, b in zip(one[:2], other[:2], strict=True))
    return near and one[2:] == other[2:]


def _parts(events: Sequence[Mapping[str, Any]]) -> list[tuple[tuple[Any, Any], Breath]]:
    """Return each part of a breath with what tells its breath from the next."""
    shares = phase_shares(
        [(event["phase"], event["start_s"], event["length_s"]) for event in events],
        [event.get("part") for event in events],
    )
    found = []
    for event, (first, last) in zip(events, shares, strict=True):
        part = [event["start_s"], round(event["length_s"], 3), event["phase"]]
        whole = (first, last) == (0.0, 1.0)
        key = (event.get("at"), event.get("cycle"))
        found.append((key, part if whole else [*part, round(first, 4), round(last, 4)]))
    return found


def _cycles(parts: list[tuple[tuple[Any, Any], Breath]]) -> Iterator[tuple[float, list[Breath]]]:
    """Yield the start of each breath, and its parts with their lateness in it."""
    for _, group in groupby(parts, key=lambda part: part[0]):
        inside = [part for _, part in group]
        start_s = inside[0][0]
        yield round(start_s, 3), [[round(part[0] - start_s, 3), *part[1:]] for part in inside]
