"""The sections of a post, each with what it is and how much of it tells a reader what to do."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from stilte.importer.guiding import guides, is_aside, is_furniture
from stilte.importer.post import Section
from stilte.importer.sentences import split
from stilte.script.numbers import number_word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stilte.importer.post import Block, Post
    from stilte.importer.words import Idioms

Role = Literal["exercise", "step", "plain", "article", "furniture", "tip"]

NUMBERED = re.compile(r"^\s*(?:#\s*)?\d{1,2}\s*[.):–-]\s*")
"""A number before a heading."""
_ENOUGH = 0.5
_SOME = 0.3


@dataclass(frozen=True, slots=True)
class Scored:
    """A section and what it is: a step or a container of an exercise, or of the article."""

    section: Section
    role: Role
    guiding: int
    of: int

    @property
    def guides(self) -> bool:
        """Tell whether the section tells its reader what to do."""
        share = self.guiding / max(1, self.of)
        if self.role in ("furniture", "article", "tip"):
            return False
        return self.guiding > 0 and (share >= (_SOME if self.role in ("exercise", "step") else _ENOUGH))


def score(post: Post, table: Idioms) -> list[Scored]:
    """Return the sections of a post, in order, each judged by itself."""
    return [_score(section, table) for section in _sections(post.blocks, post.title)]


def _sections(blocks: tuple[Block, ...], title: str) -> Iterator[Section]:
    heading: Block | None = None
    gathered: list[Block] = []
    for block in blocks:
        if block.kind == "heading":
            if heading or gathered:
                yield Section(heading, tuple(gathered))
            heading, gathered = block, []
        elif block.kind != "rule" and not (not gathered and block.text == title):
            gathered.append(block)
    yield Section(heading, tuple(gathered))


def _score(section: Section, table: Idioms) -> Scored:
    lines = [line for block in section.blocks for line in split(block.text, table)]
    lines = [line for line in lines if not is_furniture(line, table) and not is_aside(line, table)]
    guiding = sum(guides(line, table) for line in lines)
    return Scored(section, _role(section.title, table), guiding, len(lines))


def _role(title: str, table: Idioms) -> Role:
    name = title.strip()
    bare = NUMBERED.sub("", name)
    if name and table.starts("furniture", bare):
        return "furniture"
    if name and re.match(rf"(?:{'|'.join(table.table['tip'])})\b\s*[:!]?", bare, re.IGNORECASE):
        return "tip"
    if re.match(rf"(?:{'|'.join(table.table['headings']['article'])})\b", bare, re.IGNORECASE):
        return "article"
    if bare != name or _step(name, table) or table.starts("headings.closing", bare):
        return "step"
    if table.find("headings.exercise", name):
        return "exercise"
    return "plain"


def _step(title: str, table: Idioms) -> re.Match[str] | None:
    steps = "|".join(table.table["headings"]["step"])
    return re.match(
        rf"(?:{steps})\s*(?:\d{{1,2}}|[ivx]{{1,4}}\b|{'|'.join(_ordinals(table))})\s*[.:)–—-]*\s*",
        title,
        re.IGNORECASE,
    )


def _ordinals(table: Idioms) -> tuple[str, ...]:
    return tuple(rf"{number_word(number, table.language)}\b" for number in range(1, 13))


def numbered_exercise(one: Scored, table: Idioms) -> bool:
    """Tell whether a heading numbers an exercise ("Oefening 2"), not a step of one."""
    named = bool(_step(one.section.title, table))
    return named and bool(
        re.match(rf"{'|'.join(table.table['headings']['exercise_word'])}", one.section.title, re.IGNORECASE)
    )
