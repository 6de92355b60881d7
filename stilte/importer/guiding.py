"""Sentences: whether they guide, speak about the exercise, or belong to the page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stilte.importer.quantities import quantities
from stilte.importer.sentences import is_pause

if TYPE_CHECKING:
    from stilte.importer.words import Idioms

_SHORT_WORDS = 6


def guides(line: str, table: Idioms) -> bool:
    """Tell whether a sentence tells its reader what to do, or when."""
    if is_pause(line, table) or (table.starts("inherit", line) and quantities(line, table)):
        return True
    if table.find("frequency", line) or line.rstrip().endswith("?"):
        return False
    words = re.findall(r"[\w'’-]+", line.lower())
    imperatives, leads = set(table.table["imperatives"]), set(table.table["lead_ins"])
    head = 0
    while head < min(2, len(words) - 1) and words[head] in leads and words[head] not in imperatives:
        head += 1
    if words and (words[head] in imperatives or any(w in imperatives for w in words[: head + 2] if head)):
        return True
    mine = "|".join(word for word in table.table["second_person"] if word not in table.table["subjects"])
    own = re.match(rf"\W*(?!{mine})\w+ (?:{mine})\b", line, re.IGNORECASE)
    return (
        bool(own)
        or bool(quantities(line, table) and (table.find("breathe", line) or _again(line, table)))
        or _phase_first(line, table)
    )


def _again(line: str, table: Idioms) -> bool:
    """Tell whether a line only says that what came before is done again ("5 Minuten wiederholen.")."""
    return len(line.split()) <= _SHORT_WORDS and bool(table.find("repeat", line))


def _phase_first(line: str, table: Idioms) -> bool:
    return bool(table.starts("in", line) or table.starts("out", line) or table.starts("repeat_alone", line))


def is_furniture(line: str, table: Idioms) -> bool:
    """Tell whether a sentence belongs to the page: sharing, comments, rights, other posts."""
    short = len(line.split()) <= 25  # noqa: PLR2004
    if re.search(r"https?://|www\.|\S+@\S+\.\w|\b\d{2}[- ]?\d{8}\b|»|^\w+ \| ", line):
        return True
    return bool(
        short and (table.starts("furniture", line.strip("*_ ")) or re.match(r"\W*(?:©|\[?\w+\]? \| )", line))
    )


def is_aside(line: str, table: Idioms) -> bool:
    """Tell whether a sentence speaks about the text or the exercise, not to who does it."""
    return bool(table.starts("aside", line))
