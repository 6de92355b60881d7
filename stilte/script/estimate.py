"""Estimates of how long words and sounds last, before anything has been spoken."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from stilte.units import frames

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stilte.script.line import Utterance

SYLLABLE_S = {"en": 0.25, "fr": 0.21, "es": 0.23}
"""Seconds per syllable of a guiding voice, by language: English and French write silent vowels."""

_SYLLABLE_S = 0.28

# A calm voice; how fast a project's own voices are against it is told by `paces`.
_EDGES_S = 0.35
_COMMA_S = 0.35
_SENTENCE_S = 0.85
_BELL_S = 9.0

_VOWELS = re.compile(r"[aeiouyàáâãäåæèéêëìíîïòóôõöøùúûüýÿœ]+", re.IGNORECASE)
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Estimate:
    """Lengths estimated from the words; used for `check` and `plan` where there are no takes.

    `paces` gives by name how much faster (over 1) or slower a voice speaks than `spoken_s` assumes.
    """

    rate_hz: int
    paces: Mapping[str, float] = field(default_factory=dict)

    def speech(self, utterance: Utterance) -> int:
        """Return the frames that the words probably last."""
        pace = utterance.speed * self.paces.get(utterance.voice, 1.0)
        return frames(spoken_s(utterance.text, utterance.language) / pace, self.rate_hz)

    def sound(self, _name: str) -> int:
        """Return the frames of a struck bowl: no sound is opened for an estimate."""
        return frames(_BELL_S, self.rate_hz)


def estimate(rate_hz: int, paces: Mapping[str, float] | None = None) -> Estimate:
    """Return lengths guessed from the words, and from the paces of voices where they are known."""
    return Estimate(rate_hz, paces or {})


@lru_cache(maxsize=8192)
def spoken_s(text: str, language: str) -> float:
    """Return how long a text probably lasts, in seconds, from its syllables and its breaks.

    >>> round(spoken_s("Adem langzaam in", "nl"), 2)
    1.75
    """
    syllables = sum(_syllables(word) for word in _WORD.findall(text))
    syllable_s = SYLLABLE_S.get(language.split("-", maxsplit=1)[0].lower(), _SYLLABLE_S)
    inner = text.rstrip(" .,;:!?…")
    commas = sum(inner.count(mark) for mark in ",;:–—")
    sentences = sum(inner.count(mark) for mark in ".!?…")
    return _EDGES_S + syllables * syllable_s + commas * _COMMA_S + sentences * _SENTENCE_S


def _syllables(word: str) -> int:
    """Return about how many syllables a word has; letters of other scripts come about two to a syllable."""
    found = len(_VOWELS.findall(word))
    return found or (1 if word.isascii() else math.ceil(len(word) / 2))
