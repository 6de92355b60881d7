"""A reader, by the lines that fit: the pace, and how unlike the embedded voice their lines sound."""

from __future__ import annotations

import math
import statistics
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from stilte.speech.cutting.match_costs import nearest_variant
from stilte.speech.cutting.spoken_likeness import cepstra, evened, unlikenesses

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from stilte.speech.cutting.align_lines import Match
    from stilte.speech.cutting.find_stretches import Stretch
    from stilte.speech.cutting.long_recording import LongRecording
    from stilte.speech.cutting.match_costs import ModelLine

    Floats = NDArray[np.float64]
    Parts = tuple[tuple[float, float], ...]
    Saying = tuple[int, Parts]
    """A line, and the parts of the recording that may be it, in seconds; pauses between them are left out."""

_FITTING, _FEWEST = 3.0, 12
"""What a match costs by which the reader is known, and how many of them tell enough."""
_PAUSE_S = 0.2
"""How much of a pause inside a line counts to its length."""
_SHORT_S, _LENGTH_SPREAD = 0.25, 0.16
_LEAST_SPREAD = 0.05


@dataclass(frozen=True, slots=True)
class Likeness:
    """How well a part of the recording is a line: what its length costs, and how it sounds.

    `unlike` is 0 for what sounds as unlike the embedded voice as lines that fit do, in their standard
    deviations; `apart` is how unlike it is itself.
    """

    length: float
    unlike: float
    apart: float


@dataclass(frozen=True, slots=True)
class KnownReader:
    """The lines that fit, each with the parts of the recording that it is, and the pace that they tell."""

    recording: LongRecording
    models: Sequence[ModelLine]
    fitting: Sequence[Saying]
    pace: float

    @classmethod
    def of(
        cls,
        recording: LongRecording,
        stretches: Sequence[Stretch],
        models: Sequence[ModelLine],
        matches: Sequence[Match | None],
    ) -> KnownReader | None:
        """Return what is known of a reader; None where too few lines fit."""
        fitting = [
            (n, parts_of(stretches[match.first : match.last]))
            for n, match in enumerate(matches)
            if match and match.cost < _FITTING
        ]
        if len(fitting) < _FEWEST:
            return None
        pace = statistics.median(spoken_s(parts) / models[n].length_s for n, parts in fitting)
        return cls(recording, models, fitting, pace)

    def length_cost(self, saying: Saying) -> float:
        """Return what it costs that a line has this length, as in `match_costs`."""
        line, parts = saying
        usual_s = self.pace * self.models[line].length_s
        apart = math.log((spoken_s(parts) + _SHORT_S) / (usual_s + _SHORT_S)) / _LENGTH_SPREAD
        return apart * apart / 2

    def likenesses(self, sayings: Sequence[Saying]) -> dict[Saying, Likeness]:
        """Return how well each saying is its line."""
        every = list(dict.fromkeys((*self.fitting, *sayings)))
        pairs = [
            (sound, self.models[n])
            for (n, _), sound in zip(every, self.sounds([parts for _, parts in every]), strict=True)
        ]
        variant = nearest_variant(pairs[: len(self.fitting)])
        apart = unlikenesses([(sound, model.sounds[variant]) for sound, model in pairs])
        middle, high = (float(one) for one in np.percentile(apart[: len(self.fitting)], [50, 84]))
        spread = max(high - middle, _LEAST_SPREAD)
        return {
            saying: Likeness(self.length_cost(saying), (own - middle) / spread, own)
            for saying, own in zip(every, apart, strict=True)
        }

    def sounds(self, places: Sequence[Parts]) -> list[Floats]:
        """Return what is said in some places, pauses left out, without what is the same in all."""
        return evened([self._sound(parts) for parts in places])

    def apart(self, pairs: Sequence[tuple[Parts, Parts]]) -> list[float]:
        """Return how unlike two places of the recording each are to one another."""
        both = self.sounds([parts for pair in pairs for parts in pair])
        return unlikenesses(list(zip(both[::2], both[1::2], strict=True)))

    def _sound(self, parts: Parts) -> Floats:
        recording = self.recording
        return np.concatenate([cepstra(recording.read(*part), recording.rate_hz) for part in parts])


def parts_of(stretches: Sequence[Stretch]) -> Parts:
    """Return the words of some stretches that belong together, without a breath before them."""
    first, *more = stretches
    return ((first.start_s + first.breath_s, first.end_s), *((one.start_s, one.end_s) for one in more))


def spoken_s(parts: Parts) -> float:
    """Return how long some parts last; of each pause between them no more than a little counts."""
    pauses = (after[0] - before[1] for before, after in pairwise(parts))
    return sum(end_s - start_s for start_s, end_s in parts) + sum(min(one, _PAUSE_S) for one in pauses)
