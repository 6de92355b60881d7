"""How unlike other words usually are: some stretches are unlike everything, some lines like everything."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from stilte.speech.cutting.spoken_likeness import unlikenesses

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Group = tuple[int, int]

Name = TypeVar("Name", tuple[int, int], int)

_COMPARED = 10
"""Lines that each group is held against though it is another."""
_MOST_APART, _NEAR = 1.7, 2
_ROUNDS, _SHRUNK = 3, 2.0
_UNKNOWN = (2.2, 0.2)
_LEAST_SPREAD = 0.06


@dataclass(frozen=True, slots=True)
class UsualUnlikeness:
    """What is usual for any pair of other words, and by how much more or less for each group and line."""

    middle: float
    spread: float
    groups: Mapping[Group, float]
    lines: Mapping[int, float]

    def standing(self, apart: float, group: Group, line: int) -> float:
        """Return how many standard deviations an unlikeness is over that of other words."""
        expected = self.middle + self.groups.get(group, 0.0) + self.lines.get(line, 0.0)
        return (apart - expected) / self.spread


def usual_unlikeness(
    groups: Mapping[Group, Floats], lines: Mapping[int, Floats], likely: Collection[tuple[int, int, int]]
) -> UsualUnlikeness:
    """Return what is usual, by groups against lines they are not; `likely` are those that they may be."""
    own: dict[Group, set[int]] = {}
    for first, last, line in likely:
        own.setdefault((first, last), set()).add(line)
    pairs = [
        (group, line) for group in groups for line in _others(groups[group], lines, own.get(group, set()))
    ]
    values = unlikenesses([(groups[group], lines[line]) for group, line in pairs])
    if not values:
        return UsualUnlikeness(*_UNKNOWN, {}, {})
    middle = float(np.median(values))
    of_groups: dict[Group, float] = {}
    of_lines: dict[int, float] = {}
    rest = [value - middle for value in values]
    for _ in range(_ROUNDS):
        of_groups = _means([group for group, _ in pairs], _less(rest, of_lines, [line for _, line in pairs]))
        of_lines = _means([line for _, line in pairs], _less(rest, of_groups, [group for group, _ in pairs]))
    rest = _less(rest, of_groups, [group for group, _ in pairs])
    rest = _less(rest, of_lines, [line for _, line in pairs])
    low, centre, high = np.percentile(rest, [25, 50, 75])
    spread = max(float(high - low) / 1.35, _LEAST_SPREAD)
    return UsualUnlikeness(middle + float(centre), spread, of_groups, of_lines)


def _others(group: Floats, lines: Mapping[int, Floats], own: Collection[int]) -> list[int]:
    """Return some lines of about the length of a group that are none of its own, nor beside one."""
    found = [
        line
        for line, sound in lines.items()
        if 1 / _MOST_APART < len(group) / max(len(sound), 1) < _MOST_APART
        and all(abs(line - one) > _NEAR for one in own)
    ]
    return found[:: max(len(found) // _COMPARED, 1)][:_COMPARED]


def _less(values: Sequence[float], of: Mapping[Name, float], names: Sequence[Name]) -> list[float]:
    return [value - of.get(name, 0.0) for value, name in zip(values, names, strict=True)]


def _means(names: Sequence[Name], values: Sequence[float]) -> dict[Name, float]:
    """Return the mean of the values of each name, nearer to 0 where there are few."""
    gathered: dict[Name, list[float]] = {}
    for name, value in zip(names, values, strict=True):
        gathered.setdefault(name, []).append(value)
    return {name: sum(each) / (len(each) + _SHRUNK) for name, each in gathered.items()}
