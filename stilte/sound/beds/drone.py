"""A drone: the partials of one tone in just intonation, each a choir of its own, swelling in its own time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from stilte.sound.beds.noise import Noise
from stilte.sound.beds.synthesis import FRAMES, Texture
from stilte.sound.dsp.seeded_random import chance, seed_of, wander
from stilte.sound.dsp.spectrum import MONO_SAFE, frequencies, low_pass, narrow_bass, stereo_loop, wide_loop

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from stilte.sound.beds.synthesis import Curve, Layer
    from stilte.sound.music_settings import Making

    Floats = NDArray[np.float64]
    Choir = tuple[tuple[tuple[float, float], ...], float, float, int]

# Ratios to the ground tone and levels in dB: a ground, its fifth, its octaves, and a faint partial far above.
_GROUND = ((1, 0.0), (2, -7.0), (3, -16.0), (4, -19.0))
# Frequency ratios in just intonation, with levels in dB.
_FIFTH = ((3 / 2, 0.0), (3, -8.0), (9 / 2, -18.0))
_OCTAVES = ((2, 0.0), (4, -7.0), (5, -15.0), (6, -14.0))
_LIGHT = ((6, 0.0), (8, -1.0), (12, -7.0), (16, -14.0))
_LIGHT_DB, _LOW_HZ, _OCTAVES_UP = (-0.5, -19.0), 73.416, 1.5
"""Its level at a ground tone of so many hertz, and at one so many octaves higher."""
_VOICES = 9
_SPREAD_HZ = 0.2
_HELD = 1.5


def layers(making: Making, rate_hz: int) -> tuple[Layer, ...]:
    """Return the four choirs and a breath of air around them."""
    return (*choirs(making, rate_hz), _air(making, rate_hz, _bright_db(making)))


def _bright_db(making: Making) -> float:
    return 10.0 * (making.brightness - 0.5)


def parts(bright_db: float, tone_hz: float) -> tuple[Choir, ...]:
    """Return for each choir its partials, level in dB, seconds of its swell, and frames of its table."""
    return (
        (_GROUND, 0.0, 23.0, FRAMES[4]),
        (_FIFTH, -4.0, 17.0, FRAMES[3]),
        (_OCTAVES, -5.0 + bright_db / 2, 13.0, FRAMES[2]),
        (_LIGHT, _light_db(tone_hz) + bright_db, 11.0, FRAMES[1]),
    )


def _light_db(tone_hz: float) -> float:
    """Return the level of the light: loud where a small speaker hears nothing else, soft over a high tone."""
    share = float(np.clip(np.log2(tone_hz / _LOW_HZ) / _OCTAVES_UP, 0.0, 1.0))
    return _LIGHT_DB[0] + (_LIGHT_DB[1] - _LIGHT_DB[0]) * share


def choirs(making: Making, rate_hz: int) -> tuple[Texture, ...]:
    """Return the ground, its fifth, its octaves and a light above them, each swelling in its own time."""
    return tuple(
        Texture(_choir(partials, making, frames, rate_hz), swell(making, str(number), level_db, period_s))
        for number, (partials, level_db, period_s, frames) in enumerate(
            parts(_bright_db(making), making.tone_hz)
        )
    )


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
    side *= MONO_SAFE * making.width * narrow_bass(frequencies(frames, rate_hz))
    return stereo_loop(middle + side, middle - side, frames, rate_hz)


def _air(making: Making, rate_hz: int, bright_db: float) -> Noise:
    def shape(freqs_hz: Floats) -> Floats:
        return low_pass(freqs_hz, 350.0, 9.0)

    table = wide_loop(shape, FRAMES[0], rate_hz, seed_of(making.seed, "air"), making.width)
    return Noise(table, swell(making, "air", -26.0 + bright_db, 9.0), seed_of(making.seed, "air", "read"))
