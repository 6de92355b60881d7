"""Checks of the ends of a take: whether the recording began too late or stopped too early."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from stilte.messages import tr
from stilte.speech.recording_faults.fault import Fault
from stilte.units import decibels, frames

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from stilte.speech.recording_faults.heard_take import HeardTake

_LOOK_S = 0.012
_UNDER_VOICE_DB = 24.0
"""A word that is whole begins and ends softer than this."""


def end_faults(take: HeardTake) -> Iterator[Fault]:
    """Yield a fault where a word is cut at the beginning or the end of the recording."""
    count = frames(_LOOK_S, take.rate_hz)
    if _level_db(take.still[:count]) > take.voice_db - _UNDER_VOICE_DB:
        yield Fault(
            "cut at its beginning",
            tr("Its first word is cut off."),
            tr("Wait half a second after you start the recording, and record the line anew."),
            at_s=0.0,
        )
    if _level_db(take.still[-count:]) > take.voice_db - _UNDER_VOICE_DB:
        yield Fault(
            "cut at its end",
            tr("Its last word is cut off."),
            tr("Wait half a second after the last word before you stop, and record the line anew."),
            at_s=len(take.samples) / take.rate_hz,
        )


def _level_db(part: NDArray[np.float32]) -> float:
    return decibels(float(np.sqrt(np.mean(np.square(part, dtype=np.float64))))) if len(part) else -np.inf
