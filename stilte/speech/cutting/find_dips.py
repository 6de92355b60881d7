"""Places inside a stretch of sound where the voice falls far: between two words, or between two sayings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from stilte.speech.trimming.band_levels import HOP_S

if TYPE_CHECKING:
    from numpy.typing import NDArray

_LOOK_S, _LOWEST_WITHIN_S, _FROM_ENDS_S = 0.3, 0.1, 0.2
_MEAN_ROWS = 6
_DEEP_DB = 20.0
_MOST = 8
_LOW_DB = 6.0


@dataclass(frozen=True, slots=True)
class Dip:
    """Where the voice falls: the lowest moment and how far it lies under the sound around it.

    From `from_s` to `to_s` it is nearly as low. Times in seconds.
    """

    at_s: float
    depth_db: float
    from_s: float
    to_s: float


def find_dips(bands: NDArray[np.float32], start_s: float, end_s: float) -> list[float]:
    """Return the places, in seconds, of the deepest dips between two times.

    Each is 20 dB under the sound on either side. `bands` are levels in dBFS of shape (rows, bands).
    """
    return [dip.at_s for dip in deepest_dips(bands, start_s, end_s, deep_db=_DEEP_DB, most=_MOST)]


def deepest_dips(
    bands: NDArray[np.float32], start_s: float, end_s: float, *, deep_db: float, most: int
) -> list[Dip]:
    """Return the deepest dips of at least so many dB, in order of time."""
    first, last = round(start_s / HOP_S), round(end_s / HOP_S)
    power = np.sum(10.0 ** (bands[first:last].astype(np.float64) / 10), axis=1)
    ends, near, look = (round(one / HOP_S) for one in (_FROM_ENDS_S, _LOWEST_WITHIN_S, _LOOK_S))
    if len(power) <= 2 * ends:
        return []
    level = 10 * np.log10(np.convolve(power, np.ones(_MEAN_ROWS) / _MEAN_ROWS, "same") + 1e-15)
    found = []
    for at in range(ends, len(level) - ends):
        since = max(at - near, 0)
        if since + int(np.argmin(level[since : at + near + 1])) != at:
            continue
        depth = min(level[max(at - look, 0) : at].max(), level[at : at + look].max()) - level[at]
        if depth >= deep_db:
            found.append((depth, at))
    return [
        Dip((first + at) * HOP_S, float(depth), *(edge * HOP_S + first * HOP_S for edge in _low(level, at)))
        for depth, at in sorted(sorted(found, reverse=True)[:most], key=lambda one: one[1])
    ]


def _low(level: NDArray[np.float64], at: int) -> tuple[int, int]:
    """Return the rows around one between which the level is nearly as low."""
    high = level > level[at] + _LOW_DB
    before, after = np.flatnonzero(high[:at]), np.flatnonzero(high[at:])
    return (int(before[-1]) + 1 if len(before) else 0), (at + int(after[0]) if len(after) else len(level))
