"""What a person is told while a build goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stilte.cli.progress import Plain, summary
from stilte.pipeline.results import Result

if TYPE_CHECKING:
    import pytest


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
