"""The cheapest order of matches, what is left out, and what an answer is worth."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from stilte.speech.cutting.align_lines import MISSING, MOST_TOGETHER, Match, align, whole_costs
from stilte.speech.cutting.find_stretches import Stretch

if TYPE_CHECKING:
    from numpy.typing import NDArray

THREE = [Stretch(0, 2), Stretch(3, 5), Stretch(6, 8)]


def costs_of(stretches: int, lines: int, known: dict[tuple[int, int, int], float]) -> NDArray[np.float32]:
    """Return costs by the first stretch, the one after the last, and the line."""
    costs = np.full((stretches, MOST_TOGETHER, lines), np.inf, np.float32)
    for (first, last, line), cost in known.items():
        costs[first, last - first - 1, line] = cost
    return costs


def groups(matches: list[Match | None]) -> list[tuple[int, int] | None]:
    return [(match.first, match.last) if match else None for match in matches]


def test_each_line_gets_its_stretch() -> None:
    """Matches that cost nothing are taken, and anything else costs far more."""
    costs = {(n, n + 1, line): 0.0 if n == line else 6.0 for n in range(3) for line in range(3)}
    found = align(THREE, costs_of(3, 3, costs))
    assert groups(found) == [(0, 1), (1, 2), (2, 3)]
    assert all(match is not None and match.margin > 4 for match in found)


def test_a_stretch_of_no_line_is_left_out() -> None:
    """A cough between two lines belongs to none."""
    costs = {(0, 1, 0): 0.1, (2, 3, 1): 0.2, (1, 2, 1): 7.5, (1, 2, 0): 7.5}
    assert groups(align(THREE, costs_of(3, 2, costs))) == [(0, 1), (2, 3)]


def test_a_line_that_nobody_read_is_missing() -> None:
    """The lines around it keep their stretches."""
    costs = {(0, 1, 0): 0.0, (1, 2, 2): 0.0, (2, 3, 3): 0.0, (1, 2, 1): 6.5}
    assert groups(align(THREE, costs_of(3, 4, costs))) == [(0, 1), None, (1, 2), (2, 3)]
    assert groups(align([], costs_of(0, 2, {}))) == [None, None]


def test_the_later_of_two_readings_is_taken() -> None:
    """What is said again right after it is left, and named as an earlier reading."""
    costs = {(0, 1, 0): 0.2, (1, 2, 0): 0.3, (2, 3, 1): 0.0}
    found = align(THREE, costs_of(3, 2, costs), {(0, 1)})
    assert groups(found) == [(1, 2), (2, 3)]
    assert found[0] is not None
    assert found[0].earlier == ((0, 1),)


def test_two_answers_that_fit_alike_are_told_apart_by_the_margin() -> None:
    """The margin is what the next best answer costs more, and the rival is that answer."""
    costs = {(0, 1, 0): 1.0, (1, 2, 0): 1.2, (2, 3, 1): 0.0}
    first = align(THREE, costs_of(3, 2, costs))[0]
    assert first is not None
    assert first.margin < 0.5
    assert first.rival is not None
    alone = align(THREE[:1], costs_of(1, 1, {(0, 1, 0): 1.0}))[0]
    assert alone is not None
    assert alone.rival is None
    assert alone.margin > MISSING - 1.0


def test_what_has_a_stretch_of_the_match_is_told_apart_from_what_is_elsewhere() -> None:
    """A line with a stretch less is another end of it; the same words elsewhere are another place."""
    costs = {(0, 1, 0): 0.1, (0, 2, 0): 0.2, (2, 3, 0): 3.0}
    (match,) = align(THREE, costs_of(3, 1, costs))
    assert match is not None
    assert (match.first, match.last) == (0, 2)
    assert match.rival == (0, 1)
    assert match.other == (2, 3)
    assert match.elsewhere == pytest.approx(5.5, abs=1e-5)
    assert match.margin < match.elsewhere


def test_what_a_match_costs_the_whole_is_what_the_best_order_with_it_costs() -> None:
    """Against every order of matches there is, tried one by one."""
    chance = np.random.default_rng(3)
    stretches = [Stretch(2.0 * n, 2.0 * n + 1.0) for n in range(4)]
    costs = np.where(chance.random((4, MOST_TOGETHER, 3)) < 0.4, np.inf, chance.uniform(0, 9, (4, 6, 3)))
    for first in range(4):
        costs[first, 4 - first :] = np.inf
    table = costs.astype(np.float32)
    every = list(_orders(table, 0, 0))
    least = min(cost for cost, _ in every)
    found = whole_costs(stretches, table)
    for first, more, line in np.argwhere(np.isfinite(table)).tolist():
        with_it = min((cost for cost, used in every if (first, more, line) in used), default=np.inf)
        assert found[first, more, line] == pytest.approx(with_it - least, abs=1e-5)


def _orders(
    costs: NDArray[np.float32], at: int, line: int
) -> list[tuple[float, frozenset[tuple[int, int, int]]]]:
    count, together, lines = costs.shape
    if at == count and line == lines:
        return [(0.0, frozenset())]
    found = []
    if at < count:
        found += [(cost + 2.1, used) for cost, used in _orders(costs, at + 1, line)]
    if line < lines:
        found += [(cost + MISSING, used) for cost, used in _orders(costs, at, line + 1)]
        for more in range(min(together, count - at)):
            if np.isfinite(costs[at, more, line]):
                rest = _orders(costs, at + more + 1, line + 1)
                own = float(costs[at, more, line])
                found += [(cost + own, used | {(at, more, line)}) for cost, used in rest]
    return found
