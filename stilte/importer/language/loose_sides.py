"""Sentences that take the other side in loose words ("Put it down and take the right leg")."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from stilte.importer.language.composed import joints, kinds_of
from stilte.importer.language.phrases import side_pattern
from stilte.importer.language.quantities import quantities

if TYPE_CHECKING:
    from stilte.importer.language.phrases import Idioms

_MOST_LEAVING = 8
_MOST_TAKING = 9
_KINDS = ("side_others", "side_turns", "side_parts", "side_same", "side_take", "side_words", "side_small")


def takes_other(text: str, table: Idioms) -> bool:
    """Tell whether a sentence does no more than go on with one side ("Put it down and take the right leg").

    Only what was done before it tells whether that is the other one.
    """
    if _takes(text, table):
        return True
    return any(
        _leaves(head, table) and (_takes(tail, table) or _flipped(head, tail, table))
        for head, tail in joints(text, table)
    )


def _flipped(head: str, tail: str, table: Idioms) -> bool:
    """Tell whether one turns over, and repeats."""
    again = table.starts("repeat_bare", tail)
    return bool(table.starts("side_flips", head) and again and not tail[again.end() :].strip(" .,;!"))


def side_of(text: str, table: Idioms) -> int | None:
    """Return which side of its pair a text names last, 0 or 1; None where it names none."""
    found = [match[0].lower() for match in _side(table).finditer(text)]
    if not found:
        return None
    return next(
        (
            at
            for pair in table.table["sides"]
            for at, word in enumerate(pair["words"])
            if word.lower() == found[-1]
        ),
        None,
    )


def names_other_one(text: str, table: Idioms) -> bool:
    """Tell whether a text speaks of the other one of two."""
    turned = table.find("side_others", text) or table.find("side_turns", text)
    return bool(turned or table.starts("side_flips", text))


@lru_cache(maxsize=8)
def _side(table: Idioms) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){side_pattern(table)}", re.IGNORECASE)


def _takes(text: str, table: Idioms) -> bool:
    words = text.split()
    if not words or len(words) > _MOST_TAKING or quantities(text, table):
        return False
    bare = _side(table).sub(" ", text)
    joined = re.findall(r"[^\W\d_]+", bare)
    named = len(_side(table).findall(text)) + len(table.findall("side_others", text))
    if named != 1:
        return bool(not named and table.find("side_turns", text) and _few_own(text, table))
    return _few_own(_side_with_part(table).sub(" ", text), table) and bool(joined or len(words) == 1)


@lru_cache(maxsize=8)
def _side_with_part(table: Idioms) -> re.Pattern[str]:
    """Return a side with the part of the body that belongs to it ("rechterbeen", "right leg")."""
    part = "|".join(table.table["evidence"]["body"])
    side = side_pattern(table)
    return re.compile(rf"(?:(?:{part})\s)?(?<!\w){side}\w*(?:\s(?:{part})(?!\w))?", re.IGNORECASE)


def _few_own(text: str, table: Idioms) -> bool:
    kinds = kinds_of(text, table, *_KINDS)
    body = sum(bool(table.find("evidence.body", word)) for word in re.findall(r"[^\W\d_]+", text))
    return kinds["own"] <= (1 if body and kinds["side_others"] else 0)


def _leaves(text: str, table: Idioms) -> bool:
    """Tell whether a clause only ends what is being done ("Roll over", "Voet neer")."""
    named = _side(table).search(text) or table.find("side_others", text)
    return (
        bool(table.starts("side_leaves", text))
        and len(text.split()) <= _MOST_LEAVING
        and not (named or quantities(text, table))
    )
