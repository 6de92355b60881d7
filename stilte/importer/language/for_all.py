"""Sentences that speak of all exercises: "We do six of everything", "Per oefening 20 seconden"."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from stilte.importer.language.composed import kinds_of
from stilte.importer.language.phrases import number_pattern
from stilte.importer.language.quantities import quantities
from stilte.importer.language.written_numbers import ends

if TYPE_CHECKING:
    from stilte.importer.language.phrases import Idioms

_MOST_WORDS = 16
_MOST_OWN = 1
_KINDS = ("for_all", "count_words", "all_small")


@lru_cache(maxsize=4096)
def counts_for_all(text: str, table: Idioms) -> tuple[float, float] | None:
    """Return how often everything is done, as a sentence says once for all; None where it does not.

    >>> from stilte.importer.language.phrases import idioms
    >>> counts_for_all("We do six of everything.", idioms("en"))
    (6.0, 6.0)
    """
    if not speaks_of_all(text, table) and not _counted(table).search(text):
        return None
    if len(text.split()) > _MOST_WORDS or table.find("evidence.body", text) or table.find("frequency", text):
        return None
    if told := _counted(table).search(text):
        return ends(next(number for number in told.groups() if number), table)
    found = quantities(text, table)
    once = len(found) == 1 and found[0].unit == "times" and found[0].high > 1
    return (found[0].low, found[0].high) if once and not table.find("total", text) else None


def speaks_of_all(text: str, table: Idioms) -> bool:
    """Tell whether a short sentence speaks of all exercises, of each or of everything."""
    if (
        len(text.split()) > _MOST_WORDS
        or table.find("evidence.body", text)
        or not table.find("for_all", text)
    ):
        return False
    if len(quantities(text, table)) > 1 or table.find("takes_length", text):
        return False
    return kinds_of(text, table, *_KINDS)["own"] <= _MOST_OWN


@lru_cache(maxsize=8)
def _counted(table: Idioms) -> re.Pattern[str]:
    entries = [entry.replace("%N", f"({number_pattern(table)})") for entry in table.table["for_all_counts"]]
    return re.compile(rf"(?<!\w)(?:{'|'.join(entries)})(?!\w)", re.IGNORECASE)
