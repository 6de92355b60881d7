"""The waveform of a sound for the page: how loud each hundredth of a second is, a byte each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

PEAKS_A_SECOND = 100
_RANGE_DB = 60.0
"""What is softer than this under full scale is drawn as nothing; a soft voice is still seen."""
_BLOCK_S = 60


def peaks_of(samples: NDArray[np.float32], rate_hz: int, a_second: int = PEAKS_A_SECOND) -> bytes:
    """Return a byte for each hundredth of a second of mono samples: 255 is full scale, 0 is 60 dB under it.

    >>> list(peaks_of(np.array([1.0, 0.1, 0.0], np.float32), 100))
    [255, 170, 0]
    """
    edges = _edges(len(samples), rate_hz, a_second)
    if not len(edges):
        return b""
    loudest = np.maximum.reduceat(np.abs(samples), edges)
    levels_db = 20 * np.log10(np.maximum(loudest, 1e-9))
    return np.clip(255 * (levels_db / _RANGE_DB + 1), 0, 255).round().astype(np.uint8).tobytes()


def _edges(count: int, rate_hz: int, a_second: int) -> NDArray[np.int64]:
    number = -(-count * a_second // rate_hz)
    return np.arange(number, dtype=np.int64) * rate_hz // a_second


def peaks_of_file(path: Path, rate_hz: int, a_second: int = PEAKS_A_SECOND) -> bytes:
    """Return the peaks of a file of float32 samples, read a minute at a time."""
    found, at = [], 0
    while len(block := np.fromfile(path, "<f4", _BLOCK_S * rate_hz, offset=4 * at)):
        found.append(peaks_of(block, rate_hz, a_second))
        at += len(block)
    return b"".join(found)
