"""Noise that never repeats: stretches of tables, chosen anew by their number, overlapped at equal power.

A table of noise that turns is heard to turn: its crests come back. Here each stretch of some seconds begins
at a place in the table that a hash of its number chooses, its waves turned over by chance, and two readers
with stretches of different lengths are added. What is heard comes again only where both choose alike, which
no track is long enough for. Any stretch costs the same, and needs nothing before it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from stilte.sound.beds.synthesis import GRID_FRAMES, curve_gains, drawn
from stilte.sound.dsp.seeded_random import chance, seed_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from stilte.sound.beds.synthesis import Curve

    Floats = NDArray[np.float64]
    Samples = NDArray[np.float32]

_STRETCHES = (196_613, 307_201)
"""Frames of a stretch for each reader, at 44.1 kHz 4.5 and 7.0 s, with no common divisor."""
_OVERLAP = 16_384
"""Frames over which a stretch goes over into the next: 0.37 s, longer than any wave of noise here."""
_APART = 16_384
"""Frames by which two neighbours must differ in place: nearer ones would be in step where they overlap."""
_TRIES = 4
_EQUAL_POWER = float(np.sqrt(0.5))


@dataclass(frozen=True, slots=True, eq=False)
class Noise:
    """Endless noise of power 1, read from a table of power 1, under a curve of gain over the seconds."""

    table: Samples
    curve: Curve
    seed: int

    def add(self, out: Samples, first_cell: int, factor: float, rate_hz: int) -> None:
        """Add the noise to `out`, shape (cells, 2 · GRID_FRAMES), left and right in turn."""
        gains = curve_gains(self.curve, first_cell, len(out) + 1, GRID_FRAMES / rate_hz)
        sound = drawn(gains * np.float32(factor * _EQUAL_POWER))
        read = np.zeros(2 * GRID_FRAMES * len(out), np.float32)  # left and right in turn: quickest to add
        for number, length in enumerate(_STRETCHES):
            _read(read, self.table, seed_of(self.seed, number), length, first_cell * GRID_FRAMES)
        sound *= read.reshape(len(out), -1)
        out += sound

    def power(self, time_s: Floats) -> Floats:
        """Return its power, that of the curve alone."""
        return self.curve(time_s) ** 2


def _read(sound: Samples, table: Samples, seed: int, length: int, start: int) -> None:
    """Add what one reader gives from an absolute frame on."""
    rise, fall = _crossing()
    for number in range((start - _OVERLAP) // length, (start + len(sound) // 2 - 1) // length + 1):
        place, turned = _choice(seed, number, length, len(table))
        stretch = _Stretch(number * length - start, place, turned)
        _lay(sound, table, stretch, 0, rise)
        _lay(sound, table, stretch, _OVERLAP, length - _OVERLAP)
        _lay(sound, table, stretch, length, fall)


@lru_cache(maxsize=1)
def _crossing() -> tuple[Samples, Samples]:
    """Return gains whose squares add to 1, for left and right in turn."""
    x = np.repeat((np.arange(_OVERLAP) + 0.5) / _OVERLAP * np.pi / 2.0, 2)
    return np.sin(x).astype(np.float32), np.cos(x).astype(np.float32)


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Where a stretch begins, where in the table, and whether its waves are turned over."""

    at: int
    place: int
    turned: bool


@lru_cache(maxsize=4096)
def _choice(seed: int, number: int, length: int, frames: int) -> tuple[int, bool]:
    """Return the place in the table, and whether it is turned over, by the number of a stretch alone."""
    turned = bool(chance(seed_of(seed, "turned"), np.array([number]))[0] < 0.5)  # noqa: PLR2004 - one of two
    return _place(seed, number, length, frames), turned


def _place(seed: int, number: int, length: int, frames: int) -> int:
    """Return where in the table a stretch begins: not where its neighbours would be when they overlap."""
    tries = (chance(seed, np.arange(_TRIES) + _TRIES * number) * frames).astype(np.int64).tolist()
    if number % 2 == 0:
        return int(tries[0])
    before = _place(seed, number - 1, length, frames) + length
    after = _place(seed, number + 1, length, frames) - length
    free = [place for place in tries if min(_apart(place, at, frames) for at in (before, after)) > _APART]
    return int((free or tries)[0])


def _apart(one: int, other: int, frames: int) -> int:
    """Return how far two places of a table that turns are from each other."""
    return min((one - other) % frames, (other - one) % frames)


def _lay(sound: Samples, table: Samples, stretch: _Stretch, skipped: int, shape: Samples | int) -> None:
    """Add a part of a stretch, from `skipped` on: under these gains, or so many frames as they are."""
    at, begin = stretch.at, stretch.at + skipped
    count = shape if isinstance(shape, int) else len(shape) // 2
    done, last = max(begin, 0), min(begin + count, len(sound) // 2)
    turned = np.subtract if stretch.turned else np.add
    while done < last:
        place = (stretch.place + done - at) % len(table)
        stop = min(last, done + len(table) - place)
        part = table[place : place + stop - done].reshape(-1)
        if not isinstance(shape, int):
            part = part * shape[2 * (done - begin) : 2 * (stop - begin)]
        turned(sound[2 * done : 2 * stop], part, out=sound[2 * done : 2 * stop])
        done = stop
