"""Slower or quicker speech at the same pitch, in the process, by overlapping short stretches where they fit.

WSOLA (Verhelst and Roelands, ICASSP 1993): output is laid from windows of the input that overlap by half;
each is taken from near where it belongs, moved to where its wave continues the one before. FFmpeg's `atempo`
is of the same family; the length of the window is as there.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

HARDLY = 0.02
"""A change of 2 % is hardly audible; stretching for it would only cost quality."""
_WINDOW_S = 1 / 24
"""At least two periods of the lowest voice (55 Hz), rounded up to what transforms quickly."""
_SEARCH_SHARE = 0.25
"""How far a window may be moved, of its length: 10 ms either way, one period of a voice of 100 Hz."""
_NEARNESS = 0.02
"""What a window at the end of the search must fit better to be chosen before one that is in place."""


def time_stretched(samples: NDArray[np.float32], rate_hz: int, speed: float) -> NDArray[np.float32]:
    """Return mono samples of shape (frames,) `speed` times as fast (0.5 is half), pitch and onsets kept.

    >>> len(time_stretched(np.zeros(24_000, np.float32), 24_000, 0.75))
    32000
    """
    if abs(speed - 1.0) < HARDLY or not len(samples):
        return np.asarray(samples, np.float32)
    size = 1 << (int(rate_hz * _WINDOW_S) - 1).bit_length()
    length = round(len(samples) / speed)
    hops = -(-length // (size // 2)) + 1
    # A window before the beginning, so that the first word lies under two windows as all others do.
    sound = np.pad(samples.astype(np.float64), (size, 2 * size + int(size * speed)))
    out = np.zeros((hops + 1) * (size // 2))
    window, at = _window(size), size // 2
    for hop in range(hops):
        # The middle of a window lies where it belongs: both of its halves are then as far off.
        wanted = size // 2 + int(hop * (size // 2) * speed)
        if hop:
            at = _best_near(sound, at + size // 2, wanted, size)
        out[hop * size // 2 : hop * size // 2 + size] += sound[at : at + size] * window
    return np.asarray(out[size // 2 : size // 2 + length], np.float32)


@lru_cache(maxsize=4)
def _window(size: int) -> Floats:
    """Return a raised cosine whose halves add to 1."""
    return np.asarray(0.5 - 0.5 * np.cos(2.0 * np.pi * (np.arange(size) + 0.5) / size))


def _best_near(sound: Floats, continued: int, wanted: int, size: int) -> int:
    """Return where, near `wanted`, a window fits what would have followed, by normalised correlation."""
    reach = int(size * _SEARCH_SHARE)
    first, last = max(wanted - reach, 0), min(wanted + reach, len(sound) - size)
    if first >= last:
        return min(wanted, len(sound) - size)
    ahead = sound[continued : continued + size]
    around = sound[first : last + size]
    fit = np.fft.irfft(np.fft.rfft(around, 2 * size) * np.conj(np.fft.rfft(ahead, 2 * size)), 2 * size)[
        : last - first + 1
    ]
    total = np.cumsum(np.concatenate([[0.0], np.square(around)]))
    energy = total[size:] - total[:-size]
    fit = fit / np.sqrt(np.maximum(energy * np.dot(ahead, ahead), 1e-18))
    away = np.abs(np.arange(first, last + 1) - wanted) / reach
    return first + int(np.argmax(fit - _NEARNESS * away))
