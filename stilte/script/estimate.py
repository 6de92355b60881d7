"""How long words and sounds probably last, before anything has been spoken."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from stilte.units import frames

if TYPE_CHECKING:
    from stilte.script.line import Utterance

SYLLABLE_S = {"en": 0.25}
"""A syllable in a guiding voice, by language: written English has more vowels than it speaks."""

_SYLLABLE_S = 0.28

# Fitted, with the syllables, to the takes of the sample routines by the embedded voice at its calm rate.
_EDGES_S = 0.35
_COMMA_S = 0.35
_SENTENCE_S = 0.85
_BELL_S = 9.0

_VOWELS = re.compile(r"[aeiouyàáâãäåæèéêëìíîïòóôõöøùúûüýÿœ]+", re.IGNORECASE)
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Estimate:
    """Lengths guessed from the words, at a rate; a stand-in for takes in `check` and `plan`."""

    rate_hz: int

    def speech(self, utterance: Utterance) -> int:
        """Return the frames that the words probably last."""
        return frames(spoken_s(utterance.text, utterance.language) / utterance.speed, self.rate_hz)

    def sound(self, _name: str) -> int:
        """Return the frames of a struck bowl: no sound is opened for an estimate."""
        return frames(_BELL_S, self.rate_hz)


def estimate(rate_hz: int) -> Estimate:
    """Return lengths guessed from the words."""
    return Estimate(rate_hz)


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
