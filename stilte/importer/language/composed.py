"""Clauses that hold nothing but words of a few kinds, in any order: how loose demands are recognised."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

from stilte.importer.language.quantities import quantities, without

if TYPE_CHECKING:
    from stilte.importer.language.phrases import Idioms


@lru_cache(maxsize=64)
def _kinds_pattern(table: Idioms, keys: tuple[str, ...]) -> re.Pattern[str]:
    kinds = [f"(?P<{key}>(?:{'|'.join(table.table[key])})(?!\\w))" for key in keys]
    return re.compile(rf"(?<!\w)(?:{'|'.join(kinds)}|(?P<own>[^\W\d_]+))", re.IGNORECASE)


def kinds_of(text: str, table: Idioms, *keys: str, counted: bool = False) -> Counter[str]:
    """Return how many words of a text each table knows, the first that does; `own` are those of none.

    Quantities are no words, unless `counted` asks for them ("one more round").
    """
    plain = text if counted else without(text, *quantities(text, table))
    found = (match.lastgroup or "own" for match in _kinds_pattern(table, keys).finditer(plain))
    return Counter(found)


@lru_cache(maxsize=8)
def _joints(table: Idioms) -> re.Pattern[str]:
    joins = "|".join(table.table["and_then"])
    return re.compile(rf"\s*[,;:.]\s+(?:(?:{joins})\s+)*|\s+[–—-]\s+|\s+(?:(?:{joins})\s+)+", re.IGNORECASE)


def joints(text: str, table: Idioms) -> list[tuple[str, str]]:
    """Return a text cut in two at each comma, dash and "and then".

    >>> from stilte.importer.language.phrases import idioms
    >>> joints("Roll over, and then do the other leg.", idioms("en"))
    [('Roll over', 'do the other leg.')]
    """
    return [(text[: cut.start()], text[cut.end() :]) for cut in _joints(table).finditer(text)]
