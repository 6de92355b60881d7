"""Numbers counted aloud."""

from __future__ import annotations

from typing import Any, Literal

from stilte.script.layout.measures import Measures, counted, hurried_number
from stilte.script.layout.spoken_counts import Stretch, spoken_numbers
from stilte.script.line import Delivery, Utterance
from tests.script.known import RATE_HZ, Known

VOICE = Delivery("rustig")


def _heard(
    counting: Literal["up", "down"],
    planned_s: float,
    taken: Any = (),
    real_s: float | None = None,
    takes: Any = None,
) -> Any:
    measures = Measures(Known(takes or {}), RATE_HZ, "en")
    stretch = Stretch(counting, round(planned_s * RATE_HZ), round((real_s or planned_s) * RATE_HZ))
    numbers = spoken_numbers(stretch, taken, measures, lambda number: measures.number(number, VOICE))
    return [(start, utterance.text) for start, _, utterance in numbers]


def test_each_whole_second_has_its_number() -> None:
    """Five and a half seconds have five numbers, each at the start of its second."""
    assert _heard("up", 5.5) == [(0, "one"), (1000, "two"), (2000, "three"), (3000, "four"), (4000, "five")]


def test_counting_down_ends_with_one() -> None:
    """Down, the first number is the number of seconds and the last is one."""
    assert _heard("down", 3) == [(0, "three"), (1000, "two"), (2000, "one")]


def test_a_number_that_would_meet_a_cue_is_left_out() -> None:
    """A cue over the first second takes the place of its number: "In, two, three"."""
    assert _heard("up", 3, taken=[(0, 800)]) == [(1000, "two"), (2000, "three")]
    assert _heard("up", 3, taken=[(1200, 1400)]) == [(0, "one"), (2000, "three")]


def test_a_number_that_would_meet_a_number_is_left_out() -> None:
    """A number that outlasts its second even when hurried takes the place of the next."""
    assert _heard("up", 3, takes={"one": 2000}) == [(0, "one"), (2000, "three")]


def test_a_number_never_lasts_beyond_its_stretch() -> None:
    """The last number of a phase is left out if it would reach into what follows."""
    assert _heard("up", 2, takes={"two": 1500}) == [(0, "one")]


def test_counting_down_keeps_to_the_real_end() -> None:
    """Where the voice has lengthened a hold, the last number still stands a second before its end."""
    assert _heard("down", 2, real_s=3.5) == [(1500, "two"), (2500, "one")]


def test_a_number_that_outlasts_its_second_is_hurried_no_more_than_needed() -> None:
    """Up to a second a number keeps its speed; beyond, the least of 1.1 to 1.4 that fits."""
    number = counted(7, Delivery("rustig", speed=0.9), "en")
    assert number == Utterance(("seven",), "rustig", "en", 0.9)
    assert hurried_number(number, 1.0) is number
    assert hurried_number(number, 1.04).speed == 0.99
    assert hurried_number(number, 1.2).speed == round(0.9 * 1.3, 6)
    assert hurried_number(number, 9.0).speed == round(0.9 * 1.4, 6)
