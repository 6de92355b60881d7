"""The words of a long recording by the recogniser of the extra `hear`, each with its time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from stilte.speech.recogniser import recognise_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from stilte.speech.cutting.find_stretches import Stretch
    from stilte.speech.cutting.long_recording import LongRecording

_MOST_S = 27.0
"""The recogniser hears half a minute at once; stretches are heard together as long as they fit."""
_BESIDE_S = 0.25


@dataclass(frozen=True, slots=True)
class HeardWord:
    """A word, and the middle of its time in the recording, in seconds."""

    word: str
    at_s: float


def hear_words(
    recording: LongRecording,
    stretches: Sequence[Stretch],
    language: str,
    progress: Callable[[float], None] | None = None,
) -> list[HeardWord]:
    """Return what is said in the stretches of a recording; raises EngineUnavailable without a recogniser."""
    words: list[HeardWord] = []
    for first_s, last_s in _windows(stretches):
        start_s = max(first_s - _BESIDE_S, 0.0)
        clip = recording.read(start_s, last_s + _BESIDE_S)
        for word, from_s, to_s in recognise_words(clip, recording.rate_hz, language):
            words.append(HeardWord(word, start_s + (from_s + to_s) / 2))
        if progress:
            progress(last_s / recording.length_s)
    return words


def _windows(stretches: Sequence[Stretch]) -> Iterator[tuple[float, float]]:
    """Yield the beginnings and ends of stretches that are heard together."""
    at = 0
    while at < len(stretches):
        last = at
        while last + 1 < len(stretches) and stretches[last + 1].end_s - stretches[at].start_s < _MOST_S:
            last += 1
        yield stretches[at].start_s, stretches[last].end_s
        at = last + 1


def words_in(words: Sequence[HeardWord], stretches: Sequence[Stretch]) -> list[str]:
    """Return for each stretch the words that are said in it, by the stretch nearest to each."""
    found: list[list[str]] = [[] for _ in stretches]
    for word in words:
        if stretches:
            nearest = min(range(len(stretches)), key=lambda n: _away_s(stretches[n], word.at_s))
            found[nearest].append(word.word.strip())
    return [" ".join(each) for each in found]


def _away_s(stretch: Stretch, at_s: float) -> float:
    return max(stretch.start_s - at_s, at_s - stretch.end_s, 0.0)
