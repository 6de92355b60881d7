"""The idioms of a language: tables of words, compiled to patterns."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from stilte.importer.language.one_of import one_of
from stilte.reader.builtin_tables import builtin_table
from stilte.script.number_words import number_word

IN_WORDS = (*range(1, 101), 108, 120)
"""The numbers that are known as words; others are known as digits."""
_NEVER = r"(?!)"
_BETWEEN = r"(?:(?<=between )|(?<=from )|(?<=tussen )|(?<=tussen de )|(?<=zwischen )|(?<=entre ))"


@dataclass(frozen=True)
class Idioms:
    """The table of one language and the patterns made of it."""

    language: str
    table: dict[str, Any]

    def __hash__(self) -> int:
        return hash(self.language)

    def find(self, key: str, text: str) -> re.Match[str] | None:
        """Search a text for one of the phrases under a key."""
        return pattern(self, key).search(text)

    def findall(self, key: str, text: str) -> list[str]:
        """Return every phrase under a key that a text holds, as written."""
        return [match[0] for match in pattern(self, key).finditer(text)]

    def starts(self, key: str, text: str) -> re.Match[str] | None:
        """Tell whether a text begins with one of the phrases under a key."""
        return pattern(self, key).match(text.lstrip(" \"“„'(–-"))


@lru_cache(maxsize=8)
def idioms(language: str) -> Idioms:
    """Return the idioms of a language; English where there is no table for it."""
    wanted = language.lower().split("-")[0]
    name = wanted if wanted in languages() else "en"
    return Idioms(name, builtin_table("stilte.importer", "idioms", f"{name}.yaml"))


@lru_cache(maxsize=1)
def languages() -> tuple[str, ...]:
    """Return the languages that have a table."""
    folder = files("stilte.importer").joinpath("idioms")
    return tuple(
        sorted(entry.name.removesuffix(".yaml") for entry in folder.iterdir() if entry.name.endswith(".yaml"))
    )


@lru_cache(maxsize=16)
def union(key: str) -> str:
    """Return the phrases under a key in every language, for patterns that are made before one is known."""
    return "|".join(sorted({entry for name in languages() for entry in idioms(name).table[key]}))


@lru_cache(maxsize=512)
def pattern(table: Idioms, key: str) -> re.Pattern[str]:
    """Return the phrases under a key (`headings.step`) as one pattern of whole words."""
    entries: Any = table.table
    if key == "vague_breaths":
        entries = {key: [one["find"] for one in table.table["vague"] if "breaths" in one or "times" in one]}
    for part in key.split("."):
        entries = entries.get(part, [])
    body = "|".join(entry.replace("%N", number_pattern(table)) for entry in entries) or _NEVER
    return re.compile(body if key == "then" else rf"(?<!\w)(?:{body})(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=8)
def number_values(table: Idioms) -> dict[str, float]:
    """Return the words of a language that name a number, with their values, as people spell them."""
    language = table.language
    words: dict[str, float] = {}
    for number in IN_WORDS:
        word = number_word(number, language)
        words |= dict.fromkeys((word, *_spellings(word, language)), float(number))
    return words | {word.lower(): float(value) for word, value in table.table["numbers"].items()}


def _spellings(word: str, language: str) -> tuple[str, ...]:
    """Return how else a number is written: before a noun, without its hyphens, its ß, or its accents."""
    stem = word.removesuffix("o") if language == "es" else word
    forms = {word}
    if stem.endswith("un") and stem != "un":
        forms |= {f"{stem}e"} if language == "fr" else {stem, f"{stem}a", stem.replace("iun", "iún")}
    plain = {unaccented(form) for form in forms}
    loose = {form.replace("-", " ") for form in forms | plain}
    return tuple((forms | plain | loose | {word.replace("ß", "ss")}) - {word})


def unaccented(text: str) -> str:
    """Return a text without the accents over its letters."""
    return "".join(one for one in unicodedata.normalize("NFD", text) if not unicodedata.combining(one))


@lru_cache(maxsize=8)
def side_pattern(table: Idioms) -> str:
    """Return the words for sides ("left", "linker") in small letters, the longest that fits first."""
    return one_of({word.lower() for pair in table.table["sides"] for word in pair["words"]})


@lru_cache(maxsize=8)
def number_pattern(table: Idioms) -> str:
    """Return a pattern for a number or a range, in figures or words."""
    word = one_of(number_values(table))
    one = rf"(?:(?:\d{{1,3}}(?:[.,]\d{{1,2}})?(?:\s?½|\s1/2)?|[½¼])(?![\d½])|(?:{word})(?!\w))"
    dash = "|".join(["-", "–", "—", "-,", "/", *(rf"(?:{entry})(?!\w)" for entry in table.table["range"])])
    article = rf"(?!(?:{'|'.join(table.table['articles'])})(?!\w))"
    words = rf"(?:{article}(?:{word}),\s(?:{word})(?!\w))"
    ends = rf"(?:{_BETWEEN}{one}\s(?:{'|'.join(table.table['and_then'])})\s{one})"
    return rf"(?<![\w.,])(?<!\d[-–])(?:{words}|{ends}|(?:{one})(?:\s?(?:{dash})\s?{one})?)"


def bare_then(text: str, table: Idioms) -> str:
    """Return a clause without its "and then"."""
    joins = "|".join(table.table["and_then"])
    return re.sub(rf"^(?:(?:{joins})\s+)+", "", text, flags=re.IGNORECASE)


def capital(text: str) -> str:
    """Return a text with a capital at its head."""
    return text[:1].upper() + text[1:]
