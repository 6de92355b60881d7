"""A voice for tests and rehearsals: a soft tone for every line, of a length known beforehand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from stilte.sound.clip import Clip
from stilte.speech.engines.settings import settings_of
from stilte.speech.text import spoken_text
from stilte.units import frames, gain

if TYPE_CHECKING:
    from stilte.speech.engine import EngineVoice, Sentence

RATE_HZ = 24_000


class Tone:
    """Settings: `hz` (220), and `per_letter` (0.05): how many seconds every letter or digit sounds."""

    synthetic = True
    workers = 4

    def fingerprint(self, voice: EngineVoice) -> str:
        """Return all settings; a tone is available everywhere."""
        return f"tone 1 {sorted(settings_of(voice, 'tone').items())} {voice.speed}"

    def say(self, sentence: Sentence, voice: EngineVoice) -> Clip:
        """Sound for `length_s`, at -20 dB under full scale, between 50 ms of quiet."""
        hz = settings_of(voice, "tone")["hz"]
        count = frames(length_s(spoken_text(sentence), voice), RATE_HZ)
        time_s = np.arange(count) / RATE_HZ
        tone = (gain(-20) * np.sin(2 * np.pi * hz * time_s)).astype(np.float32)
        quiet = np.zeros(frames(0.05, RATE_HZ), dtype=np.float32)
        return Clip(np.concatenate([quiet, tone, quiet])[:, np.newaxis], RATE_HZ)


def length_s(text: str, voice: EngineVoice) -> float:
    """Return how long a text sounds, in seconds, quiet around it not counted.

    >>> from stilte.speech.engine import EngineVoice
    >>> length_s("Adem in.", EngineVoice("nl", {}))
    0.3
    """
    letters = sum(letter.isalnum() for letter in text)
    return round(max(letters, 1) * float(voice.settings.get("per_letter", 0.05)) / voice.speed, 6)
