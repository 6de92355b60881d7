"""Lines that run together: a stretch of sound that is two or three lines, parted where the voice is weakest.

Where lines are missing or fit badly, each moment at which the voice sinks is tried as the end of one line and
the beginning of the next: both have to be as long as this reader makes them, and sound like them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from stilte.speech.cutting.find_dips import deepest_dips
from stilte.speech.cutting.known_reader import KnownReader, parts_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from stilte.speech.cutting.align_lines import Match
    from stilte.speech.cutting.find_dips import Dip
    from stilte.speech.cutting.find_stretches import Stretch
    from stilte.speech.cutting.known_reader import Parts
    from stilte.speech.cutting.long_recording import LongRecording
    from stilte.speech.cutting.match_costs import Costs, ModelLine

_FIRM_COST, _FIRM_MARGIN = 3.0, 2.5
_SINKS_DB, _MOST_MOMENTS = 4.0, 14
_LEAST_LINE_S = 0.35
_BESIDE, _LONGEST_PAUSE_S = 2, 1.7
"""How many stretches more a line may have on its other side, and the longest pause between them."""
_MOST_LENGTH, _MOST_UNLIKE = 4.0, 3.0
_UNLIKE_WEIGHT = 1.5
_DEEP_DB, _SHALLOW_A_DB = 20.0, 0.1
_MOST_WAYS = 60
"""Ways to part that are listened to for each line that is looked for."""


@dataclass(frozen=True, slots=True)
class Parted:
    """The stretches, and the line that begins at each that was parted from the one before it."""

    stretches: tuple[Stretch, ...]
    begins: dict[int, int]

    def only(self, costs: Costs) -> Costs:
        """Return costs by which only the lines that were found begin or end where sound was parted."""
        bound = costs.copy()
        for at, line in self.begins.items():
            own = costs[at, :, line].copy()
            bound[at] = np.inf
            bound[at, :, line] = own
            for more in range(min(at, costs.shape[1])):
                before = float(costs[at - more - 1, more, line - 1])
                bound[at - more - 1, more] = np.inf
                bound[at - more - 1, more, line - 1] = before
        return bound

    def half_used(self, matches: Sequence[Match | None]) -> set[int]:
        """Return where sound was parted of which only one side became a line: that was a wrong guess."""
        firsts = {match.first for match in matches if match}
        lasts = {match.last for match in matches if match}
        return {at for at in self.begins if (at in firsts) != (at in lasts)}

    def without(self, costs: Costs, places: Collection[int]) -> Costs:
        """Return costs by which no line begins or ends at some of the places where sound was parted."""
        bound = costs.copy()
        for at in places:
            bound[at] = np.inf
            for more in range(min(at, costs.shape[1])):
                bound[at - more - 1, more] = np.inf
        return bound


@dataclass(frozen=True, slots=True)
class _Way:
    """A way to part a stretch: at which moments, what the lines from `line` on would be, and a cost."""

    stretch: int
    moments: tuple[Dip, ...]
    line: int
    places: tuple[Parts, ...]
    cost: float

    @property
    def sayings(self) -> list[tuple[int, Parts]]:
        """Return each line with what it would be."""
        return [(self.line + n, parts) for n, parts in enumerate(self.places)]


def part_lines(
    recording: LongRecording,
    stretches: Sequence[Stretch],
    models: Sequence[ModelLine],
    matches: Sequence[Match | None],
) -> Parted:
    """Return the stretches, those in which lines run together parted; as they are where too few lines fit."""
    reader = KnownReader.of(recording, stretches, models, matches)
    if reader is None:
        return Parted(tuple(stretches), {})
    ways = [
        way
        for lines, region in _unsettled(stretches, matches)
        for way in _ways(reader, stretches, region, lines)
    ]
    return _parted(stretches, _likely(reader, ways))


def _unsettled(
    stretches: Sequence[Stretch], matches: Sequence[Match | None]
) -> Iterator[tuple[range, range]]:
    """Yield rows of lines that are missing or fit badly, with those beside them, and their stretches."""
    firm = [
        match is not None and match.cost <= _FIRM_COST and match.elsewhere >= _FIRM_MARGIN
        for match in matches
    ]
    at = 0
    while at < len(matches):
        last = at
        while last < len(matches) and not firm[last]:
            last += 1
        if last > at:
            first = max(at - 1, 0)
            since = max((one.last for one in matches[:first] if one), default=0)
            until = min((one.first for one in matches[last + 1 :] if one), default=len(stretches))
            yield range(first, min(last + 1, len(matches))), range(since, until)
        at = last + 1


def _ways(reader: KnownReader, stretches: Sequence[Stretch], region: range, lines: range) -> list[_Way]:
    """Return the ways to part each stretch of a region into two or three lines whose lengths fit."""
    found: list[_Way] = []
    for n in region:
        one = stretches[n]
        start_s = one.start_s + one.breath_s
        if one.is_breath or one.end_s - start_s < 2 * _LEAST_LINE_S:
            continue
        dips = deepest_dips(reader.recording.bands, start_s, one.end_s, deep_db=_SINKS_DB, most=_MOST_MOMENTS)
        within = [dip for dip in dips if min(dip.from_s - start_s, one.end_s - dip.to_s) >= _LEAST_LINE_S]
        pairs = [(a, b) for a in within for b in within if b.from_s - a.to_s >= _LEAST_LINE_S]
        for moments in (*((dip,) for dip in within), *pairs):
            shallow = sum(max(_DEEP_DB - dip.depth_db, 0.0) * _SHALLOW_A_DB for dip in moments)
            for places in _places(stretches, region, n, moments):
                for line in lines[: len(lines) - len(moments)]:
                    way = _Way(n, moments, line, places, shallow)
                    costs = [reader.length_cost(saying) for saying in way.sayings]
                    if max(costs) < _MOST_LENGTH:
                        found.append(replace(way, cost=shallow + sum(costs)))
    return sorted(found, key=lambda way: way.cost)[: _MOST_WAYS * len(lines)]


def _places(
    stretches: Sequence[Stretch], region: range, number: int, moments: Sequence[Dip]
) -> Iterator[tuple[Parts, ...]]:
    """Yield what the lines would be; the first may begin in a stretch before, the last end in one after."""
    inner = tuple(((one.to_s, other.from_s),) for one, other in pairwise(moments))
    one = stretches[number]
    for since in _reaching(stretches, region, number, -1):
        for until in _reaching(stretches, region, number, 1):
            before = parts_of([*stretches[since:number], replace(one, end_s=moments[0].from_s)])
            more = ((beside.start_s, beside.end_s) for beside in stretches[number + 1 : until + 1])
            last = ((moments[-1].to_s, one.end_s), *more)
            yield (before, *inner, last)


def _reaching(stretches: Sequence[Stretch], region: range, number: int, step: int) -> Iterator[int]:
    """Yield a stretch and those beside it that the same line may have, in one direction."""
    yield number
    for beside in range(number + step, number + step * (_BESIDE + 1), step):
        if beside not in region:
            return
        before, after = sorted((beside, beside - step))
        if stretches[after].start_s - stretches[before].end_s > _LONGEST_PAUSE_S:
            return
        yield beside


def _likely(reader: KnownReader, ways: Sequence[_Way]) -> list[_Way]:
    """Return the ways of which each line sounds like it, the likeliest first."""
    known = reader.likenesses([saying for way in ways for saying in way.sayings])
    found = []
    for way in ways:
        unlike = [known[saying].unlike for saying in way.sayings]
        if max(unlike) < _MOST_UNLIKE:
            found.append(replace(way, cost=way.cost + _UNLIKE_WEIGHT * sum(unlike)))
    return sorted(found, key=lambda way: way.cost)


def _parted(stretches: Sequence[Stretch], ways: Sequence[_Way]) -> Parted:
    """Return the stretches parted in the likeliest ways; no stretch and no two lines in two ways."""
    chosen: dict[int, _Way] = {}
    ended: set[int] = set()
    for way in ways:
        ends = {way.line + n for n in range(len(way.moments))}
        if way.stretch not in chosen and not ends & ended:
            chosen[way.stretch] = way
            ended |= ends
    parts: list[Stretch] = []
    begins = {}
    for n, one in enumerate(stretches):
        moments = chosen[n].moments if n in chosen else ()
        starts_s = (one.start_s, *(dip.to_s for dip in moments))
        ends_s = (*(dip.from_s for dip in moments), one.end_s)
        for piece, (start_s, end_s) in enumerate(zip(starts_s, ends_s, strict=True)):
            if piece:
                begins[len(parts)] = chosen[n].line + piece
            parts.append(replace(one, start_s=start_s, end_s=end_s, breath_s=0.0 if piece else one.breath_s))
    return Parted(tuple(parts), begins)
