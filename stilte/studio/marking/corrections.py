"""What an author corrects in a labelled post: each correction a plain value that is kept, undone, redone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from stilte.importer import LABELS, LabelledPost
from stilte.importer.label.marks import read_mark
from stilte.studio.asked import misasked

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

MOST_LETTERS = 300
"""The longest title."""


def corrected(post: LabelledPost, corrections: Iterable[Mapping[str, Any]]) -> LabelledPost:
    """Return a post with corrections applied in order; raises `InputError` for one that cannot be."""
    for one in corrections:
        post = _corrected(post, one)
    return post


def _corrected(post: LabelledPost, one: Mapping[str, Any]) -> LabelledPost:
    match one:
        case {"op": "label", "at": list(at), "label": str(label)} if label in LABELS:
            for number in at:
                post = post.correct(_number(number, post), label)
            return post
        case {"op": "mark", **mark}:
            try:
                return post.mark(read_mark(mark))
            except ValueError:
                raise misasked("mark") from None
        case {"op": "unmark", "first": int(first), "last": int(last)}:
            return post.unmark(first, last)
        case {"op": "title", "title": str(title)} if title.strip() and title.isprintable():
            return replace(post, title=title.strip()[:MOST_LETTERS])
        case _:
            raise misasked("operation")


def _number(number: object, post: LabelledPost) -> int:
    if type(number) is not int or not 0 <= number < len(post.sentences):
        raise misasked("at")
    return number
