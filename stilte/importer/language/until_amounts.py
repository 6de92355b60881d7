"""Sentences that tell when something ends: "only after 30 seconds let go", "switch legs after five"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from stilte.importer.language.phrases import Idioms, number_pattern
from stilte.importer.language.quantities import Quantity, quantities
from stilte.importer.language.side_words import asks_other_side
from stilte.importer.language.written_numbers import ends

if TYPE_CHECKING:
    from typing import Literal

_MOST_WORDS = 14
_LEAST_S, _MOST_S = 3.0, 600.0
_NEAR = 14


@dataclass(frozen=True, slots=True)
class Until:
    """After how much something ends, and what follows: a release, or the other side."""

    amount: Quantity
    then: Literal["release", "switch", "voice"]


@lru_cache(maxsize=16)
def _before_amount(table: Idioms, key: str) -> re.Pattern[str]:
    """Return the words under a key, with the space before the amount that they speak of."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(table.table[key])})\s", re.IGNORECASE)


@lru_cache(maxsize=4096)
def until_amount(text: str, table: Idioms) -> Until | None:
    """Return after how much a sentence lets go, changes sides, or has the voice come back; else None.

    >>> from stilte.importer.language.phrases import idioms
    >>> found = until_amount("Only after 30 seconds let go.", idioms("en"))
    >>> found and (found.amount.low, found.then)
    (30.0, 'release')
    """
    if len(text.split()) > _MOST_WORDS or text.rstrip().endswith("?"):
        return None
    if (found := _told(_before_amount(table, "after_over"), text, table)) and table.find("back_again", text):
        amount, _ = found
        return Until(amount, "voice") if amount.unit == "seconds" else None
    found = _told(_before_amount(table, "after_amount"), text, table)
    if found is None:
        return None
    amount, rest = found
    if amount.unit in ("seconds", "counts") and not _LEAST_S <= amount.low <= _MOST_S:
        return None
    if asks_other_side(rest, table) or (table.find("switch", rest) and len(rest.split()) <= _MOST_WORDS // 2):
        return Until(amount, "switch")
    lets_go = table.find("ends_hold", rest) and not table.find("evidence.claims", text)
    return Until(amount, "release") if lets_go and amount.unit != "times" else None


def _told(opens: re.Pattern[str], text: str, table: Idioms) -> tuple[Quantity, str] | None:
    """Return the amount behind such a word, and the rest of the sentence."""
    for after in opens.finditer(text):
        tail = text[after.end() :]
        found = [one for one in quantities(tail, table) if one.start <= _NEAR]
        rest = ""
        if found:
            amount, rest = found[0], tail[found[0].end :]
        elif bare := re.match(rf"({number_pattern(table)})(?=\s*(?:[,.;]|$))", tail, re.IGNORECASE):
            low, high = ends(bare[1], table)
            amount, rest = Quantity("times", low, high, 0, bare.end()), tail[bare.end() :]
        else:
            continue
        if amount.unit == "times" and amount.high <= 1:
            continue
        return amount, " ".join(f"{text[: after.start()]} {rest.lstrip(' ,;')}".split())
    return None
