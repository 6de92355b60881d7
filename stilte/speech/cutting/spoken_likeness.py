"""How alike two stretches of speech are, whoever speaks: cepstra and dynamic time warping.

Without a recogniser a line is compared with the same words by the embedded voice, as forced aligners do
(aeneas, A. Pettarin, 2015). Sakoe and Chiba (1978) for the warping, its symmetric form.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import soxr
from numpy.lib.stride_tricks import as_strided

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from stilte.speech.cutting.long_recording import LongRecording

    Samples = NDArray[np.float32]
    Floats = NDArray[np.float64]

_RATE_HZ = 16_000
_HOP, _WINDOW, _SIZE = 640, 1024, 1024
"""40 ms steps of 64 ms: vowels and consonants, not the pitch."""
_BANDS, _CEPSTRA = 16, 7
"""Few and smooth: what speakers have in common. Of 24 lines by Piper and by Kokoro, noise 25 dB under, all
were nearest to the same line by espeak; with 13 cepstra of 24 bands, three quarters were.
"""
_BAND_HZ = (150.0, 3600.0)
"""What a telephone lets through."""
_RANGE_DB = 45.0
HOP_S = _HOP / _RATE_HZ
_AT_ONCE = 48


def cepstra(samples: Samples, rate_hz: int) -> Floats:
    """Return what is said in mono samples of shape (frames,), without its level, of shape (rows, 7)."""
    sound = soxr.resample(samples, rate_hz, _RATE_HZ) if rate_hz != _RATE_HZ else samples
    padded = np.pad(np.asarray(sound, np.float64), (0, _WINDOW))
    rows = np.lib.stride_tricks.sliding_window_view(padded, _WINDOW)[::_HOP] * np.hanning(_WINDOW)
    power = np.square(np.abs(np.fft.rfft(rows, _SIZE))) @ _filters().T
    level = 10 * np.log10(power + 1e-12)
    loudest = np.percentile(level.max(axis=1), 95)
    return np.asarray(np.maximum(level, loudest - _RANGE_DB) @ _cosines().T)


def group_cepstra(recording: LongRecording, places_s: Sequence[tuple[float, float]]) -> list[Floats]:
    """Return the cepstra of some places of a recording, by their beginnings and ends in seconds."""
    return [cepstra(recording.read(start_s, end_s), recording.rate_hz) for start_s, end_s in places_s]


def evened(all_rows: Sequence[Floats]) -> list[Floats]:
    """Return cepstra without what is the same in all of them: the speaker, the room, the microphone."""
    if not all_rows:
        return []
    joined = np.concatenate(all_rows)
    mean, spread = joined.mean(axis=0), joined.std(axis=0) + 1e-6
    return [(rows - mean) / spread for rows in all_rows]


def unlikeness(one: Floats, other: Floats, *, open_end: bool = False) -> float:
    """Return the mean distance of two stretches along the best warping: 0 for the same one.

    With an `open_end` the first is held against any beginning of the other.
    """
    return unlikenesses([(one, other)], open_end=open_end)[0]


def unlikenesses(
    pairs: Sequence[tuple[Floats, Floats]],
    *,
    open_end: bool = False,
    progress: Callable[[float], None] | None = None,
) -> list[float]:
    """Return the same for many pairs, those of about one size at once."""
    order = sorted(range(len(pairs)), key=lambda n: (len(pairs[n][0]), len(pairs[n][1])))
    found = [0.0] * len(pairs)
    for first in range(0, len(order), _AT_ONCE):
        chosen = order[first : first + _AT_ONCE]
        for number, value in zip(chosen, _warped([pairs[n] for n in chosen], open_end=open_end), strict=True):
            found[number] = value
        if progress:
            progress((first + len(chosen)) / len(order))
    return found


def _warped(pairs: Sequence[tuple[Floats, Floats]], *, open_end: bool) -> list[float]:
    """Return the least sums along the warpings of some pairs, over their lengths, diagonal by diagonal."""
    apart = _apart_by_diagonals([one for one, _ in pairs], [other for _, other in pairs])
    count, diagonals, rows = apart.shape
    columns = diagonals - rows + 1
    last, before, here = (np.full((count, rows + 1), np.inf, np.float32) for _ in range(3))
    before[:, 0] = 0.0
    ends, every = np.array([len(one) for one, _ in pairs]), np.arange(count)
    sums = np.empty((diagonals, count), np.float32)
    for total in range(diagonals):
        low, high = max(0, total - columns + 1), min(rows, total + 1)
        cost, to = apart[:, total, low:high], here[:, low + 1 : high + 1]
        np.minimum(last[:, low:high], last[:, low + 1 : high + 1], out=to)
        to += cost
        np.minimum(to, before[:, low:high] + 2 * cost, out=to)
        here[:, low], here[:, high + 1 :] = np.inf, np.inf
        sums[total] = here[every, ends]
        last, before, here = here, last, before
    found = []
    for number, (one, other) in enumerate(pairs):
        reached = np.arange(1 if open_end else len(other), len(other) + 1)
        found.append(float(np.min(sums[len(one) + reached - 2, number] / (len(one) + reached))))
    return found


def _apart_by_diagonals(ones: Sequence[Floats], others: Sequence[Floats]) -> NDArray[np.float32]:
    """Return the distances of all rows of each pair, of shape (pairs, diagonals, rows of the first).

    The distance of the rows i and j stands in the diagonal i + j at i: each diagonal lies in one piece.
    """
    rows, columns = max(map(len, ones)), max(map(len, others))
    apart = np.full((len(ones), rows + columns - 1, rows), np.inf, np.float32)
    step = apart.itemsize
    for place, one, other in zip(apart, ones, others, strict=True):
        squares = _squares(one)[:, None] + _squares(other)[None] - 2 * one @ other.T
        turned = as_strided(place, (len(one), len(other)), ((rows + 1) * step, rows * step))
        np.sqrt(np.maximum(squares, 0.0), out=turned, casting="same_kind")
    return apart


def _squares(rows: Floats) -> Floats:
    return np.asarray(np.square(rows).sum(axis=1))


@lru_cache(maxsize=1)
def _filters() -> Floats:
    """Return triangular filters at equal steps of the mel scale (O'Shaughnessy's formula)."""
    low, high = (2595 * np.log10(1 + hz / 700) for hz in _BAND_HZ)
    edges = 700 * (10 ** (np.linspace(low, high, _BANDS + 2) / 2595) - 1)
    hz = np.fft.rfftfreq(_SIZE, 1 / _RATE_HZ)
    rise = (hz - edges[:-2, None]) / np.diff(edges)[:-1, None]
    fall = (edges[2:, None] - hz) / np.diff(edges)[1:, None]
    return np.asarray(np.clip(np.minimum(rise, fall), 0, None))


@lru_cache(maxsize=1)
def _cosines() -> Floats:
    return np.asarray(np.cos(np.pi / _BANDS * np.outer(np.arange(_CEPSTRA), np.arange(_BANDS) + 0.5)))
