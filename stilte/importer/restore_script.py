"""A section that `text` wrote → its script again: each step as it was, or as its changed words now say."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from stilte.importer.build.chapter import read_chapter
from stilte.importer.build.chapter_state import Reader, quoted
from stilte.importer.build.draft import Draft, Guess, Step
from stilte.importer.build.write_script import dump
from stilte.importer.label.labelled_post import Sentence
from stilte.importer.language.phrases import idioms
from stilte.importer.language.sentences import split
from stilte.importer.script_to_post import mark
from stilte.messages import tr

if TYPE_CHECKING:
    from stilte.importer.post import Block, Post


def restore(post: Post) -> tuple[Draft, ...]:
    """Return the scripts whose steps a post carries in its comments; none where it carries none."""
    drafts: list[Draft] = []
    blocks: list[Block] = []
    head: dict[str, Any] = {}
    for block in post.blocks:
        before, closing, _ = block.data.partition('{"end": true}')
        if closing and head:
            drafts.append(_draft(head, [*blocks, replace(block, text="", data=before)], post))
            head, blocks = {}, []
        opening = next((one["head"] for one in _data(block) if isinstance(one.get("head"), dict)), None)
        if opening is not None:
            head, blocks = opening, []
        elif head:
            blocks.append(block)
    return (*drafts, _draft(head, blocks, post)) if head else tuple(drafts)


def _data(block: Block) -> list[dict[str, Any]]:
    found = []
    for line in block.data.split("\n"):
        try:
            one = json.loads(line)
        except ValueError:
            continue
        if isinstance(one, dict):
            found.append(one)
    return found


def _draft(head: dict[str, Any], blocks: list[Block], post: Post) -> Draft:
    language = str(head.get("language", "en"))
    steps: list[Step] = []
    guesses: list[Guess] = []
    for block in blocks:
        steps += _steps(block, language, guesses)
    extra = tuple(
        line for key, value in head.items() if key not in ("title", "language") for line in dump({key: value})
    )
    title = str(head.get("title", ""))
    return Draft(title, language, tuple(steps), guesses=tuple(guesses), source=post.source, extra=extra)


def _steps(block: Block, language: str, guesses: list[Guess]) -> list[Step]:
    """Return the steps of a block: its silent ones first, then the one that its words stand for."""
    data = [one for one in _data(block) if isinstance(one.get("step"), dict)]
    silent = [_raw(one["step"]) for one in data if one.get("text") is None]
    shown = [one for one in data if one.get("text") is not None]
    if not block.text:
        return silent
    if shown and all(one["text"] == mark(block.text) for one in shown):
        return [_raw(one["step"]) for one in data]
    told = tr(
        "{sentence} was changed in the post: its words are read anew.", sentence=quoted(block.text[:80])
    )
    guesses.append(Guess(told))
    if block.kind == "heading":
        return [*silent, Step("chapter", block.text)]
    reader = Reader(idioms(language), whole=True)
    read_chapter([Sentence(text, "spoken", block=1) for text in split(block.text)], reader)
    return [*silent, *reader.steps]


def _raw(step: dict[str, Any]) -> Step:
    return Step("raw", "\n".join(dump([step])))
