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
    from collections.abc import Collection, Mapping, Sequence

    from numpy.typing import NDArray

    from stilte.speech.cutting.find_stretches import Stretch

    Group = tuple[int, int]
    Costs = Mapping[tuple[int, int, int], float]

MOST_TOGETHER = 6
"""A line of more stretches than this is read with five pauses inside."""
MISSING = 7.0
_LEFT_OUT, _LEFT_OUT_A_SECOND = 1.5, 0.6
_SHORT_LEFT_OUT, _SHORT_S = 1.0, 0.6
_BREATH_LEFT_OUT = 0.3
REPEATED = 0.4
"""What it costs to leave stretches out that are said again after them."""


@dataclass(frozen=True, slots=True)
class Match:
    """The stretches from `first` to before `last` that are a line; what they cost, and what else would.

    `margin` is by how much the whole costs more with any other answer for this line; `others` are the groups
    that would be the next best ones, `earlier` readings of it that were left for this one.
    """

    first: int
    last: int
    cost: float
    margin: float
    rival: Group | None = None
    earlier: tuple[Group, ...] = ()


def align(
    stretches: Sequence[Stretch], lines: int, costs: Costs, repeats: Collection[Group] = ()
) -> list[Match | None]:
    """Return for each line its stretches, None where it is missing.

    `costs` holds what it costs to take the stretches from `first` to before `last` for a line, by (first,
    last, line); what is not in it cannot be. `repeats` are groups that are said again right after them.
    """
    table = _Table(stretches, lines, costs, repeats)
    forward, came = table.forward()
    return _with_margins(table, forward, table.backward(), _path(came, len(stretches), lines))


class _Table:
    """The costs of every step, once by where it ends and once by where it begins."""

    def __init__(
        self, stretches: Sequence[Stretch], lines: int, costs: Costs, repeats: Collection[Group] = ()
    ) -> None:
        self.count, self.lines = len(stretches), lines
        self.left_out = [_left_out(one) for one in stretches]
        self.breaths = [one.is_breath for one in stretches]
        self.costs = costs
        self.ending: dict[tuple[int, int], list[tuple[int, float]]] = {}
        self.beginning: dict[tuple[int, int], list[tuple[int, float]]] = {}
        self.repeats_to: dict[int, list[int]] = {}
        self.repeats_from: dict[int, list[int]] = {}
        for first, last in repeats:
            self.repeats_to.setdefault(last, []).append(first)
            self.repeats_from.setdefault(first, []).append(last)
        for (first, last, line), cost in costs.items():
            self.ending.setdefault((last, line), []).append((first, cost))
            self.beginning.setdefault((first, line), []).append((last, cost))

    def same_words(self, one: Group, other: Group) -> bool:
        """Tell whether two groups are the same but for breaths before the words."""
        first, later = sorted((one[0], other[0]))
        return one[1] == other[1] and all(self.breaths[first:later])

    def forward(self) -> tuple[NDArray[np.float64], dict[tuple[int, int], tuple[int, int, str]]]:
        """Return the least cost until each stretch and line, and by which step it was reached."""
        best = np.full((self.count + 1, self.lines + 1), np.inf)
        best[0, 0], came = 0.0, {}
        for at in range(self.count + 1):
            for line in range(self.lines + 1):
                for before, done, cost, step in self._steps(at, line):
                    total = best[before, done] + cost
                    if total < best[at, line]:
                        best[at, line], came[at, line] = total, (before, done, step)
        return best, came

    def _steps(self, at: int, line: int) -> list[tuple[int, int, float, str]]:
        steps = []
        if at:
            steps.append((at - 1, line, self.left_out[at - 1], "left out"))
            steps += [(first, line, REPEATED, "repeated") for first in self.repeats_to.get(at, [])]
        if line:
            steps.append((at, line - 1, MISSING, "missing"))
            steps += [(first, line - 1, cost, "match") for first, cost in self._ends(at, line - 1)]
        return steps

    def _ends(self, at: int, line: int) -> list[tuple[int, float]]:
        return self.ending.get((at, line), [])

    def backward(self) -> NDArray[np.float64]:
        """Return the least cost from each stretch and line to the end."""
        best = np.full((self.count + 1, self.lines + 1), np.inf)
        best[self.count, self.lines] = 0.0
        for at in range(self.count, -1, -1):
            for line in range(self.lines, -1, -1):
                options = [best[at, line]]
                if at < self.count:
                    options.append(best[at + 1, line] + self.left_out[at])
                    options += [best[last, line] + REPEATED for last in self.repeats_from.get(at, [])]
                if line < self.lines:
                    options.append(best[at, line + 1] + MISSING)
                    ends = self.beginning.get((at, line), [])
                    options += [best[last, line + 1] + cost for last, cost in ends]
                best[at, line] = min(options)
        return best


def _left_out(stretch: Stretch) -> float:
    if stretch.is_breath:
        return _BREATH_LEFT_OUT
    short = _SHORT_LEFT_OUT if stretch.length_s < _SHORT_S else _LEFT_OUT
    return short + _LEFT_OUT_A_SECOND * stretch.length_s


def _path(
    came: Mapping[tuple[int, int], tuple[int, int, str]], count: int, lines: int
) -> list[tuple[Group | None, tuple[Group, ...]]]:
    """Return for each line its group, and the earlier readings of it."""
    groups: list[Group | None] = [None] * lines
    earlier_ones: list[list[Group]] = [[] for _ in range(lines)]
    at, line = count, lines
    while (at, line) != (0, 0):
        before, done, step = came[at, line]
        if step == "match":
            groups[done] = (before, at)
        elif step == "repeated" and line < lines:
            earlier_ones[line].insert(0, (before, at))
        at, line = before, done
    return [(group, tuple(others)) for group, others in zip(groups, earlier_ones, strict=True)]


def whole_costs(
    stretches: Sequence[Stretch], lines: int, costs: Costs, repeats: Collection[Group] = ()
) -> dict[tuple[int, int, int], float]:
    """Return for each match by how much the whole costs more with it than at best."""
    table = _Table(stretches, lines, costs, repeats)
    forward, _ = table.forward()
    backward = table.backward()
    best = float(forward[table.count, lines])
    found = {}
    for (first, last, line), cost in costs.items():
        found[first, last, line] = float(forward[first, line] + cost + backward[last, line + 1]) - best
    return found


def _with_margins(
    table: _Table,
    forward: NDArray[np.float64],
    backward: NDArray[np.float64],
    path: Sequence[tuple[Group | None, tuple[Group, ...]]],
) -> list[Match | None]:
    whole = float(forward[table.count, table.lines])
    by_line: dict[int, list[tuple[float, Group]]] = {}
    for (first, last, line), cost in table.costs.items():
        total = float(forward[first, line] + cost + backward[last, line + 1])
        by_line.setdefault(line, []).append((total, (first, last)))
    missing = (forward[:, :-1] + MISSING + backward[:, 1:]).min(axis=0) if table.lines else np.zeros(0)
    matches: list[Match | None] = []
    for line, (group, before) in enumerate(path):
        if group is None:
            matches.append(None)
            continue
        rivals = [
            one for one in by_line[line] if not table.same_words(one[1], group) and one[1] not in before
        ]
        nearest = min(rivals, default=(float("inf"), None))
        margin = min(nearest[0], float(missing[line])) - whole
        rival = nearest[1] if nearest[0] <= missing[line] else None
        matches.append(Match(*group, table.costs[(*group, line)], margin, rival, before))
    return matches
