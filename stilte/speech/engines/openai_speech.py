"""Any server with OpenAI's speech interface, on this machine or paid: POST …/v1/audio/speech.

The key comes from the environment, never from a voice file: those are published. Only variables that are made
for keys of speech servers are read, and OpenAI's goes to OpenAI alone.
"""

from __future__ import annotations

import os
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from stilte.messages import tr
from stilte.reader import Unreadable
from stilte.sound.clip import Clip, read_short
from stilte.speech.engine import EngineUnavailable
from stilte.speech.engines.network import post
from stilte.speech.engines.retry import RetryableError, Server
from stilte.speech.engines.settings import OPENAI, key_variable, settings_of
from stilte.speech.text import spoken_text
from stilte.url_origin import same_origin

if TYPE_CHECKING:
    import requests

    from stilte.speech.engine import EngineVoice, Sentence
    from stilte.speech.engines.retry import Clock

_TIMEOUT_S = (5.0, 120.0)  # a model on a slow machine thinks before it sends its first byte


class OpenaiSpeech:
    """Settings: `address`, `model`, `voice`, `speed`, `instructions`; `key` names an environment variable."""

    synthetic = True
    workers = 3

    def __init__(self, clock: Clock | None = None) -> None:
        self._server = lru_cache(maxsize=16)(lambda address: Server(_name(address), clock=clock))

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
    try:
        name = key_variable(settings)
    except Unreadable as wrong:
        raise EngineUnavailable(wrong.message, wrong.instead) from None
    key = os.environ.get(name, "").strip()
    if not key and same_origin(settings["address"], OPENAI):
        cure = tr("Set {name} in the environment; never write a key in a voice file.", name=name)
        raise EngineUnavailable(tr("no key for {name} is set.", name=_name(OPENAI)), cure)
    return {"Authorization": f"Bearer {key}"} if key else {}


def _sound(answer: requests.Response) -> Clip:
    if not answer.content:
        raise RetryableError(tr("{server} answered with an empty file."))
    try:
        clip = read_short(answer.content)
    except ValueError as error:
        raise RetryableError(tr("{server} answered with something that is not audio.")) from error
    if not clip.frames:
        raise RetryableError(tr("{server} answered with empty audio."))
    return clip


def _name(address: str) -> str:
    return urlsplit(address).netloc or address
