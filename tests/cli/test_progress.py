"""What a person is told while a build goes on."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from rich.console import Console
from rich.progress import Progress

from stilte.cli.progress import Bar, Plain, summary
from stilte.pipeline.build import build
from stilte.pipeline.options import Options
from stilte.pipeline.results import Result
from stilte.project import open_project

if TYPE_CHECKING:
    from pathlib import Path


def test_long_speaking_is_announced_once(capsys: pytest.CaptureFixture[str]) -> None:
    """After the first seconds one line says how many lines there are and how long the rest will take."""
    seconds = iter(range(0, 1000, 3))
    told = Plain(lambda: float(next(seconds)))
    for ready in range(1, 40):
        told.speaks("adem", ready, 61, "rustig (kokoro)")
    err = capsys.readouterr().err
    assert err.count("\n") == 1
    assert err.startswith("adem: speaking 61 lines, rustig (kokoro); about ")
    assert err.endswith("minutes to go\n")


def test_quick_speaking_is_not_announced(capsys: pytest.CaptureFixture[str]) -> None:
    """What is over in a moment needs no announcement."""
    told = Plain(lambda: 0.0)
    for ready in range(1, 62):
        told.speaks("adem", ready, 61, "rustig (espeak)")
    assert capsys.readouterr().err == ""


def test_an_unchanged_track_needs_no_word() -> None:
    """Only what was built or failed is summed up; the reason and the notes follow."""
    built = Result("scripts/a.yaml", "a", "built", reason="first build", notes=("Voice toon: tone.",))
    assert list(summary(built)) == ["a: built (first build)", "  Voice toon: tone."]
    assert list(summary(Result("scripts/a.yaml", "a", "unchanged"))) == []


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now_s = 0.0

    def __call__(self) -> float:
        """Return the time in seconds."""
        return self.now_s


def test_every_phase_of_a_long_build_has_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    """Without a terminal, each track is told once when it is mixed: which of how many, and the time left."""
    clock = Clock()
    told = Plain(clock)
    told.begins({slug: slug for slug in "abc"})
    for at, slug in enumerate("abc"):
        told.speaks(slug, 10, 10, "rustig (espeak)")
        clock.now_s += 10
        for done in range(1, 11):
            told.encodes(slug, done, 10)
        told.ends(Result(f"scripts/{slug}.yaml", slug, "built"))
        assert capsys.readouterr().err.splitlines() == [
            (
                "1 of 3 · mixing a · 45 s left",
                "2 of 3 · mixing b · 20 s left",
                "3 of 3 · mixing c · 10 s left",
            )[at],
            f"{slug}: built",
        ]


def test_a_build_that_is_over_in_a_moment_says_nothing_of_its_phases(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Only what takes its time is told while it goes on."""
    told = Plain(Clock())
    told.begins({slug: slug for slug in "ab"})
    told.encodes("a", 1, 10)
    assert capsys.readouterr().err == ""


def test_a_terminal_shows_one_bar_for_the_whole_build() -> None:
    """The bar says which track of how many, the phase, and the time left; it moves on, never back."""
    clock = Clock()
    bars = Progress(console=Console(file=io.StringIO()), auto_refresh=False)
    told = Bar(bars, clock)
    told.begins({"kort-5m": "kort", "kort-9m": "kort"})
    shown = []
    for slug in ("kort-5m", "kort-9m"):
        told.speaks("kort", 5, 10, "rustig (kokoro)")
        shown.append((bars.tasks[0].description, bars.tasks[0].completed))
        clock.now_s += 20
        told.encodes(slug, 3, 10)
        shown.append((bars.tasks[0].description, bars.tasks[0].completed))
        told.ends(Result("scripts/kort.yaml", slug, "built"))
    assert len(bars.tasks) == 1
    assert shown[0][0] == "1 of 2 · speaking kort, rustig (kokoro)"
    assert shown[1][0] == "1 of 2 · mixing kort-5m · 45 s left"
    assert shown[3][0] == "2 of 2 · mixing kort-9m · 10 s left"
    shares = [share for _, share in shown]
    assert shares[1] < shares[3] <= 1


@pytest.mark.parametrize("tracks", [2, 3])
def test_tracks_that_are_made_side_by_side_are_told_while_they_are_made(tmp_path: Path, tracks: int) -> None:
    """Workers report what they encode; nothing is lost, and the build ends as soon as they do."""
    heard: list[tuple[str, int, int]] = []

    class Heard(Plain):
        def encodes(self, slug: str, done: int, total: int) -> None:
            heard.append((slug, done, total))

    for name in [f"s{index}" for index in range(tracks)]:
        (tmp_path / "scripts").mkdir(exist_ok=True)
        text = "title: T\nlanguage: nl\nvoice: toon\nlead: [1, 1]\nsteps:\n  - Dag.\n  - silence: 30\n"
        (tmp_path / f"scripts/{name}.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "voices").mkdir()
    (tmp_path / "voices/toon.yaml").write_text("language: nl\nuse: [tone]\n", encoding="utf-8")
    project = open_project(tmp_path)
    results = build(project, project.script_files(), Options(jobs=2), Heard())
    assert [result.status for result in results] == ["built"] * tracks
    assert {slug for slug, done, total in heard if done == total} == {f"s{index}" for index in range(tracks)}
