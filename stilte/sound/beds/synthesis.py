"""Synthesised beds: endless layers, each with a slow gain curve of its own, with random access.

Tones are tables that turn (`Texture`), noise is read from a table in stretches left to chance
(`noise.Noise`); the curves are computed from the absolute time. Everything is worked out on a fixed grid of
frames, so a block holds the same bytes whatever blocks were asked for before it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

import numpy as np

from stilte.sound.clip import REFERENCE_LUFS
from stilte.sound.dsp.loudness import integrated_lufs
from stilte.units import gain

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Curve = Callable[[Floats], Floats]

GRID_FRAMES = 512  # a gain is computed at every 12 ms and drawn straight between
_STRETCH_CELLS = 2048
_TILE_CELLS = 128
"""So many cells are made at once: arrays of 256 kB stay in a processor's cache."""
_RAMP = np.repeat(np.arange(GRID_FRAMES, dtype=np.float32) / GRID_FRAMES, 2)
_MEASURED_S = 600.0
_STEP_S = 0.1

FRAMES = (13**5, 5**8, 2**19, 3**12, 7**7, 11**5)
"""Lengths of tables: 8.4, 8.9, 11.9, 12.1, 18.7 and 3.7 s at 44.1 kHz, with no common divisor."""


class Layer(Protocol):
    """A part of a synthesised bed."""

    def add(self, out: NDArray[np.float32], first_cell: int, factor: float, rate_hz: int) -> None:
        """Add itself to `out`, shape (cells, 2 · GRID_FRAMES), left and right in turn."""

    def power(self, time_s: Floats) -> Floats:
        """Return its K-weighted power at these times, both channels summed."""


@dataclass(frozen=True, slots=True, eq=False)
class Texture:
    """An endless table of power 1 under a curve of gain over the seconds."""

    table: NDArray[np.float32]
    curve: Curve

    def add(self, out: NDArray[np.float32], first_cell: int, factor: float, rate_hz: int) -> None:
        """Add the texture to `out`."""
        gains = curve_gains(self.curve, first_cell, len(out) + 1, GRID_FRAMES / rate_hz) * np.float32(factor)
        # The gain of each frame first, then the table times it, in place: one array for the whole stretch.
        sound = drawn(gains)
        _times_table(sound.reshape(-1, 2), self.table, first_cell * GRID_FRAMES)
        out += sound

    def power(self, time_s: Floats) -> Floats:
        """Return its power, that of the curve alone."""
        return self.curve(time_s) ** 2


def curve_gains(curve: Curve, first_cell: int, count: int, cell_s: float) -> NDArray[np.float32]:
    """Return a curve at the borders of cells, worked out in long stretches: short calls cost most."""
    stretches = range(first_cell // _STRETCH_CELLS, (first_cell + count - 1) // _STRETCH_CELLS + 1)
    gains = np.concatenate([_stretch(curve, number, cell_s) for number in stretches])
    skipped = first_cell - stretches.start * _STRETCH_CELLS
    return gains[skipped : skipped + count]


def drawn(gains: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return gains at the borders of cells as straight lines, shape (cells, 2 · GRID_FRAMES)."""
    lines = np.asarray(_RAMP * np.diff(gains)[:, None], np.float32)
    lines += gains[:-1, None]
    return lines


@lru_cache(maxsize=64)
def _stretch(curve: Curve, number: int, cell_s: float) -> NDArray[np.float32]:
    first = number * _STRETCH_CELLS
    points = np.asarray(np.arange(first, first + _STRETCH_CELLS) * cell_s, np.float64)
    return curve(points).astype(np.float32)


def _times_table(sound: NDArray[np.float32], table: NDArray[np.float32], start_frame: int) -> None:
    done = 0
    while done < len(sound):
        place = (start_frame + done) % len(table)
        count = min(len(sound) - done, len(table) - place)
        sound[done : done + count] *= table[place : place + count]
        done += count


@dataclass(frozen=True, slots=True, eq=False)
class MadeSound:
    """The layers of a made bed with the factor that brings them to `REFERENCE_LUFS`."""

    layers: tuple[Layer, ...]
    factor: float
    rate_hz: int

    def block(self, start_frame: int, frames: int) -> NDArray[np.float32]:
        """Return samples of shape (frames, 2) from an absolute place on."""
        first_cell = start_frame // GRID_FRAMES
        cells = -(-(start_frame + frames) // GRID_FRAMES) - first_cell
        out = np.zeros((cells, 2 * GRID_FRAMES), np.float32)
        for tile in range(0, cells, _TILE_CELLS):
            for layer in self.layers:
                part = out[tile : tile + _TILE_CELLS]
                layer.add(part, first_cell + tile, self.factor, self.rate_hz)
        skipped = start_frame - first_cell * GRID_FRAMES
        return out.reshape(-1, 2)[skipped : skipped + frames]


def balanced(layers: tuple[Layer, ...], rate_hz: int) -> MadeSound:
    """Return layers as one sound at `REFERENCE_LUFS`, worked out from their powers over ten minutes."""
    # The tables have power 1 and do not correlate, so powers add: no sound has to be made to know the level.
    time_s = np.arange(0.0, _MEASURED_S, _STEP_S)
    power = np.zeros_like(time_s)
    for layer in layers:
        power = power + layer.power(time_s)
    return MadeSound(layers, gain(REFERENCE_LUFS - integrated_lufs(power)), rate_hz)
