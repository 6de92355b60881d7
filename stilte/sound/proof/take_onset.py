"""Whether a take begins with its words: looked at apart from how it was trimmed.

A line is found in the finished track by the sound of its take. A take that begins with a second of room would
be found in its place, and its words be heard a second late. So the quiet at its beginning counts as lateness.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Samples = NDArray[np.float32]

_WINDOW_S = 0.02
_FLOOR_DB = -100.0
_SILENT_DB = -80.0
_RISE_DB = 8.0
_STEADY_DB = 2.5
_FADED = 1
"""Windows at the beginning that are faded in."""

_LEADS = ((40.0, 0.15), (18.0, 0.3))
"""How far under the loudest a beginning is, in dB, and from how many seconds on it is no consonant."""

_AFTER, _DIED_DB = 3, 4.0
"""The window that begins 60 ms before the end of a take, and how much softer it is after a sound."""

_FLAT_DB = 6.0
_LEAST_S = 0.5
_TONAL = 0.25
_TONE_BINS = 8
_LOWEST_TONE_HZ = 60.0


def lead_s(take: Samples, rate_hz: int) -> float | None:
    """Return how long a take of shape (frames,) is still before it sounds; None where nobody speaks in it.

    Still is what is even and far under the loudest: silence, or the noise of a room. A breath swells.
    """
    levels = _levels(take, rate_hz)
    if not len(levels) or float(levels.max()) < _SILENT_DB or _is_noise(take, levels, rate_hz):
        return None
    usual = float(np.median(levels[_FADED : _FADED + 5])) if len(levels) > _FADED else float(levels[0])
    risen = np.flatnonzero(levels > usual + _RISE_DB)
    count = int(risen[0]) if len(risen) else 0
    still = levels[_FADED:count]
    if len(still) < 2 or float(np.std(still)) > _STEADY_DB:  # noqa: PLR2004 (one window is not even)
        return 0.0
    under_db = float(levels.max() - np.mean(still))
    late_s = count * _WINDOW_S
    return late_s if any(under_db >= far_db and late_s >= least_s for far_db, least_s in _LEADS) else 0.0


def _levels(take: Samples, rate_hz: int) -> Floats:
    size = round(_WINDOW_S * rate_hz)
    count = len(take) // size
    power = np.square(take[: count * size].reshape(count, size), dtype=np.float64).mean(axis=1)
    return np.asarray(10.0 * np.log10(np.maximum(power, 10.0 ** (_FLOOR_DB / 10))))


def _is_noise(take: Samples, levels: Floats, rate_hz: int) -> bool:
    """Tell whether a take is even to its very end, where a word has died away, and has no tone."""
    inner = levels[2:-4]
    if len(inner) * _WINDOW_S < _LEAST_S or float(np.ptp(np.percentile(inner, (2, 98)))) > _FLAT_DB:
        return False
    if levels[-_AFTER] < np.median(inner) - _DIED_DB:  # what is held ("sss") ends before its take does
        return False
    size = rate_hz // 10
    rows = take[: len(take) // size * size].reshape(-1, size) * np.hanning(size)
    power = np.mean(np.square(np.abs(np.fft.rfft(rows, axis=1))), axis=0)
    heard = np.sort(power[np.fft.rfftfreq(size, 1 / rate_hz) >= _LOWEST_TONE_HZ])
    return bool(heard[-_TONE_BINS:].sum() < _TONAL * heard.sum())
