"""Finding a known sound in a recording by cross-correlation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from stilte.sound.dsp.spectrum import filtered

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Samples = NDArray[np.float32]

STRIDE = 8
"""Frames that are averaged into one before comparing: 0.2 ms is as fine as anybody hears."""
_MEAN = np.full(STRIDE, 1 / STRIDE, dtype=np.float32)
NEAR_S = 0.15
FAR_S = 2.0
SHOWN_S = 1.2
BREATH_SHOWN_S = 2.5
"""How much of a sound, from its start, is looked for."""
# Correlation below which a match is chance: lines under a loud bed still reach more.
_LEAST_ALIKE = 0.15


@dataclass(frozen=True, slots=True)
class Onset:
    """How much later than planned a sound begins, and how much the two are alike (1: the same)."""

    late_frames: int
    alike: float


def find(sound: Samples, heard: Samples, rate_hz: int) -> Onset | None:
    """Return where `sound` begins in `heard`, or None where it is not found.

    Both are mono; `heard` holds as much more before as after the planned place of `sound`. A place nearby is
    taken if there is one, else the best within reach.
    """
    known, recording = _brief(sound), _brief(heard)
    alike = _agreement(known, recording)
    middle = (len(recording) - len(known)) // 2
    least = _LEAST_ALIKE * max(1.0, (SHOWN_S * rate_hz / max(len(sound), 1)) ** 0.5)
    near = round(NEAR_S * rate_hz / STRIDE)
    for reach in (near, middle):
        first = max(middle - reach, 0)
        best = first + int(np.argmax(alike[first : middle + reach + 1]))
        if alike[best] >= min(least, 0.5):
            return Onset((best - middle) * STRIDE, float(alike[best]))
    return None


def share(sound: Samples, heard: Samples) -> float:
    """Return how strong a sound is among all that is heard, as amplitudes, where it is looked for."""
    return _strength(_brief(sound)) / max(_strength(_brief(heard)), 1e-9)


def _strength(samples: Samples) -> float:
    return float(np.sqrt(np.mean(np.square(samples, dtype=np.float64)))) if len(samples) else 0.0


def _brief(samples: Samples) -> Samples:
    """Return a signal at an eighth of its rate, highs lifted: consonants tell more about time than hum."""
    count = len(samples) // STRIDE
    slow = samples[: count * STRIDE].reshape(count, STRIDE) @ _MEAN
    return np.diff(slow, prepend=slow[:1])


def _agreement(known: Samples, recording: Samples) -> NDArray[np.float64]:
    """Return the normalised correlation for every place of `known` in `recording`."""
    size = 1 << (len(recording) - 1).bit_length()
    known_backwards = np.conj(np.fft.rfft(known, size, norm="ortho")) * np.float32(size**0.5)
    match = filtered(recording, known_backwards, size)[: len(recording) - len(known) + 1]
    sums = np.concatenate(([0.0], np.cumsum(np.square(recording, dtype=np.float64))))
    strength = np.sqrt(np.maximum(sums[len(known) :] - sums[: -len(known)], 0.0))
    own = float(np.sqrt(np.sum(np.square(known, dtype=np.float64))))
    return np.asarray(match / np.maximum(strength * own, 1e-9), dtype=np.float64)
