"""Any server with OpenAI's speech interface, on this machine or paid: POST …/v1/audio/speech.

The key comes from the environment, never from a voice file: those are published.
"""

from __future__ import annotations

import os
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from stilte.sound.clip import Clip, read_short
from stilte.speech.engine import EngineUnavailable
from stilte.speech.engines.network import post
from stilte.speech.engines.patience import Again, Server
from stilte.speech.engines.settings import settings_of
from stilte.speech.text import spoken_text

if TYPE_CHECKING:
    import requests

    from stilte.speech.engine import EngineVoice, Sentence
    from stilte.speech.engines.patience import World

_OPENAI = "https://api.openai.com/v1"
_TIMEOUT_S = (5.0, 120.0)  # a model on a slow machine thinks before it sends its first byte


class OpenaiSpeech:
    """Settings: `address`, `model`, `voice`, `speed`, `instructions`; `key` names an environment variable."""

    synthetic = True
    workers = 3

    def __init__(self, world: World | None = None) -> None:
        self._server = lru_cache(maxsize=16)(lambda address: Server(_name(address), world=world))

    def fingerprint(self, voice: EngineVoice) -> str:
        """Return all settings but the key; a server does not tell its version."""
        settings = settings_of(voice, "openai-speech")
        self._server(settings["address"]).usable()
        _headers(settings)
        return f"openai-speech 1 {sorted((name, value) for name, value in settings.items() if name != 'key')}"

    def say(self, sentence: Sentence, voice: EngineVoice) -> Clip:
        """Speak at the server's own rate."""
        settings = settings_of(voice, "openai-speech")
        body = {
            "model": settings["model"],
            "input": spoken_text(sentence),
            "voice": settings["voice"],
            "response_format": "wav",
            "speed": round(min(max(settings["speed"] * voice.speed, 0.25), 4.0), 4),
        }
        if settings["instructions"]:
            body["instructions"] = settings["instructions"]
        url = f"{settings['address'].rstrip('/')}/audio/speech"
        request = {"json": body, "headers": _headers(settings), "timeout": _TIMEOUT_S}
        return self._server(settings["address"]).ask(lambda: _sound(post(url, **request)))


def _headers(settings: dict[str, Any]) -> dict[str, str]:
    key = os.environ.get(settings["key"], "")
    if not key and settings["address"] == _OPENAI:
        cure = f"Set {settings['key']} in the environment; never write a key in a voice file."
        raise EngineUnavailable(f"no key for {_name(_OPENAI)} is set.", cure)
    return {"Authorization": f"Bearer {key}"} if key else {}


def _sound(answer: requests.Response) -> Clip:
    if not answer.content:
        raise Again("answered with an empty file")
    try:
        clip = read_short(answer.content)
    except ValueError as error:
        raise Again("answered with something that is no sound") from error
    if not clip.frames:
        raise Again("answered with an empty sound")
    return clip


def _name(address: str) -> str:
    return urlsplit(address).netloc or address
