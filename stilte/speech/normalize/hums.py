"""Phonemes for sounds without words: a hum, a hiss, a sigh (Mmm, Sss, Shhh, Pfff, Ommm)."""

from __future__ import annotations

import re
from functools import lru_cache

# Not inside a path, an address or a word with an apostrophe.
_WORD = re.compile(r"(?<![\w'&/.-])[A-Za-zÀ-ÖØ-öø-ÿ]{2,40}(?![\w'&/-]|\.\w)")
# "5 mm" is a length, not a hum.
_UNIT = re.compile(r"\d\s?$")
_ONSETS = {
    "p": "p",
    "b": "b",
    "t": "t",
    "d": "d",
    "k": "k",
    "g": "ɡ",
    "h": "h",
    "ps": "ps",
    "tr": "tr",
    "pr": "pr",
}
_SOUNDS = {
    "m": "m", "n": "n", "ng": "ŋ", "s": "s", "z": "z", "f": "f", "v": "v", "h": "h", "r": "r", "l": "l",
    "sh": "ʃ", "sj": "ʃ", "sch": "ʃ", "ch": "ʃ",
}  # fmt: skip
_VOWELS = {
    "a": "aː", "o": "oː", "e": "eː", "i": "iː", "u": "uː", "au": "aʊ", "ou": "uː", "oo": "oː", "aa": "aː",
    "à": "aː", "â": "aː", "ô": "oː", "ä": "ɛː", "ö": "øː", "ü": "yː", "oe": "u", "ie": "iː",
}  # fmt: skip
_OWN = {
    "en": {"a": "ɑː", "o": "oʊ", "e": "iː", "i": "iː", "r": "ɹ", "oo": "uː", "aa": "ɑː", "ch": "tʃ"},
    "nl": {"u": "yː", "ch": "x", "ou": "ʌu", "oe": "u", "oo": "oː"},
    "fr": {"u": "y", "ou": "u", "au": "oː"},
    "de": {"ch": "x"},
}
_LEAST_REPEATED = 3
_MOST_LETTERS = 3
_MOST_SIGNS = 12
_INTERJECTIONS = frozenset(
    {
        "mm",
        "hm",
        "hmm",
        "sh",
        "ssh",
        "shh",
        "sst",
        "pst",
        "psst",
        "pff",
        "tss",
        "brr",
        "grr",
        "zz",
        "hh",
        "ff",
        "ss",
    }
)
"""Short ones that everybody knows, though no letter stands in them three times."""


def hum(word: str, language: str) -> tuple[str, str] | None:
    """Return the phonemes of a sound, and its letters with none repeated more than needed; None for a word.

    A sound is as long as it is written: its sign stands there twice for every letter.

    >>> hum("Mmm", "nl"), hum("Shhh", "en"), hum("hummus", "nl"), hum("Pfff", "de")
    (('mmmmmm', 'Mmm'), ('ʃʃʃʃʃʃ', 'Shhh'), None, ('pffffff', 'Pfff'))
    """
    lower = word.lower()
    if set(word) <= set("IVX"):  # a roman numeral
        return None
    repeated = re.search(r"(.)\1\1", lower)
    if not repeated and (lower not in _INTERJECTIONS or (word.isupper() and len(word) < _LEAST_REPEATED)):
        return None
    ipa = _phonemes(lower, language)
    if ipa is None:
        return None
    return ipa, re.sub(r"(.)\1{3,}", lambda m: m[1] * _MOST_LETTERS, re.sub(r"(?i)(.)\1{3,}", _shorter, word))


def hums_in(text: str) -> list[re.Match[str]]:
    """Return the words of a text that may be sounds; not one that is the unit of a number (5 mm)."""
    return [found for found in _WORD.finditer(text) if not _UNIT.search(text[: found.start()])]


def _shorter(match: re.Match[str]) -> str:
    return match[0][:_MOST_LETTERS]


@lru_cache(maxsize=256)
def _phonemes(lower: str, language: str) -> str | None:
    own = _OWN.get(language, {})
    runs = [(match[1], len(match[0])) for match in re.finditer(r"(.)\1*", lower)]
    letters = "".join(letter for letter, _ in runs)
    longest = max(length for _, length in runs)
    if tail := re.fullmatch(rf"({_any(_ONSETS)})?({_any(_SOUNDS)})(t)?", letters):
        said = own.get(tail[2], _SOUNDS[tail[2]])
        return _ONSETS.get(tail[1] or "", "") + said * _signs(longest) + (tail[3] or "")
    if open_ := re.fullmatch(rf"(h|m|s|f|n|w)?({_any(_VOWELS)})(h|m|n|ng|mh)?", letters):
        return _vowel(open_, runs, own)
    return None


def _vowel(match: re.Match[str], runs: list[tuple[str, int]], own: dict[str, str]) -> str | None:
    """Return a sung vowel, with what hums or breathes before and after it."""
    onset, vowel, ending = match[1] or "", match[2], match[3] or ""
    sung = own.get(vowel, _VOWELS[vowel])
    held = max((length for letter, length in runs if letter in vowel), default=1)
    hummed = max((length for letter, length in runs if letter in ending and letter != "h"), default=1)
    begun = runs[0][1] if onset else 1
    first = _SOUNDS.get(onset, onset) * _signs(begun) if onset else ""
    last = _SOUNDS[ending.removesuffix("h")] * _signs(hummed) if ending not in ("", "h") else ""
    return first + sung + "ː" * (held > _LEAST_REPEATED) + last


def _signs(repeated: int) -> int:
    """Return how many signs stand for a letter that is written so often.

    >>> [_signs(count) for count in (1, 2, 3, 9)]
    [1, 4, 6, 12]
    """
    return 1 if repeated == 1 else min(_MOST_SIGNS, 2 * repeated)


def _any(words: dict[str, str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))
