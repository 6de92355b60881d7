"""A labelled post → a draft: chapters, times of headings, notes, comments."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from stilte.importer.build.breaths.close import say_untold
from stilte.importer.build.chapter import read_chapter
from stilte.importer.build.chapter_state import Reader, left_out
from stilte.importer.build.chapters import Chapter, chapters_of
from stilte.importer.build.draft import Draft, Guess, Step, Times
from stilte.importer.build.each_pose import (
    all_steps,
    fill_part,
    tense_each_paragraph,
    time_each_part,
    time_each_pose,
)
from stilte.importer.build.heading_times import give_heading_times
from stilte.importer.build.lengths import whole_lengths
from stilte.importer.build.stays import fill_stays
from stilte.importer.label.titles import chapter_title
from stilte.importer.language.phrases import idioms, union
from stilte.messages import plural, tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stilte.importer.label.labelled_post import LabelledPost
    from stilte.importer.language.phrases import Idioms


def draft_post(post: LabelledPost) -> Draft:
    """Return the script of a labelled post, before it is written."""
    table = idioms(post.language)
    post = replace(post, sentences=tuple(replace(one, at=at) for at, one in enumerate(post.sentences)))
    chapters = chapters_of(post, table)
    named = _named_pattern(post, table)
    steps: list[Step] = []
    guesses = [Guess(notice) for notice in post.notices]
    inherited: dict[str, Times] = {}
    left: list[str] = []
    between: list[Step] = []
    parts = 0
    for chapter in chapters:
        reader = Reader(table, chapter.titled, inherited, named, left=left, between=between, marks=post.marks)
        rest = between[-1:]
        _read(chapter, reader)
        part = bool(rest) and chapter.titled and _says(reader.steps)
        steps += [*(rest if part and parts else ()), *reader.steps]
        parts += part
        left = reader.left
        guesses += [guess for guess in _told(reader) if guess not in guesses]
    steps = fill_stays([*say_untold(tuple(steps))], table)
    trailing = (left_out(left),) if left else ()
    guesses += _contradictions(named, steps)
    lengths, words = whole_lengths(post, table)
    return Draft(
        post.title,
        post.language,
        tuple(steps),
        lengths=lengths,
        length_words=words,
        guesses=tuple(guesses),
        source=post.source,
        trailing=trailing,
    )


def _says(steps: list[Step]) -> bool:
    return any(step.verb == "say" for step in all_steps(tuple(steps)))


def plain_draft(post: LabelledPost) -> Draft:
    """Return a script of nothing but the spoken lines, each as it stands."""
    steps = [
        Step("say", sentence.text.replace("<", "<<"))
        if sentence.label in ("spoken", "timing") and re.search(r"\w", sentence.text)
        else None
        for sentence in post.sentences
    ]
    return Draft(post.title, post.language, tuple(step for step in steps if step), source=post.source)


def _read(chapter: Chapter, reader: Reader) -> None:
    lines = chapter.sentences
    if chapter.heading is not None and not chapter.titled and chapter.heading.label == "left_out":
        reader.leave_out(chapter.heading.text)
    read_chapter(lines, reader)
    reader.steps = _told_twice(reader.steps)
    if chapter.heading is not None and chapter.titled:
        give_heading_times(chapter.heading, reader)
        fill_part(reader)
    time_each_part(reader)
    tense_each_paragraph(reader)
    time_each_pose(chapter, reader)
    if chapter.titled and chapter.heading is not None and reader.steps:
        title = chapter_title(chapter.heading.text, reader.table).replace("<", "<<")
        comments, lefts = reader.steps[0].comments, reader.lefts
        above = tuple(one for one in comments if one in lefts)
        first = replace(reader.steps[0], comments=tuple(one for one in comments if one not in above))
        reader.steps = [Step("chapter", title, comments=above), first, *reader.steps[1:]]


def _told(reader: Reader) -> list[Guess]:
    if not reader.vague_marks:
        return reader.guesses
    told = plural(
        "{n} mark of a pause gives no time: {seconds} seconds.",
        "{n} marks of a pause give no time: {seconds} seconds each.",
        n=reader.vague_marks,
        seconds=5,
    )
    return [*reader.guesses, Guess(told)]


def _named_pattern(post: LabelledPost, table: Idioms) -> str:
    """Return the pattern that a title names ("4-7-8", box); numbers in the steps win over it."""
    headings = [one.text for one in post.sentences if one.label == "heading"][:2]
    text = " ".join([post.title, *headings])
    digits = re.search(r"(?<![\w-])(\d{1,2}-\d{1,2}(?:-\d{1,2}){0,2})(?!\d)", text)
    if digits and re.search(union("breath_words"), text, re.IGNORECASE):
        return digits[1]
    return next(
        (name for words, name in table.table["patterns"].items() if re.search(words, text, re.IGNORECASE)), ""
    )


def _told_twice(steps: list[Step]) -> list[Step]:
    """Say a breath that is told ahead of its own lines: where its pattern comes again with a count."""
    found: list[Step] = []
    for at, step in enumerate(steps):
        guessed = "guessed count" in step.marks
        later = (
            [one for one in all_steps(tuple(steps[at + 1 :])) if "guessed count" not in one.marks]
            if guessed
            else []
        )
        if any(one.breath == step.breath for one in later):
            lines = dict.fromkeys(text for cue in step.cues for _, text in cue.lines)
            found += [
                Step("say", text, comments=step.comments if not n else ()) for n, text in enumerate(lines)
            ]
        else:
            found.append(step)
    return found


def _contradictions(named: str, steps: Sequence[Step]) -> list[Guess]:
    """Return where a title names another pattern than the steps tell."""
    told = [step.breath for step in all_steps(tuple(steps)) if step.breath]
    four = {"box": "4-4-4-4", "coherent": "5.5-5.5"}.get(named, named)
    if named and told and all(breath not in (named, four) for breath in told):
        told_both = tr(
            "The title says {named}, the steps say {told}: the steps count.", named=named, told=told[0]
        )
        return [Guess(told_both)]
    return []
