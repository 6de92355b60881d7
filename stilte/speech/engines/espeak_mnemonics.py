"""IPA in espeak's own signs, which it takes between `[[` and `]]`.

A sign that a language does not have vanishes without a word, so what was written is read back: only where
espeak then says the very IPA that was asked for are its signs used.
"""

from __future__ import annotations

import re
from functools import lru_cache

from stilte.speech.engines.espeak_library import read_back

_SIGNS = {
    "tʃ": "tS", "dʒ": "dZ", "aɪ": "aI", "aʊ": "aU", "ɔɪ": "OI", "eɪ": "eI", "oʊ": "oU", "əʊ": "oU",
    "ɛi": "EI", "ʌu": "VU", "ai": "aI", "œy": "WY", "ɑː": "A:", "aː": "a:", "eː": "e:", "iː": "i:",
    "oː": "o:", "uː": "u:", "yː": "y:", "øː": "Y:", "ɔː": "O:", "ɜː": "3:", "ɛː": "E:", "ɑ": "A",
    "ɒ": "0", "æ": "a", "ʌ": "V", "ɐ": "a#", "ə": "@", "ɛ": "E", "ɪ": "I", "ɔ": "O", "ʊ": "U", "ʏ": "Y",
    "ø": "Y", "œ": "W", "ɵ": "8", "ŋ": "N", "ʃ": "S", "ʒ": "Z", "ɣ": "Q", "χ": "X", "ç": "C", "θ": "T",
    "ð": "D", "ɹ": "r", "ɾ": "*", "ʁ": "r", "ʋ": "v", "ɡ": "g", "ɲ": "n^", "ʎ": "l^", "ʔ": "?",
    "ˈ": "'", "ˌ": ",", "ː": ":", " ": "||", ".": "",
}  # fmt: skip
_NEARLY = (
    ("g", "ɡ"), ("ɹ", "r"), ("ʁ", "r"), ("ɾ", "r"), ("ʋ", "v"), ("æ", "a"),
    ("ʌu", "ʌʊ"), ("ai", "aɪ"), ("ɛi", "ɛɪ"), ("oʊ", "əʊ"),
)  # fmt: skip
_SIGN = re.compile("|".join(sorted(map(re.escape, _SIGNS), key=len, reverse=True)) + "|.")


@lru_cache(maxsize=4096)
def mnemonics(ipa: str, language: str) -> str | None:
    """Return `[[…]]` for IPA that espeak can say in this language; None where it would say something else.

    >>> mnemonics("bˈɑnda", "nl"), mnemonics("ɬa", "nl")
    ("[[b'Anda]]", None)
    """
    written = "[[" + "".join(_SIGNS.get(sign, sign) for sign in _SIGN.findall(ipa)) + "]]"
    return written if _plain(read_back(written, language)) == _plain(ipa) else None


def _plain(ipa: str) -> str:
    """Return IPA without stress and breaks, and with the signs that espeak writes for nearly the same."""
    plain = re.sub(r"[ˈˌ .‿]", "", ipa)
    for ours, its in _NEARLY:
        plain = plain.replace(ours, its)
    return plain
