"""Which line has a stretch that two could have."""

from __future__ import annotations

from stilte.speech.cutting.align_lines import Match
from stilte.speech.cutting.cut_lines import widened
from stilte.speech.cutting.extent import Extent
from stilte.speech.cutting.left_readings import LeftReading, given_out
from stilte.speech.cutting.other_extents import Doubts


def test_what_is_said_between_two_lines_goes_to_the_likelier_of_them() -> None:
    """The other one stays as it was."""
    matches = [Match(0, 1, 0.0, 9.0), None, Match(2, 3, 0.0, 9.0)]
    after = Extent("with what is after", 0.0, 4.0, -0.5)
    before = Extent("with what is before", 2.0, 6.0, -0.7)
    both = [Doubts(after, is_known=True), Doubts(), Doubts(before, is_known=True)]
    groups = [match and (match.first, match.last) for match in widened(matches, both)]
    assert groups == [(0, 1), None, (1, 3)]
    one = widened(matches, [both[0], Doubts(), Doubts()])
    assert [match and (match.first, match.last) for match in one] == [(0, 2), None, (2, 3)]


def test_what_was_left_out_is_cut_for_one_missing_line_alone() -> None:
    """The line that it fits best; another has what else it is offered, if that has no part of it."""
    offers = [
        (1, LeftReading((4, 6), 0.9)),
        (1, LeftReading((7, 8), 1.4)),
        (6, LeftReading((5, 6), 0.3)),
        (11, LeftReading((5, 7), 0.5)),
    ]
    given = given_out(offers, found=())
    assert {line: reading.group for line, reading in given.items()} == {6: (5, 6), 1: (7, 8)}


def test_to_ask_of_a_line_takes_nothing_away_from_a_missing_one() -> None:
    """A line with a cut may have been read again where another seems to have been read."""
    offers = [(2, LeftReading((4, 5), -0.5)), (3, LeftReading((4, 5), 0.5))]
    assert set(given_out(offers, found={2})) == {2, 3}
