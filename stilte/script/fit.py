"""Meets a wanted length: counts first, then one share of all room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stilte.errors import InputError, Problem, Where
from stilte.script.counts import count_ranges, settled
from stilte.script.draft import draft
from stilte.script.stretchable import could_stretch
from stilte.units import clock

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from stilte.script.counts import CountRange
    from stilte.script.draft import Draft
    from stilte.script.measures import Measures
    from stilte.script.routine import Routine


class LengthMissed(InputError):
    """A length that a routine cannot have."""


TOLERANCE_S = 0.04
"""How far from a length that cannot be met exactly still counts as met: within the contract's 50 ms."""

_HALVINGS = 40
"""Finds a share to a hundredth of a frame, in a whole day of room."""


def fitted(routine: Routine, measures: Measures, asked_s: float) -> tuple[Draft, float]:
    """Return the routine with counts chosen for a length, and the share of all room that meets it.

    The share is negative where time is shrunk. Raises `LengthMissed` for a length that cannot be reached.
    """
    sets = tuple(count_chain(count_ranges(routine)))
    drafts: dict[int, Draft] = {}

    def drafted(index: int) -> Draft:
        if index not in drafts:
            drafts[index] = draft(settled(routine, sets[index]), measures, sets[index])
        return drafts[index]

    asked, tolerance = asked_s * measures.rate_hz, TOLERANCE_S * measures.rate_hz
    crossing = _first_reaching(lambda index: drafted(index).extent_frames(0), len(sets), asked)
    near = [drafted(index) for index in (crossing - 1, crossing) if 0 <= index < len(sets)]
    shares = [(share, one) for one in near if (share := share_for(one, asked, tolerance)) is not None]
    if not shares:
        raise _unreachable(routine, measures, asked_s, (drafted(0), *near, drafted(len(sets) - 1)))
    share, best = min(shares, key=lambda pair: abs(pair[0]))
    return best, share


def count_chain(ranges: Sequence[CountRange]) -> Iterator[tuple[int, ...]]:
    """Yield sets of counts from the lowest on, one count raised at a time, in turn from the top.

    >>> from stilte.errors import Where
    >>> from stilte.script.counts import CountRange
    >>> here = Where("scripts/a.yaml", 3)
    >>> list(count_chain([CountRange(here, 1, 3), CountRange(here, 5, 6)]))
    [(1, 5), (2, 5), (2, 6), (3, 6)]
    """
    counts = [one.low for one in ranges]
    yield tuple(counts)
    while any(count < one.high for count, one in zip(counts, ranges, strict=True)):
        for index, one in enumerate(ranges):
            if counts[index] < one.high:
                counts[index] += 1
                yield tuple(counts)


def share_for(one: Draft, asked_frames: float, tolerance_frames: float) -> float | None:
    """Return the share of its room with which a draft lasts that long, or None where no share does.

    Where the lines of an elastic hold change places its length leaps: no share meets what it leaps over.
    """
    natural = one.extent_frames(0)
    share = min(
        (0.0, *_around(one, asked_frames)), key=lambda each: abs(one.extent_frames(each) - asked_frames)
    )
    reached = one.extent_frames(share)
    if abs(reached - asked_frames) > tolerance_frames:
        return None
    return share if reached != natural else 0.0


def _around(one: Draft, asked_frames: float) -> tuple[float, float]:
    """Return the shares on both sides of a length: it only grows with the share, so halving finds them."""
    low, high = -1.0, 1.0
    if one.extent_frames(low) >= asked_frames:
        return low, low
    if one.extent_frames(high) <= asked_frames:
        return high, high
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if one.extent_frames(middle) < asked_frames else (low, middle)
    return low, high


def _first_reaching(length_frames: Callable[[int], float], many: int, asked_frames: float) -> int:
    """Return the first set that lasts as long as asked without stretching; lengths grow along the chain."""
    low, high = 0, many
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if length_frames(middle) >= asked_frames else (middle + 1, high)
    return low


def _unreachable(
    routine: Routine, measures: Measures, asked_s: float, drafts: Sequence[Draft]
) -> LengthMissed:
    asked = asked_s * measures.rate_hz

    def told(length_frames: float) -> str:
        return clock(length_frames / measures.rate_hz)

    near = [one.extent_frames(share) for one in drafts for share in _around(one, asked)]
    below, above = [one for one in near if one < asked], [one for one in near if one > asked]
    least, most = drafts[0].extent_frames(-1), drafts[-1].extent_frames(1)
    can = f"It can last {told(least)}" + (f" to {told(most)}." if least != most else ", no more and no less.")
    if below and above:
        can = f"The nearest that can are {told(max(below))} and {told(min(above))}."
    message = f"A length of {clock(asked_s)} cannot be reached. {can}"
    return LengthMissed(
        Problem(_asked_at(routine, asked_s), message, could_stretch(drafts[0], count_ranges(routine)))
    )


def _asked_at(routine: Routine, asked_s: float) -> Where:
    """Return where a length was written."""
    written = dict(zip(routine.lengths_s, routine.lengths_at, strict=False))
    return written.get(asked_s, Where(routine.script, 1))
