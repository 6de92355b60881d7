"""Sentences that ask for the other side, composed of a few kinds of words in any order."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

from stilte.importer.language.phrases import bare_then, pattern, side_pattern
from stilte.importer.language.quantities import quantities, without

if TYPE_CHECKING:
    from stilte.importer.language.phrases import Idioms

_FEW_BESIDES = 1
_MOST_WORDS = 14
_KINDS = ("turns", "same", "others", "parts", "small", "words")


def asks_other_side(text: str, table: Idioms) -> bool:
    """Tell whether a sentence asks for the other side, and opens with that."""
    starts = rf"\W*(?:{'|'.join(table.table['switch_starts'])})\b"
    ours = bare_then(text, table)
    if table.find("by_turns", text):
        return False
    switch = table.find("switch", ours)
    if not switch:
        return _names_other(text, ours, table) or _composed(text, table)
    opens = any(re.match(starts, one, re.IGNORECASE) for one in (ours, text))
    rest = f"{ours[: switch.start()]} {ours[switch.end() :]}"
    alone = len(re.findall(r"[^\W\d_]{2,}", rest)) <= _FEW_BESIDES and not quantities(text, table)
    return opens or alone or _composed(text, table)


@lru_cache(maxsize=8)
def _vocabulary(table: Idioms) -> re.Pattern[str]:
    """Return the words that such a sentence may hold, by their kind; any other word is one of its own."""
    kinds = [f"(?P<{kind}>(?:{'|'.join(table.table[f'side_{kind}'])})(?!\\w))" for kind in _KINDS]
    side = rf"(?P<side>{side_pattern(table)}(?P<joined>\w*))"
    return re.compile(rf"(?<!\w)(?:{'|'.join([*kinds, side])}|(?P<own>[^\W\d_]+))", re.IGNORECASE)


def _kinds_in(text: str, table: Idioms) -> Counter[str]:
    """Return how many words of each kind a sentence holds, quantities apart; `own` for too long a one."""
    kinds: Counter[str] = Counter()
    if len(text.split()) > _MOST_WORDS:
        return Counter(own=1)
    before = ""
    for match in _vocabulary(table).finditer(without(text, *quantities(text, table))):
        kind = "side" if match["side"] else match.lastgroup or ""
        if kind == "own" and before in ("others", "side"):
            kind = "parts"  # whatever is called the other one
        kinds[kind] += 1
        kinds["joined"] += bool(match["joined"])
        before = kind if kind not in ("small", "words") else before
    return kinds


def _opens_with_amount(text: str, table: Idioms) -> bool:
    """Tell whether a time or a count opens a sentence: it belongs to what comes before ("45 sec, swap")."""
    found = quantities(text, table)
    return bool(found) and not re.search(r"[^\W\d_]", bare_then(text[: found[0].start], table))


def _composed(text: str, table: Idioms) -> bool:
    """Tell whether a sentence holds nothing but "the same", "the other", a side, a part, and small words.

    One that only names a part of the body on a side is none: see `names_other_part`.
    """
    kinds = _kinds_in(text, table)
    if kinds["own"] or (_opens_with_amount(text, table) and not kinds["same"]):
        return False
    named = kinds["others"] or (kinds["side"] and not (kinds["parts"] or kinds["joined"]))
    return bool(kinds["turns"] or (named and kinds["same"]) or (kinds["others"] and kinds["parts"]))


@lru_cache(maxsize=8)
def _other_one(table: Idioms) -> re.Pattern[str]:
    """Return a clause that is nothing but the other side, with small words around ("then the left too")."""
    sides = "|".join(sorted({word for pair in table.table["sides"] for word in pair["words"]}))
    small = rf"(?:(?:{'|'.join(table.table['side_small'])})\W+)*"
    others = "|".join(table.table["side_others"])
    return re.compile(
        rf"\W*(?P<before>{small})(?P<side>{others}|{sides})(?P<part>\w*(?:\W+(?:{'|'.join(table.table['side_parts'])}))?)\W*"
        rf"(?P<after>{small})$",
        re.IGNORECASE,
    )


def _names_other(text: str, ours: str, table: Idioms) -> bool:
    found = _other_one(table).match(f"{ours.rstrip(' .,;!')} ")
    if found is None:
        return False
    other = pattern(table, "side_others").match(found["side"])
    joined = ours != text or found["after"] or found["before"].strip()
    return bool(other or (joined and not found["part"]) or found["after"])


def only_names_side(text: str, table: Idioms) -> bool:
    """Tell whether a clause asks for the other side by its name alone ("then to the right")."""
    return not table.find("switch", bare_then(text, table)) and asks_other_side(text, table)


def names_other_part(text: str, table: Idioms) -> bool:
    """Tell whether a sentence is nothing but a part of the body on one side ("And the left leg.").

    That asks for the other side only after something that was done on the first one: a body scan goes so too.
    """
    if any(one.unit == "times" for one in quantities(text, table)):
        return False  # it counts its own
    kinds = _kinds_in(text, table)
    joined = kinds["small"] + kinds["words"] or bare_then(text, table) != text
    return bool(kinds["side"] + kinds["others"] and not kinds["own"] and joined)
