"""An ocean: waves 8 to 14 s apart that rise out of a deep murmur, break, and leave foam behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from stilte.sound.beds.layers import FRAMES, Texture
from stilte.sound.chance import chance, ease, seed_of, wander
from stilte.sound.spectrum import high_pass, low_pass, wide_loop

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from stilte.sound.beds.layers import Curve
    from stilte.sound.music import Making

    Floats = NDArray[np.float64]

_PERIOD_S = 11.0
_JITTER_S = 1.5


def layers(making: Making, rate_hz: int) -> tuple[Texture, ...]:
    """Return the murmur, the body of the waves, their breaking and their foam."""
    slope_db, corner = softness(making)

    def table(name: str, frames: int, low_hz: float, high_hz: float) -> NDArray[np.float32]:
        def shape(freqs_hz: Floats) -> Floats:
            return high_pass(freqs_hz, low_hz, 9.0) * low_pass(freqs_hz, high_hz, slope_db)

        return wide_loop(shape, frames, rate_hz, seed_of(making.seed, "ocean", name), making.width)

    def murmur(time_s: Floats) -> Floats:
        drift = wander(seed_of(making.seed, "murmur"), time_s, 19.0 / making.pace)
        return 0.16 + 0.08 * drift + 0.1 * waves(making, 5.0, 5.0, 0.0)(time_s)

    body, crash, foam = (
        waves(making, 4.5, 4.5, 0.0),
        waves(making, 1.6, 4.0, 0.7),
        waves(making, 2.2, 6.5, 2.2),
    )
    return (
        Texture(table("murmur", FRAMES[2], 40.0, 160.0), murmur),
        Texture(table("body", FRAMES[3], 90.0, 320.0 * corner), lambda t: 0.45 * body(t)),
        Texture(table("crash", FRAMES[0], 200.0, 520.0 * corner), lambda t: 0.5 * crash(t) ** 1.5),
        Texture(table("foam", FRAMES[1], 500.0, 800.0 * corner), lambda t: 0.22 * foam(t) ** 1.5),
    )


def softness(making: Making) -> tuple[float, float]:
    """Return the slope of the highs in dB an octave and a factor on their corner, from the brightness."""
    return 12.0 - 5.0 * making.brightness, 0.6 + 0.8 * making.brightness


def waves(making: Making, rise_s: float, fall_s: float, late_s: float) -> Curve:
    """Return the swell of wave after wave, each of its own height and a little early or late."""
    jitter, height = seed_of(making.seed, "wave", "jitter"), seed_of(making.seed, "wave", "height")
    period_s = _PERIOD_S / making.pace

    def curve(time_s: Floats) -> Floats:
        total = np.zeros_like(time_s)
        nearest = np.floor(time_s / period_s).astype(np.int64)
        for neighbour in (-1, 0, 1, 2):
            wave = nearest + neighbour
            early = (2.0 * chance(jitter, wave) - 1.0) * _JITTER_S
            since_s = time_s * making.pace - wave * _PERIOD_S - early - late_s
            shape = np.where(since_s < 0, ease(1.0 + since_s / rise_s), ease(1.0 - since_s / fall_s))
            total += (0.55 + 0.45 * chance(height, wave)) * shape
        return total

    return curve
