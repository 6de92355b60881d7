"""Where a signal is torn: one turn far sharper than all around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from stilte.units import gain

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Samples = NDArray[np.float32]

GRAINS_S = 300
"""Grains in a second: a click fills one or two. A whole number of frames at 44.1 and 48 kHz."""
_NEAR, _FAR = 5, 18
_SHARPEST_LEFT = gain(6.0)
_FAINTEST = gain(-62.0)


def frames_before(rate_hz: int) -> int:
    """Return how many frames before a chunk `tears` must know, so that each grain is looked at once."""
    return 2 * _FAR * (rate_hz // GRAINS_S)


def tears(samples: Samples, start_frame: int, rate_hz: int) -> NDArray[np.float64]:
    """Return the frames at which a signal may be torn, and how much sharper than around in dB, shape (n, 2).

    The first and last 60 ms are left to the chunks before and after.
    """
    grain = rate_hz // GRAINS_S
    turns = _turns(samples, grain)
    if len(turns) <= 2 * _FAR:
        return np.zeros((0, 2))
    windows = np.lib.stride_tricks.sliding_window_view(turns, _FAR - _NEAR + 1).max(axis=1)
    around = np.maximum(windows[: len(turns) - 2 * _FAR], windows[_FAR + _NEAR :])
    middle = turns[_FAR:-_FAR]
    torn = np.flatnonzero((middle > _SHARPEST_LEFT * around) & (middle > _FAINTEST))
    sharper_db = 20 * np.log10(middle[torn].astype(np.float64) / np.maximum(around[torn], 1e-6))
    return np.stack((start_frame + (torn + _FAR) * grain, sharper_db), axis=1)


def _turns(samples: Samples, grain: int) -> Samples:
    """Return the sharpest turn of the signal in each grain: where it is torn, this leaps."""
    side = samples[:, 0] if samples.shape[1] == 1 else samples[:, 0] + samples[:, 1]
    turn = np.zeros_like(side)
    turn[1:-1] = np.abs(side[2:] - 2 * side[1:-1] + side[:-2])
    count = len(side) // grain
    return np.asarray(turn[: count * grain].reshape(count, grain).max(axis=1))
