"""Every sentence of a post is in its script: said, a note, or a comment. What is not is told, never lost."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from stilte.importer.build.chapter_state import left_out
from stilte.importer.build.write_script import write
from stilte.importer.language.phrases import idioms, side_pattern
from stilte.importer.language.quantities import quantities, without
from stilte.importer.language.read_mark import read_mark

if TYPE_CHECKING:
    from stilte.importer.build.draft import Draft
    from stilte.importer.label.labelled_post import LabelledPost, Sentence
    from stilte.importer.language.phrases import Idioms

_ENOUGH = 0.75
_HALF = 0.5
_WORD = re.compile(r"[^\W\d_]{3,}")


def account(post: LabelledPost, draft: Draft) -> Draft:
    """Return the draft with a comment at its end for every sentence that is nowhere else in the script."""
    lost = missing(post, write(draft))
    if not lost:
        return draft
    return replace(draft, trailing=(*draft.trailing, left_out([one.text for one in lost])))


def missing(post: LabelledPost, script: str) -> list[Sentence]:
    """Return the sentences that a script neither says nor keeps as a note or a comment."""
    table = idioms(post.language)
    there = frozenset(_WORD.findall(re.sub(r"<\w+>", " ", script).lower()))
    compounds = re.findall(r"<\w+>([^\W\d_]+)", script)
    there |= {word.lower() for word in compounds}
    there |= frozenset(_WORD.findall(_sides(table).sub("", script).lower()))
    kept = ("spoken", "timing", "note", "heading")
    return [one for one in post.sentences if one.label in kept and not _is_there(one, there, table)]


@lru_cache(maxsize=8)
def _sides(table: Idioms) -> re.Pattern[str]:
    """Return the words of sides, which stand as marks in a script that does both."""
    return re.compile(rf"\b{side_pattern(table)}", re.IGNORECASE)


@lru_cache(maxsize=8)
def _joints(table: Idioms) -> re.Pattern[str]:
    """Return the small words by which a count or a rest is joined to what it is for ("with", "then")."""
    words = "|".join((*table.table["with_words"], *table.table["and_then"]))
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)


def _is_there(sentence: Sentence, there: frozenset[str], table: Idioms) -> bool:
    if read_mark(sentence.text):
        return True
    text = _sides(table).sub("", sentence.text)
    words = _WORD.findall(_joints(table).sub(" ", without(text, *quantities(text, table))).lower())
    return not words or sum(word in there for word in words) / len(words) >= (
        _HALF if sentence.label == "heading" else _ENOUGH
    )
