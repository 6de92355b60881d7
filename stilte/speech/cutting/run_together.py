"""Lines that run together: a stretch of sound that is two or three lines, parted where the voice is weakest.

Where lines are missing or fit badly, each moment at which the voice sinks is tried as the end of one line and
the beginning of the next: both have to be as long as this reader makes them, and sound like them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from heapq import nsmallest
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from stilte.speech.cutting.find_dips import deepest_dips
from stilte.speech.cutting.known_reader import KnownReader, parts_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

    from stilte.speech.cutting.align_lines import Match
    from stilte.speech.cutting.even_sounds import Parts
    from stilte.speech.cutting.find_dips import Dip
    from stilte.speech.cutting.find_stretches import Stretch
    from stilte.speech.cutting.long_recording import LongRecording
    from stilte.speech.cutting.match_costs import Costs, ModelLine

    _Piece = tuple[int, Parts, float]
    """A line, what may be it, and what its length costs."""

_FIRM_COST, _FIRM_MARGIN = 3.0, 2.5
_SINKS_DB, _MOST_MOMENTS = 4.0, 14
_LEAST_LINE_S = 0.35
_BESIDE, _LONGEST_PAUSE_S = 2, 1.7
"""How many stretches more a line may have on its other side, and the longest pause between them."""
_MOST_LENGTH, _MOST_UNLIKE = 4.0, 3.0
_UNLIKE_WEIGHT = 1.5
_DEEP_DB, _SHALLOW_A_DB = 20.0, 0.1
_NEAR = 8
"""How far from its share of a row of lines a stretch may be."""
_MOST_WAYS = 30
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
            # From the bound costs: what another of these places rules out stays so.
            own = bound[at, :, line].copy()
            bound[at] = np.inf
            bound[at, :, line] = own
            for more in range(min(at, costs.shape[1])):
                before = float(bound[at - more - 1, more, line - 1])
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


@dataclass(frozen=True, slots=True)
class _Around:
    """A stretch of a region, and what beside it may belong to the same lines."""

    stretches: Sequence[Stretch]
    region: range
    number: int

    def ending(self, dip: Dip) -> Iterator[Parts]:
        """Yield what may be a line that ends at a dip; it may begin in a stretch before."""
        last = replace(self.stretches[self.number], end_s=dip.from_s)
        for since in self._reaching(-1):
            yield parts_of([*self.stretches[since : self.number], last])

    def beginning(self, dip: Dip) -> Iterator[Parts]:
        """Yield what may be a line that begins at a dip; it may end in a stretch after."""
        first = replace(self.stretches[self.number], start_s=dip.to_s, breath_s=0.0)
        for until in self._reaching(1):
            yield parts_of([first, *self.stretches[self.number + 1 : until + 1]])

    def _reaching(self, step: int) -> Iterator[int]:
        """Yield the stretch and those beside it that the same line may have, in one direction."""
        yield self.number
        for beside in range(self.number + step, self.number + step * (_BESIDE + 1), step):
            if beside not in self.region:
                return
            before, after = sorted((beside, beside - step))
            if self.stretches[after].start_s - self.stretches[before].end_s > _LONGEST_PAUSE_S:
                return
            yield beside


def part_lines(
    recording: LongRecording,
    stretches: Sequence[Stretch],
    models: Sequence[ModelLine],
    matches: Sequence[Match | None],
    told: Callable[[float], None] | None = None,
) -> Parted:
    """Return the stretches, those in which lines run together parted; as they are where too few lines fit.

    `told` is told what share is done.
    """
    reader = KnownReader.of(recording, stretches, models, matches)
    if reader is None:
        return Parted(tuple(stretches), {})
    ways = [
        way
        for lines, region in _unsettled(stretches, matches)
        for way in _ways(reader, stretches, region, lines)
    ]
    return _parted(stretches, _likely(reader, ways, told))


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
        near = _near(lines, (n - region.start) / len(region))
        around = _Around(stretches, region, n)
        ending = {dip: _that_fit(reader, near, around.ending(dip)) for dip in within}
        beginning = {dip: _that_fit(reader, near, around.beginning(dip)) for dip in within}
        for dip in within:
            found += _joined(n, (dip,), ending[dip], [], beginning[dip])
        for before, after in combinations(within, 2):
            if after.from_s - before.to_s >= _LEAST_LINE_S:
                between = _that_fit(reader, near, [((before.to_s, after.from_s),)])
                found += _joined(n, (before, after), ending[before], between, beginning[after])
    return nsmallest(_MOST_WAYS * len(lines), found, key=lambda way: way.cost)


def _near(lines: range, share: float) -> range:
    """Return the lines of a row that may be read after this share of its stretches."""
    middle = lines.start + round(share * len(lines))
    return range(max(lines.start, middle - _NEAR), min(lines.stop, middle + _NEAR + 1))


def _that_fit(reader: KnownReader, lines: range, every: Iterable[Parts]) -> list[_Piece]:
    """Return the lines that are about as long as some parts, with these and what that costs."""
    costs = ((line, parts, reader.length_cost((line, parts))) for parts in every for line in lines)
    return [piece for piece in costs if piece[2] < _MOST_LENGTH]


def _joined(
    number: int,
    moments: tuple[Dip, ...],
    ending: Sequence[_Piece],
    between: Sequence[_Piece],
    beginning: Sequence[_Piece],
) -> Iterator[_Way]:
    """Yield the ways in which pieces are lines that follow each other."""
    shallow = sum(max(_DEEP_DB - dip.depth_db, 0.0) * _SHALLOW_A_DB for dip in moments)
    rows: list[tuple[_Piece, ...]] = [(piece,) for piece in ending]
    for more in (between, beginning) if len(moments) > 1 else (beginning,):
        rows = [(*row, piece) for row in rows for piece in more if piece[0] == row[-1][0] + 1]
    for row in rows:
        cost = shallow + sum(piece[2] for piece in row)
        yield _Way(number, moments, row[0][0], tuple(piece[1] for piece in row), cost)


def _likely(reader: KnownReader, ways: Sequence[_Way], told: Callable[[float], None] | None) -> list[_Way]:
    """Return the ways of which each line sounds like it, the likeliest first."""
    known = reader.likenesses([saying for way in ways for saying in way.sayings], told)
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
