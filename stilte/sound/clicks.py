"""Where a signal is torn: it turns far sharper than planned, and than all that was planned around it.

What an encoder does to a sound, it does near that sound, and turns it hardly sharper than the sound turns by
itself: what is heard less what was planned is held against the plan within the reach of the encoder.
Crackling fire is as sharp as its plan; a tear is not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from stilte.sound.sides import added
from stilte.units import gain

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Samples = NDArray[np.float32]

GRAINS_S = 300
"""Grains in a second: a click fills one or two. A whole number of frames at 44.1 and 48 kHz."""
_NEAR, _FAR = 5, 18
_REACH = 8
"""The encoder works on 26 ms at a time."""
_LEAST_DB = 3.0
_FAINTEST = gain(-62.0)


def frames_before(rate_hz: int) -> int:
    """Return how many frames before a chunk `tears` must know, so that each grain is looked at once."""
    return 2 * _FAR * (rate_hz // GRAINS_S)


def tears(heard: Samples, planned: Samples, start_frame: int, rate_hz: int) -> NDArray[np.float64]:
    """Return the frames at which a signal may be torn, and how much sharper than it may be in dB, (n, 2).

    The first and last 60 ms are left to the chunks before and after.
    """
    grain = rate_hz // GRAINS_S
    off = _turns(heard - planned, grain)
    if len(off) <= 2 * _FAR:
        return np.zeros((0, 2))
    around = _most(off, _FAR - _NEAR + 1)
    own = _most(_turns(planned, grain), 2 * _REACH + 1)[_FAR - _REACH : len(off) - _FAR - _REACH]
    usual = np.maximum(np.maximum(around[: len(own)], around[_FAR + _NEAR :]), own)
    middle = off[_FAR:-_FAR]
    torn = np.flatnonzero((middle > gain(_LEAST_DB) * usual) & (middle > _FAINTEST))
    sharper_db = 20 * np.log10(middle[torn].astype(np.float64) / np.maximum(usual[torn], 1e-6))
    return np.stack((start_frame + (torn + _FAR) * grain, sharper_db), axis=1)


def _most(values: Samples, width: int) -> Samples:
    return np.asarray(np.lib.stride_tricks.sliding_window_view(values, width).max(axis=1))


def _turns(samples: Samples, grain: int) -> Samples:
    """Return the sharpest turn of the signal in each grain: where it is torn, this leaps."""
    side = added(samples)
    turn = np.zeros_like(side)
    steps = side[1:] - side[:-1]
    np.subtract(steps[1:], steps[:-1], out=turn[1:-1])
    count = len(side) // grain
    grains = turn[: count * grain].reshape(count, grain)
    return np.asarray(np.maximum(grains.max(axis=1), -grains.min(axis=1)))
