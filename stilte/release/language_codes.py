"""Languages as other standards write them, and the few sentences that go out in the listener's own."""

from __future__ import annotations

from stilte.messages import tr

_THREE_LETTERS = {
    "ar": "ara", "bg": "bul", "ca": "cat", "cs": "ces", "cy": "cym", "da": "dan", "de": "deu", "el": "ell",
    "en": "eng", "es": "spa", "et": "est", "eu": "eus", "fa": "fas", "fi": "fin", "fr": "fra", "fy": "fry",
    "ga": "gle", "he": "heb", "hi": "hin", "hr": "hrv", "hu": "hun", "id": "ind", "is": "isl", "it": "ita",
    "ja": "jpn", "ko": "kor", "lb": "ltz", "lt": "lit", "lv": "lav", "nb": "nob", "nl": "nld", "nn": "nno",
    "no": "nor", "pl": "pol", "pt": "por", "ro": "ron", "ru": "rus", "sk": "slk", "sl": "slv", "sr": "srp",
    "sv": "swe", "th": "tha", "tr": "tur", "uk": "ukr", "vi": "vie", "zh": "zho",
}  # fmt: skip

_AI_VOICE = tr("The voice in this recording is made by a computer (AI voice).")


def primary(language: str) -> str:
    """Return the language itself, without country or script.

    >>> primary("nl-BE")
    'nl'
    """
    return language.partition("-")[0].lower()


def three_letters(language: str) -> str:
    """Return the ISO 639-2 code that ID3 asks for; `und` where it is not known.

    >>> three_letters("nl-BE"), three_letters("tlh")
    ('nld', 'tlh')
    """
    code = primary(language)
    return code if len(code) == len("xxx") else _THREE_LETTERS.get(code, "und")


def ai_voice_note(language: str) -> str:
    """Return the sentence that tells listeners of an AI voice, in English where we have no better.

    >>> ai_voice_note("de-AT")
    'Die Stimme in dieser Aufnahme ist vom Computer erzeugt (KI-Stimme).'
    """
    return _AI_VOICE.in_language(primary(language))
