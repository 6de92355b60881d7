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

from stilte.sound.clip import Clip, decode
from stilte.speech.engine import EngineFailed, EngineUnavailable
from stilte.speech.engines.clauses import clauses
from stilte.speech.engines.network import post
from stilte.speech.engines.patience import Again, Server
from stilte.speech.engines.settings import settings_of
from stilte.speech.engines.stretch import stretched
from stilte.speech.text import spoken_text

if TYPE_CHECKING:
    import requests

    from stilte.speech.engine import EngineVoice, Sentence
    from stilte.speech.engines.patience import World

_MOST_LETTERS = 95  # 100 in one request; over that, answers are joined where a listener hears it
_GAP_S = 0.5
_SOUND = re.compile(r'jQ1olc","\[\\"([^"\\]*)\\"\]')


class Gtts:
    """Settings: `tld` (com, be, co.uk …: the accent), `slow`, `speed` (0.9), `lang` if not the voice's."""

    synthetic = True
    workers = 1

    def __init__(self, address: str | None = None, world: World | None = None) -> None:
        self._address = address
        self._server = Server("Google Translate", gap_s=_GAP_S, world=world)

    def fingerprint(self, voice: EngineVoice) -> str:
        """Return the package's version and all settings; asks nobody."""
        self._server.usable()
        settings = settings_of(voice, "gtts")
        return f"gtts {version('gTTS')} {_language(voice)} {sorted(settings.items())}"

    def say(self, sentence: Sentence, voice: EngineVoice) -> Clip:
        """Speak at 24 kHz, a request for every clause, their sounds joined."""
        settings = settings_of(voice, "gtts")
        text = spoken_text(sentence)
        parts = [self._asked(part, voice) for part in clauses(text, _MOST_LETTERS)]
        if not parts:
            raise EngineFailed("there is nothing in it to say.")
        whole = Clip(np.concatenate([part.samples for part in parts]), parts[0].rate_hz)
        return stretched(whole, settings["speed"] * voice.speed)

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
        raise Again("answered with a page instead of a voice" if page else "answered without a sound")
    try:
        clip = decode(base64.b64decode(found[1], validate=True), "mp3")
    except (binascii.Error, ValueError) as error:
        raise Again("answered with a broken sound") from error
    if not clip.frames:
        raise Again("answered with an empty sound")
    return clip


def _language(voice: EngineVoice) -> str:
    """Return Google's name of the language: "nl" for nl-BE, but "fr-CA" for itself."""
    wanted = str(voice.settings.get("lang") or voice.language)
    known = {str(name).lower(): str(name) for name in tts_langs()}
    for name in (wanted.lower(), wanted.lower().partition("-")[0]):
        if name in known:
            return known[name]
    raise EngineUnavailable(f"Google Translate does not speak '{wanted}'.")
