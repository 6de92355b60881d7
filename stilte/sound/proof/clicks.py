"""Detection of clicks: moments at which a signal bends far more sharply than the plan does around them.

What an encoder does to a sound, it does near that sound, and turns it hardly sharper than the sound turns by
itself: what is heard less what was planned is held against the plan within the reach of the encoder.
Crackling fire is as sharp as its plan; a tear is not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from stilte.sound.dsp.stereo import mono_sum
from stilte.units import gain

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Samples = NDArray[np.float32]

GRAINS_S = 300
"""Grains in a second: a click fills one or two. A whole number of frames at 44.1 and 48 kHz."""
_NEAR, _FAR = 5, 18  # grains on either side that are compared with: 17 to 60 ms away
_REACH = 8  # grains
"""The encoder works on 26 ms at a time."""
_LEAST_DB = 3.0
_FAINTEST = gain(-62.0)


def frames_before(rate_hz: int) -> int:
    """Return how many frames before a chunk `click_strengths` needs, so that each grain is examined once."""
    return 2 * _FAR * (rate_hz // GRAINS_S)


def click_strengths(heard: Samples, planned: Samples, start_frame: int, rate_hz: int) -> NDArray[np.float64]:
    """Return the frames of possible clicks, and by how many dB each is over its bound, shape (n, 2).

    The first and last 60 ms are left to the chunks before and after.
    """
    grain = rate_hz // GRAINS_S
    off = _turns(heard - planned, grain)
    if len(off) <= 2 * _FAR:
        return np.zeros((0, 2))
    context = _most(off, _FAR - _NEAR + 1)
    # Where the plan itself bends sharply (a drum, rain), the encoder's error may, too.
    own = _most(_turns(planned, grain), 2 * _REACH + 1)[_FAR - _REACH : len(off) - _FAR - _REACH]
    usual = np.maximum(np.maximum(context[: len(own)], context[_FAR + _NEAR :]), own)
    middle = off[_FAR:-_FAR]
    torn = np.flatnonzero((middle > gain(_LEAST_DB) * usual) & (middle > _FAINTEST))
    sharper_db = 20 * np.log10(middle[torn].astype(np.float64) / np.maximum(usual[torn], 1e-6))
    return np.stack((start_frame + (torn + _FAR) * grain, sharper_db), axis=1)


def _most(values: Samples, width: int) -> Samples:
    return np.asarray(np.lib.stride_tricks.sliding_window_view(values, width).max(axis=1))


def _turns(samples: Samples, grain: int) -> Samples:
    """Return the largest second difference of the signal in each grain: at a click it jumps."""
    side = mono_sum(samples)
    turn = np.zeros_like(side)
    steps = side[1:] - side[:-1]
    np.subtract(steps[1:], steps[:-1], out=turn[1:-1])
    count = len(side) // grain
    grains = turn[: count * grain].reshape(count, grain)
    return np.asarray(np.maximum(grains.max(axis=1), -grains.min(axis=1)))
