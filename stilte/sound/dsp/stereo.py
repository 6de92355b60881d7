"""Stereo channels: their sum, and the repair of recordings with a silent or an inverted channel.

A bed is heard for minutes, on headphones by some and on one small speaker by others. Sound in one ear alone
wears a listener out; sides of opposite phase cancel where they are added.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeVar

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    Samples = NDArray[np.float32]
    Sound = TypeVar("Sound", NDArray[np.float32], NDArray[np.float64])

Sides = Literal["both", "left", "right", "opposed"]
_SILENT = 1e-4
_OPPOSED = -0.3
"""Correlation below which mono would lose 4.6 dB and more."""
_HEARD: dict[Sides, slice] = {
    "both": slice(None),
    "left": slice(0, 1),
    "right": slice(1, 2),
    "opposed": slice(None),
}
"""Which channels are read."""


def sides_of(pieces: Iterable[Samples]) -> Sides:
    """Return which channels of a stereo recording to use, from their levels and their correlation."""
    left = right = both = 0.0
    for piece in pieces:
        left += float(np.dot(piece[:, 0], piece[:, 0]))
        right += float(np.dot(piece[:, 1], piece[:, 1]))
        both += float(np.dot(piece[:, 0], piece[:, 1]))
    if min(left, right) < _SILENT * max(left, right):
        return "left" if left > right else "right"
    return "opposed" if both < _OPPOSED * (left * right) ** 0.5 else "both"


def mono_sum(samples: Sound) -> Sound:
    """Return the sum of all sides; numpy's own takes thirty times as long along so short an axis.

    >>> mono_sum(np.array([[1.0, 2.0], [3.0, 4.0]], np.float32)).tolist()
    [3.0, 7.0]
    """
    return samples[:, 0] if samples.shape[1] == 1 else samples[:, 0] + samples[:, 1]


def mono_compatible(samples: Samples, sides: Sides, factor: np.float32, out: Samples) -> None:
    """Write a stretch of a recording to `out`, its channels repaired for mono, times a factor."""
    np.multiply(samples[:, _HEARD[sides]], factor, out=out)
    if sides == "opposed":
        np.negative(out[:, 1], out=out[:, 1])
