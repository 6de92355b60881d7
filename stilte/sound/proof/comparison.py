"""Comparison of the decoded signal with the plan, window by window.

The plan is rendered again, so nothing has to be guessed about a bed. What remains between the two is what the
encoder did, and that is known: docs/sound.md has the measurements behind every bound that is set here.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    Samples = NDArray[np.float32]
    Roots = NDArray[np.float16]

WINDOWS_S = 20
"""Windows in a second over which levels are compared with the plan."""
MOMENTS_S = 100
"""Moments in a second: what drops out for less is not heard as a hole."""
_MOST_STRIDE = 9
_FAINTEST_DBFS = -60.0
"""What is softer cannot be heard in a living room."""


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """A stretch of both: levels a window, and of the lows their products; `gone` is by moment.

    Lows, under about 4 kHz, are what every bit rate carries, and what a recording is known by. Levels are
    kept as roots in two bytes, since there are many in eight hours; `squares` gives them back, to 0.01 dB
    above −84 dBFS.
    """

    planned: Roots
    heard: Roots
    low_planned: Roots
    low_heard: Roots
    low_both: Roots
    gone: NDArray[np.bool_]


def compare(heard: Samples, planned: Samples, rate_hz: int, gone_db: float) -> Comparison:
    """Compare two stretches of one length; what is left of a window at the end is left out."""
    window = rate_hz // WINDOWS_S
    whole = len(heard) // window * window
    heard, planned = heard[:whole], planned[:whole]
    lows_heard, lows_planned = _lows(heard, rate_hz), _lows(planned, rate_hz)
    moments_planned = _means(lows_planned, lows_planned, MOMENTS_S, whole, rate_hz)
    moments_heard = _means(lows_heard, lows_heard, MOMENTS_S, whole, rate_hz)
    least = np.maximum(moments_planned * _power(-gone_db), 0.0)
    return Comparison(
        planned=_roots(_squares(planned, window)),
        heard=_roots(_squares(heard, window)),
        low_planned=_roots(_by_window(moments_planned)),
        low_heard=_roots(_by_window(moments_heard)),
        low_both=_roots(_means(lows_heard, lows_planned, WINDOWS_S, whole, rate_hz)),
        gone=(moments_planned > _power(_FAINTEST_DBFS)) & (moments_heard < least),
    )


def joined(parts: Iterable[Comparison]) -> Comparison:
    """Return stretches set end to end; those of an iterator that lets them go hardly stand there twice."""
    names = [field.name for field in fields(Comparison)]
    columns = {name: [getattr(_NOTHING, name)] for name in names}
    for part in parts:
        for name in names:
            columns[name].append(getattr(part, name))
    return Comparison(*(np.concatenate(columns.pop(name)) for name in names))


def squares(roots: Roots) -> Samples:
    """Return mean squares, or mean products, that were kept as roots.

    >>> squares(np.array([0.5, -0.25], np.float16)).tolist()
    [0.25, -0.0625]
    """
    wide = roots.astype(np.float32)
    return np.asarray(wide * np.abs(wide))


def _roots(values: Samples) -> Roots:
    return np.copysign(np.sqrt(np.abs(values)), values).astype(np.float16)


_NONE = np.zeros(0, dtype=np.float16)
_NOTHING = Comparison(_NONE, _NONE, _NONE, _NONE, _NONE, np.zeros(0, dtype=np.bool_))


def _power(level_db: float) -> np.float32:
    return np.float32(10 ** (level_db / 10))


def _squares(samples: Samples, window: int) -> Samples:
    rows = samples.reshape(-1, window * samples.shape[1])
    return np.asarray(np.einsum("ij,ij->i", rows, rows) / np.float32(rows.shape[1]))


def _means(one: Samples, other: Samples, a_second: int, frames: int, rate_hz: int) -> Samples:
    """Return the mean product of two slow signals, so many a second."""
    rows = frames * a_second // rate_hz
    width = one.size // max(rows, 1)
    return np.asarray(
        np.einsum("ij,ij->i", one.reshape(rows, width), other.reshape(rows, width)) / np.float32(width or 1)
    )


def _by_window(moments: Samples) -> Samples:
    return np.asarray(moments.reshape(-1, MOMENTS_S // WINDOWS_S).mean(axis=1))


def _lows(samples: Samples, rate_hz: int) -> Samples:
    """Return the lows of a signal at an eighth or so of its rate."""
    stride, channels = _stride(rate_hz), samples.shape[1]
    halves = samples.reshape(-1, stride * channels) @ _taps(stride, channels)
    lows = halves[:, :channels].copy()  # in one piece, for all who read it
    lows[:-1] += halves[1:, channels:]
    return lows


def _stride(rate_hz: int) -> int:
    """Return how many frames become one, a whole number of times in a moment.

    >>> _stride(44100), _stride(48000)
    (9, 8)
    """
    moment = rate_hz // MOMENTS_S
    return next(stride for stride in range(_MOST_STRIDE, 0, -1) if moment % stride == 0)


@lru_cache(maxsize=4)
def _taps(stride: int, channels: int) -> Samples:
    """Return a matrix that weighs a row of frames with either half of a Hann window, channel by channel."""
    bell = np.hanning(2 * stride + 2)[1:-1]
    halves = (bell / bell.sum()).reshape(2, stride)
    return np.concatenate([np.kron(half[:, None], np.eye(channels)) for half in halves], 1).astype(np.float32)
