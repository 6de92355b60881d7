"""Checks of a take that need no speech recognition: length, silence, clipping."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from stilte.messages import Message, Number, tr
from stilte.speech.trim import WINDOW_S, detect_sound

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Twice as fast as fast speech: a shorter take has lost some of its words.
_LETTERS_A_SECOND = 40.0
_SECONDS_A_LETTER = 0.4
_SECONDS_BESIDE = 2.5
_HOLE_S = 1.8
# Just under 1.0: codecs move clipped samples slightly.
_FULL_SCALE = 0.999
# Single samples at full scale occur in sound peaks; runs are flattened by clipping.
_CLIPPED_RUN = 4
_CLIPPED_SHARE = 0.002


def fault(samples: NDArray[np.float32], rate_hz: int, text: str, speed: float = 1.0) -> Message | None:
    """Return what is wrong with the sound of a text (trimmed, shape (frames,)), a sentence, or None.

    Wide limits: they are to find an answer that was cut off, a voice that babbles on or sticks, a stretch
    that was left out; not to judge a reading.
    """
    if not len(samples):
        return tr("it is silent.")
    if not np.isfinite(samples).all():
        return tr("it contains invalid samples.")
    return _wrong_length(len(samples) / rate_hz, text, speed) or _wrong_inside(samples, rate_hz, speed)


def _wrong_length(length_s: float, text: str, speed: float) -> Message | None:
    letters = max(sum(letter.isalnum() for letter in text), 1)
    if length_s < letters / _LETTERS_A_SECOND / max(speed, 1.0):
        return tr("it lasts only {length} s: some of it is missing.", length=Number(length_s, decimals=1))
    if length_s > (letters * _SECONDS_A_LETTER + _SECONDS_BESIDE) / min(speed, 1.0):
        return tr("it lasts {length} s, far too long for its words.", length=Number(length_s, decimals=1))
    return None


def _wrong_inside(samples: NDArray[np.float32], rate_hz: int, speed: float) -> Message | None:
    if (hole_s := _longest_hole_s(samples, rate_hz)) > _HOLE_S / min(speed, 1.0):
        return tr("it falls silent for {length} s in the middle.", length=Number(hole_s, decimals=1))
    return tr("it is clipped.") if _clipped_share(samples) > _CLIPPED_SHARE else None


def _longest_hole_s(samples: NDArray[np.float32], rate_hz: int) -> float:
    heard = np.flatnonzero(detect_sound(samples, rate_hz))
    return float(np.diff(heard).max(initial=1) - 1) * WINDOW_S


def _clipped_share(samples: NDArray[np.float32]) -> float:
    """Return the share of samples that stand in runs of at least four at full scale."""
    full = np.abs(samples) >= _FULL_SCALE
    edges = np.flatnonzero(np.diff(np.concatenate([[0], full.view(np.int8), [0]])))
    runs = edges[1::2] - edges[::2]
    return float(runs[runs >= _CLIPPED_RUN].sum()) / max(len(samples), 1)
