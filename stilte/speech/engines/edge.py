"""Microsoft's online voices, by the edge-tts package (extra `edge`); needs the network, and no key.

Not meant for commercial use, by the word of the package's author.
"""

from __future__ import annotations

import asyncio
from importlib.metadata import version
from typing import TYPE_CHECKING

import aiohttp
import edge_tts

from stilte.foreign_text import foreign_text
from stilte.messages import tr
from stilte.sound.clip import Clip, decode
from stilte.speech.engine import EngineFailed, EngineUnavailable
from stilte.speech.engines.retry import RetryableError, Server, Unreachable
from stilte.speech.engines.settings import settings_of
from stilte.speech.text import spoken_text

if TYPE_CHECKING:
    from stilte.speech.engine import EngineVoice, Sentence
    from stilte.speech.engines.retry import Clock

_VOICES = {
    "nl": "nl-NL-FennaNeural",
    "nl-be": "nl-BE-DenaNeural",
    "en": "en-GB-SoniaNeural",
    "en-us": "en-US-EmmaNeural",
    "de": "de-DE-KatjaNeural",
    "fr": "fr-FR-DeniseNeural",
    "es": "es-ES-ElviraNeural",
    "it": "it-IT-ElsaNeural",
    "pt": "pt-PT-RaquelNeural",
}
_CONNECT_S, _READ_S = 5, 20
# Tolerance: in a complete answer the last word mark may end a little after the sound.
_CUT_OFF_S = 0.3


SERVICE = tr("Microsoft's voice service")


class Edge:
    """Settings: `voice` (nl-NL-FennaNeural …), `speed` (0.85), `pitch` in Hz up or down."""

    synthetic = True
    workers = 2

    def __init__(self, clock: Clock | None = None) -> None:
        self._server = Server(SERVICE, gap_s=0.3, clock=clock)

    def fingerprint(self, voice: EngineVoice) -> str:
        """Return the package's version and all settings, without a request."""
        self._server.usable()
        settings = settings_of(voice, "edge")
        return f"edge-tts {version('edge-tts')} {_voice(voice)} {sorted(settings.items())}"

    def say(self, sentence: Sentence, voice: EngineVoice) -> Clip:
        """Speak at 24 kHz."""
        settings = settings_of(voice, "edge")
        text = spoken_text(sentence)
        rate = f"{round(100 * (settings['speed'] * voice.speed - 1)):+d}%"
        pitch = f"{round(settings['pitch']):+d}Hz"
        return self._server.ask(lambda: _sound(text, _voice(voice), rate, pitch))


def _sound(text: str, name: str, rate: str, pitch: str) -> Clip:
    """Ask once; a connection that closes early looks complete, so the word marks tell the length."""
    mp3, end_s = _streamed(text, name, rate, pitch)
    try:
        clip = decode(mp3, "mp3")
    except ValueError as error:
        raise RetryableError(tr("{server} answered with damaged audio.")) from error
    if clip.frames / clip.rate_hz < end_s - _CUT_OFF_S:
        raise RetryableError(tr("{server} broke off in the middle."))
    return clip


def _streamed(text: str, name: str, rate: str, pitch: str) -> tuple[bytes, float]:
    """Return the MP3 and where its last word ends in seconds, 0 where the service does not tell."""

    async def stream() -> tuple[bytes, float]:
        speech = edge_tts.Communicate(
            text,
            name,
            rate=rate,
            pitch=pitch,
            boundary="WordBoundary",
            connect_timeout=_CONNECT_S,
            receive_timeout=_READ_S,
        )
        heard, end_ticks = bytearray(), 0.0
        async for chunk in speech.stream():
            if chunk["type"] == "audio":
                heard += chunk["data"]
            else:
                end_ticks = max(end_ticks, chunk["offset"] + chunk["duration"])
        return bytes(heard), end_ticks / 1e7

    try:
        return asyncio.run(stream())
    except aiohttp.ClientConnectorError as error:
        raise Unreachable(tr("{host} cannot be reached.", host=SERVICE)) from error
    except aiohttp.WSServerHandshakeError as error:
        raise RetryableError(tr("{server} answered {status}.", status=error.status)) from error
    except edge_tts.exceptions.NoAudioReceived as error:
        raise RetryableError(tr("{server} answered without audio.")) from error
    except (aiohttp.ClientError, TimeoutError, edge_tts.exceptions.EdgeTTSException) as error:
        raise RetryableError(tr("{server} broke off ({error}).", error=type(error).__name__)) from error
    except ValueError as error:
        told = foreign_text(str(error))
        raise EngineFailed(tr("{host} does not accept this: {error}.", host=SERVICE, error=told)) from error


def _voice(voice: EngineVoice) -> str:
    named = str(voice.settings.get("voice") or "")
    tag = voice.language.lower()
    found = named or _VOICES.get(tag) or _VOICES.get(tag.partition("-")[0])
    if not found:
        raise EngineUnavailable(
            tr("no voice is named for '{language}'.", language=voice.language),
            tr("Name one as `edge: {voice: …}`; `edge-tts --list-voices` lists them."),
        )
    return found
