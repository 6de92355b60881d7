"""The processing of every take: high-pass filter, slow levelling, reverberation if the voice asks for it.

All of it in numpy: a take lasts seconds, so filters are responses multiplied in the frequency domain.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from stilte.sound.dsp.seeded_random import chance, seed_of
from stilte.sound.dsp.spectrum import fast_frames, filtered, frequencies, high_pass, low_pass
from stilte.units import frames, gain

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Samples = NDArray[np.float32]

# Below the fundamental of a low male voice (about 85 Hz): removes rumble and plosives only.
HIGH_PASS_HZ = 70.0
# The FFT filter is circular: without padding its ringing would wrap around to the take's other end.
_PAD_S = 0.1
_LEVEL_S = 0.3
_STEP = 64
"""Frames between two points of the curve of levels: 1.5 ms, where nothing moves faster than 150."""
_RATIO = 0.35  # of the distance from the usual level: softer lines stay softer, only less so
_MOST_DB = 4.0  # more is heard as a change of the voice
_SPEECH_BELOW_PEAK_DB = 30.0
_ROOM_S = 0.32
_PREDELAY_S = 0.011  # the first reflection from a wall two metres away


def voice_chain(samples: NDArray[np.float32], rate_hz: int, room: float) -> NDArray[np.float32]:
    """Return a mono take, levelled and with reverberation (`room`, 0 to 0.3), of the same length.

    Reverberation ends with the take: it fills only the quiet at its end. Silence stays silence.
    """
    if not len(samples) or not np.any(samples):
        return np.array(samples, np.float32)
    sound = np.asarray(samples, np.float32)
    sound = sound * levelling(sound, rate_hz)
    if room > 0:
        sound = sound + np.float32(room) * _reverberate(sound, rate_hz)
    return np.asarray(_soft_end(sound, rate_hz), np.float32)


def levelling(sound: Samples, rate_hz: int) -> Samples:
    """Return a slow gain that takes a third of how far each stretch is from the usual level, at most 4 dB."""
    power = _smooth(_stepped(np.square(sound)), frames(_LEVEL_S, rate_hz) // _STEP)
    level_db = 10.0 * np.log10(np.maximum(power, 1e-12))
    spoken = level_db > level_db.max() - _SPEECH_BELOW_PEAK_DB
    usual_db = float(10.0 * np.log10(power[spoken].mean()))
    change_db = np.clip(_RATIO * (usual_db - level_db), -_MOST_DB, _MOST_DB)
    # The gain follows the words alone, so that the noise between them is not raised.
    trust = np.clip((level_db - level_db.max() + _SPEECH_BELOW_PEAK_DB) / 12.0, 0.0, 1.0)
    factors = 10.0 ** (_smooth(change_db * trust, frames(_LEVEL_S / 2, rate_hz) // _STEP) / 20.0)
    return _drawn(factors.astype(np.float32), len(sound))


def _drawn(factors: Samples, count: int) -> Samples:
    """Return straight lines between factors that stand in the middle of their steps; the ends are held."""
    held = np.pad(factors, 1, mode="edge")
    lines = held[:-1, None] + np.diff(held)[:, None] * ((np.arange(_STEP, dtype=np.float32) + 0.5) / _STEP)
    return np.asarray(lines.ravel()[_STEP // 2 : _STEP // 2 + count])


def _stepped(curve: Samples) -> Floats:
    """Return the mean of every `_STEP` frames, the last of what is left."""
    starts = np.arange(0, len(curve), _STEP)
    return np.asarray(
        np.add.reduceat(curve, starts, dtype=np.float64) / np.minimum(_STEP, len(curve) - starts)
    )


def without_rumble(sound: Samples, rate_hz: int) -> Samples:
    """Return the sound with 12 dB an octave less below 70 Hz, in phase, so that transients stay in place."""
    pad = frames(_PAD_S, rate_hz)
    size = fast_frames(len(sound) + 2 * pad)
    return filtered(np.pad(sound, pad), _rumble(size, rate_hz), size)[pad : pad + len(sound)]


@lru_cache(maxsize=4)
def _rumble(size: int, rate_hz: int) -> Samples:
    return high_pass(frequencies(size, rate_hz), HIGH_PASS_HZ, 12.0).astype(np.float32)


def _smooth(curve: Floats, width: int) -> Floats:
    """Return a curve smoothed twice by a moving mean of `width` points; its ends are held."""
    width = max(min(width, len(curve)), 1) | 1
    for _ in range(2):  # twice a box is a triangle: no corner in the gain
        held = np.pad(curve, width // 2, mode="edge")
        total = np.concatenate([[0.0], np.cumsum(held)])
        curve = (total[width:] - total[:-width]) / width
    return curve


def _reverberate(sound: Samples, rate_hz: int) -> Samples:
    size = fast_frames(len(sound) + len(_room(rate_hz)))
    return filtered(sound, _answer(size, rate_hz), size)[: len(sound)]


@lru_cache(maxsize=4)
def _answer(size: int, rate_hz: int) -> NDArray[np.complex64]:
    return np.fft.rfft(_room(rate_hz), size).astype(np.complex64)


@lru_cache(maxsize=4)
def _room(rate_hz: int) -> Samples:
    """Return the impulse response of a small furnished room: decaying noise of energy 4 (−20 dB at 0.05)."""
    length = frames(_ROOM_S, rate_hz)
    at_s = np.arange(length) / rate_hz
    noise = 2.0 * chance(seed_of("room", "answer"), np.arange(length)) - 1.0
    spectrum = np.fft.rfft(noise) * low_pass(frequencies(length, rate_hz), 3500.0, 9.0)
    spectrum *= high_pass(frequencies(length, rate_hz), 180.0, 12.0)
    tail = np.fft.irfft(spectrum, length) * gain(-60.0) ** (at_s / _ROOM_S)  # RT60 is the whole length
    tail = np.concatenate([np.zeros(frames(_PREDELAY_S, rate_hz)), tail])
    return np.asarray(2.0 * tail / np.sqrt(np.sum(tail**2)), np.float32)


def _soft_end(sound: Samples, rate_hz: int) -> Samples:
    """Return the sound with its last 15 ms faded out: reverberation that is cut off there makes no click."""
    count = min(frames(0.015, rate_hz), len(sound))
    sound[len(sound) - count :] *= np.cos(0.5 * np.pi * np.arange(1, count + 1) / count) ** 2
    return sound
