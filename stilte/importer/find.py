"""A post → the exercises inside it: neither the lesson before nor the furniture after."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from stilte.importer.door import refuse
from stilte.importer.guiding import guides, is_furniture
from stilte.importer.post import Exercise, Post, Section
from stilte.importer.quantities import quantities
from stilte.importer.scored import NUMBERED, Scored, numbered_exercise, score
from stilte.importer.sentences import split
from stilte.importer.words import guess_language, idioms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from stilte.importer.post import Block
    from stilte.importer.words import Idioms

_QUOTES = '“”„"«»‟'
_LONG = 6


def find_exercises(post: Post) -> tuple[Exercise, ...]:
    """Return the exercises of a post in order; raise `InputError` where nothing tells a reader what to do."""
    text = " ".join(block.text for block in post.blocks)
    language = guess_language(text, post.language)
    table = idioms(language)
    scored = score(post, table)
    found = tuple(exercise for run in _runs(scored) for exercise in _exercises(run, scored, post, table))
    if not found:
        message = f"{post.source or 'The post'} holds no exercise: no part of it tells a reader what to do."
        raise refuse(
            message, "Give the post itself (not a menu or an archive), or the text of the exercise alone."
        )
    return found


def _runs(scored: list[Scored]) -> Iterator[list[int]]:
    """Yield the indices of neighbouring sections that guide; a heading alone may open a run."""

    def inside(index: int) -> bool:
        return scored[index].guides or _carried(scored, index)

    for kept, group in groupby(range(len(scored)), inside):
        run = list(group)
        if kept and any(scored[index].guides for index in run):
            while run[0] > 0 and _opens(scored[run[0] - 1], scored[run[0]]):
                run.insert(0, run[0] - 1)
            yield run


def _carried(scored: list[Scored], index: int) -> bool:
    """Tell whether a step without an order of its own stands between two sections that guide."""
    one = scored[index]
    before = index > 0 and scored[index - 1].guides
    after = index + 1 < len(scored) and scored[index + 1].guides
    return one.role in ("step", "exercise") and before and after


def _opens(one: Scored, following: Scored) -> bool:
    if one.role == "exercise":
        return (
            one.section.heading is not None
            and not one.guides
            and following.role in ("step", "plain", "article")
        )
    return False


def _exercises(run: list[int], scored: list[Scored], post: Post, table: Idioms) -> Iterator[Exercise]:
    parts = _parts([scored[index] for index in run], table)
    if not _worth(parts):
        return
    for part in parts:
        notes = _tips(scored[run[-1] + 1 :]) if part is parts[-1] else ()
        yield _exercise(part, post, table, notes, alone=len(parts) == 1)


def _worth(parts: list[list[Scored]]) -> bool:
    """Leave out a stray sentence of an article that happens to command."""
    guiding = sum(one.guiding for part in parts for one in part)
    named = any(one.role in ("exercise", "step") for part in parts for one in part)
    return guiding >= (1 if named else 3)


def _parts(run: list[Scored], table: Idioms) -> list[list[Scored]]:
    """Cut a run where another exercise begins: a heading that names one, or numbered ones that are long."""
    numbered = [one for one in run if numbered_exercise(one, table)]
    each = len(numbered) > 1 and sum(one.of for one in numbered) / len(numbered) >= _LONG
    parts: list[list[Scored]] = []
    for one in run:
        own = one.role == "exercise" and not numbered_exercise(one, table)
        begins = own or (each and numbered_exercise(one, table))
        fresh = each and numbered_exercise(one, table)
        if not parts or fresh or (begins and any(other.guiding for other in parts[-1])):
            parts.append([])
        parts[-1].append(one)
    return [part for part in parts if any(one.guides for one in part)]


def _tips(after: list[Scored]) -> tuple[str, ...]:
    """Return the texts of the tips that follow an exercise directly."""
    found: list[str] = []
    for one in after:
        if one.role != "tip":
            break
        found += [" ".join(block.text for block in one.section.blocks)]
    return tuple(text for text in found if text)


def _exercise(
    part: list[Scored], post: Post, table: Idioms, notes: tuple[str, ...], *, alone: bool
) -> Exercise:
    opening = part[0].section
    heading = "" if alone and part[0].role == "step" else opening.title
    title = exercise_title(heading, post.title, table, alone=alone)
    if len(part) > 1 and title == post.title != heading and not _generic(heading, table):
        heading = ""
    sections = [one.section for one in part]
    subtitle, about = "", tuple[str, ...]()
    if part[0].role == "exercise" and not part[0].guides and len(part) > 1:
        texts = [block for block in opening.blocks if block.kind == "text" and not block.text.endswith(":")]
        subtitle = texts[0].text if texts and len(texts[0].text) <= 120 else ""  # noqa: PLR2004
        about = tuple(block.text for block in opening.blocks if block.text != subtitle)
        sections = sections[1:]
    sections = [
        replace(section, blocks=tuple(_kept(section, table, first=n == 0, last=n == len(sections) - 1)))
        for n, section in enumerate(sections)
    ]
    said = (about, notes)
    return Exercise(
        title,
        table.language,
        tuple(s for s in sections if s.blocks or s.title),
        subtitle,
        *said,
        post.source,
        heading,
    )


def _generic(heading: str, table: Idioms) -> bool:
    """Tell whether a heading only says that here is the exercise."""
    generic = "|".join(table.table["headings"]["generic"])
    return bool(re.fullmatch(generic, heading.strip("!?.: "), re.IGNORECASE))


def exercise_title(heading: str, title: str, table: Idioms, *, alone: bool) -> str:
    """Return the exercise's own name, or the post's title where its heading only says "the exercise".

    >>> exercise_title("Qigong Oefening: “De Bron”", "De psoas", idioms("nl"), alone=True)
    'De Bron'
    """
    bare = re.sub(r"\s*\([^()]*\)\s*$", "", NUMBERED.sub("", heading)).strip(" :")
    if not bare or _generic(bare, table) or (alone and not table.find("headings.exercise", bare)):
        return title or bare
    words = "|".join(table.table["headings"]["exercise_word"])
    named = re.sub(rf"^(?:{words})\s*\d*\s*[:–—-]\s*", "", bare, flags=re.IGNORECASE)
    return named.strip(_QUOTES + " ") or title


def _kept(section: Section, table: Idioms, *, first: bool, last: bool) -> Iterable[Block]:
    """Drop an introduction before the first instruction and an aftermath behind the last."""
    blocks = [block for block in section.blocks if not _is_page(block, table)]
    does = [any(guides(line, table) for line in split(block.text, table)) for block in blocks]
    start = does.index(True) if first and any(does) and _talks(blocks[: does.index(True)], table) else 0
    end = len(blocks)
    while last and end > start and any(does) and not does[end - 1] and not _speaks_to(blocks[end - 1], table):
        end -= 1
    return blocks[start:end]


def _is_page(block: Block, table: Idioms) -> bool:
    """Tell whether a block belongs to the page: all of it, or some where none of it guides."""
    lines = split(block.text, table)
    page = [is_furniture(line, table) for line in lines]
    return all(page) or (any(page) and not any(guides(line, table) for line in lines))


def _talks(blocks: list[Block], table: Idioms) -> bool:
    """Tell whether an opening only introduces: it has no times and no marks of a pause."""
    return not any(quantities(block.text, table) and table.find("breathe", block.text) for block in blocks)


def _speaks_to(block: Block, table: Idioms) -> bool:
    mine = "|".join(table.table["second_person"])
    called = re.search(rf"\b(?:{mine})\b", block.text, re.IGNORECASE) or block.text[:1] in _QUOTES
    if block.kind == "quote" or table.starts("first_person", block.text.split("“")[0] or "“"):
        return False
    marked = re.match(rf"\W*(?:{'|'.join(table.table['tip'])})\s*[:!]", block.text, re.IGNORECASE)
    return bool(called or marked) and not table.find("frequency", block.text)
