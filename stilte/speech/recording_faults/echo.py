"""How long a room rings on after a voice, told from how the last word dies away.

The decay is integrated backwards (M. R. Schroeder, "New method of measuring reverberation time", JASA 37,
1965), the room's noise taken off, and its slope read between 5 and 25 dB under its beginning, as ISO 3382-1
does for T20.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from stilte.messages import Number, tr
from stilte.speech.recording_faults.fault import Fault
from stilte.speech.trimming.band_levels import HOP_S

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from stilte.speech.recording_faults.heard_take import HeardTake

    Floats = NDArray[np.float64]

MOST_S = 0.6
"""A furnished room rings for 0.3 to 0.5 s; a bathroom or an empty room for one second or more."""

_UPPER_DB, _LOWER_DB = -5.0, -25.0
_LOUD_DB = 12.0
"""A row this near to the level of the voice still belongs to the word."""
_LONGEST_S = 2.5
_LEAST_AFTER_S = 0.5
_SPARE_DB = 3.0
_LEAST_ROWS = 4


def echo_s(take: HeardTake) -> float | None:
    """Return in how many seconds the room falls by 60 dB; None where too little is heard after the words."""
    rows = take.levels.whole
    loud = np.flatnonzero(rows > take.voice_db - _LOUD_DB)
    after = rows[loud[-1] : loud[-1] + round(_LONGEST_S / HOP_S)] if len(loud) else rows[:0]
    if len(after) * HOP_S < _LEAST_AFTER_S:
        return None
    noise = float(np.median(10 ** (after[-len(after) // 4 :] / 10)))
    power = 10 ** (after / 10)
    end = int(np.argmax(power < noise * 10 ** (_SPARE_DB / 10))) or len(power)
    left = np.cumsum(np.maximum(power[:end] - noise, 0.0)[::-1])[::-1]
    decay_db = 10 * np.log10(np.maximum(left, 1e-15) / max(float(left[0]), 1e-15))
    inside = np.flatnonzero((decay_db <= _UPPER_DB) & (decay_db >= _LOWER_DB))
    if len(inside) < _LEAST_ROWS or decay_db[-1] > _LOWER_DB:
        return None
    slope = float(np.polyfit(inside * HOP_S, decay_db[inside], 1)[0])
    return -60.0 / slope if slope < 0 else None


def echo_faults(take: HeardTake) -> Iterator[Fault]:
    """Yield a fault where the room rings on."""
    rings_s = echo_s(take)
    if rings_s is not None and rings_s > MOST_S:
        told = tr("The room rings on for {length} s.", length=Number(rings_s, decimals=1))
        cure = tr(
            "Come nearer to the microphone, close the curtains, and hang a blanket or a duvet behind you."
        )
        yield Fault("echo", told, cure)
