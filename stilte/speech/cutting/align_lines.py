"""Which stretches of a recording are which line: the cheapest order of matches, by dynamic programming.

Lines keep their order. A stretch may be left out (a cough, a stumble, "sorry, again"); a line may be missing;
what is said again right after it is left for the later reading. What an answer is worth is told by how much
dearer the whole gets where a line is given anything else (forward and backward costs).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from numpy.typing import NDArray

    from stilte.speech.cutting.find_stretches import Stretch

    Group = tuple[int, int]
    Floats = NDArray[np.float64]
    Costs = NDArray[np.float32]

MOST_TOGETHER = 6
"""A line of more stretches than this is read with five pauses inside."""
MISSING = 7.0
_LEFT_OUT, _LEFT_OUT_A_SECOND = 1.5, 0.6
_SHORT_LEFT_OUT, _SHORT_S = 1.0, 0.6
_BREATH_LEFT_OUT = 0.3
REPEATED = 0.4
"""What it costs to leave stretches out that are said again after them."""
_SAME = 1e-6
"""Sums of the same costs in another order differ by less."""


@dataclass(frozen=True, slots=True)
class Match:
    """The stretches from `first` to before `last` that are a line; what they cost, and what else would.

    `margin` is by how much the whole costs more with any other answer for this line, and `rival` the group
    that would be the next best one; `elsewhere` and `other` are the same among those that have no stretch of
    this one. `earlier` are readings of it that were left for this one.
    """

    first: int
    last: int
    cost: float
    margin: float
    rival: Group | None = None
    earlier: tuple[Group, ...] = ()
    elsewhere: float = 0.0
    other: Group | None = None


def align(stretches: Sequence[Stretch], costs: Costs, repeats: Collection[Group] = ()) -> list[Match | None]:
    """Return for each line its stretches, None where it is missing.

    `costs` has the shape (stretches, `MOST_TOGETHER`, lines): what it costs to take so many stretches and one
    more, from a first one on, for a line; infinite for what cannot be. `repeats` are groups, first to before
    last, that are said again right after them.
    """
    table = _Table(stretches, costs, repeats)
    forward = table.forward()
    return _with_margins(table, forward, table.backward(), _path(table, forward))


def whole_costs(stretches: Sequence[Stretch], costs: Costs, repeats: Collection[Group] = ()) -> Floats:
    """Return by how much the whole costs more with each match than at best, of the shape of `costs`."""
    table = _Table(stretches, costs, repeats)
    forward = table.forward()
    return np.asarray(table.totals(forward, table.backward()) - forward[-1, -1])


class _Table:
    """The costs of all steps, and the least costs until and from each stretch and line."""

    def __init__(self, stretches: Sequence[Stretch], costs: Costs, repeats: Collection[Group] = ()) -> None:
        self.count, self.together, self.lines = costs.shape
        self.left_out = [_left_out(one) for one in stretches]
        self.breaths = [one.is_breath for one in stretches]
        self.costs = costs
        self.repeats_to: dict[int, list[int]] = {}
        self.repeats_from: dict[int, list[int]] = {}
        for first, last in repeats:
            self.repeats_to.setdefault(last, []).append(first)
            self.repeats_from.setdefault(first, []).append(last)

    def same_words(self, group: Group) -> Iterator[Group]:
        """Yield a group and those that are the same but for breaths before the words."""
        first, last = group
        yield group
        while first and self.breaths[first - 1] and last - first < self.together:
            first -= 1
            yield first, last
        first = group[0]
        while first + 1 < last and self.breaths[first]:
            first += 1
            yield first, last

    def forward(self) -> Floats:
        """Return the least cost until each stretch and line."""
        best = np.empty((self.count + 1, self.lines + 1))
        best[0] = MISSING * np.arange(self.lines + 1)
        for at in range(1, self.count + 1):
            row = best[at - 1] + self.left_out[at - 1]
            for first in self.repeats_to.get(at, []):
                np.minimum(row, best[first] + REPEATED, out=row)
            for first in range(max(at - self.together, 0), at):
                matched = best[first, :-1] + self.costs[first, at - first - 1]
                np.minimum(row[1:], matched, out=row[1:])
            best[at] = _or_missing(row)
        return best

    def backward(self) -> Floats:
        """Return the least cost from each stretch and line to the end."""
        best = np.empty((self.count + 1, self.lines + 1))
        best[-1] = MISSING * np.arange(self.lines, -1, -1)
        for at in range(self.count - 1, -1, -1):
            row = best[at + 1] + self.left_out[at]
            for last in self.repeats_from.get(at, []):
                np.minimum(row, best[last] + REPEATED, out=row)
            for last in range(at + 1, min(at + self.together, self.count) + 1):
                matched = best[last, 1:] + self.costs[at, last - at - 1]
                np.minimum(row[:-1], matched, out=row[:-1])
            best[at] = _or_missing(row[::-1])[::-1]
        return best

    def totals(self, forward: Floats, backward: Floats) -> Floats:
        """Return what the whole costs with each match."""
        found = np.full(self.costs.shape, np.inf)
        for together in range(min(self.together, self.count)):
            after = backward[together + 1 :, 1:]
            found[: len(after), together] = (
                forward[: len(after), :-1] + self.costs[: len(after), together] + after
            )
        return found

    def steps_to(self, forward: Floats, at: int, line: int) -> Iterator[tuple[float, int, int, str]]:
        """Yield the ways to a stretch and a line: the whole cost, from which ones, and by which step."""
        if at:
            yield forward[at - 1, line] + self.left_out[at - 1], at - 1, line, "left out"
            for first in self.repeats_to.get(at, []):
                yield forward[first, line] + REPEATED, first, line, "repeated"
        if line:
            yield forward[at, line - 1] + MISSING, at, line - 1, "missing"
            for first in range(max(at - self.together, 0), at):
                matched = forward[first, line - 1] + self.costs[first, at - first - 1, line - 1]
                yield matched, first, line - 1, "match"


def _or_missing(row: Floats) -> Floats:
    """Return the least costs where any number of lines before each may be missing."""
    steps = MISSING * np.arange(len(row))
    return np.asarray(np.minimum.accumulate(row - steps) + steps)


def _left_out(stretch: Stretch) -> float:
    if stretch.is_breath:
        return _BREATH_LEFT_OUT
    short = _SHORT_LEFT_OUT if stretch.length_s < _SHORT_S else _LEFT_OUT
    return short + _LEFT_OUT_A_SECOND * stretch.length_s


def _path(table: _Table, forward: Floats) -> list[tuple[Group | None, tuple[Group, ...]]]:
    """Return for each line its group, and the earlier readings of it."""
    groups: list[Group | None] = [None] * table.lines
    earlier_ones: list[list[Group]] = [[] for _ in range(table.lines)]
    at, line = table.count, table.lines
    while (at, line) != (0, 0):
        steps = list(table.steps_to(forward, at, line))
        least = min(step[0] for step in steps) + _SAME
        _, before, done, step = next(one for one in steps if one[0] <= least)
        if step == "match":
            groups[done] = (before, at)
        elif step == "repeated" and line < table.lines:
            earlier_ones[line].insert(0, (before, at))
        at, line = before, done
    return [(group, tuple(others)) for group, others in zip(groups, earlier_ones, strict=True)]


def _with_margins(
    table: _Table,
    forward: Floats,
    backward: Floats,
    path: Sequence[tuple[Group | None, tuple[Group, ...]]],
) -> list[Match | None]:
    whole, totals = float(forward[-1, -1]), table.totals(forward, backward)
    missing = (forward[:, :-1] + MISSING + backward[:, 1:]).min(axis=0)
    matches: list[Match | None] = []
    for line, (group, before) in enumerate(path):
        if group is None:
            matches.append(None)
            continue
        others = totals[:, :, line].copy()
        for first, last in (*table.same_words(group), *before):
            others[first, last - first - 1] = np.inf
        dearer, rival = _nearest(others, float(missing[line]))
        others[max(group[0] - table.together, 0) : group[1]] = _apart_from(group, others)
        elsewhere, other = _nearest(others, float(missing[line]))
        cost = float(table.costs[group[0], group[1] - group[0] - 1, line])
        matches.append(
            Match(*group, cost, dearer - whole, rival, before, elsewhere=elsewhere - whole, other=other)
        )
    return matches


def _apart_from(group: Group, others: Floats) -> Floats:
    """Return the costs of the groups near one, infinite for those that have a stretch of it."""
    together = others.shape[1]
    near = others[max(group[0] - together, 0) : group[1]].copy()
    for row, first in enumerate(range(max(group[0] - together, 0), group[1])):
        near[row, max(group[0] - first, 0) :] = np.inf
    return near


def _nearest(others: Floats, missing: float) -> tuple[float, Group | None]:
    """Return the least cost of another answer, and its group; None where it is that the line is missing."""
    first, more = divmod(int(np.argmin(others)), others.shape[1])
    dearer = float(others[first, more])
    return (dearer, (first, first + more + 1)) if dearer <= missing else (missing, None)
