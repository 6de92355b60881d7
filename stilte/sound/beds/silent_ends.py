"""Where a recording of music begins and ends to sound: before and after it is nothing worth looping."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from stilte.sound.clip import release_pages
from stilte.sound.dsp.level import pieces
from stilte.units import frames, gain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    Samples = NDArray[np.float32]

_WINDOW_S = 0.05
_PIECE_WINDOWS = 200
# Music this far below its usual level is inaudible in a bed, which is itself below the speech.
_UNDER_USUAL_DB = 40.0
_LEAST_S = 0.5
"""A shorter silence is left: it is a rest, or the edge of a fade."""


def sounding_frames(samples: Samples, rate_hz: int) -> tuple[int, int]:
    """Return the first frame that sounds and the one after the last; all of a recording without silent ends.

    Silence is what lies 40 dB under the usual level; a file that is silent throughout is returned whole.
    """
    window = frames(_WINDOW_S, rate_hz)
    usual = np.concatenate([np.zeros(0), *(_levels(piece, window) for piece in pieces(samples, rate_hz))])
    heard = usual[usual > 0]
    if not len(heard):
        return 0, len(samples)
    least = float(np.percentile(heard, 75)) * gain(-_UNDER_USUAL_DB)
    starts = range(0, len(samples), window * _PIECE_WINDOWS)
    first = next(iter(_sounding(samples, starts, window, least)), (0, 0))[0]
    last = next(iter(_sounding(samples, reversed(starts), window, least)), (0, len(samples)))[1]
    least_frames = frames(_LEAST_S, rate_hz)
    first = first if first >= least_frames else 0
    last = last if len(samples) - last >= least_frames else len(samples)
    return (first, last) if last > first else (0, len(samples))


def _sounding(
    samples: Samples, starts: Iterable[int], window: int, least: float
) -> Iterable[tuple[int, int]]:
    """Yield for each piece that sounds its first frame that does, and the one after its last."""
    for start in starts:
        loud = np.flatnonzero(_levels(samples[start : start + window * _PIECE_WINDOWS], window) > least)
        release_pages(samples)
        if len(loud):
            last = start + (int(loud[-1]) + 1) * window
            yield start + int(loud[0]) * window, min(last, len(samples))


def _levels(samples: Samples, window: int) -> NDArray[np.float64]:
    """Return the root mean square of each window, the last one of what is left."""
    starts = np.arange(0, len(samples), window)
    if not len(starts):
        return np.zeros(0)
    sums = np.add.reduceat(np.square(samples, dtype=np.float64).sum(axis=1), starts)
    return np.asarray(np.sqrt(sums / (np.minimum(window, len(samples) - starts) * samples.shape[1])))
