"""What it costs to take stretches of a recording for a line: by length, pauses, sound or words.

A cost of 0 is a match as it should be; one of 7 is worse than to call the line missing. Costs are arrays of
shape (stretches, `MOST_TOGETHER`, lines), as `align` takes them.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from stilte.speech.cutting.align_lines import MOST_TOGETHER, whole_costs
from stilte.speech.cutting.spoken_likeness import cepstra, evened, group_cepstra, unlikenesses
from stilte.speech.cutting.usual_unlikeness import usual_unlikeness
from stilte.speech.engine import EngineFailed, EngineVoice, Piece, engine
from stilte.speech.recogniser import distance, normal

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence

    from numpy.typing import NDArray

    from stilte.speech.cutting.find_stretches import Stretch
    from stilte.speech.cutting.long_recording import LongRecording

    Costs = NDArray[np.float32]
    Floats = NDArray[np.float64]

_LENGTH_SPREAD, _MOST_LENGTH = 0.16, 8.0
"""Logarithm of how far the same words are from their usual length, one standard deviation."""
_SHORT_S = 0.25
_INNER_GAP_S, _INNER_A_SECOND = 0.35, 2.0
_NO_MARK = 1.5
"""A pause inside a line without a comma."""
_MARKS = re.compile(r"[,;:.!?…–—](?=\s)")
_BETWEEN_S, _BETWEEN = 0.3, 1.5
"""Lines stand farther from each other than this."""
_WORTH_HEARING, _WORTH_COMPARING, _LIKELIEST = 40.0, 12.0, 24
_LIKE, _MOST_UNLIKE, _UNLIKE_WEIGHT = 3.0, 5.0, 2.0
"""The same words are 3 to 4 standard deviations more alike than others."""
_TOLD_EVERY = 200
_SOON = 3
"""How many stretches may stand between two readings of a line."""
_WORDS_FREE, _WORDS_WEIGHT, _MOST_WORDS = 0.1, 11.0, 8.0
_VARIANTS = ("f5", "m3")


@dataclass(frozen=True, slots=True, eq=False)
class ModelLine:
    """A line as the embedded voice says it: how long, and how it sounds by each variant."""

    text: str
    length_s: float
    sounds: Mapping[str, Floats]


def model_lines(lines: Sequence[str], language: str) -> list[ModelLine]:
    """Return how the embedded voice says each line, a man's voice and a woman's."""
    spoken = {variant: [_model(line, language, variant) for line in lines] for variant in _VARIANTS}
    even = {name: evened([sound for _, sound in each]) for name, each in spoken.items()}
    lengths = [spoken[_VARIANTS[0]][number][0] for number in range(len(lines))]
    return [
        ModelLine(line, length_s, {name: even[name][number] for name in _VARIANTS})
        for number, (line, length_s) in enumerate(zip(lines, lengths, strict=True))
    ]


def _model(line: str, language: str, variant: str) -> tuple[float, Floats]:
    """Return the length in seconds and the cepstra of a line, its quiet ends taken away."""
    try:
        voice = EngineVoice(language, {"variant": variant, "rate": 130})
        clip = engine("espeak").say((Piece(line),), voice)
    except EngineFailed:  # nothing that can be said
        return 0.3, np.zeros((1, 7))
    sound = np.asarray(clip.samples, np.float32)[:, 0]
    heard = np.flatnonzero(np.abs(sound) > np.abs(sound).max(initial=0.0) / 100)
    words = sound[heard[0] : heard[-1] + 1] if len(heard) else sound
    return len(words) / clip.rate_hz, cepstra(words, clip.rate_hz)


def length_costs(stretches: Sequence[Stretch], models: Sequence[ModelLine], pace: float) -> Costs:
    """Return the costs by lengths and pauses alone; `pace` is a line's length over that of its model."""
    costs = np.full((len(stretches), MOST_TOGETHER, len(models)), np.inf, np.float32)
    usual_s = pace * np.array([model.length_s for model in models])
    marks = np.array([len(_MARKS.findall(model.text)) for model in models])
    for first, one in enumerate(stretches):
        before_s = one.start_s - stretches[first - 1].end_s if first else math.inf
        close = _BETWEEN if before_s < _BETWEEN_S else 0.0
        gaps: list[float] = []
        for more, last in enumerate(stretches[first : first + MOST_TOGETHER]):
            if more:
                gaps.append(last.start_s - stretches[first + more - 1].end_s)
            span_s = last.end_s - one.start_s
            length = np.minimum(_length_costs(span_s, usual_s), _length_costs(span_s - one.breath_s, usual_s))
            cost = length + close + _pause_cost(gaps, marks)
            costs[first, more] = np.where(length < _MOST_LENGTH, cost, np.inf)
    return costs


def length_cost(length_s: float, usual_s: float) -> float:
    """Return what it costs that words last so long which usually last as long as that, both in seconds."""
    apart = math.log((length_s + _SHORT_S) / (usual_s + _SHORT_S)) / _LENGTH_SPREAD
    return apart * apart / 2


def _length_costs(span_s: float, usual_s: Floats) -> Floats:
    """Return the same for each of the usual lengths."""
    apart = np.log((span_s + _SHORT_S) / (usual_s + _SHORT_S)) / _LENGTH_SPREAD
    return np.asarray(apart * apart / 2)


def _pause_cost(gaps: Sequence[float], marks: NDArray[np.int_]) -> Floats:
    long = [gap for gap in gaps if gap > _INNER_GAP_S]
    without_a_mark = np.maximum(len(long) - marks, 0)
    return np.asarray(_NO_MARK * without_a_mark + sum(_INNER_A_SECOND * (gap - _INNER_GAP_S) for gap in long))


def with_words(
    costs: Costs,
    heard: Sequence[str],
    stretches: Sequence[Stretch],
    models: Sequence[ModelLine],
    *,
    language: str,
    repeats: Collection[tuple[int, int]] = (),
) -> Costs:
    """Return costs with those of the words that a recogniser heard in each stretch.

    What lengths alone rule out is not compared, and cannot be.
    """
    wanted = [normal(model.text, language).replace(" ", "") for model in models]
    said = [normal(words, language).replace(" ", "") for words in heard]
    found = np.full_like(costs, np.inf)
    for first, more, line in _worth(whole_costs(stretches, costs, repeats), _WORTH_HEARING):
        words = words_cost(wanted[line], "".join(said[first : first + more + 1]))
        found[first, more, line] = min(float(costs[first, more, line]), _MOST_LENGTH) / 2 + words
    return found


def _worth(dearer: Floats, most: float) -> list[tuple[int, int, int]]:
    return [(first, more, line) for first, more, line in np.argwhere(dearer < most).tolist()]


def words_cost(wanted: str, heard: str) -> float:
    """Return what other words cost than those that are wanted, both normal and without spaces."""
    wrong = distance(wanted, heard) / max(len(wanted), 1)
    return min(_WORDS_WEIGHT * max(wrong - _WORDS_FREE, 0.0), _MOST_WORDS)


def with_sound(
    costs: Costs,
    recording: LongRecording,
    stretches: Sequence[Stretch],
    models: Sequence[ModelLine],
    *,
    weight: float = 1.0,
    repeats: Collection[tuple[int, int]] = (),
    progress: Callable[[float], None] | None = None,
) -> Costs:
    """Return costs with those of the sound: how unlike the embedded voice's reading of the line each is."""
    dearer = whole_costs(stretches, costs, repeats)
    places = _worth(dearer, _WORTH_COMPARING)
    matches = [(first, first + more + 1, line) for first, more, line in places]
    groups = sorted({match[:2] for match in matches})
    rows = group_cepstra(recording, [words_s(stretches[a:b]) for a, b in groups])
    sounds = dict(zip(groups, evened(rows), strict=True))
    likely = sorted(zip((float(dearer[place]) for place in places), matches, strict=True))[:_LIKELIEST]
    variant = nearest_variant([(sounds[a, b], models[line]) for _, (a, b, line) in likely])
    usual = usual_unlikeness(
        sounds, {name: model.sounds[variant] for name, model in enumerate(models)}, matches
    )
    found = np.full_like(costs, np.inf)
    for at in range(0, len(matches), _TOLD_EVERY):
        some = matches[at : at + _TOLD_EVERY]
        pairs = [(sounds[match[:2]], models[match[2]].sounds[variant]) for match in some]
        for (first, last, line), apart in zip(some, unlikenesses(pairs), strict=True):
            unlike = weight * _unlike_cost(usual.standing(apart, (first, last), line))
            found[first, last - first - 1, line] = costs[first, last - first - 1, line] + unlike
        if progress:
            progress(min((at + len(some)) / len(matches), 1.0))
    return found


def words_s(stretches: Sequence[Stretch]) -> tuple[float, float]:
    """Return where the words of some stretches begin and end, in seconds, without a breath before them."""
    return stretches[0].start_s + stretches[0].breath_s, stretches[-1].end_s


def said_again(costs: Costs, most: float) -> set[tuple[int, int]]:
    """Return the groups that fit a line, for at most this cost, which a group soon after them fits too."""
    fitting: dict[int, list[tuple[int, int]]] = {}
    for first, more, line in np.argwhere(costs < most).tolist():
        fitting.setdefault(line, []).append((first, first + more + 1))
    return {
        one
        for groups in fitting.values()
        for one in groups
        if any(one[1] <= other[0] <= one[1] + _SOON for other in groups)
    }


def _unlike_cost(standing: float) -> float:
    return _UNLIKE_WEIGHT * min(max(standing + _LIKE, 0.0), _MOST_UNLIKE)


def nearest_variant(likely: Sequence[tuple[Floats, ModelLine]]) -> str:
    """Return the variant of the embedded voice nearest to this speaker, by sounds that are likely a line."""

    def mean(variant: str) -> float:
        pairs = [(sound, model.sounds[variant]) for sound, model in likely]
        return float(np.mean(unlikenesses(pairs) or [0.0]))

    return min(_VARIANTS, key=mean)
