"""Signs of minutes and seconds after a number (2'30"), told apart from quotes that close there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stilte.speech.normalize.table import Table

_SINGLE = ("‘‚", "'", "’′", "min")
_DOUBLE = ("“„", '"', "”″", "s")
# Two single signs typed for a double one.
_TWICE = re.compile(r"(?<=\d)(?:''|’’|′′)(?!\w)")
# A digit that is not part of a name such as T12.
_AFTER_NUMBER = re.compile(r"(?<![^\W\d])\d\s?$")


def primes(text: str, table: Table) -> str:
    """Return a text with the signs of minutes and seconds as units.

    >>> from stilte.speech.normalize.table import table_of
    >>> primes('2 min 30", of "tot 30" en 5″', table_of("nl"))
    '2 min 30 s, of "tot 30" en 5 s'
    """
    if not {"s", "min"} <= table.units.keys():
        return text
    kept = "|".join(map(re.escape, table.kept_apostrophes)) or "(?!)"
    opening = re.compile(rf"(?<!\w)(?:\"(?=\w)|'(?!(?:{kept})(?!\w))(?=\w))", re.IGNORECASE)
    text = _named(_TWICE.sub("″", text), _DOUBLE, opening)
    return _named(text, _SINGLE, opening)


def _named(text: str, signs: tuple[str, str, str, str], opening: re.Pattern[str]) -> str:
    """Return a text with one kind of sign as its unit wherever no quote is open that it could close."""
    openings, straight, others, unit = signs
    if not any(sign in text for sign in straight + others):
        return text
    made, is_open = [], False
    for index, char in enumerate(text):
        if char in openings or (char == straight and opening.match(text, index)):
            is_open = True
        elif char in straight + others:
            inside_word = text[index - 1 : index].isalpha() and text[index + 1 : index + 2].isalnum()
            if is_open:
                is_open = inside_word
            elif _follows_number(text, index):
                made.append(f" {unit}" + " " * text[index + 1 : index + 2].isdigit())
                continue
        made.append(char)
    return "".join(made)


def _follows_number(text: str, index: int) -> bool:
    joined = text[index + 1 : index + 2].isalpha()  # 5's
    return not joined and bool(_AFTER_NUMBER.search(text[max(index - 12, 0) : index]))
