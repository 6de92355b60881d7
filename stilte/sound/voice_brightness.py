"""Softening a voice that is too bright: a de-esser that knows the whole take, and a shelf for the highs.

Both work in the frequency domain without delay, so nothing is smeared. The de-esser hears what is above
5.5 kHz; where that stands nearer than 8 dB to the take's own level, it is brought down to there, by 9 dB at
most. `clear: true` lifts consonants instead, between 1.5 and 6 kHz, where older ears lose words first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from stilte.sound.dsp.seeded_random import ease
from stilte.sound.dsp.spectrum import band, fast_frames, filtered, frequencies
from stilte.units import frames

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Samples = NDArray[np.float32]

CLEAR_VERSION = 1
"""Raised whenever `with_presence` changes what is heard."""

_SIBILANT_HZ = (5_000.0, 6_000.0)
"""Where what the de-esser moves begins: half of it at 5.5 kHz."""
_UNDER_LEVEL_DB = 8.0
_MOST_DB = 9.0
_WINDOW_S = 0.004
"""Shorter than any sibilant (30 ms and more), longer than two periods of its lowest tone."""
_SPEECH_BELOW_PEAK_DB = 30.0
_SHELF_HZ = (4_000.0, 9_000.0)
_PAD_S = 0.05
_LIFT_DB, _LIFT_HZ, _LIFT_OCTAVES = 6.0, 3_000.0, 0.7


def de_essed(sound: Samples, rate_hz: int) -> Samples:
    """Return a mono take whose sibilants stand at least 8 dB under its level, lowered by 9 dB at most."""
    high = _through(sound, rate_hz, _sibilant)
    window = max(frames(_WINDOW_S, rate_hz), 1)
    level_db = 10.0 * np.log10(np.maximum(_mean(np.square(high, dtype=np.float64), window), 1e-14))
    over_db = np.clip(level_db - (_spoken_db(sound, rate_hz) - _UNDER_LEVEL_DB), 0.0, _MOST_DB)
    # The mean of the curve after it: a gain that has no corner makes no sound of its own.
    lowered = 10.0 ** (-_mean(over_db, window) / 20.0) - 1.0
    return np.asarray(sound + high * lowered.astype(np.float32), np.float32)


def shelved(sound: Samples, rate_hz: int, treble_db: float) -> Samples:
    """Return a mono take with its highs changed: by all of `treble_db` from 9 kHz, by half at 6 kHz."""

    def shelf(freqs_hz: Floats) -> Floats:
        return np.asarray(10.0 ** (treble_db / 20.0 * _rise(freqs_hz, *_SHELF_HZ)))

    return _through(sound, rate_hz, shelf)


def with_presence(sound: Samples, rate_hz: int) -> Samples:
    """Return a mono take with its consonants lifted, most at 3 kHz: for older ears, and small speakers."""

    def lift(freqs_hz: Floats) -> Floats:
        return np.asarray(10.0 ** (_LIFT_DB / 20.0 * band(freqs_hz, _LIFT_HZ, _LIFT_OCTAVES)))

    return _through(sound, rate_hz, lift)


def _spoken_db(sound: Samples, rate_hz: int) -> float:
    """Return the level of a take where it speaks."""
    tenth = max(rate_hz // 10, 1)
    count = max(len(sound) // tenth, 1)
    power = np.square(sound[: count * tenth], dtype=np.float64)
    blocks = power.reshape(count, -1).mean(axis=1) if len(sound) >= tenth else power.mean(keepdims=True)
    spoken = blocks[blocks >= blocks.max() * 10.0 ** (-_SPEECH_BELOW_PEAK_DB / 10.0)]
    return float(10.0 * np.log10(max(spoken.mean(), 1e-14)))


def _through(sound: Samples, rate_hz: int, shape: Callable[[Floats], Floats]) -> Samples:
    pad = frames(_PAD_S, rate_hz)
    size = fast_frames(len(sound) + 2 * pad)
    response = shape(frequencies(size, rate_hz)).astype(np.float32)
    return filtered(np.pad(sound, pad), response, size)[pad : pad + len(sound)]


def _sibilant(freqs_hz: Floats) -> Floats:
    return _rise(freqs_hz, *_SIBILANT_HZ)


def _rise(freqs_hz: Floats, low_hz: float, high_hz: float) -> Floats:
    """Return a smooth step from 0 to 1 between two frequencies, even in octaves."""
    return ease(np.log2(np.maximum(freqs_hz, 1.0) / low_hz) / np.log2(high_hz / low_hz))


def _mean(curve: Floats, width: int) -> Floats:
    """Return the moving mean of a curve, centred; its ends are held."""
    width |= 1
    total = np.concatenate([[0.0], np.cumsum(np.pad(curve, width // 2, mode="edge"))])
    return np.asarray((total[width:] - total[:-width]) / width)
