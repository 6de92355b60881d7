"""What samples from outside must be: numbers, near full scale, and as many as their file promises."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from stilte.messages import Number, tr
from stilte.sound.probe import COPY, EXPORT, NoRecording, promised_s
from stilte.units import decibels

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

_MOST_PEAK = 32.0
"""30 dB over full scale: what editors export as float may be over it, but not by that much."""

_MISSING_S = 0.25
_MISSING_SHARE = 0.01
_EXACT_S = 0.01


def check_length(path: Path, heard_s: float) -> None:
    """Raise `NoRecording` where less is there than the file's head promises."""
    promise = promised_s(path)
    if promise is None:
        if heard_s <= 0:
            raise NoRecording(tr("It holds no sound."))
        return
    lacking_s = promise.length_s - heard_s
    allowed_s = _EXACT_S if promise.exact else max(_MISSING_S, _MISSING_SHARE * promise.length_s)
    if lacking_s > allowed_s:
        message = tr(
            "It breaks off: {promised} s are promised, {there} s are there.",
            promised=Number(promise.length_s, decimals=1),
            there=Number(heard_s, decimals=1),
        )
        raise NoRecording(message, COPY)


def check_samples(samples: NDArray[np.float32], at_s: float = 0.0) -> None:
    """Raise `NoRecording` for a sample that is not a number or far over full scale; they begin at `at_s`."""
    peak = float(np.abs(samples).max(initial=0.0))
    if not np.isfinite(peak):
        place = Number(at_s, decimals=1)
        why = tr("At about {at} s it holds samples that are no numbers (NaN or infinity).", at=place)
        raise NoRecording(why, EXPORT)
    if peak > _MOST_PEAK:
        why = tr(
            "At about {at} s its samples are {n} dB over full scale.",
            at=Number(at_s, decimals=1),
            n=round(decibels(peak)),
        )
        raise NoRecording(why, EXPORT)
