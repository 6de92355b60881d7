"""Whole numbers as words of a language."""

from __future__ import annotations

from functools import lru_cache

from unicode_rbnf import RbnfEngine


@lru_cache(maxsize=32)
def _engine(language: str) -> RbnfEngine:
    return RbnfEngine.for_language(language.split("-", maxsplit=1)[0])


@lru_cache(maxsize=4096)
def number_word(number: int, language: str) -> str:
    """Return a whole number in words; in digits where the language is not known.

    >>> number_word(21, "nl"), number_word(3, "en-GB")
    ('eenentwintig', 'three')
    """
    try:
        return str(_engine(language).format_number(number).text).replace("\u00ad", "")
    except ValueError:
        return str(number)
