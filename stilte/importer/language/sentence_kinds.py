"""Sentences by what they ask for: again, the other side."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stilte.importer.language.quantities import quantities, without

if TYPE_CHECKING:
    from stilte.importer.language.phrases import Idioms
    from stilte.importer.language.quantities import Quantity

_FEW_WORDS = 3
_MOST_WORDS = 20
_PAGE_WORDS = 25
_POINTING_WORDS = 12


def is_furniture(line: str, table: Idioms) -> bool:
    """Tell whether a sentence belongs to the page: sharing, comments, rights, other posts."""
    if re.search(r"https?://|www\.|\S+@\S+\.\w|\b\d{2}[- ]?\d{8}\b|»|^\w+ \| ", line):
        return True
    short = len(line.split()) <= _PAGE_WORDS
    return bool(
        short and (table.starts("furniture", line.strip("*_ ")) or re.match(r"\W*(?:©|\[?\w+\]? \| )", line))
    )


def is_aside(line: str, table: Idioms) -> bool:
    """Tell whether a sentence speaks about the text or the exercise, not to who does it."""
    return bool(table.starts("aside", line))


def bare_then(text: str, table: Idioms) -> str:
    """Return a clause without its "and then"."""
    joins = "|".join(table.table["and_then"])
    return re.sub(rf"^(?:(?:{joins})\s+)+", "", text, flags=re.IGNORECASE)


def asks_other_side(text: str, table: Idioms) -> bool:
    """Tell whether a sentence asks for the other side, and opens with that."""
    starts = rf"\W*(?:{'|'.join(table.table['switch_starts'])})\b"
    ours = bare_then(text, table)
    return bool(table.find("switch", ours) and re.match(starts, ours, re.IGNORECASE))


def asks_again(text: str, table: Idioms) -> bool:
    """Tell whether a sentence asks for what came before, again, and little else."""
    found = quantities(text, table)
    timed = [one for one in found if one.unit != "counts"]
    if not timed and not vague_times(text, table):
        return False
    if timed and max(one.high for one in timed) <= 1:
        return False
    if fields_of(text, table, ","):
        return True
    rest = without(text, *found)
    if names_itself(text, table) or len(rest.split()) > _MOST_WORDS or table.find("frequency", text):
        return False
    if _by_its_shape(rest, timed, table) or _by_its_verb(text, rest, timed, table):
        return True
    return _by_pointing_back(text, rest, timed, table)


_FIELD = re.compile(r"\s*(?P<name>[^\W\d_][^:|]{1,18}?)\s?:\s?(?P<value>[^:|]{1,30}?)\s*$")


def fields_of(text: str, table: Idioms, apart: str = "|") -> dict[str, str]:
    """Return sets, repetitions, hold and rest of a line of fields ("Sets: 3 | Reps: 12 | Rest: 45 sec")."""
    found: dict[str, str] = {}
    for part in text.split(apart):
        field = _FIELD.match(part.rstrip(". "))
        kinds = ("field_sets", "field_reps", "field_hold", "field_rest")
        names = [
            kind
            for kind in kinds
            if field and re.fullmatch("|".join(table.table[kind]), field["name"], re.IGNORECASE)
        ]
        if field and names:
            found[names[0]] = field["value"]
    return found if len(found) > 1 else {}


def joined_fields(text: str, table: Idioms) -> str:
    """Return a line of fields as one sentence; any other line as it is."""
    return ", ".join(part.strip() for part in text.split("|")) + "." if fields_of(text, table) else text


def names_itself(text: str, table: Idioms) -> bool:
    """Tell whether a sentence opens with the name of what it counts ("Blinzeln: 20-mal schnell blinzeln")."""
    name = re.match(r"[^\W\d_][\w–-]{2,}(?: [\w–-]+)?: (?=\S+ \S+ \S)", text)
    small = frozenset(table.table["count_words"])
    words = re.findall(r"[^\W\d_]+", name[0].lower()) if name else []
    return bool(words) and not any(word in small for word in words) and not table.find("repeat", text)


def _by_pointing_back(text: str, rest: str, timed: list[Quantity], table: Idioms) -> bool:
    """Tell whether a sentence gives a count to what it points back at."""
    if not any(one.unit == "times" for one in timed) or len(rest.split()) > _POINTING_WORDS:
        return False
    points = {*re.findall(r"[^\W\d_]+", rest.lower())} & frozenset(table.table["anaphors"])
    own = table.find("evidence.body", text) or table.find("in", text) or table.find("out", text)
    return bool(points) and not own


def _by_its_shape(rest: str, timed: list[Quantity], table: Idioms) -> bool:
    """Tell whether a sentence is little more than a count and a word for the exercise."""
    if not timed or timed[0].unit not in ("times", "breaths"):
        return False
    small = frozenset(table.table["count_words"])
    words = [word for word in re.findall(r"[^\W\d_]+", rest.lower()) if word not in small]
    return not words


def _by_its_verb(text: str, rest: str, timed: list[Quantity], table: Idioms) -> bool:
    joined = bare_then(text, table)
    opens = table.starts("repeat", joined) or table.starts("repeat", bare_then(rest, table))
    short = len(rest.split()) <= _FEW_WORDS and table.find("repeat", rest)
    alone = table.starts("repeat_alone", text) and len(rest.split()) <= _FEW_WORDS
    return bool((opens or short or alone) and (timed or vague_times(text, table)))


def vague_times(text: str, table: Idioms) -> bool:
    """Tell whether a sentence gives a vague count ("a few times")."""
    return any("times" in one and re.search(one["find"], text, re.IGNORECASE) for one in table.table["vague"])
