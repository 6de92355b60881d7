"""The loudness of stretches of samples, from which gains are chosen before a file is encoded."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from stilte.sound.clip import release_pages
from stilte.sound.dsp.loudness import SILENCE_LUFS, integrated_lufs, joined_powers, lufs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

# The momentary window of EBU Tech 3341.
_SHORT_S = 0.4
_PIECE_S = 10
_MOST_PIECES = 30


def typical_lufs(samples: NDArray[np.float32], rate_hz: int) -> float:
    """Return the gated loudness of a stretch to be looped; what is shorter than 0.4 s counts repeated.

    What is softer than the gate lets through is measured without it, so that level follows level all the way.
    """
    least = int(_SHORT_S * rate_hz)
    looped = samples if len(samples) >= least else np.resize(samples, (least, samples.shape[1]))
    tenths = joined_powers(pieces(looped, rate_hz), rate_hz)
    found = integrated_lufs(tenths)
    if found > SILENCE_LUFS or not len(tenths):
        return found
    return lufs(float(tenths.mean(dtype=np.float64)))  # under the gate of BS.1770, where all of it is soft


def loudest_lufs(samples: NDArray[np.float32], rate_hz: int) -> float:
    """Return the loudness of the loudest 400 ms."""
    tenths = joined_powers(pieces(samples, rate_hz), rate_hz)
    return lufs(float(np.convolve(tenths, np.full(4, 0.25)).max())) if len(tenths) else lufs(0.0)


def pieces(samples: NDArray[np.float32], rate_hz: int) -> Iterator[NDArray[np.float32]]:
    """Yield a stretch in pieces that fit in memory; of a long one, five minutes spread evenly over it."""
    length = _PIECE_S * rate_hz
    starts = np.arange(0, len(samples), length)
    if len(starts) > _MOST_PIECES:
        starts = np.linspace(0, len(samples) - length, _MOST_PIECES).astype(np.int64)
    for start in starts.tolist():
        yield samples[start : start + length]
        release_pages(samples)
