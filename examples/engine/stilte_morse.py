"""An engine for Stilte that speaks in Morse code: what a voice of your own has to be, in a few lines.

# voices/morse.yaml
language: en
use:
- morse: {hz: 600}
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from stilte.sound.clip import Clip
from stilte.speech.engine import EngineFailed

if TYPE_CHECKING:
    from stilte.speech.engine import EngineVoice, Sentence

RATE_HZ = 24_000
DOT_S = 0.06
LETTERS = {
    "a": ".-", "b": "-...", "c": "-.-.", "d": "-..", "e": ".", "f": "..-.", "g": "--.", "h": "....",
    "i": "..", "j": ".---", "k": "-.-", "l": ".-..", "m": "--", "n": "-.", "o": "---", "p": ".--.",
    "q": "--.-", "r": ".-.", "s": "...", "t": "-", "u": "..-", "v": "...-", "w": ".--", "x": "-..-",
    "y": "-.--", "z": "--..",
}  # fmt: skip
"""ITU-R M.1677-1: a dash is three dots long, letters are three apart, words seven."""


class Morse:
    """Settings: `hz`, the pitch (600)."""

    synthetic = False  # nobody takes it for a person: listeners need no notice of an AI voice
    workers = 4  # so many lines may be spoken at once, from threads

    def fingerprint(self, voice: EngineVoice) -> str:
        """Return a text that changes whenever the same words would sound different."""
        return f"morse 1 {_hz(voice)} {voice.speed}"

    def say(self, sentence: Sentence, voice: EngineVoice) -> Clip:
        """Return the sound of a sentence: float32 of shape (frames, 1)."""
        text = "".join(piece.text for piece in sentence).lower()
        marks = "".join(" " if letter.isspace() else f"{LETTERS.get(letter, '')}/" for letter in text)
        if not marks.strip(" /"):
            raise EngineFailed("There is no letter in this line.")
        dot = round(DOT_S / voice.speed * RATE_HZ)
        on = [np.repeat([1.0, 0.0], [dot * (3 if mark == "-" else 1), dot]) for mark in ".-"]
        quiet = {"/": 2 * dot, " ": 4 * dot}
        signal = np.concatenate([np.zeros(quiet[m]) if m in quiet else on[".-".index(m)] for m in marks])
        tone = 0.1 * np.sin(2 * np.pi * _hz(voice) * np.arange(len(signal)) / RATE_HZ)
        return Clip((signal * tone).astype(np.float32)[:, np.newaxis], RATE_HZ)


def _hz(voice: EngineVoice) -> float:
    return float(voice.settings.get("hz", 600))
