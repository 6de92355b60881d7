"""The cheapest order of matches, what is left out, and what an answer is worth."""

from __future__ import annotations

from stilte.speech.cutting.align_lines import MISSING, Match, align
from stilte.speech.cutting.find_stretches import Stretch

THREE = [Stretch(0, 2), Stretch(3, 5), Stretch(6, 8)]


def groups(matches: list[Match | None]) -> list[tuple[int, int] | None]:
    return [(match.first, match.last) if match else None for match in matches]


def test_each_line_gets_its_stretch() -> None:
    """Matches that cost nothing are taken, and anything else costs far more."""
    costs = {(n, n + 1, line): 0.0 if n == line else 6.0 for n in range(3) for line in range(3)}
    found = align(THREE, 3, costs)
    assert groups(found) == [(0, 1), (1, 2), (2, 3)]
    assert all(match is not None and match.margin > 4 for match in found)


def test_a_stretch_of_no_line_is_left_out() -> None:
    """A cough between two lines belongs to none."""
    costs = {(0, 1, 0): 0.1, (2, 3, 1): 0.2, (1, 2, 1): 7.5, (1, 2, 0): 7.5}
    assert groups(align(THREE, 2, costs)) == [(0, 1), (2, 3)]


def test_a_line_that_nobody_read_is_missing() -> None:
    """The lines around it keep their stretches."""
    costs = {(0, 1, 0): 0.0, (1, 2, 2): 0.0, (2, 3, 3): 0.0, (1, 2, 1): 6.5}
    assert groups(align(THREE, 4, costs)) == [(0, 1), None, (1, 2), (2, 3)]
    assert groups(align([], 2, {})) == [None, None]


def test_the_later_of_two_readings_is_taken() -> None:
    """What is said again right after it is left, and named as an earlier reading."""
    costs = {(0, 1, 0): 0.2, (1, 2, 0): 0.3, (2, 3, 1): 0.0}
    found = align(THREE, 2, costs, {(0, 1)})
    assert groups(found) == [(1, 2), (2, 3)]
    assert found[0] is not None
    assert found[0].earlier == ((0, 1),)


def test_two_answers_that_fit_alike_are_told_apart_by_the_margin() -> None:
    """The margin is what the next best answer costs more, and the rival is that answer."""
    costs = {(0, 1, 0): 1.0, (1, 2, 0): 1.2, (2, 3, 1): 0.0}
    first = align(THREE, 2, costs)[0]
    assert first is not None
    assert first.margin < 0.5
    assert first.rival is not None
    alone = align(THREE[:1], 1, {(0, 1, 0): 1.0})[0]
    assert alone is not None
    assert alone.rival is None
    assert alone.margin > MISSING - 1.0
