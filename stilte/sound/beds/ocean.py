"""An ocean: waves of all heights rise out of a deep murmur when they will, break, and leave foam behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from stilte.sound.beds.noise import Noise
from stilte.sound.beds.synthesis import FRAMES
from stilte.sound.dsp.seeded_random import chance, ease, seed_of, wander
from stilte.sound.dsp.spectrum import high_pass, low_pass, wide_loop

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from stilte.sound.beds.synthesis import Curve
    from stilte.sound.music_settings import Making

    Floats = NDArray[np.float64]

_SHAPED_AT = 60.0 / 11.0
"""Waves a minute at which the shapes below were made: all their times shrink and grow with the distance."""
_STRAY = 0.42
"""How far a wave comes early or late, as a share of the mean distance: no rhythm is left to follow."""
_HEIGHTS_DB = 20.0
"""From the lowest wave to the highest; sets of higher ones come and go as on a shore."""
_SET_WAVES = 5.0


def layers(making: Making, rate_hz: int) -> tuple[Noise, ...]:
    """Return the murmur, the body of the waves, their breaking and their foam."""
    slope_db, corner = softness(making)

    def noise(name: str, frames: int, low_hz: float, high_hz: float, curve: Curve) -> Noise:
        def shape(freqs_hz: Floats) -> Floats:
            return high_pass(freqs_hz, low_hz, 9.0) * low_pass(freqs_hz, high_hz, slope_db)

        table = wide_loop(shape, frames, rate_hz, seed_of(making.seed, "ocean", name), making.width)
        return Noise(table, curve, seed_of(making.seed, "ocean", name, "read"))

    def murmur(time_s: Floats) -> Floats:
        drift = wander(seed_of(making.seed, "murmur"), time_s, 19.0 / making.pace)
        return 0.09 + 0.05 * drift + 0.1 * waves(making, 5.0, 5.0, 0.0)(time_s)

    body, crash, foam = (
        waves(making, 4.5, 4.5, 0.0),
        waves(making, 1.6, 4.0, 0.7),
        waves(making, 2.2, 6.5, 2.2),
    )
    return (
        noise("murmur", FRAMES[2], 40.0, 160.0, murmur),
        noise("body", FRAMES[3], 90.0, 320.0 * corner, lambda t: 0.45 * body(t)),
        noise("crash", FRAMES[0], 200.0, 520.0 * corner, lambda t: 0.5 * crash(t) ** 1.5),
        noise("foam", FRAMES[1], 500.0, 800.0 * corner, lambda t: 0.22 * foam(t) ** 1.5),
    )


def softness(making: Making) -> tuple[float, float]:
    """Return the slope of the highs in dB an octave and a factor on their corner, from the brightness."""
    return 12.0 - 5.0 * making.brightness, 0.6 + 0.8 * making.brightness


def waves(making: Making, rise_s: float, fall_s: float, late_s: float) -> Curve:
    """Return the swell of wave after wave, each of its own height and at its own time."""
    rate = making.pace * making.waves / _SHAPED_AT
    mean_s = 60.0 / _SHAPED_AT

    def curve(time_s: Floats) -> Floats:
        total = np.zeros_like(time_s)
        nearest = np.floor(time_s * rate / mean_s).astype(np.int64)
        for neighbour in (-2, -1, 0, 1, 2):
            wave = nearest + neighbour
            since_s = time_s * rate - mean_s * (wave + _early(making, wave)) - late_s
            shape = np.where(since_s < 0, ease(1.0 + since_s / rise_s), ease(1.0 - since_s / fall_s))
            total += _height(making, wave) * shape
        return total

    return curve


def _early(making: Making, wave: NDArray[np.int64]) -> Floats:
    """Return how far waves stray from an even beat, in distances."""
    return (2.0 * chance(seed_of(making.seed, "wave", "stray"), wave) - 1.0) * _STRAY


def _height(making: Making, wave: NDArray[np.int64]) -> Floats:
    """Return the heights of waves, 1 the highest: half by chance, half by the set that they come in."""
    alone = chance(seed_of(making.seed, "wave", "height"), wave)
    together = wander(seed_of(making.seed, "wave", "set"), wave.astype(np.float64), _SET_WAVES)
    return np.asarray(10.0 ** (-_HEIGHTS_DB / 20.0 * (1.0 - 0.6 * alone - 0.4 * together)))
