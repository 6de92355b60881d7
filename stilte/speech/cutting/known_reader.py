"""A reader, by the lines that fit: the pace, and how unlike the embedded voice their lines sound."""

from __future__ import annotations

import statistics
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from stilte.speech.cutting.even_sounds import EvenSounds
from stilte.speech.cutting.match_costs import length_cost, nearest_variant
from stilte.speech.cutting.spoken_likeness import unlikenesses

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from stilte.speech.cutting.align_lines import Match
    from stilte.speech.cutting.even_sounds import Parts
    from stilte.speech.cutting.find_stretches import Stretch
    from stilte.speech.cutting.long_recording import LongRecording
    from stilte.speech.cutting.match_costs import ModelLine

    Saying = tuple[int, Parts]
    """A line, and the parts of the recording that may be it."""

FITTING, FEWEST = 3.0, 12
"""What a match costs by which the reader is known, and how many of them tell enough."""
PAUSE_S = 0.2
"""How much of a pause inside a line counts to its length."""
_LEAST_SPREAD = 0.05
_AT_ONCE = 960
"""Sayings of which the sound is held."""


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
            if match and match.cost < FITTING
        ]
        if len(fitting) < FEWEST:
            return None
        pace = statistics.median(spoken_s(parts) / models[n].length_s for n, parts in fitting)
        return cls(recording, models, fitting, pace)

    def length_cost(self, saying: Saying) -> float:
        """Return what it costs that a line has this length, as in `match_costs`."""
        line, parts = saying
        return length_cost(spoken_s(parts), self.pace * self.models[line].length_s)

    def likenesses(
        self, sayings: Sequence[Saying], told: Callable[[float], None] | None = None
    ) -> dict[Saying, Likeness]:
        """Return how well each saying is its line; `told` is told what share is done."""
        every = list(dict.fromkeys((*self.fitting, *sayings)))
        apart = self._unlike(every, told)
        middle, spread = usual([apart[saying] for saying in self.fitting])
        return {
            saying: Likeness(self.length_cost(saying), (apart[saying] - middle) / spread, apart[saying])
            for saying in every
        }

    def apart(self, pairs: Sequence[tuple[Parts, Parts]]) -> list[float]:
        """Return how unlike two places of the recording each are to one another."""
        if not pairs:
            return []
        sounds = EvenSounds.of(self.recording, [parts for pair in pairs for parts in pair])
        return unlikenesses([(sounds.said(one), sounds.said(other)) for one, other in pairs])

    def _unlike(self, every: Sequence[Saying], told: Callable[[float], None] | None) -> dict[Saying, float]:
        """Return how unlike the embedded voice's reading of its line each saying is."""
        sounds = EvenSounds.of(self.recording, [parts for _, parts in every])
        variant = nearest_variant([(sounds.said(parts), self.models[n]) for n, parts in self.fitting])
        lines = [model.sounds[variant] for model in self.models]
        # Those of about one size are compared together, as within `unlikenesses`.
        order = sorted(every, key=lambda saying: (sounds.size(saying[1]), len(lines[saying[0]])))
        apart: dict[Saying, float] = {}
        for at in range(0, len(order), _AT_ONCE):
            some = order[at : at + _AT_ONCE]
            pairs = [(sounds.said(parts), lines[n]) for n, parts in some]
            apart.update(zip(some, unlikenesses(pairs), strict=True))
            if told:
                told(len(apart) / len(order))
        return apart


def usual(unlike: Sequence[float]) -> tuple[float, float]:
    """Return the middle of how unlike lines that fit are, and one standard deviation over it."""
    middle, high = (float(one) for one in np.percentile(unlike, [50, 84]))
    return middle, max(high - middle, _LEAST_SPREAD)


def parts_of(stretches: Sequence[Stretch]) -> Parts:
    """Return the words of some stretches that belong together, without a breath before them."""
    first, *more = stretches
    return ((first.start_s + first.breath_s, first.end_s), *((one.start_s, one.end_s) for one in more))


def spoken_s(parts: Parts) -> float:
    """Return how long some parts last; of each pause between them no more than a little counts."""
    pauses = (after[0] - before[1] for before, after in pairwise(parts))
    return sum(end_s - start_s for start_s, end_s in parts) + sum(min(one, PAUSE_S) for one in pauses)
