"""Levels of a recording in frequency bands over time, and the level of its room noise.

Hum lies in the lowest band and a fan in the lower ones; the `f`, `s` and `h` with which words begin lie in
the upper ones. Each band is held against its own noise, so a soft consonant is found over a louder hum.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from stilte.units import frames

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

HOP_S = 0.005
_WINDOW_S = 0.020
# From mains hum and rumble (below 90 Hz, cut) up to the range of `s` and `f` (4 to 16 kHz).
_EDGES_HZ = (90.0, 300.0, 800.0, 2000.0, 4000.0, 8000.0, 16000.0)
_SMOOTHED = 3
NOTHING_DB = -150.0
# Under the noise of 16 bits with dither (about -98 dBFS): a codec's or gate's zeros.
_DIGITAL_SILENCE_DB = -108.0
_HELD_S = 0.15
_STEADY_S = 0.2
_STEADY_DB = 2.5
_ALIKE_DB = 4.0
_UNDER_LOUDEST_DB = 14.0
_LEAST_SPREAD_DB = 1.5
_SHORT_S = (0.14, 0.08)
_SHORT_UNDER_LOUDEST_DB = 25.0
_END_S = 0.3
_END_UNDER_LOUDEST_DB = 22.0
_EDGE = 2
"""Rows at either end that look beyond the recording."""


@dataclass(frozen=True, slots=True, eq=False)
class BandLevels:
    """Levels in dBFS, one row every `HOP_S`: `bands` of shape (rows, bands), `whole` of shape (rows,)."""

    bands: Floats
    whole: Floats


@dataclass(frozen=True, slots=True, eq=False)
class RoomNoise:
    """The steady noise under a recording by band, how far it swings above that, and the rows that hold it."""

    bands_db: Floats
    swing_db: Floats
    whole_db: float
    rows: NDArray[np.bool_]


def band_levels(samples: NDArray[np.float32], rate_hz: int) -> BandLevels:
    """Return the levels of mono samples of shape (frames,), smoothed over three rows."""
    hop, size = frames(HOP_S, rate_hz), frames(_WINDOW_S, rate_hz)
    padded = np.pad(np.asarray(samples, np.float64), size // 2)
    rows = np.lib.stride_tricks.sliding_window_view(padded, size)[::hop]
    window = np.hanning(size)
    spectrum = np.fft.rfft(rows * window, axis=1)
    power = (np.square(spectrum.real) + np.square(spectrum.imag)) * (2.0 / (size * np.sum(window**2)))
    edges = np.searchsorted(np.fft.rfftfreq(size, 1 / rate_hz), _EDGES_HZ)
    edges = np.unique(np.minimum(edges, power.shape[1] - 1))
    bands = _smoothed(np.add.reduceat(power, edges, axis=1)[:, :-1])
    return BandLevels(_db(bands), _db(bands.sum(axis=1)))


def _smoothed(power: Floats) -> Floats:
    held = np.pad(power, ((_SMOOTHED // 2, _SMOOTHED // 2), (0, 0)), mode="edge")
    return np.asarray(np.lib.stride_tricks.sliding_window_view(held, _SMOOTHED, axis=0).mean(axis=-1))


def _db(power: Floats) -> Floats:
    return np.asarray(10.0 * np.log10(np.maximum(power, 10.0 ** (NOTHING_DB / 10))))


def room_noise(levels: BandLevels) -> RoomNoise | None:
    """Return the noise of the softest steady stretches of 0.2 s; None where no stretch is steady and soft.

    Digital silence is not noise: it occurs where a codec begins or a gate closes.
    """
    short = (_short_ends(levels, round(length_s / HOP_S)) for length_s in _SHORT_S)
    return _softest_stretches(levels, round(_STEADY_S / HOP_S)) or next(filter(None, short), None)


def _softest_stretches(levels: BandLevels, width: int) -> RoomNoise | None:
    if len(levels.whole) < width:
        return None
    stretches = np.lib.stride_tricks.sliding_window_view(levels.whole, width)
    mean = stretches.mean(axis=1)
    steady = (stretches.std(axis=1) < _STEADY_DB) & (stretches.min(axis=1) > _DIGITAL_SILENCE_DB)
    if not steady.any():
        return None
    softest = float(mean[steady].min())
    if softest > loudest_db(levels) - _UNDER_LOUDEST_DB:
        return None
    firsts = np.flatnonzero(steady & (mean < softest + _ALIKE_DB))
    rows = np.zeros(len(levels.whole), dtype=np.bool_)
    for first in firsts.tolist():
        rows[first : first + width] = True
    return _noise_in(levels, rows)


def _short_ends(levels: BandLevels, width: int) -> RoomNoise | None:
    """Return the noise of a recording that was cut close to its words, where both ends hold the same.

    A tenth of a second is no longer than a consonant: only what stands at either end alike is the room.
    """
    ends = (levels.whole[_EDGE:width], levels.whole[-width:-_EDGE])
    if len(levels.whole) < 2 * width or any(end.std() > _STEADY_DB for end in ends):
        return None
    first, last = (mean_db(end) for end in ends)
    audible = min(first, last) > _DIGITAL_SILENCE_DB
    far = max(first, last) < loudest_db(levels) - _SHORT_UNDER_LOUDEST_DB
    if not (audible and far and abs(first - last) < _ALIKE_DB):
        return None
    rows = np.zeros(len(levels.whole), dtype=np.bool_)
    rows[_EDGE:width] = rows[-width:-_EDGE] = True
    return _noise_in(levels, rows)


def room_at_ends(levels: BandLevels, over_db: float) -> NDArray[np.bool_]:
    """Return the rows at either end that are even and soft, though louder than the softest of the room.

    A telephone turns its microphone up where nobody speaks: the room is louder before the words than
    between them. `over_db` is how far sound stands over the highest swing of that room.
    """
    width, room = round(_END_S / HOP_S), np.zeros(len(levels.whole), dtype=np.bool_)
    for turned in (False, True):
        bands, whole = (each[::-1] if turned else each for each in (levels.bands, levels.whole))
        end = whole[_EDGE:width]
        even = len(whole) > 2 * width and end.std() < _STEADY_DB and end.min() > _DIGITAL_SILENCE_DB
        if even and mean_db(end) < loudest_db(levels) - _END_UNDER_LOUDEST_DB:
            rows = np.arange(len(whole)) < width
            noise = _noise_in(BandLevels(bands, whole), rows)
            sounds = (bands > noise.bands_db + noise.swing_db + over_db).any(axis=1)
            first = int(np.argmax(np.append(sounds, np.True_)))
            (room[::-1] if turned else room)[:first] = True
    return room


def _noise_in(levels: BandLevels, rows: NDArray[np.bool_]) -> RoomNoise:
    held = levels.bands[rows]
    middle = np.median(held, axis=0)
    swing = np.maximum(np.percentile(held, 99, axis=0) - middle, _LEAST_SPREAD_DB)
    return RoomNoise(middle, swing, mean_db(levels.whole[rows]), rows)


def mean_db(rows_db: Floats) -> float:
    """Return the level of the mean power of some rows.

    >>> mean_db(np.array([-20.0, -20.0]))
    -20.0
    """
    return float(10.0 * np.log10(np.mean(10.0 ** (rows_db / 10.0))))


def loudest_db(levels: BandLevels) -> float:
    """Return the level that is reached for 0.15 s in all, however long the quiet: a tap does not count."""
    rows = round(_HELD_S / HOP_S)
    loudest = np.sort(levels.whole)[-rows:]
    return float(loudest[0]) if len(loudest) else NOTHING_DB
