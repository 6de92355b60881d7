"""Short built-in sounds: a wooden tick for a beat, and a hum as of a voice with closed lips.

A tick is two damped resonances, as of a struck block of wood. A hum is a harmonic tone whose upper partials
fall steeply, as closed lips let through: its strongest is the ground tone, 15 dB and more above the third.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from stilte.sound.bells import STRIKE_LUFS
from stilte.sound.clip import Clip
from stilte.sound.dsp.level import loudest_lufs
from stilte.sound.dsp.seeded_random import ease
from stilte.sound.music_names import SHORT_S
from stilte.units import frames, gain

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_TICK_PEAK_DB = -16.0
"""A tick is too short to be measured in LUFS: its peak is set, about that of a spoken consonant."""
_TICK = ((1180.0, 1.0, 0.018), (2650.0, 0.45, 0.009))
_TICK_EDGE_S = 0.001
# D3, a pitch that both men and women hum.
_HUM_HZ = 146.83
_HUM_PARTIALS = (1.0, 0.34, 0.12, 0.05, 0.02)
_HUM_RISE_S, _HUM_FALL_S = 0.35, 0.9
_VIBRATO_HZ, _VIBRATO_SHARE = 4.6, 0.0025


@lru_cache(maxsize=8)
def short_sound(name: str, rate_hz: int) -> Clip:
    """Return a short built-in sound in stereo, both channels alike. Raises KeyError."""
    length = frames(SHORT_S[name], rate_hz)
    mono = _tick(length, rate_hz) if name == "tick" else _hum(length, rate_hz)
    samples = np.repeat(mono.astype(np.float32)[:, None], 2, axis=1)
    samples.setflags(write=False)
    return Clip(samples, rate_hz)


def _tick(length_frames: int, rate_hz: int) -> Floats:
    at_s = np.arange(length_frames) / rate_hz
    wave = np.zeros(length_frames)
    for pitch_hz, share, fall_s in _TICK:
        wave += share * np.exp(-at_s / fall_s) * np.sin(2.0 * np.pi * pitch_hz * at_s)
    wave *= ease(at_s / _TICK_EDGE_S) * ease((at_s[-1] - at_s) / (0.25 * at_s[-1]))
    return np.asarray(wave * gain(_TICK_PEAK_DB) / np.max(np.abs(wave)))


def _hum(length_frames: int, rate_hz: int) -> Floats:
    at_s = np.arange(length_frames) / rate_hz
    bend = _VIBRATO_SHARE / _VIBRATO_HZ * np.sin(2.0 * np.pi * _VIBRATO_HZ * at_s)
    turn = 2.0 * np.pi * _HUM_HZ * (at_s + bend)
    wave = sum(share * np.sin(number * turn) for number, share in enumerate(_HUM_PARTIALS, 1))
    wave *= ease(at_s / _HUM_RISE_S) * ease((at_s[-1] - at_s) / _HUM_FALL_S)
    loudest = loudest_lufs(np.repeat(wave.astype(np.float32)[:, None], 2, axis=1), rate_hz)
    return np.asarray(wave * gain(STRIKE_LUFS - loudest))
