"""Checks of the level of a take: too soft, too loud, clipped, also where the clipping is soft."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from stilte.messages import Number, tr
from stilte.speech.recording_faults.fault import Fault
from stilte.units import decibels, frames

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from stilte.speech.recording_faults.heard_take import HeardTake

    Samples = NDArray[np.float32]

# Sixteen bits end at -98 dBFS: under this a voice stands less than 55 dB over the noise of many recorders.
_SOFTEST_DB = -44.0
_LOUDEST_PEAK_DB = -0.6
_LOUDEST_DB = -9.5

_STRETCH_S = 0.02
_ACTIVE = 0.05
_HIGHEST_TENTH_DB = 0.25
_HIGHEST_QUARTER_DB = 0.7
"""How far the peaks of the loudest tenth and quarter of all 20 ms may be under the highest at a ceiling.

Over 280 takes of seven voices the tenth lay 0.4 dB or more under it, the quarter 0.8 dB (one short word).
"""
_BOTH_TENTHS_DB, _BOTH_QUARTERS_DB = 1.25, 3.0
_FEW, _FEW_TENTHS_DB, _FEW_QUARTERS_DB = 40, 0.5, 1.2
"""The same of both sides together, which a limiter presses alike.

A take of one short word has few stretches, of which two may well reach one height, even on both sides.
"""
_PEAKS = 16
_PEAK_S = 0.003
_PEAK_REACH_S = 0.008
_TOP, _FOOT = 0.95, 0.6
_BLUNT, _BLUNT_TENTH_DB = 0.4, 1.2
"""How wide a peak is near its top, against its width at 0.6 of it: a sine has 0.34."""
_RUN = 4
"""Neighbouring samples at the very ceiling: a sound that is whole passes it in one or two."""
_LEAST_RUNS = 2
_CEILING = 0.9995


def level_faults(take: HeardTake) -> Iterator[Fault]:
    """Yield what is wrong with the level of a take."""
    peak_db = decibels(float(np.abs(take.samples).max(initial=0.0)))
    if is_clipped(take.samples, take.rate_hz):
        yield Fault(
            "clipped",
            tr("It is clipped: the loudest sounds are cut off flat, and crackle."),
            tr("Turn the microphone down, or move a hand's width away, and record the line anew."),
        )
    elif peak_db > _LOUDEST_PEAK_DB or take.voice_db > _LOUDEST_DB:
        yield Fault(
            "too loud",
            tr("It is too loud: its peak is at {peak} dBFS.", peak=Number(peak_db, decimals=1)),
            tr("Turn the microphone down, or move away from it, until the peaks are near -12 dBFS."),
        )
    if take.voice_db < _SOFTEST_DB:
        yield Fault(
            "too soft",
            tr("It is too soft: the voice is at {level} dBFS.", level=Number(take.voice_db, decimals=0)),
            tr("Come nearer to the microphone, or turn it up; speak as softly as you like."),
        )


def is_clipped(samples: Samples, rate_hz: int) -> bool:
    """Tell whether the peaks of a sound end at a ceiling: cut off flat, or pressed together below it.

    `samples` has shape (frames,). A voice reaches its highest peak rarely and with a point; under a ceiling
    peaks stand side by side at one height, and are blunt, whatever gain came after it.
    """
    sides = [side for side in (samples, -samples) if side.max(initial=0.0) > 0.0]
    if any(_flat_runs(side, float(side.max())) >= _LEAST_RUNS for side in sides):
        return True
    heights = [_heights(side, rate_hz) for side in sides]
    return _are_pressed(heights) or any(
        one.tenth_db < _BLUNT_TENTH_DB and _is_blunt(side, rate_hz)
        for one, side in zip(heights, sides, strict=True)
    )


def _are_pressed(heights: Sequence[_Heights]) -> bool:
    """Tell whether too many stretches reach nearly one height."""
    if not heights:
        return False
    tenths_db, quarters_db = sum(one.tenth_db for one in heights), sum(one.quarter_db for one in heights)
    if min(one.count for one in heights) < _FEW:
        return tenths_db < _FEW_TENTHS_DB and quarters_db < _FEW_QUARTERS_DB
    one_side = any(
        one.tenth_db < _HIGHEST_TENTH_DB or one.quarter_db < _HIGHEST_QUARTER_DB for one in heights
    )
    return one_side or (tenths_db < _BOTH_TENTHS_DB and quarters_db < _BOTH_QUARTERS_DB)


@dataclass(frozen=True, slots=True)
class _Heights:
    """How far the peaks of the loudest tenth and quarter of so many stretches lie under the highest."""

    count: int
    tenth_db: float
    quarter_db: float


def _heights(side: Samples, rate_hz: int) -> _Heights:
    peaks = _stretches(side, frames(_STRETCH_S, rate_hz)).max(axis=1, initial=0.0)
    top = float(side.max())
    active = peaks[peaks > _ACTIVE * top]
    if not len(active):
        return _Heights(0, np.inf, np.inf)
    tenth_db, quarter_db = (decibels(top / float(np.percentile(active, share))) for share in (90, 75))
    return _Heights(len(active), tenth_db, quarter_db)


def _flat_runs(side: Samples, top: float) -> int:
    """Return how many runs of samples stand at the ceiling."""
    high = side >= top * _CEILING
    edges = np.flatnonzero(np.diff(np.concatenate([[0], high.view(np.int8), [0]])))
    return int(((edges[1::2] - edges[::2]) >= _RUN).sum())


def _is_blunt(side: Samples, rate_hz: int) -> bool:
    """Tell whether the highest peaks are rounded off."""
    size = frames(_PEAK_S, rate_hz)
    rows = _stretches(side, size)
    places = rows.argmax(axis=1) + np.arange(len(rows)) * size
    highest = places[np.argsort(side[places])[::-1][:_PEAKS]]
    reach = frames(_PEAK_REACH_S, rate_hz)
    widths = [
        _bluntness(side[max(at - reach, 0) : at + reach + 1], min(at, reach)) for at in highest.tolist()
    ]
    return bool(np.median(widths) > _BLUNT) if widths else False


def _bluntness(around: Samples, peak: int) -> float:
    """Return the width of a peak near its top over that at its foot."""
    return _width(around, peak, _TOP) / max(_width(around, peak, _FOOT), 1e-6)


def _width(around: Samples, peak: int, share: float) -> float:
    """Return how many samples wide a peak is at a share of its height, between the samples too."""
    bound = float(around[peak]) * share
    return sum(_reach(side, bound) for side in (around[peak:], around[: peak + 1][::-1]))


def _reach(falling: Samples, bound: float) -> float:
    under = np.flatnonzero(falling <= bound)
    if not len(under) or not under[0]:
        return float(len(falling))
    at = int(under[0])
    above, below = float(falling[at - 1]), float(falling[at])
    return at - 1 + (above - bound) / max(above - below, 1e-12)


def _stretches(side: Samples, size: int) -> Samples:
    count = len(side) // size
    return side[: count * size].reshape(count, size)
