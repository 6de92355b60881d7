"""Rain on leaves: many soft drops over an even murmur."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from stilte.sound.beds.drone import swell
from stilte.sound.beds.noise import Noise
from stilte.sound.beds.ocean import softness
from stilte.sound.beds.synthesis import FRAMES
from stilte.sound.dsp.seeded_random import chance, seed_of
from stilte.sound.dsp.spectrum import frequencies, high_pass, low_pass, stereo_loop, wide_loop

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from stilte.sound.music_settings import Making

    Floats = NDArray[np.float64]

_LEAVES = 7
_LOWEST_HZ, _OCTAVES = 260.0, 2.1
_DROPS = 40.0
"""Drops in a second in each of the two showers, all leaves together; low ones are few."""


def layers(making: Making, rate_hz: int) -> tuple[Noise, ...]:
    """Return the murmur and two showers of drops, each with a swell of its own."""
    slope_db, corner = softness(making)

    def murmur(freqs_hz: Floats) -> Floats:
        return high_pass(freqs_hz, 120.0, 6.0) * low_pass(freqs_hz, 650.0 * corner, slope_db)

    table = wide_loop(murmur, FRAMES[3], rate_hz, seed_of(making.seed, "rain"), making.width)
    near, far = (_shower(name, frames, making, rate_hz) for name, frames in (("near", 1), ("far", 0)))
    return (
        Noise(table, swell(making, "murmur", 0.0, 15.0, 0.15), seed_of(making.seed, "rain", 1)),
        Noise(near, swell(making, "near", -4.0, 5.0, 0.3), seed_of(making.seed, "rain", 2)),
        Noise(far, swell(making, "far", -4.0, 7.0, 0.3), seed_of(making.seed, "rain", 3)),
    )


def _shower(name: str, size: int, making: Making, rate_hz: int) -> NDArray[np.float32]:
    """Return drops as an endless table: a click for each, rung by the leaf it falls on."""
    frames = FRAMES[size]
    freqs_hz = frequencies(frames, rate_hz)
    left, right = (np.zeros(len(freqs_hz), np.complex128) for _ in range(2))
    pitches = chance(seed_of(making.seed, "leaves", name), np.arange(_LEAVES))
    for leaf, pitch in enumerate(pitches.tolist()):
        place = (leaf + pitch) / _LEAVES
        drops = _DROPS * making.pace * (0.3 + 1.4 * place) / _LEAVES
        clicks = _clicks(frames, round(drops * frames / rate_hz), seed_of(making.seed, name, leaf))
        pitch_hz = _LOWEST_HZ * 2.0 ** (_OCTAVES * place)
        rung = np.fft.rfft(clicks) * _ring(freqs_hz, pitch_hz, 0.02 - 0.013 * place)
        side = (0.2 + 0.3 * pitch) * making.width * (-1) ** leaf
        left += (1.0 + side) * rung
        right += (1.0 - side) * rung
    slope_db, corner = softness(making)
    soft = low_pass(freqs_hz, 700.0 * corner, slope_db) * high_pass(freqs_hz, 90.0, 6.0)
    return stereo_loop(left * soft, right * soft, frames, rate_hz)


def _ring(freqs_hz: Floats, pitch_hz: float, decay_s: float) -> NDArray[np.complex128]:
    """Return the response of a damped resonance of unit energy; above its pitch it falls 12 dB an octave."""
    damping = 1.0 / decay_s
    s = 2j * np.pi * freqs_hz
    response = 1.0 / ((s + damping) ** 2 + (2.0 * np.pi * pitch_hz) ** 2)
    return np.asarray(response / np.sqrt(np.sum(abs(response) ** 2)))


def _clicks(frames: int, drops: int, seed: int) -> Floats:
    """Return clicks of places and strengths left to chance."""
    index = np.arange(drops)
    place = (chance(seed_of(seed, "place"), index) * frames).astype(np.int64)
    clicks = np.zeros(frames)
    np.add.at(clicks, place, 0.15 + chance(seed_of(seed, "strength"), index) ** 3)
    return clicks
