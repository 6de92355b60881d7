"""Which stretches of a recording each line is, by all that is known: lengths, sound, words, repeats."""

from __future__ import annotations

import statistics
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stilte.speech.cutting.align_lines import align
from stilte.speech.cutting.heard_words import words_in
from stilte.speech.cutting.match_costs import length_costs, said_again, with_sound, with_words, words_s

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from stilte.speech.cutting.align_lines import Match
    from stilte.speech.cutting.find_repeats import Repeats
    from stilte.speech.cutting.find_stretches import Stretch
    from stilte.speech.cutting.heard_words import HeardWord
    from stilte.speech.cutting.long_recording import LongRecording
    from stilte.speech.cutting.match_costs import Costs, ModelLine
    from stilte.speech.cutting.run_together import Parted

_SOUND_WEIGHT = {True: 0.5, False: 1.0}
"""With a recogniser and without."""
_FITS = {True: 3.0, False: 3.5}
"""What a match costs of which another reading may follow."""
_ROUNDS = 2


@dataclass(frozen=True, slots=True)
class Known:
    """What does not hang on how the sound is parted: the lines, and the words that were heard, if any."""

    recording: LongRecording
    models: Sequence[ModelLine]
    words: Sequence[HeardWord]
    language: str
    hear: bool


def match_lines(
    known: Known, parted: Parted, repeats: Repeats, told: Callable[[float], None] | None
) -> list[Match | None]:
    """Return which stretches each line is."""
    stretches = parted.stretches
    costs = parted.only(_lengths(stretches, known.models, repeats.certain))
    if known.hear:
        said = words_in(known.words, stretches)
        costs = with_words(
            costs, said, stretches, known.models, language=known.language, repeats=repeats.certain
        )
    costs = with_sound(
        costs,
        known.recording,
        stretches,
        known.models,
        weight=_SOUND_WEIGHT[known.hear],
        repeats=repeats.certain,
        progress=told,
    )
    again = said_again(costs, _FITS[known.hear])
    before = repeats.certain | (again if known.hear else again & repeats.perhaps)
    matches = align(stretches, costs, before)
    while half := parted.half_used(matches):
        costs = parted.without(costs, half)
        matches = align(stretches, costs, before)
    return matches


def _lengths(
    stretches: Sequence[Stretch], models: Sequence[ModelLine], repeats: Collection[tuple[int, int]]
) -> Costs:
    """Return the costs by lengths, at the pace of this reader, which is told by a first alignment."""
    pace = _first_pace(stretches, models, repeats)
    for _ in range(_ROUNDS):
        costs = length_costs(stretches, models, pace)
        ratios = [
            _length_s(stretches[match.first : match.last]) / model.length_s
            for match, model in zip(align(stretches, costs, repeats), models, strict=True)
            if match and match.cost < 1.0
        ]
        pace = statistics.median(ratios) if ratios else pace
    return length_costs(stretches, models, pace)


def _length_s(stretches: Sequence[Stretch]) -> float:
    start_s, end_s = words_s(stretches)
    return end_s - start_s


def _first_pace(
    stretches: Sequence[Stretch], models: Sequence[ModelLine], repeats: Collection[tuple[int, int]]
) -> float:
    """Return a first guess of the pace: the one at which lengths fit most lines."""
    paces = [0.7, 0.85, 1.0, 1.15, 1.3, 1.5, 1.75]

    def whole(pace: float) -> float:
        matches = align(stretches, length_costs(stretches, models, pace), repeats)
        return sum(match.cost if match else 9.0 for match in matches)

    return min(paces, key=whole)
