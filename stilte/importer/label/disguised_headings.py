"""Headings that are written as items or short lines: by their time, their colon, or others like them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from stilte.importer.label.headings import heading_quantities, heading_role
from stilte.importer.label.verbs import shape_of
from stilte.importer.language.quantities import quantities, without

if TYPE_CHECKING:
    from stilte.importer.label.line import Line
    from stilte.importer.language.phrases import Idioms

_SHORT_WORDS = 9
_LABEL_WORDS = 4
_TITLE_WORDS = 5
SEQUENCE = 3


def leads_to_speech(text: str, table: Idioms) -> bool:
    """Tell whether a line that looks like a heading asks to say what follows ("Say softly to yourself:")."""
    asks = shape_of(text, table) in ("order", "polite")
    return text.rstrip().endswith(":") and asks and bool(table.find("whisper", text))


def take_headings(lines: list[Line], table: Idioms) -> list[Line]:
    """Take an item for a heading where it is a title: with a time, a number, or others like it."""
    found: list[Line] = []
    titles = _bulleted_titles(lines)
    for at, line in enumerate(lines):
        follows = lines[at + 1] if at + 1 < len(lines) else None
        under = follows is not None and follows.kind == "text" and not follows.page
        title = len(line.text.split()) <= _SHORT_WORDS and not line.text.rstrip().endswith(
            (".", "!", "?", ",", ";")
        )
        told = bool(heading_quantities(line.text, table)[0]) or line.number is not None
        named = line.kind == "text" and _names_and_times(line.text, table)
        if under and named:
            found.append(replace(line, kind="heading", level=5))
        elif at in titles or (
            line.kind == "item" and under and title and told and not _is_order(line.text, table)
        ):
            found.append(replace(line, kind="heading", level=5, run=0))
        else:
            found.append(line)
    return found


def _bulleted_titles(lines: list[Line]) -> frozenset[int]:
    """Return the items that head a paragraph each: three at least, none with another item beside it."""
    items = [
        at for at, line in enumerate(lines) if line.kind == "item" and line.number is None and not line.page
    ]
    alone = [
        at
        for at in items
        if at + 1 < len(lines)
        and lines[at + 1].kind == "text"
        and len(lines[at].text.split()) <= _TITLE_WORDS
        and lines[at].text.rstrip()[-1:].isalnum()
    ]
    return frozenset(alone) if len(alone) >= SEQUENCE and len(alone) == len(items) else frozenset()


def _names_and_times(text: str, table: Idioms) -> bool:
    """Tell whether a line is the name of a pose and its time, abbreviated ("Caterpillar, 4 min.")."""
    parts = re.match(r"([^\W\d_][^,.!?;:]{1,40}?)\s?[,–—-]\s?([^.!?;:]{2,30})\.?$", text.strip())
    if not parts or len(parts[1].split()) > _LABEL_WORDS or shape_of(parts[1], table):
        return False
    found = quantities(parts[2], table)
    rest = re.sub(rf"{'|'.join(table.table['per_side'])}", "", without(parts[2], *found), flags=re.IGNORECASE)
    return len(found) == 1 and found[0].unit == "seconds" and not re.search(r"\w", rest)


def _is_order(text: str, table: Idioms) -> bool:
    return shape_of(text, table) in ("order", "polite") and not re.search(r"[:–—]", text)


def is_short_heading(line: Line, table: Idioms) -> bool:
    """Tell whether a short line is a heading by its words: it ends in a colon, or names a part of a post."""
    text = line.text.strip()
    if len(text.split()) > _SHORT_WORDS or line.kind == "quote" or "," in text:
        return False
    role = heading_role(text.rstrip(":"), table)
    if text.endswith(":") and line.kind == "text" and _is_label(text, table):
        return True
    if text.endswith(":"):
        return role in ("exercise", "article", "furniture", "tip", "step", "closing") and line.kind != "item"
    if line.kind == "text" and role == "exercise" and len(text.split()) <= 2 and text[-1].isalpha():  # noqa: PLR2004
        return bool(re.fullmatch("|".join(table.table["headings"]["exercise"]), text, re.IGNORECASE))
    return line.kind == "text" and role in ("furniture",) and len(text.split()) <= 4 and text[-1] not in ".!"  # noqa: FURB171, PLR2004


def _is_label(text: str, table: Idioms) -> bool:
    """Tell whether a line is nothing but a name for what follows, not words that lead to a quotation."""
    few = len(text.split()) <= _LABEL_WORDS
    return (
        few and not shape_of(text, table) and not table.find("whisper", text) and not quantities(text, table)
    )
