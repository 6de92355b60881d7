"""Who speaks and whose sounds are heard, in the language of the listener."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from stilte.release.formatting import licence_text
from stilte.release.page_texts import words_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from stilte.release.catalog import Entry

_ENGINES = {
    "kokoro": "Kokoro",
    "piper": "Piper",
    "gtts": "Google Translate",
    "edge": "Microsoft",
    "espeak": "eSpeak NG",
}
_LIST_OF_ENGINES = re.compile(r"(AI voice|synthetic voice)\b", re.IGNORECASE)
_FREE = re.compile(r"$|CC0")
_NAME_AND_LICENCE = re.compile(r"(?P<name>.*?)\s*\(?(?P<address>https?://[^\s()]+)\)?\s*")


@dataclass(frozen=True, slots=True)
class Credit:
    """A credit: what it is for ("Voice"), who, where that is found, and a licence with its address."""

    kind: str
    who: str
    source: str = ""
    licence: tuple[str, str] = ("", "")


def credits_of(entry: Entry) -> tuple[Credit, ...]:
    """Return a credit for every voice, and for every sound that names its maker or its licence.

    Music that we make ourselves names us; bells and short sounds of ours need no line.
    """
    words = words_of(entry.language)
    voices = (Credit(words["voice"], _speaker(voice, words["ai"])) for voice in entry.sheet["voices"])
    sounds = (_sound(sound, words) for sound in entry.sheet["sounds"] if _is_told(sound))
    return tuple(dict.fromkeys([*voices, *sounds]))


def credit_texts(entry: Entry) -> list[str]:
    """Return a line for every voice and for every sound that asks to be named."""
    words = words_of(entry.language)
    voices = (f"{words['voice']}: {_speaker(voice, words['ai'])}" for voice in entry.sheet["voices"])
    sounds = (f"{words['sound']}: {credit}" for credit in _sound_credits(entry))
    return list(dict.fromkeys([*voices, *sounds]))


def _speaker(voice: Mapping[str, Any], ai: str) -> str:
    """Return who speaks; of a computer's voice, the engine that spoke, not those that might have."""
    credit = str(voice["credit"] or "")
    if not voice["synthetic"]:
        return credit or str(voice["name"])
    engine = _ENGINES.get(str(voice["engine"]), "")
    told = f"{ai} ({engine})" if engine else ai
    own = credit if credit and not _LIST_OF_ENGINES.match(credit) else ""
    return f"{own}, {told}" if own and own != engine else told


def _is_told(sound: Mapping[str, Any]) -> bool:
    return bool(sound["credit"] or sound["role"] == "bed" or not _FREE.match(sound["licence"].upper()))


def _sound(sound: Mapping[str, Any], words: Mapping[str, str]) -> Credit:
    kind = words["music"] if sound["role"] == "bed" else words["sound"]
    licence = licence_text(sound["licence"])
    if not sound["credit"]:
        made = "Stilte" if _FREE.match(sound["licence"].upper()) else ""
        return Credit(kind, ", ".join(filter(None, (sound["name"], made))), licence=licence)
    named = _NAME_AND_LICENCE.fullmatch(sound["credit"].strip())
    if not named:
        return Credit(kind, sound["credit"], licence=licence)
    return Credit(kind, named["name"].rstrip(" ,:;–-") or named["address"], named["address"], licence)


def _sound_credits(entry: Entry) -> Iterator[str]:
    for sound in entry.sheet["sounds"]:
        if sound["credit"] or not _FREE.match(sound["licence"].upper()):
            yield ", ".join(part for part in (sound["credit"], sound["licence"]) if part)
