"""Kokoro's alphabet: the number of each sign, and how a language's IPA is written with the signs it knows."""

from __future__ import annotations

import re

_PLAIN = {
    ";": 1, ":": 2, ",": 3, ".": 4, "!": 5, "?": 6, "—": 9, "…": 10, " ": 16, "\u0303": 17, "ʣ": 18,
    "ʥ": 19, "ʦ": 20, "ʨ": 21, "ᵝ": 22, "A": 24, "I": 25, "O": 31, "Q": 33, "S": 35, "T": 36, "W": 39,
    "Y": 41, "ᵊ": 42, "a": 43, "b": 44, "c": 45, "d": 46, "e": 47, "f": 48, "h": 50, "i": 51, "j": 52,
    "k": 53, "l": 54, "m": 55, "n": 56, "o": 57, "p": 58, "q": 59, "r": 60, "s": 61, "t": 62, "u": 63,
    "v": 64, "w": 65, "x": 66, "y": 67, "z": 68, "ɑ": 69, "ɐ": 70, "ɒ": 71, "æ": 72, "β": 75, "ɔ": 76,
    "ɕ": 77, "ç": 78, "ɖ": 80, "ð": 81, "ʤ": 82, "ə": 83, "ɚ": 85, "ɛ": 86, "ɜ": 87, "ɟ": 90, "ɡ": 92,
    "ɥ": 99, "ɨ": 101, "ɪ": 102, "ʝ": 103, "ɯ": 110, "ɰ": 111, "ŋ": 112, "ɳ": 113, "ɲ": 114, "ɴ": 115,
    "ø": 116, "ɸ": 118, "θ": 119, "œ": 120, "ɹ": 123, "ɾ": 125, "ɻ": 126, "ʁ": 128, "ɽ": 129, "ʂ": 130,
    "ʃ": 131, "ʈ": 132, "ʧ": 133, "ʊ": 135, "ʋ": 136, "ʌ": 138, "ɣ": 139, "ɤ": 140, "χ": 142, "ʎ": 143,
    "ʒ": 147, "ʔ": 148, "ˈ": 156, "ˌ": 157, "ː": 158, "ʰ": 162, "ʲ": 164, "ᵻ": 177,
}  # fmt: skip

_JOINED = {
    "aɪ": "I",
    "aʊ": "W",
    "dz": "ʣ",
    "dʒ": "ʤ",
    "eɪ": "A",
    "oʊ": "O",
    "əʊ": "Q",
    "ts": "ʦ",
    "tʃ": "ʧ",
    "ɔɪ": "Y",
}
_ENGLISH = {
    "aɪ": "I", "aʊ": "W", "dʒ": "ʤ", "eɪ": "A", "tʃ": "ʧ", "ɔɪ": "Y", "r": "ɹ", "x": "k", "ç": "k", "ɐ": "ə",
    "ɬ": "l", "ʲ": "", "\u0303": "", "əl": "ᵊl", "ɚ": "əɹ", "ʔ": "t",
}  # fmt: skip
_WRITTEN: dict[str, dict[str, str]] = {
    "nl": {"ɵ": "ø", "ʏ": "ø", "r": "ɾ"},
    "de": {"ɵ": "œ", "ʏ": "œ", "r": "ɾ"},
    "en-us": {**_ENGLISH, "oʊ": "O", "ɜːɹ": "ɜɹ", "ɜː": "ɜɹ", "ɪə": "iə", "ː": ""},
    "en": {**_ENGLISH, "eə": "ɛː", "iə": "ɪə", "əʊ": "Q", "oʊ": "Q"},
    "fr": _JOINED,
    "es": _JOINED,
    "it": _JOINED,
    "pt": _JOINED,
}
"""By language: what espeak writes, and the sign that Kokoro was trained on or the nearest it has."""

LANGUAGES = ("de", "en", "es", "fr", "it", "nl", "pt")
# The model's context is 512 tokens, two of which are the zeros at both ends.
MOST_TOKENS = 510


def written(ipa: str, language: str) -> str:
    """Return IPA in Kokoro's signs; what it has no sign for is left out.

    >>> written("rˈʏst", "nl"), written("bɹˈeɪk", "en-us")
    ('ɹˈøst', 'bɹˈAk')
    """
    table = _WRITTEN.get(language.lower()) or _WRITTEN.get(language.partition("-")[0].lower(), {})
    ipa = ipa.replace("g", "ɡ")
    if table:
        signs = sorted(table, key=len, reverse=True)
        ipa = re.sub("|".join(signs), lambda match: table[match[0]], ipa)
    known = re.sub(r"\s+", " ", "".join(sign for sign in ipa if sign in _PLAIN)).strip()
    return re.sub(r"^([ˈˌ]?)ɾ", r"\1ɹ", known)  # a tap that opens a line is given a vowel before it: "eurust"


def tokens(signs: str) -> list[int]:
    """Return the numbers of signs, without the zeros that the model wants at both ends."""
    return [_PLAIN[sign] for sign in signs]


def parts(signs: str, most: int = MOST_TOKENS) -> list[str]:
    """Return signs in stretches that the model can take, cut after the last breath mark or word that fits.

    >>> parts("ab, cd. ef", 7)
    ['ab, cd.', 'ef']
    """
    found = []
    while len(signs) > most:
        head = signs[:most]
        cut = max(head.rfind(mark) for mark in ".!?") + 1 or max(head.rfind(mark) for mark in ",;:") + 1
        cut = cut or head.rfind(" ") or most
        found.append(signs[: cut if cut > 0 else most].strip())
        signs = signs[cut if cut > 0 else most :].strip()
    return [*found, signs] if signs else found
