"""Times, counts and breaths as people write them."""

from __future__ import annotations

# ruff: noqa: E501 (in a table, cases stand side by side)
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stilte.reader import Unreadable
from stilte.reader.times import number, time_range_s, time_s
from stilte.script.durations import Breaths, Count, Elastic, Exact, Pattern
from stilte.script.parse.patterns import pattern
from stilte.script.parse.quantities import (
    Measure,
    count,
    cycles,
    exact_s,
    hold_length,
    pause_length,
    signed_s,
)

ROOM = Measure(Pattern(5, 0, 7, 0))
BEAT = Measure(Pattern(5, 0, 7, 0), fixed=True)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("90", 90), ("90s", 90), ("2m", 120), ("1h", 3600), ("1m30s", 90), ("1:30", 90), ("1:00:00", 3600),
        ("2 min", 120), ("30 sec", 30), ("1 min 30 sec", 90), ("1h30m", 5400), ("0:05", 5), ("5.5", 5.5),
        ("5,5", 5.5), ("1,5 min", 90), ("90 s", 90), ("0", 0), ("  20  ", 20), ("12:30", 750), ("1:30.5", 90.5),
        ("24h", 86400), ("08", 8),
    ],
)  # fmt: skip
def test_times(text: str, seconds: float) -> None:
    """Every form of the contract is read as seconds."""
    assert time_s(text) == seconds


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("20-90", (20, 90)), ("20–90", (20, 90)), ("20 - 90", (20, 90)), ("2-3m", (120, 180)), ("2-3 min", (120, 180)),
        ("30s-2m", (30, 120)), ("1:00-1:30", (60, 90)), ("0,5-1,5", (0.5, 1.5)), ("20-20", (20, 20)), ("1m-90s", (60, 90)),
        ("1-2h", (3600, 7200)),
    ],
)  # fmt: skip
def test_ranges(text: str, ends: Any) -> None:
    """A unit after the second number holds for both; an en dash counts as a hyphen."""
    assert time_range_s(text) == ends


@pytest.mark.parametrize(
    "text",
    ["", "x", "2 minuten", "1e3", "0x10", "inf", "nan", "1_000", "+5", "-5", "1:60", "1:5", "1:60:00", "1.", ".5", "1m30", "s",
     "2m1h", "1 2", "--", "1-", "-", "1-2-3", "90-20", "1-1:30", "25h", "9" * 61, "٣", "1:30m", "5 breath s"],
)  # fmt: skip
def test_what_is_no_time(text: str) -> None:
    """Everything else is refused, and nothing is guessed."""
    with pytest.raises(Unreadable):
        time_range_s(text)


@given(st.text(max_size=12))
def test_any_text_is_a_time_or_unclear(text: str) -> None:
    """No text makes the reader stumble, and what it reads is between nothing and a day."""
    for read in (
        time_s,
        number,
        lambda t: signed_s(t, ROOM),
        pattern,
        lambda t: count(t, ROOM),
        lambda t: cycles(t, 10, ROOM),
    ):
        with suppress(Unreadable):
            assert read(text) is not None


@given(st.integers(0, 23), st.integers(0, 59), st.integers(0, 59))
def test_forms_of_one_time_agree(hours: int, minutes: int, seconds: int) -> None:
    """Hours, minutes and seconds mean the same with colons and with units."""
    whole = hours * 3600 + minutes * 60 + seconds
    assert time_s(f"{hours}:{minutes:02d}:{seconds:02d}") == whole
    assert time_s(f"{hours}h{minutes}m{seconds}s") == whole
    assert time_s(str(whole)) == whole


def test_what_is_elastic() -> None:
    """Pauses stretch by `stretch`, ranges between their ends, everything else not at all."""
    assert pause_length("8", ROOM) == Elastic(8, 4, 24)
    assert pause_length("8", Measure(stretch=(1, 2))) == Elastic(8, 8, 16)
    assert pause_length("15-60", ROOM) == hold_length("15-60", ROOM) == Elastic(15, 15, 60)
    assert hold_length("30", ROOM) == Exact(30)
    assert pause_length("5 breaths", ROOM) == Breaths(Count(5, 5), 12)
    assert hold_length("3-5 breaths", ROOM) == Breaths(Count(3, 5), 12)
    assert hold_length("1 breath", ROOM) == Breaths(Count(1, 1), 12)


def test_inside_a_beat_nothing_is_elastic() -> None:
    """Ranges of time and of counts take their lower end."""
    assert pause_length("8", BEAT) == Exact(8)
    assert pause_length("15-60", BEAT) == hold_length("15-60", BEAT) == Exact(15)
    assert hold_length("3-5 breaths", BEAT) == Breaths(Count(3, 3), 12)
    assert count("5-10", BEAT) == cycles("5-10", 12, BEAT) == Count(5, 5)


def test_exact_times_refuse_ranges() -> None:
    """A silence or a beat is one time; breaths count by the pattern in force."""
    assert (
        exact_s("20", ROOM),
        exact_s("2 breaths", ROOM),
        signed_s("-10", ROOM),
        signed_s("–1m", ROOM),
    ) == (
        20,
        24,
        -10,
        -60,
    )
    for text in ("10-20", "1-2 breaths"):
        with pytest.raises(Unreadable, match="is a range"):
            exact_s(text, ROOM)


def test_counts_and_what_fits() -> None:
    """A bare number counts; a time holds as many whole cycles as fit, and at least one."""
    assert cycles("8", 12, ROOM) == cycles("8 breaths", 12, ROOM) == Count(8, 8)
    assert cycles("2m", 12, ROOM) == Count(10, 10)
    assert cycles("1:59", 12, ROOM) == Count(9, 9)
    assert cycles("5s", 12, ROOM) == Count(1, 1)
    assert cycles("1-2m", 12, ROOM) == Count(5, 10)
    assert cycles("0.3s", 0.1, ROOM) == Count(3, 3)


@pytest.mark.parametrize(
    ("text", "phases"),
    [
        ("4-6", (4, 0, 6, 0)), ("4-7-8", (4, 7, 8, 0)), ("4-4-4-4", (4, 4, 4, 4)), ("5,5–5,5", (5.5, 0, 5.5, 0)),
        ("5-0-7-1", (5, 0, 7, 1)), ("box", (4, 4, 4, 4)), ("coherent", (5.5, 0, 5.5, 0)), ("calm", (4, 0, 6, 0)),
        ("deep", (6, 0, 8, 0)), ("4 - 6", (4, 0, 6, 0)),
    ],
)  # fmt: skip
def test_breaths(text: str, phases: Any) -> None:
    """Two numbers are in and out, three in, hold and out, four also a rest; four names are known."""
    assert pattern(text) == Pattern(*phases)


@pytest.mark.parametrize(
    "text", ["4", "", "4-", "1-2-3-4-5", "bax", "0-0", "0-0-0-9", "4s-6s", "4-601", "x-y", "4--6"]
)
def test_what_is_no_breath(text: str) -> None:
    """One number, none, too many, or no time at all to breathe in is refused."""
    with pytest.raises(Unreadable):
        pattern(text)


@pytest.mark.parametrize(
    ("text", "cure"),
    [
        ("2 minuten", "Write `2 min`."),
        ("1,5 minutes", "Write `1.5 min`."),
        ("30 seconden", "Write `30 sec`."),
        ("20 Sekunden", "Write `20 sec`."),
        ("1 uur", "Write `1 h`."),
        ("5 ademhalingen", "Write `5 breaths`."),
        ("3-5 ademteugen", "Write `3-5 breaths`."),
        ("5 Atemzüge", "Write `5 breaths`."),
        ("2 x", "Write a time as 90, 90s, 2m, 1m30s, 1:30 or 2 min."),
    ],
)
def test_a_unit_written_out_is_told_its_short_form(text: str, cure: str) -> None:
    """An author writes units in full, in her own language: the message has the time as it can be read."""
    with pytest.raises(Unreadable) as caught:
        hold_length(text, ROOM)
    assert str(caught.value.instead) == cure
