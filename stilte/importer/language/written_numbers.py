"""Numbers as they are written: figures, words, adverbs of times, ranges."""

from __future__ import annotations

import re
from functools import lru_cache

from stilte.importer.language.one_of import one_of
from stilte.importer.language.phrases import Idioms, number_pattern, number_values


@lru_cache(maxsize=8)
def _adverbs(table: Idioms) -> dict[str, float]:
    """Return the words that say number and times in one ("dreimal", "twice")."""
    suffix = table.table.get("times_suffix", "")
    values = number_values(table).items()
    made = {word + suffix: value for word, value in values if suffix and len(word) > 2}  # noqa: PLR2004
    for word in table.table["not_times"]:
        made.pop(word, None)
    return made | {word: float(value) for word, value in table.table.get("adverbs", {}).items()}


@lru_cache(maxsize=8)
def adverb_pattern(table: Idioms) -> str:
    """Return an adverb of times, or a range that ends in one ("zwei-, dreimal", "once or twice")."""
    adverb = one_of(_adverbs(table))
    to = "|".join(table.table["range"])
    first = rf"(?:(?:{number_pattern(table)}|(?:{adverb}))-?,?\s(?:(?:{to})\s)?)?"
    return rf"(?<!\w){first}(?:{adverb})(?!\w)"


@lru_cache(maxsize=8)
def _one_number(table: Idioms) -> re.Pattern[str]:
    values = {**number_values(table), **_adverbs(table)}
    words = one_of(values)
    return re.compile(rf"\d+(?:[.,]\d+)?(?:\s?½|\s1/2)?|[½¼]|(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)


def ends(written: str, table: Idioms) -> tuple[float, float]:
    """Return the two ends of a number or a range as written.

    >>> from stilte.importer.language.phrases import idioms
    >>> ends("vijf tot 8", idioms("nl")), ends("2½", idioms("nl"))
    ((5.0, 8.0), (2.5, 2.5))
    """
    parts = _one_number(table).findall(written)
    numbers = [_value(part, table) for part in parts] or [1.0]
    return min(numbers), max(numbers)


def _value(part: str, table: Idioms) -> float:
    word = part.lower()
    named = number_values(table).get(word) or _adverbs(table).get(word)
    if named is not None:
        return named
    half = 0.5 if "½" in part or "1/2" in part else 0.25 if "¼" in part else 0.0
    digits = re.sub(r"\s?½|\s1/2|¼", "", part).replace(",", ".")
    return (float(digits) if digits else 0.0) + half
