"""What is spoken before anything is laid out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from stilte.errors import InputError
from stilte.script.utterances import faster_numbers, utterances
from tests.script.known import RATE_HZ, Known

if TYPE_CHECKING:
    from tests.script.conftest import Desk


def _said(desk: Desk, steps: str) -> list[str]:
    return [utterance.text for utterance, _ in utterances(desk.load(f"{HEAD}{steps}"))]


HEAD = "title: Proef\nlanguage: nl\nvoice: rustig\nsteps:\n"


def test_each_is_there_once_in_order_with_its_first_place(desk: Desk) -> None:
    """A line said twice is one utterance, with the line where it first stands."""
    found = utterances(desk.load(f"{HEAD}  - Een.\n  - Twee.\n  - Een.\n"))
    assert [(one.text, where.line) for one, where in found] == [("Een.", 5), ("Twee.", 6)]


def test_a_line_with_quiet_inside_is_two(desk: Desk) -> None:
    """Words on both sides of `<2s>` are spoken apart."""
    assert _said(desk, "  - Laat los. <2s> En zak.\n") == ["Laat los.", "En zak."]


def test_a_range_of_counts_gives_all_that_any_count_may_say(desk: Desk) -> None:
    """With 2-3 rounds up to two may be left, and `last` may be the second or the third."""
    said = _said(desk, "  - repeat: 2-3\n    steps:\n      - say: <n> van <left>\n        on: last\n")
    assert said == ["Twee van nul", "Drie van nul"]
    said = _said(desk, "  - breathe: 2-3\n    say: {in: Nog <left>}\n")
    assert set(said) == {"Nog twee", "Nog een", "Nog nul"}


def test_a_range_too_wide_to_speak_is_refused(desk: Desk) -> None:
    """What is left of 1-5000 breaths, each said, is millions of lines: an error with its line, at once."""
    with pytest.raises(InputError, match=r"proef\.yaml:5: `<left>` in 1 to 5000 rounds"):
        _said(desk, "  - breathe: 1-5000\n    say: {in: Nog <left>}\n")


def test_the_same_words_slower_or_in_another_voice_are_others(desk: Desk) -> None:
    """Voice and speed are part of what is spoken; level is not."""
    steps = "  - Zacht.\n  - {say: Zacht., level: -6}\n  - {say: Zacht., speed: 0.8}\n"
    steps += "  - {say: Zacht., voice: fluister}\n"
    found = [(one.voice, one.speed) for one, _ in utterances(desk.load(HEAD + steps))]
    assert found == [("rustig", 1.0), ("rustig", 0.8), ("fluister", 1.0)]


def test_counted_numbers_are_among_them_up_to_the_longest(desk: Desk) -> None:
    """A hold of 2-4 s may be counted to four; a breath to its longest phase."""
    assert _said(desk, "  - hold: 2-4\n    count: up\n") == ["een", "twee", "drie", "vier"]
    assert _said(desk, "  - breathe: 1\n    breath: 2-3\n    count: down\n") == ["een", "twee", "drie"]


def test_inside_a_beat_a_hold_is_counted_as_written(desk: Desk) -> None:
    """Nothing inside `every` stretches, so nothing above the lower end is counted."""
    steps = "  - repeat: 2\n    every: 20\n    steps:\n      - hold: 2-4\n        count: up\n"
    assert _said(desk, steps) == ["een", "twee"]


def test_slow_numbers_have_a_hurried_take(desk: Desk) -> None:
    """Only a counted number that outlasts its second is spoken again, faster."""
    routine = desk.load(f"{HEAD}  - Een.\n  - hold: 3\n    count: up\n")
    takes = Known({"Een.": 4000, "twee": 1200})
    assert [(one.text, one.speed) for one, _ in faster_numbers(routine, takes, RATE_HZ)] == [("twee", 1.3)]
