"""Places inside a stretch of sound where the voice falls far: between two words, or between two sayings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from stilte.speech.trimming.band_levels import HOP_S

if TYPE_CHECKING:
    from numpy.typing import NDArray

_LOOK_S, _LOWEST_WITHIN_S, _FROM_ENDS_S = 0.3, 0.1, 0.2
_MEAN_ROWS = 6
_DEEP_DB = 20.0
_MOST = 8


def find_dips(bands: NDArray[np.float32], start_s: float, end_s: float) -> list[float]:
    """Return the places, in seconds, of the deepest dips between two times.

    Each is 20 dB under the sound on either side. `bands` are levels in dBFS of shape (rows, bands).
    """
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
        if depth >= _DEEP_DB:
            found.append((depth, at))
    return sorted((first + at) * HOP_S for _, at in sorted(found, reverse=True)[:_MOST])
