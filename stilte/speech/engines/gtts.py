"""Google Translate's voice, by the gTTS package; needs the network, and no key.

The package knows the protocol, its languages and its speeds. It switches the checking of certificates off,
waits without limit and takes a captcha page for a voice; so the asking is ours (`network`).
"""

from __future__ import annotations

import base64
import binascii
import re
from importlib.metadata import version
from typing import TYPE_CHECKING

import numpy as np
from gtts import gTTS
from gtts.lang import tts_langs

from stilte.messages import tr
from stilte.sound.clip import Clip, decode
from stilte.speech.engine import EngineFailed, EngineUnavailable
from stilte.speech.engines.network import post
from stilte.speech.engines.retry import RetryableError, Server
from stilte.speech.engines.settings import settings_of
from stilte.speech.engines.stretch import stretch_clip
from stilte.speech.text import spoken_text

if TYPE_CHECKING:
    import requests

    from stilte.speech.engine import EngineVoice, Sentence
    from stilte.speech.engines.retry import Clock

_MOST_LETTERS = 95  # 100 in one request; over that, answers are joined where a listener hears it
_ENDS = (r"(?<=[.!?…])\s+", r"(?<=[,;:–—])\s+", r"\s+", r"")  # where a speaker would breathe, the best first
# Space between requests, so that Google does not answer with a page for robots.
_GAP_S = 0.5
# The base64 MP3 inside the JSON of Google's answer; `jQ1olc` names the call that was made.
_SOUND = re.compile(r'jQ1olc","\[\\"([^"\\]*)\\"\]')


class Gtts:
    """Settings: `tld` (com, be, co.uk …: the accent), `slow`, `speed` (0.9), `lang` if not the voice's."""

    synthetic = True
    workers = 1

    def __init__(self, address: str | None = None, clock: Clock | None = None) -> None:
        self._address = address
        self._server = Server("Google Translate", gap_s=_GAP_S, clock=clock)

    def fingerprint(self, voice: EngineVoice) -> str:
        """Return the package's version and all settings, without a request."""
        self._server.usable()
        settings = settings_of(voice, "gtts")
        return f"gtts {version('gTTS')} {_language(voice)} {sorted(settings.items())}"

    def say(self, sentence: Sentence, voice: EngineVoice) -> Clip:
        """Speak at 24 kHz, a request for every clause, their sounds joined."""
        settings = settings_of(voice, "gtts")
        text = spoken_text(sentence)
        parts = [self._asked(part, voice) for part in clauses(text, _MOST_LETTERS)]
        if not parts:
            raise EngineFailed(tr("there is nothing in it to say."))
        whole = Clip(np.concatenate([part.samples for part in parts]), parts[0].rate_hz)
        return stretch_clip(whole, settings["speed"] * voice.speed)

    def _asked(self, text: str, voice: EngineVoice) -> Clip:
        settings = settings_of(voice, "gtts")
        request = gTTS(
            text, lang=_language(voice), slow=settings["slow"], lang_check=False, pre_processor_funcs=[]
        )
        address = self._address or f"https://translate.google.{settings['tld']}"
        url = f"{address}/_/TranslateWebserverUi/data/batchexecute"
        headers = {**gTTS.GOOGLE_TTS_HEADERS, "Referer": f"{address}/"}
        body = request.get_bodies()[0]
        return self._server.ask(lambda: _sound(post(url, data=body, headers=headers)))


def _sound(answer: requests.Response) -> Clip:
    """Return the sound in an answer; raises Again where there is none, or half of one."""
    found = _SOUND.search(answer.text)
    if not found or not found[1]:
        page = "<html" in answer.text[:2000].lower()
        raise RetryableError(
            tr("{server} answered with a page instead of a voice.")
            if page
            else tr("{server} answered without audio.")
        )
    try:
        clip = decode(base64.b64decode(found[1], validate=True), "mp3")
    except (binascii.Error, ValueError) as error:
        raise RetryableError(tr("{server} answered with damaged audio.")) from error
    if not clip.frames:
        raise RetryableError(tr("{server} answered with empty audio."))
    return clip


def _language(voice: EngineVoice) -> str:
    """Return Google's name of the language: "nl" for nl-BE, but "fr-CA" for itself."""
    wanted = str(voice.settings.get("lang") or voice.language)
    known = {str(name).lower(): str(name) for name in tts_langs()}
    for name in (wanted.lower(), wanted.lower().partition("-")[0]):
        if name in known:
            return known[name]
    raise EngineUnavailable(tr("Google Translate does not speak '{language}'.", language=wanted))


def clauses(text: str, most: int) -> list[str]:
    """Return pieces of at most `most` letters that hold something to say, each as long as it may be.

    >>> clauses("Adem in, en uit. Laat los.", 18)
    ['Adem in, en uit.', 'Laat los.']
    """
    return [piece for piece in _cut(" ".join(text.split()), most, 0) if any(map(str.isalnum, piece))]


def _cut(text: str, most: int, depth: int) -> list[str]:
    if len(text) <= most:
        return [text]
    if depth == len(_ENDS) - 1:
        return [text[at : at + most] for at in range(0, len(text), most)]
    pieces: list[str] = []
    for part in re.split(_ENDS[depth], text):
        for smaller in _cut(part, most, depth + 1):
            if pieces and len(pieces[-1]) + 1 + len(smaller) <= most:
                pieces[-1] += f" {smaller}"
            else:
                pieces.append(smaller)
    return pieces
