"""Layers of tones over a bed: binaural (another pitch in each ear) and isochronic (one tone that pulses).

Every frequency is a whole number of tenths of a hertz, so a table of ten seconds turns without a seam.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from stilte.units import gain

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from stilte.sound.layer_settings import Layering

    Floats = NDArray[np.float64]

TABLE_S = 10
_MASTER_DB = 7.0
"""What the master adds to a track whose speech stands at -16 LUFS: levels of layers are those of the file."""


@dataclass(frozen=True, slots=True, eq=False)
class ToneLayers:
    """All layers of a bed as one endless table; not ducked, not moved with the bed."""

    table: NDArray[np.float32]

    def block(self, start_frame: int, frames: int) -> NDArray[np.float32]:
        """Return samples of shape (frames, 2) at the level of the mix."""
        return self.table[np.arange(start_frame, start_frame + frames) % len(self.table)]


@lru_cache(maxsize=4)
def tone_layers(layers: tuple[Layering, ...], rate_hz: int) -> ToneLayers:
    """Return the sum of layers; `level_db` of each is the RMS of its tone in the finished file."""
    table = np.zeros((TABLE_S * rate_hz, 2))
    at_s = np.arange(len(table)) / rate_hz
    for layer in layers:
        amplitude = np.sqrt(2.0) * gain(layer.level_db - _MASTER_DB)
        for side, hz in enumerate(layer.tones_hz):
            table[:, side] += amplitude * np.sin(2.0 * np.pi * hz * at_s) * _pulse(layer.pulse_hz, at_s)
    samples = table.astype(np.float32)
    samples.setflags(write=False)
    return ToneLayers(samples)


def _pulse(pulse_hz: float, at_s: Floats) -> Floats:
    """Return gains that come and go so many times a second, of power 1; steady for 0."""
    if not pulse_hz:
        return np.ones_like(at_s)
    return np.asarray((0.5 - 0.5 * np.cos(2.0 * np.pi * pulse_hz * at_s)) / np.sqrt(0.375))
