"""One small input for each kind of fault that was seen in other people's posts."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.importing import plain, spoken, timed
from stilte.importer.import_post import import_post
from stilte.importer.prove.load import load_text, unreachable
from stilte.script.routine import Note, Step

FAULTS = Path(__file__).resolve().parent / "faults"
INPUTS = sorted(path for path in FAULTS.iterdir() if path.suffix in (".txt", ".html"))


@pytest.mark.parametrize("path", INPUTS, ids=lambda path: path.stem)
def test_the_times_are_those_that_a_careful_reader_would_set(path: Path) -> None:
    """Every breath, hold, repeat and quiet of the script by hand is there, in order, and no other."""
    (one,) = import_post(path)
    wanted = load_text(path.with_suffix(".expected.yaml").read_text(encoding="utf-8"))
    got = load_text(one.script_text)
    own_change = "pause 8"  # time to change sides, which posts leave to their reader
    assert _told(got.steps, own_change) == _told(wanted.steps, own_change)
    assert got.lengths_s == wanted.lengths_s
    assert not unreachable(got)


def _told(steps: tuple[Step, ...], left_out: str) -> list[str]:
    return [one for one in timed(steps) if one not in (left_out, "pause 0-0")]


@pytest.mark.parametrize("path", INPUTS, ids=lambda path: path.stem)
def test_what_is_to_be_heard_is_said_and_nothing_else(path: Path) -> None:
    """Four of five words of the script by hand are heard, as `score.py` counts them; its notes are not."""
    (one,) = import_post(path)
    wanted = load_text(path.with_suffix(".expected.yaml").read_text(encoding="utf-8"))
    said = set(" ".join(spoken(load_text(one.script_text).steps)).split())
    hoped = " ".join(spoken(wanted.steps)).split()
    assert sum(word in said for word in hoped) >= 0.8 * len(hoped)
    notes = [step.text for step in wanted.steps if isinstance(step, Note)]
    for note in notes:
        words = plain(str(note.parts[0])).split()
        assert sum(word in said for word in words) < 0.8 * len(words)


@pytest.mark.parametrize("path", INPUTS, ids=lambda path: path.stem)
def test_title_and_language_are_read(path: Path) -> None:
    """The title is the exercise's own name; the language is that of the text."""
    (one,) = import_post(path)
    wanted = load_text(path.with_suffix(".expected.yaml").read_text(encoding="utf-8"))
    got = load_text(one.script_text)
    assert (got.title.lower(), got.language) == (wanted.title.lower(), wanted.language)
