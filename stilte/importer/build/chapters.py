"""The chapters of a labelled post: headings with the sentences under them; mere labels join what follows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from stilte.importer.label.headings import heading_quantities, heading_role
from stilte.importer.label.titles import chapter_title, is_generic, own_name
from stilte.importer.language.quantities import quantities
from stilte.importer.language.sentence_kinds import asks_again
from stilte.importer.language.side_words import asks_other_side

if TYPE_CHECKING:
    from stilte.importer.label.labelled_post import LabelledPost, Sentence
    from stilte.importer.language.phrases import Idioms


@dataclass(frozen=True, slots=True)
class Chapter:
    """A heading, and the sentences up to the next one; `titled` where it opens a chapter of the script."""

    heading: Sentence | None
    sentences: tuple[Sentence, ...]
    titled: bool = False


def chapters_of(post: LabelledPost, table: Idioms) -> list[Chapter]:
    """Return the chapters of a post: headings alone join what follows."""
    gathered: list[tuple[Sentence | None, list[Sentence]]] = [(None, [])]
    for sentence in post.sentences:
        if sentence.kind == "heading" and sentence.label in ("heading", "left_out"):
            gathered.append((sentence, []))
        else:
            gathered[-1][1].append(sentence)
    found = _joined([Chapter(heading, tuple(sentences)) for heading, sentences in gathered], table)
    living = [at for at, chapter in enumerate(found) if _speaks(chapter) and chapter.heading is not None]
    titled = [at for at in living if not _names_whole(found[at].heading, post, table, first=at == living[0])]
    if living and living[0] not in titled and _one_of_many([found[at] for at in living], table):
        titled.insert(0, living[0])
    named = len(titled) > 1 or (bool(titled) and any(_speaks(found[at]) for at in range(titled[0])))
    return [replace(chapter, titled=named and at in titled) for at, chapter in enumerate(found)]


def _one_of_many(living: list[Chapter], table: Idioms) -> bool:
    """Tell whether the first heading, though the post is called so, heads a part like those after it.

    It stands on their level, and times its own instructions as most of them do.
    """
    first, others = living[0], living[1:]
    level = first.heading.level if first.heading else 0
    beside = [one for one in others if one.heading is not None and one.heading.level == level]
    timed = sum(_times(one, table) for one in beside)
    return _times(first, table) and len(beside) == len(others) and timed > len(beside) / 2


def _times(chapter: Chapter, table: Idioms) -> bool:
    return any(
        quantities(one.text, table) or asks_other_side(one.text, table)
        for one in chapter.sentences
        if one.label in ("spoken", "timing")
    )


def _joined(chapters: list[Chapter], table: Idioms) -> list[Chapter]:
    found: list[Chapter] = []
    for chapter in chapters:
        spoken = [one for one in chapter.sentences if one.label in ("spoken", "timing")]
        only_again = spoken and all(
            asks_again(one.text, table) or asks_other_side(one.text, table) for one in spoken
        )
        if only_again and found and chapter.heading is not None and _speaks(found[-1]):
            heading = replace(chapter.heading, label="left_out", kind="text")
            block = next((one.block for one in reversed(found[-1].sentences) if one.label == "spoken"), 0)
            moved = tuple(replace(one, block=block) for one in chapter.sentences)
            found[-1] = replace(found[-1], sentences=(*found[-1].sentences, heading, *moved))
        elif _continues(found, chapter, table):
            found[-1] = replace(found[-1], sentences=(*found[-1].sentences, *chapter.sentences))
        else:
            found.append(chapter)
    return found


def _continues(found: list[Chapter], chapter: Chapter, table: Idioms) -> bool:
    """Tell whether a heading is a mere label ("How to do it:") under the heading before it."""
    generic = chapter.heading is not None and is_generic(chapter.heading.text, table)
    return bool(
        generic
        and found
        and found[-1].heading is not None
        and not _speaks(found[-1])
        and found[-1].heading.label == "heading"
    )


def _speaks(chapter: Chapter) -> bool:
    return any(one.label in ("spoken", "timing") for one in chapter.sentences)


def _names_whole(heading: Sentence | None, post: LabelledPost, table: Idioms, *, first: bool) -> bool:
    """Tell whether a heading stands for the whole exercise, not for a part of it."""
    if heading is None:
        return True
    if any(one.unit in ("times", "breaths") for one in heading_quantities(heading.text, table)[0]):
        return False
    title = chapter_title(heading.text, table)
    same = title.casefold() == post.title.casefold() or own_name(heading.text, table) == post.title
    generic = is_generic(title, table) or (
        first and heading_role(heading.text, table) == "exercise" and heading.text.endswith(":")
    )
    return same or generic
