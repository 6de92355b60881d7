"""What is said in places of a recording, without what is the same in all of them; each part is read once."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from stilte.speech.cutting.spoken_likeness import cepstra

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from stilte.speech.cutting.long_recording import LongRecording

    Floats = NDArray[np.float64]
    Part = tuple[float, float]
    Parts = tuple[Part, ...]
    """Parts of a recording that belong together, in seconds; pauses between them are left out."""


@dataclass(frozen=True, slots=True, eq=False)
class EvenSounds:
    """The cepstra of each part, of shape (rows, 7), and their mean and spread over all places."""

    rows: Mapping[Part, Floats]
    mean: Floats
    spread: Floats

    @classmethod
    def of(cls, recording: LongRecording, places: Sequence[Parts]) -> EvenSounds:
        """Return what is said in at least one place; a part counts as often as there are places with it."""
        counts = Counter(part for parts in places for part in parts)
        rows = {part: cepstra(recording.read(*part), recording.rate_hz) for part in counts}
        count = sum(times * len(rows[part]) for part, times in counts.items())
        mean = _sum([times * rows[part].sum(axis=0) for part, times in counts.items()]) / count
        apart = [times * np.square(rows[part] - mean).sum(axis=0) for part, times in counts.items()]
        return cls(rows, mean, np.sqrt(_sum(apart) / count) + 1e-6)

    def said(self, parts: Parts) -> Floats:
        """Return what is said in a place."""
        return np.asarray((np.concatenate([self.rows[part] for part in parts]) - self.mean) / self.spread)

    def size(self, parts: Parts) -> int:
        """Return how many rows that has."""
        return sum(len(self.rows[part]) for part in parts)


def _sum(rows: Sequence[Floats]) -> Floats:
    return np.asarray(np.sum(rows, axis=0))
