"""The edges of a line in a long recording: its first sound rises over the room, its last sinks into it.

A long recording tells far more of its room than one take does. A soft `s` or `f` lies under the swing of
single rows of 5 ms; a mean over 50 ms swings little, so it is found there, and the exact row is the likeliest
one at which the room's own level changes (a change point of exponentially distributed power).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from stilte.speech.cutting.find_stretches import JOINED_S
from stilte.speech.trimming.band_levels import HOP_S

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from stilte.speech.cutting.find_stretches import Stretch

    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]

_ROOM_S = 12.0
"""How far on either side of an edge the room is listened to."""
_BESIDE_S = 0.3
_LOOK_S = 0.05
_LEAST_SPREAD_DB = 0.25
_LEAST_OVER, _SWING_PERCENT, _ALONE = 2.6, 99.5, 1.6
"""A sound stands over the highest swing of the room; more so where a gap parts it from the words."""
_SOFT_S, _GAP_S = 0.35, 0.16
"""How far beyond a stretch a soft end may reach; the closure before a last `t` or `s` is shorter."""
_INTO_S = 0.35
_NOTHING_DB = -95.0
"""Under this there is no room: a gate is closed."""
_LOOK_ROWS, _GAP_ROWS = round(_LOOK_S / HOP_S), round((_GAP_S + _LOOK_S) / HOP_S)
_HELD, _APART = 3, 6
_DOUBT = 1.0
"""What each row more must be likelier to be sound: rows overlap, so each tells less than it seems to."""
_SMEARED = 1
"""Rows by which a sound shows beyond its end: each row looks 15 ms either way."""


@dataclass(frozen=True, slots=True, eq=False)
class Room:
    """The room around a place by band: its level over 50 ms in dBFS, and how far that is spread in dB.

    `swing` is how many such standard deviations it swings at most.
    """

    level_db: Floats
    spread_db: Floats
    swing: float


@dataclass(frozen=True, slots=True, eq=False)
class LineEdges:
    """Finds the edges of lines in one recording, by its levels in dBFS of shape (rows, bands)."""

    bands: NDArray[np.float32]
    stretches: Sequence[Stretch]
    quiet: Flags

    @classmethod
    def of(cls, bands: NDArray[np.float32], stretches: Sequence[Stretch]) -> LineEdges:
        """Return what finds the edges in this recording."""
        return cls(bands, stretches, quiet_rows(len(bands), stretches))

    def of_group(self, first: int, last: int) -> tuple[float, float]:
        """Return the beginning and end, in seconds, of the stretches from `first` to before `last`."""
        start, end = self._row(self.stretches[first].start_s), self._row(self.stretches[last - 1].end_s)
        since = self._row(self.stretches[first - 1].end_s) + _APART if first else 0
        until = (
            self._row(self.stretches[last].start_s) - _APART
            if last < len(self.stretches)
            else len(self.bands)
        )
        before, after = (room_around(self.bands, self.quiet, row) for row in (start, end))
        if before is not None and not self._runs_on(first):
            start = begins_at(self.bands, before, start, since)
        if after is not None and not self._runs_on(last):
            end = ends_at(self.bands, after, end, until)
        return start * HOP_S, end * HOP_S

    def _runs_on(self, number: int) -> bool:
        """Tell whether a stretch follows the one before it without a pause: nothing of the room is there."""
        if not 0 < number < len(self.stretches):
            return False
        gap = self._row(self.stretches[number].start_s) - self._row(self.stretches[number - 1].end_s)
        return gap < round(JOINED_S / HOP_S)

    def _row(self, at_s: float) -> int:
        return round(at_s / HOP_S)


def quiet_rows(count: int, stretches: Sequence[Stretch]) -> Flags:
    """Return which of so many rows are the room alone: a little away from everything that sounds."""
    quiet = np.ones(count, np.bool_)
    for one in stretches:
        first = max(round((one.start_s - _BESIDE_S) / HOP_S), 0)
        quiet[first : round((one.end_s + _BESIDE_S) / HOP_S)] = False
    return quiet


def room_around(bands: NDArray[np.float32], quiet: Flags, row: int) -> Room | None:
    """Return the room near a row; None where there is too little of it. `bands` are levels in dBFS."""
    reach, look = round(_ROOM_S / HOP_S), round(_LOOK_S / HOP_S)
    near = slice(max(row - reach, 0), row + reach)
    power, alone = _power(bands[near]), quiet[near]
    whole = np.flatnonzero(np.convolve(alone, np.ones(look), "valid") >= look)
    if len(whole) < 4 * look:
        return None
    slow_db = _db(_slow(power, look)[whole])
    # What was missed of soft sounds is in here too: the lower half of the levels knows nothing of it.
    low, middle = np.maximum(np.percentile(slow_db, [16, 50], axis=0), _NOTHING_DB)
    spread = np.maximum(middle - low, _LEAST_SPREAD_DB)
    swing = float(np.percentile(_standing(slow_db, middle, spread), _SWING_PERCENT))
    return Room(middle, spread, max(swing, _LEAST_OVER))


def _standing(slow_db: Floats, level_db: Floats, spread_db: Floats) -> Floats:
    """Return how many standard deviations rows stand over a room: in a band, or in two side by side."""
    standing = (slow_db - level_db) / spread_db
    beside = (standing[:, 1:] + standing[:, :-1]) / np.sqrt(2)
    return np.asarray(np.maximum(standing.max(axis=1), beside.max(axis=1)))


def _power(bands: NDArray[np.float32]) -> Floats:
    return np.asarray(10.0 ** (bands.astype(np.float64) / 10))


def _slow(power: Floats, look: int) -> Floats:
    """Return the mean over so many rows from each row on."""
    total = np.concatenate([np.zeros((1, power.shape[1])), np.cumsum(power, axis=0)])
    return np.asarray((total[look:] - total[:-look]) / look)


def _db(power: Floats) -> Floats:
    return np.asarray(10.0 * np.log10(np.maximum(power, 1e-15)))


def ends_at(bands: NDArray[np.float32], room: Room, row: int, until: int) -> int:
    """Return the row at which sound ends that is there until about `row`, not beyond the row `until`."""
    return max(_edge(bands, room, row, until) - _SMEARED, 1)


def begins_at(bands: NDArray[np.float32], room: Room, row: int, since: int) -> int:
    """Return the row at which sound begins that is there from about `row` on, not before the row `since`."""
    count = len(bands)
    return count - _edge(bands[::-1], room, count - row, count - since)


def _edge(bands: NDArray[np.float32], room: Room, row: int, until: int) -> int:
    look, soft, into = (round(one / HOP_S) for one in (_LOOK_S, _SOFT_S, _INTO_S))
    first = max(row - into, 0)
    power = _power(bands[first : min(row + soft + look, until, len(bands))])
    if len(power) <= look:
        return min(row, until)
    standing = _standing(_db(_slow(power, look)), room.level_db, room.spread_db)
    at = _last_over(standing, room.swing, row - first - look)
    return first + _change_point(power, room, max(at - 1, 0), min(at + 2 * look, len(power)))


def _last_over(standing: Floats, swing: float, near: int) -> int:
    """Return the last row from which on 50 ms stand over the room, no gap before it longer than a closure."""
    over, far_over = (_held(standing > swing * more) for more in (1.0, _ALONE))
    at = max([one for one in over if one <= near], default=max(near, 0))
    for place in over:
        if place > at + 1 and not any(place <= one < place + _LOOK_ROWS for one in far_over):
            continue
        if at < place <= at + _GAP_ROWS:
            at = place
    return at


def _held(flags: Flags) -> list[int]:
    """Return the rows at which so many flags in a row have been set."""
    return [
        int(at) + _HELD - 1 for at in np.flatnonzero(np.convolve(flags, np.ones(_HELD), "valid") >= _HELD)
    ]


def _change_point(power: Floats, room: Room, first: int, last: int) -> int:
    """Return the likeliest row between two at which the sound is over and the room is left."""
    rows, alone = power[first:last], 10 ** (room.level_db / 10)
    if len(rows) < 2:  # noqa: PLR2004
        return last
    count = np.arange(1, len(rows) + 1)[:, None]
    before = np.cumsum(rows, axis=0) / count
    sound = np.maximum(before, alone)
    as_sound = -count * (np.log(sound) + before / sound)
    as_room = -(np.log(alone) + rows / alone)
    left = as_room.sum(axis=0) - np.cumsum(as_room, axis=0)
    likely = (as_sound + left).sum(axis=1) - _DOUBT * count[:, 0]
    return first + int(np.argmax(likely)) + 1
