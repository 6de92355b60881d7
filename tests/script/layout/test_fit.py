"""Meeting a wanted length."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from stilte.errors import InputError, Where
from stilte.script.arrange import arrange
from stilte.script.layout.count_ranges import CountRange
from stilte.script.layout.fit import count_chain
from tests.script.known import RATE_HZ, Known

if TYPE_CHECKING:
    from stilte.script.timeline import Timeline
    from tests.script.conftest import Desk

HEAD = "title: Proef\nlanguage: nl\nvoice: rustig\n"
HERE = Where("scripts/proef.yaml", 1)


def _fitted(desk: Desk, text: str, asked_s: float) -> Timeline:
    return arrange(desk.load(HEAD + text), Known(), RATE_HZ, asked_s)


def _pauses_s(timeline: Timeline) -> list[float]:
    return [span.length_frames / RATE_HZ for span in timeline.spans if span.kind == "pause"]


def test_all_elastic_time_moves_by_the_same_share_of_its_room(desk: Desk) -> None:
    """Halfway up: a pause of 4 s goes to 8 (of 12), one of 10-30 to 20, and `silence` stays."""
    steps = "steps:\n  - Een.\n  - bell: 1\n  - pause: 10-30\n  - silence: 5\n  - Twee.\n"
    timeline = _fitted(desk, steps, 6 + 0.25 + 8 + 20 + 5 + 0.25)
    assert timeline.fit.share == pytest.approx(0.5)
    assert _pauses_s(timeline) == [8, 20]
    assert timeline.length_frames == 39_500


def test_shrinking_goes_towards_the_least_and_its_share_is_negative(desk: Desk) -> None:
    """Halfway down: a pause of 4 s goes to 3 (of 2); a range cannot go under its lower end."""
    timeline = _fitted(
        desk, "steps:\n  - Een.\n  - bell: 1\n  - pause: 10-30\n  - Twee.\n", 6 + 0.25 + 3 + 10.25
    )
    assert timeline.fit.share == pytest.approx(-0.5)
    assert _pauses_s(timeline) == [3, 10]


def test_stretch_sets_how_far_a_written_pause_may_go(desk: Desk) -> None:
    """With `stretch: [1, 2]` a pause of 4 s may become 8 and no more."""
    text = "stretch: [1, 2]\nsteps:\n  - Een.\n  - Twee.\n"
    assert _pauses_s(_fitted(desk, text, 6.5 + 8)) == [8]
    with pytest.raises(InputError, match=r"It can last 0:10\.5 to 0:14\.5"):
        _fitted(desk, text, 16)


def test_counts_are_chosen_before_time_is_stretched(desk: Desk) -> None:
    """The set that needs least stretching is taken: eight breaths, and the pause hardly moves."""
    timeline = _fitted(desk, "steps:\n  - breathe: 5-10\n  - pause: 10\n  - Zo.\n", 6 + 80 + 10.25 + 1)
    assert [chosen.count for chosen in timeline.fit.counts] == [8]
    assert _pauses_s(timeline) == [11]


def test_counts_are_raised_one_at_a_time_in_turn_from_the_top() -> None:
    """Each range takes its turn until it is at its higher end."""
    ranges = [CountRange(HERE, 2, 3), CountRange(HERE, 1, 3), CountRange(HERE, 4, 5)]
    assert list(count_chain(ranges)) == [(2, 1, 4), (3, 1, 4), (3, 2, 4), (3, 2, 5), (3, 3, 5)]


def test_a_count_inside_rounds_is_one_choice_for_all_of_them(desk: Desk) -> None:
    """A range inside a repeat is chosen once; breaths of a hold and of a pause are counts as well."""
    text = """steps:
  - repeat: 3
    steps:
      - breathe: 1-2
  - hold: 1-2 breaths
  - pause: 1-2 breaths
"""
    timeline = _fitted(desk, text, 6 + 60 + 20 + 10)
    assert [(one.where.line, one.count) for one in timeline.fit.counts] == [(7, 2), (8, 2), (9, 1)]
    assert timeline.length_frames == 96_000


def test_nothing_inside_a_beat_is_elastic(desk: Desk) -> None:
    """Rounds of a fixed beat keep their length and what is in them; only the pause outside gives."""
    text = """steps:
  - repeat: 2
    every: 20
    steps:
      - Een.
      - breathe: 1-2
  - Twee.
  - Drie.
"""
    timeline = _fitted(desk, text, 6 + 40 + 0.5 + 7)
    rounds = [span.length_frames for span in timeline.spans if span.kind == "round"]
    assert rounds == [20_000, 20_000]
    assert timeline.fit.counts == ()
    assert _pauses_s(timeline)[-1] == 7


def test_how_often_a_beat_is_repeated_may_be_chosen(desk: Desk) -> None:
    """The count of the rounds themselves is outside the beat."""
    text = "steps:\n  - repeat: 2-5\n    every: 20\n    steps:\n      - Een.\n"
    assert _fitted(desk, text, 86).fit.counts[0].count == 4


def test_an_elastic_hold_that_needs_its_time_lets_others_give(desk: Desk) -> None:
    """A hold that is full of words does not shrink; the pause takes what is left."""
    text = """steps:
  - Een.
  - breathe: 1
  - hold: 4-20
    say: Een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien.
  - pause: 4-20
  - Twee.
"""
    timeline = _fitted(desk, text, 30)
    assert timeline.length_frames == 30_000
    assert timeline.fit.share is not None
    assert timeline.fit.share > 0


def test_a_bell_that_sounds_on_is_part_of_the_length(desk: Desk) -> None:
    """A track that ends in a ringing bell is met to the frame too."""
    text = "lead: [1, 1]\nsteps:\n  - Een.\n  - bell: 1\n"
    assert _fitted(desk, text, 1 + 0.25 + 9 + 8).length_frames == 18_250


def test_the_natural_length_needs_no_stretching(desk: Desk) -> None:
    """A routine without elastic time meets its own length, within the tolerance, and no other."""
    text = "steps:\n  - silence: 10\n"
    assert _fitted(desk, text, 16.03).fit.share == 0
    with pytest.raises(InputError):
        _fitted(desk, text, 16.06)


def test_a_length_that_cannot_be_reached_says_which_can_and_what_could_help(desk: Desk) -> None:
    """The error names the reach and the longest exact times with their lines, the longest first."""
    text = """steps:
  - silence: 30
  - hold: 45
  - breathe: 5
  - breathe: 1-2
  - pause: 10
  - Een.
"""
    with pytest.raises(InputError) as caught:
        _fitted(desk, text, 600)
    assert str(caught.value) == (
        "scripts/proef.yaml:1: A length of 10:00.0 cannot be reached. It can last 2:26.2 to 3:01.2. "
        "These could be made elastic: `breathe: 5` (as a range of counts) at scripts/proef.yaml:7, "
        "the hold (as a range) at scripts/proef.yaml:6, the silence (as a `pause`) at scripts/proef.yaml:5."
    )


def test_a_length_that_a_hold_leaps_over_names_the_nearest(desk: Desk) -> None:
    """Where two lines of a hold change places it needs more time at once; between, no length can be had."""
    text = """steps:
  - hold: 5-10
    during:
      - say: Een twee drie vier.
        at: 4
      - say: Vijf zes zeven acht.
        at: -3
"""
    with pytest.raises(InputError, match=r"The nearest possible lengths are 0:13\.0 and 0:14\.0\."):
        _fitted(desk, text, 13.5)


def test_a_length_between_two_counts_names_the_nearest(desk: Desk) -> None:
    """Where nothing but a count can give, the lengths on both sides are named."""
    with pytest.raises(InputError, match=r"The nearest possible lengths are 0:36\.0 and 0:46\.0\."):
        _fitted(desk, "steps:\n  - breathe: 1-9\n", 40)
