"""How long words and sounds probably last, before anything has been spoken."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from stilte.units import frames

if TYPE_CHECKING:
    from stilte.script.routine import Utterance

SYLLABLE_S = 0.27
"""A syllable at the pace of about 100 words a minute inside a line, the short breaks included."""

_EDGES_S = 0.25
_COMMA_S = 0.25
_SENTENCE_S = 0.5
_BELL_S = 9.0

_VOWELS = re.compile(r"[aeiouyàáâãäåæèéêëìíîïòóôõöøùúûüýÿœ]+", re.IGNORECASE)
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Estimate:
    """Lengths guessed from the words, at a rate; a stand-in for takes in `check` and `plan`."""

    rate_hz: int

    def speech(self, utterance: Utterance) -> int:
        """Return the frames that the words probably last."""
        return frames(spoken_s(utterance.text) / utterance.speed, self.rate_hz)

    def sound(self, _name: str) -> int:
        """Return the frames of a struck bowl: no sound is opened for an estimate."""
        return frames(_BELL_S, self.rate_hz)


def estimate(rate_hz: int) -> Estimate:
    """Return lengths guessed from the words."""
    return Estimate(rate_hz)


@lru_cache(maxsize=8192)
def spoken_s(text: str) -> float:
    """Return how long a text probably lasts, in seconds, from its syllables and its breaks.

    >>> round(spoken_s("Adem langzaam in"), 2)
    1.6
    """
    syllables = sum(max(1, len(_VOWELS.findall(word))) for word in _WORD.findall(text))
    inner = text.rstrip(" .,;:!?…")
    commas = sum(inner.count(mark) for mark in ",;:–—")
    sentences = sum(inner.count(mark) for mark in ".!?…")
    return _EDGES_S + syllables * SYLLABLE_S + commas * _COMMA_S + sentences * _SENTENCE_S
