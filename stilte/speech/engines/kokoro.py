"""Kokoro-82M: a neural voice on onnxruntime; Dutch and German through espeak's phonemes, with an accent."""

from __future__ import annotations

import os
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import numpy as np

from stilte.messages import Listed, tr
from stilte.sound.clip import Clip
from stilte.speech.engine import EngineFailed, EngineUnavailable
from stilte.speech.engines import espeak_library, kokoro_model
from stilte.speech.engines.kokoro_alphabet import LANGUAGES, parts, tokens, written
from stilte.speech.engines.phonemes import phonemes
from stilte.speech.engines.settings import settings_of
from stilte.speech.speech_rate import kokoro_speed

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from stilte.speech.engine import EngineVoice, Sentence

_VERSION = 3
"""Counts the changes of ours that alter the sound; part of the fingerprint."""

_STYLES = {
    "nl": ("pf_dora", "ff_siwis"), "de": ("pf_dora", "ff_siwis"),
    "en": ("bm_george",), "en-us": ("af_heart",),
    "fr": ("ff_siwis",), "es": ("ef_dora",), "it": ("if_sara",), "pt": ("pf_dora",),
}  # fmt: skip
_ACCENT = {"pt": "pt-br"}
"""The country whose phonemes the model was trained on, where espeak would take another."""

_SHORT_SIGNS = 20
_SHORT_PACE = {"nl": 1.2}
"""Dutch lines this short, spoken slowly, get sounds that nobody wrote ("De ene" for "Eén")."""

_MOST_WORKERS = 4


class Kokoro:
    """Settings: `style` (one, or several to blend), `speed`, `model` (a path; else the installed one)."""

    synthetic = True
    workers = min(os.cpu_count() or 1, _MOST_WORKERS)

    def fingerprint(self, voice: EngineVoice) -> str:
        """Return model, styles, speed and the version of espeak, which makes the phonemes."""
        settings_of(voice, "kokoro")
        if voice.language.partition("-")[0].lower() not in LANGUAGES:
            cure = tr("It speaks: {languages}.", languages=Listed(LANGUAGES))
            raise EngineUnavailable(tr("Kokoro does not speak '{language}'.", language=voice.language), cure)
        model = kokoro_model.identity(voice.settings.get("model"))
        styles = "+".join(_styles(voice))
        said = f"{model} {styles} {_speed(voice):.4g} espeak {espeak_library.version()}"
        return f"{said} v{_VERSION}{_accent(voice)}"

    def say(self, sentence: Sentence, voice: EngineVoice) -> Clip:
        """Speak at 24,000 Hz."""
        signs = written(phonemes(sentence, _accent(voice) or voice.language), voice.language)
        if not signs:
            raise EngineFailed(tr("This text has nothing that Kokoro can pronounce."))
        model, styles = voice.settings.get("model"), _blend(_styles(voice))
        speed = _speed(voice) * _pace(signs, voice.language)
        said = [
            kokoro_model.synthesize(model, tokens(part), styles[len(part) - 1], speed)
            for part in parts(_whole(signs))
        ]
        return Clip(np.concatenate(said)[:, np.newaxis], kokoro_model.RATE_HZ)


def _accent(voice: EngineVoice) -> str:
    """Return the language to take phonemes from; empty where it is the voice's own."""
    return _ACCENT.get(voice.language.partition("-")[0].lower(), "")


def _pace(signs: str, language: str) -> float:
    """Return how much faster than asked a line is spoken, so that it stays whole."""
    return _SHORT_PACE.get(language.partition("-")[0].lower(), 1.0) if len(signs) <= _SHORT_SIGNS else 1.0


def _whole(signs: str) -> str:
    """End a line with a full stop: without one the last word is cut short."""
    return signs if signs[-1] in ".!?" else signs.rstrip(",;: ") + "."


def _styles(voice: EngineVoice) -> tuple[str, ...]:
    chosen: Any = voice.settings.get("style")
    if chosen is None:
        language = voice.language.lower()
        return _STYLES.get(language) or _STYLES[language.partition("-")[0]]
    return (chosen,) if isinstance(chosen, str) else tuple(chosen)


def _speed(voice: EngineVoice) -> float:
    return kokoro_speed(voice.settings, voice.language) * voice.speed


@lru_cache(maxsize=16)
def _blend(names: tuple[str, ...]) -> NDArray[np.float32]:
    """Return the mean of styles, of shape (510, 256): a row for each number of tokens."""
    folder, loaded = files("stilte.speech").joinpath("styles"), []
    for name in names:
        with folder.joinpath(f"{name}.npz").open("rb") as file, np.load(file) as held:
            loaded.append(held["style"].astype(np.float32))
    return np.asarray(np.mean(loaded, axis=0), np.float32)
