"""Engines that do as they are told."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from stilte.reader import Report
from stilte.sound.clip import Clip
from stilte.speech.engine import EngineFailed, EngineUnavailable
from stilte.speech.text import spoken_text
from stilte.speech.voices import read_voice

if TYPE_CHECKING:
    from pathlib import Path

    from stilte.speech.engine import EngineVoice, Sentence
    from stilte.speech.voice import Voice

RATE_HZ = 24_000


def load_voice(name: str, folder: Path, root: Path) -> Voice:
    """Read a voice file; raises `InputError` with all that is wrong in it."""
    report = Report()
    voice = read_voice(folder / f"{name}.yaml", root, report)
    report.check()
    return voice


@dataclass
class Fake:
    """An engine with a pitch of its own; `fails_on` words, `gone` says why it is not here."""

    hz: float
    gone: str = ""
    fails_on: str = "\0"
    version: str = "1"
    gain: float = 0.2
    spoil: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    synthetic: bool = True
    workers: int = 2
    lock: threading.Lock = field(default_factory=threading.Lock)

    def fingerprint(self, _voice: EngineVoice) -> str:
        """Return hz and version."""
        if self.gone:
            raise EngineUnavailable(self.gone, "Do this.")
        return f"fake {self.hz} {self.version}"

    def say(self, sentence: Sentence, voice: EngineVoice) -> Clip:
        """Sound for as long as the text has letters."""
        text = spoken_text(sentence)
        with self.lock:
            self.said.append(text)
            spoilt = self.spoil.pop() if self.spoil else ""
        if self.fails_on in text:
            raise EngineFailed("it stumbled.")
        count = int(RATE_HZ * (0.1 + 0.07 * len(text)) / voice.speed)
        sound = self.gain * np.sin(2 * np.pi * self.hz * np.arange(count) / RATE_HZ)
        if spoilt:
            sound = _spoilt(sound, spoilt)
        return Clip(sound.astype(np.float32)[:, np.newaxis], RATE_HZ)


def _spoilt(sound: np.ndarray, how: str) -> np.ndarray:
    """Return what a bad day makes of a sound."""
    middle = np.zeros(3 * RATE_HZ)
    sounds: dict[str, np.ndarray] = {
        "silent": sound * 0,
        "cut": sound[: RATE_HZ // 20],
        "hole": np.concatenate([sound, middle, sound]),
        "clipped": np.clip(sound * 100, -1, 1),
        "endless": np.tile(sound, 30),
        "broken": sound * np.nan,
    }
    return sounds[how]
