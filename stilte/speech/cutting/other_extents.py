"""What else a cut line may be: without what goes before or after it, or with what is said beside it.

A reader says "um", begins a line and begins it again in one breath, or pauses where there is no comma. Each
such beginning and end is held against the embedded voice's reading of the line, as the cut itself was.
"""

from __future__ import annotations

import math
import statistics
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from stilte.speech.cutting.extent import Extent
from stilte.speech.cutting.find_dips import find_dips
from stilte.speech.cutting.known_reader import FEWEST, FITTING, PAUSE_S, usual
from stilte.speech.cutting.match_costs import length_cost, nearest_variant, words_cost, words_s
from stilte.speech.cutting.spoken_likeness import cepstra, evened, unlikenesses
from stilte.speech.recogniser import normal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    from stilte.speech.cutting.align_lines import Match
    from stilte.speech.cutting.find_stretches import Stretch
    from stilte.speech.cutting.heard_words import HeardWord
    from stilte.speech.cutting.long_recording import LongRecording
    from stilte.speech.cutting.match_costs import ModelLine

    Floats = NDArray[np.float64]

_UNLIKE_WEIGHT = 13.0
"""What one more of unlikeness costs, where the logarithm of lengths costs as in `match_costs`."""
_LEAST_HEAD_S, _LEAST_TAIL_S, _LEAST_REST_S = 0.35, 0.4, 0.3
_NEAR_S = 2.0
_WORD_S = 0.1
"""How far beyond an extent the middle of a word may be that is in it."""
_WELL, _ALONE = 2.0, 7.0
"""What a match costs at most, and everything else more, by which it is not asked for its sound alone."""
_FAR_OFF = 2.5
"""Standard deviations by which a line may sound more unlike the embedded voice than those that fit."""


@dataclass(frozen=True, slots=True)
class Doubts:
    """What is doubted of a cut: another extent that fits; whether it sounds far more unlike than others.

    `is_known` tells whether enough of the reader was known to doubt anything.
    """

    extent: Extent | None = None
    is_far_off: bool = False
    is_known: bool = False


def doubts_of(
    recording: LongRecording,
    stretches: Sequence[Stretch],
    models: Sequence[ModelLine],
    matches: Sequence[Match | None],
    *,
    words: Sequence[HeardWord] = (),
    language: str = "",
    told: Callable[[float], None] | None = None,
) -> list[Doubts]:
    """Return the doubts of each line; none where too few lines fit to know the reader.

    `words` are those that a recogniser heard in the recording, if any; `told` is told what share is done.
    """
    fitting = [(n, match) for n, match in enumerate(matches) if match and match.cost < FITTING]
    if len(fitting) < FEWEST:
        return [Doubts() for _ in matches]
    heard = _Heard.of(recording, stretches, models, matches, _Words(words, language), told=told)
    middle, spread = usual([heard.unlike[n] for n, _ in fitting])
    far = middle + _FAR_OFF * spread
    bounds = [math.inf if match and _stands_alone(match) else far for match in matches]
    return [heard.doubts(n, bounds[n]) if match else Doubts() for n, match in enumerate(matches)]


def _stands_alone(match: Match) -> bool:
    """Tell whether a match fits by all that is known, and nothing else comes near it."""
    return match.cost < _WELL and match.elsewhere >= _ALONE


@dataclass(frozen=True, slots=True)
class _Words:
    """The words that were heard, in a language; there may be none."""

    heard: Sequence[HeardWord]
    language: str

    def cost(self, line: str, extent: Extent) -> float:
        """Return what the words between two times cost for a line; 0 where nothing was listened to."""
        if not self.heard:
            return 0.0
        near = extent.start_s - _WORD_S, extent.end_s + _WORD_S
        said = " ".join(word.word.strip() for word in self.heard if near[0] <= word.at_s <= near[1])
        wanted, heard = (normal(text, self.language).replace(" ", "") for text in (line, said))
        return words_cost(wanted, heard)


@dataclass(frozen=True, slots=True)
class _Heard:
    """The unlikeness of each line's cut, and the other extents of each with theirs."""

    unlike: dict[int, float]
    others: dict[int, list[Extent]]

    @classmethod
    def of(
        cls,
        recording: LongRecording,
        stretches: Sequence[Stretch],
        models: Sequence[ModelLine],
        matches: Sequence[Match | None],
        words: _Words,
        *,
        told: Callable[[float], None] | None,
    ) -> _Heard:
        whole = {
            n: Extent("later", *words_s(stretches[match.first : match.last]))
            for n, match in enumerate(matches)
            if match
        }
        extents = [
            (n, extent)
            for n, match in enumerate(matches)
            if match
            for extent in (whole[n], *_extents(recording, stretches, match))
        ]
        sounds = evened([_sound(recording, stretches, matches[n], extent) for n, extent in extents])
        likely = [
            (sound, models[n])
            for (n, extent), sound in zip(extents, sounds, strict=True)
            if extent is whole[n] and _cost(matches[n]) < FITTING
        ]
        variant = nearest_variant(likely)
        pace = statistics.median(
            _length_s(stretches, matches[n], whole[n]) / models[n].length_s
            for n in whole
            if _cost(matches[n]) < FITTING
        )
        pairs = [(sound, models[n].sounds[variant]) for (n, _), sound in zip(extents, sounds, strict=True)]
        again = iter(_begun_again(recording, whole, extents))
        unlike: dict[int, float] = {}
        others: dict[int, list[Extent]] = {n: [] for n in whole}
        own = own_words = 0.0
        for (n, extent), apart in zip(extents, unlikenesses(pairs, progress=told), strict=True):
            length = length_cost(_length_s(stretches, matches[n], extent), pace * models[n].length_s)
            cost, heard = _UNLIKE_WEIGHT * apart + length, words.cost(models[n].text, extent)
            if extent is whole[n]:
                unlike[n], own, own_words = apart, cost, heard
                continue
            near = next(again) if _is_later(extent) else math.inf
            others[n].append(
                replace(extent, dearer=cost - own, again=near, unlike=apart, by_words=heard - own_words)
            )
        return cls(unlike, others)

    def doubts(self, line: int, far: float) -> Doubts:
        """Return the extent that is taken for a line, or asked, and whether that is unlike it by so much."""
        asked = [one for one in self.others[line] if one.is_asked]
        extent = min(asked, key=lambda one: (not one.is_taken, one.weighed), default=None)
        unlike = extent.unlike if extent and extent.is_taken else self.unlike[line]
        return Doubts(extent, unlike > far, is_known=True)


def _cost(match: Match | None) -> float:
    return math.inf if match is None else match.cost


def _is_later(extent: Extent) -> bool:
    return extent.kind in {"later", "later in a stretch"}


def _extents(recording: LongRecording, stretches: Sequence[Stretch], match: Match) -> Iterator[Extent]:
    """Yield what else a match may be, each with its kind."""
    start_s, end_s = words_s(stretches[match.first : match.last])
    for one in stretches[match.first + 1 : match.last]:
        if one.start_s - start_s > _LEAST_HEAD_S:
            yield Extent("later", one.start_s, end_s)
    for one in stretches[match.first : match.last]:
        for at_s in find_dips(recording.bands, one.start_s + one.breath_s, one.end_s):
            if at_s - start_s > _LEAST_HEAD_S and end_s - at_s > _LEAST_REST_S:
                yield Extent("later in a stretch", at_s, end_s)
            if end_s - at_s > _LEAST_TAIL_S and at_s - start_s > _LEAST_REST_S:
                yield Extent("earlier end", start_s, at_s)
    yield from _wider(stretches, match, start_s, end_s)


def _wider(stretches: Sequence[Stretch], match: Match, start_s: float, end_s: float) -> Iterator[Extent]:
    """Yield a match with what is said right before it, and right after it."""
    for before in stretches[max(match.first - 1, 0) : match.first]:
        if not before.is_breath and stretches[match.first].start_s - before.end_s < _NEAR_S:
            yield Extent("with what is before", before.start_s + before.breath_s, end_s)
    for after in stretches[match.last : match.last + 1]:
        if not after.is_breath and after.start_s - end_s < _NEAR_S:
            yield Extent("with what is after", start_s, after.end_s)


def _parts(stretches: Sequence[Stretch], match: Match | None, extent: Extent) -> list[tuple[float, float]]:
    """Return the parts of an extent between which a pause is left out: the cut, and what is beside it."""
    if match is None:
        return []
    if extent.kind == "with what is before":
        return [
            (extent.start_s, stretches[match.first - 1].end_s),
            (stretches[match.first].start_s, extent.end_s),
        ]
    if extent.kind == "with what is after":
        return [
            (extent.start_s, stretches[match.last - 1].end_s),
            (stretches[match.last].start_s, extent.end_s),
        ]
    return [(extent.start_s, extent.end_s)]


def _sound(
    recording: LongRecording, stretches: Sequence[Stretch], match: Match | None, extent: Extent
) -> Floats:
    parts = _parts(stretches, match, extent)
    return np.concatenate([cepstra(recording.read(*part), recording.rate_hz) for part in parts])


def _length_s(stretches: Sequence[Stretch], match: Match | None, extent: Extent) -> float:
    parts = _parts(stretches, match, extent)
    return sum(end_s - start_s for start_s, end_s in parts) + PAUSE_S * (len(parts) - 1)


def _begun_again(
    recording: LongRecording, whole: dict[int, Extent], extents: Sequence[tuple[int, Extent]]
) -> list[float]:
    """Return how unlike the dropped beginning of each later extent is to any beginning of the rest."""
    later = [(whole[n], extent) for n, extent in extents if extent is not whole[n] and _is_later(extent)]
    sounds = evened(
        [
            cepstra(recording.read(from_s, to_s), recording.rate_hz)
            for cut, extent in later
            for from_s, to_s in ((cut.start_s, extent.start_s), (extent.start_s, extent.end_s))
        ]
    )
    return unlikenesses(list(zip(sounds[::2], sounds[1::2], strict=True)), open_end=True)
