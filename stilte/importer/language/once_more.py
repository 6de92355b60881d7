"""Sentences that ask for what came before once more ("do it again", "nog een rondje")."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stilte.importer.language.composed import joints, kinds_of
from stilte.importer.language.quantities import quantities

if TYPE_CHECKING:
    from stilte.importer.language.phrases import Idioms

_MOST_WORDS = 12
_MOST_RESTING = 8


def asks_once_more(text: str, table: Idioms) -> bool:
    """Tell whether a sentence asks for what came before once more, and nothing else.

    >>> from stilte.importer.language.phrases import idioms
    >>> [asks_once_more(text, idioms("en")) for text in ("Then the whole thing again.", "Breathe again.")]
    [True, False]
    """
    text = without_contrast(text, table)
    if len(text.split()) > _MOST_WORDS or text.rstrip().endswith((":", "?")):
        return False
    if any(
        one.high > 1 and not _is_more(text[one.start : one.end], table) for one in quantities(text, table)
    ):
        return False
    kinds = kinds_of(text, table, "again_more", "again_of", "again_small", counted=True)
    return bool(kinds["again_more"]) and not kinds["own"]


def without_contrast(text: str, table: Idioms) -> str:
    """Return a sentence without what is to be different this time ("…, but half as hard")."""
    return next((head for head, tail in joints(text, table) if table.starts("contrasts", tail)), text)


def _is_more(words: str, table: Idioms) -> bool:
    """Tell whether the words of a count are those for once more ("another round")."""
    return bool(table.find("again_more", words))


def rests_first(text: str, table: Idioms) -> tuple[str, str] | None:
    """Cut "Rest for a minute and do it again" in two."""
    for head, tail in joints(text, table):
        rests = any(table.starts(key, head) for key in ("stay", "rest", "pause", "side_leaves", "rest_words"))
        if rests and len(head.split()) <= _MOST_RESTING and asks_once_more(tail, table):
            return f"{head}.", tail
    return None
