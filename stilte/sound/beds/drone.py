"""A drone: the partials of one tone in just intonation, each a choir of its own, swelling in its own time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from stilte.sound.beds.layers import FRAMES, Texture
from stilte.sound.chance import chance, seed_of, wander
from stilte.sound.spectrum import MONO_SAFE, low_pass, stereo_loop, wide_loop

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from stilte.sound.beds.layers import Curve
    from stilte.sound.music import Making

    Floats = NDArray[np.float64]

# Ratios to the ground tone and levels in dB: a ground, its fifth, its octaves, and a light far above.
_GROUND = ((1, 0.0), (2, -7.0), (3, -16.0), (4, -19.0))
_FIFTH = ((3 / 2, 0.0), (3, -8.0), (9 / 2, -18.0))
_OCTAVES = ((2, 0.0), (4, -7.0), (5, -15.0), (6, -14.0))
_LIGHT = ((6, 0.0), (8, -3.0), (9, -7.0), (12, -10.0))
_VOICES = 9
_SPREAD_HZ = 0.2
_HELD = 1.5


def layers(making: Making, rate_hz: int) -> tuple[Texture, ...]:
    """Return the four choirs and a breath of air around them."""
    bright_db = 10.0 * (making.brightness - 0.5)
    parts = (
        (_GROUND, 0.0, 23.0, FRAMES[4]),
        (_FIFTH, -4.0, 17.0, FRAMES[3]),
        (_OCTAVES, -5.0 + bright_db / 2, 13.0, FRAMES[2]),
        (_LIGHT, -19.0 + bright_db, 11.0, FRAMES[1]),
    )
    choirs = tuple(
        Texture(_choir(partials, making, frames, rate_hz), swell(making, str(number), level_db, period_s))
        for number, (partials, level_db, period_s, frames) in enumerate(parts)
    )
    return (*choirs, _air(making, rate_hz, bright_db))


def swell(making: Making, name: str, level_db: float, period_s: float, depth: float = 0.7) -> Curve:
    """Return a curve that wanders between `1 - depth` and 1 of a level, at the bed's pace."""
    seed = seed_of(making.seed, "swell", name)
    most = 10.0 ** (level_db / 20.0)
    return lambda time_s: most * (1.0 - depth + depth * wander(seed, time_s, period_s / making.pace))


def _choir(
    partials: tuple[tuple[float, float], ...], making: Making, frames: int, rate_hz: int
) -> NDArray[np.float32]:
    """Return partials as a table; each is sung by voices a fraction of a hertz apart, which beat slowly."""
    middle, side = (np.zeros(frames // 2 + 1, np.complex128) for _ in range(2))
    for number, (ratio, level_db) in enumerate(partials):
        voices = np.arange(_VOICES)
        offset_hz = (voices - _VOICES // 2) * (_SPREAD_HZ * making.pace * ratio**0.4 / (_VOICES // 2))
        bins = np.rint((making.tone_hz * ratio + offset_hz) * frames / rate_hz).astype(np.int64)
        amplitude = 10.0 ** (level_db / 20.0) * np.exp(-0.5 * (offset_hz / offset_hz[-1] * 2.0) ** 2)
        # One voice holds the tone, so that the others shade it and never cancel it.
        amplitude[_VOICES // 2] = _HELD * np.sqrt(np.sum(amplitude**2))
        for spectrum, part in ((middle, "middle"), (side, "side")):
            seed = seed_of(making.seed, "choir", ratio, number, part)
            np.add.at(spectrum, bins, amplitude * np.exp(2j * np.pi * chance(seed, voices)))
    side *= MONO_SAFE * making.width
    return stereo_loop(middle + side, middle - side, frames, rate_hz)


def _air(making: Making, rate_hz: int, bright_db: float) -> Texture:
    def shape(freqs_hz: Floats) -> Floats:
        return low_pass(freqs_hz, 350.0, 9.0)

    table = wide_loop(shape, FRAMES[0], rate_hz, seed_of(making.seed, "air"), making.width)
    return Texture(table, swell(making, "air", -26.0 + bright_db, 9.0))
