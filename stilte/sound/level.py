"""How loud a stretch of samples is, after BS.1770: what decides gains before there is a file to measure."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from stilte.sound.spectrum import frequencies, k_weight
from stilte.units import frames

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_WINDOW_S = 0.4
_MOST_WINDOWS = 1200
_FLOOR_LUFS = -70.0


def momentary_powers(samples: NDArray[np.float32], rate_hz: int, most: int = _MOST_WINDOWS) -> Floats:
    """Return K-weighted powers, channels summed, of windows of 400 ms spread evenly, at most so many.

    What is shorter than a window counts as long as it is.
    """
    length = min(frames(_WINDOW_S, rate_hz), len(samples))
    if length == 0:
        return np.zeros(0)
    weight = k_weight(np.minimum(frequencies(length, rate_hz), 23_999.0))
    count = min(most, 1 + 4 * (len(samples) - length) // length)
    starts = np.linspace(0, len(samples) - length, count).astype(np.int64)
    return np.array([_power(samples[start : start + length], weight) for start in starts])


def typical_lufs(samples: NDArray[np.float32], rate_hz: int) -> float:
    """Return the gated loudness of a stretch, minus infinity for silence."""
    powers = momentary_powers(samples, rate_hz)
    heard = powers[_lufs(powers) > _FLOOR_LUFS]
    if not len(heard):
        return -np.inf
    loud = heard[heard >= 0.1 * heard.mean()]
    return float(_lufs(loud.mean()))


def loudest_lufs(samples: NDArray[np.float32], rate_hz: int) -> float:
    """Return the loudness of the loudest 400 ms, minus infinity for silence."""
    powers = momentary_powers(samples, rate_hz)
    return float(_lufs(powers.max())) if len(powers) and powers.max() > 0 else -np.inf


def _power(window: NDArray[np.float32], weight: Floats) -> float:
    spectrum = abs(np.fft.rfft(np.asarray(window, np.float64), axis=0)) ** 2
    return float(2.0 * np.sum(spectrum * weight[:, None]) / len(window) ** 2)


def _lufs(power: Floats) -> Floats:
    return np.asarray(-0.691 + 10.0 * np.log10(np.maximum(power, 1e-30)))
