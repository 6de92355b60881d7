"""A labelled post → one for each exercise, where its headings number or name several."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from stilte.importer.label.headings import NUMBERED, heading_role, step_number
from stilte.importer.label.titles import chapter_title, is_generic, own_name
from stilte.importer.language.phrases import idioms

if TYPE_CHECKING:
    from stilte.importer.label.labelled_post import LabelledPost, Sentence
    from stilte.importer.language.phrases import Idioms

_LONG, _SHORT = 5, 3


def exercises(post: LabelledPost) -> tuple[LabelledPost, ...]:
    """Return the exercises of a labelled post, in order: one, unless several headings open one each."""
    table = idioms(post.language)
    starts = [at for at, one in enumerate(post.sentences) if one.label == "heading" and _opens(one, table)]
    bounds = [*starts, len(post.sentences)]
    sizes = [
        sum(one.label in ("spoken", "timing") for one in post.sentences[bounds[at] : bounds[at + 1]])
        for at in range(len(starts))
    ]
    named = not any(step_number(NUMBERED.sub("", post.sentences[at].text), table) for at in starts)
    enough = _SHORT if named else _LONG
    if len(starts) < 2 or sum(sizes) / len(sizes) < enough or min(sizes) < 2:  # noqa: PLR2004
        return (post,)
    cuts = [0, *starts[1:], len(post.sentences)]
    return tuple(
        _part(post, post.sentences[cuts[at] : cuts[at + 1]], post.sentences[starts[at]].text, table)
        for at in range(len(starts))
    )


def _opens(sentence: Sentence, table: Idioms) -> bool:
    """Tell whether a heading opens an exercise of its own, not a step of one."""
    text = NUMBERED.sub("", sentence.text)
    if own_name(text, table):
        return True
    return bool(step_number(text, table)) and bool(table.starts("headings.exercise", text))


def _part(post: LabelledPost, sentences: tuple[Sentence, ...], heading: str, table: Idioms) -> LabelledPost:
    title = own_name(heading, table) or chapter_title(heading, table)
    if is_generic(title, table) or heading_role(title, table) == "step":
        title = post.title
    return replace(post, title=title, sentences=sentences)
