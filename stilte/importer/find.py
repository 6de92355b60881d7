"""A post → the exercises inside it: neither the lesson before nor the furniture after."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from stilte.importer.door import refuse
from stilte.importer.guiding import guides, is_aside, is_furniture
from stilte.importer.post import Exercise, Post, Section
from stilte.importer.quantities import quantities
from stilte.importer.sentences import split
from stilte.importer.words import guess_language, idioms
from stilte.script.numbers import number_word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from stilte.importer.post import Block
    from stilte.importer.words import Idioms

_NUMBERED = re.compile(r"^\s*(?:#\s*)?\d{1,2}\s*[.):–-]\s*")
_QUOTES = '“”„"«»‟'
_ENOUGH = 0.5
_SOME = 0.3
_LONG = 6


@dataclass(frozen=True, slots=True)
class _Scored:
    """A section and what it is: a step or a container of an exercise, or of the article."""

    section: Section
    role: str  # "exercise", "step", "plain", "article", "furniture", "tip"
    guiding: int
    of: int

    @property
    def guides(self) -> bool:
        """Tell whether the section tells its reader what to do."""
        share = self.guiding / max(1, self.of)
        if self.role in ("furniture", "article", "tip"):
            return False
        return self.guiding > 0 and (share >= (_SOME if self.role in ("exercise", "step") else _ENOUGH))


def find_exercises(post: Post) -> tuple[Exercise, ...]:
    """Return the exercises of a post in order; raise `InputError` where nothing tells a reader what to do."""
    text = " ".join(block.text for block in post.blocks)
    language = guess_language(text, post.language)
    table = idioms(language)
    scored = [_score(section, table) for section in _sections(post.blocks, post.title)]
    found = tuple(exercise for run in _runs(scored) for exercise in _exercises(run, scored, post, table))
    if not found:
        message = f"{post.source or 'The post'} holds no exercise: no part of it tells a reader what to do."
        raise refuse(
            message, "Give the post itself (not a menu or an archive), or the text of the exercise alone."
        )
    return found


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


def _score(section: Section, table: Idioms) -> _Scored:
    lines = [line for block in section.blocks for line in split(block.text, table)]
    lines = [line for line in lines if not is_furniture(line, table) and not is_aside(line, table)]
    guiding = sum(guides(line, table) for line in lines)
    return _Scored(section, _role(section.title, table), guiding, len(lines))


def _role(title: str, table: Idioms) -> str:
    name = title.strip()
    bare = _NUMBERED.sub("", name)
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


def _runs(scored: list[_Scored]) -> Iterator[list[int]]:
    """Yield the indices of neighbouring sections that guide; a heading alone may open a run."""

    def inside(index: int) -> bool:
        return scored[index].guides or _carried(scored, index)

    for kept, group in groupby(range(len(scored)), inside):
        run = list(group)
        if kept and any(scored[index].guides for index in run):
            while run[0] > 0 and _opens(scored[run[0] - 1], scored[run[0]]):
                run.insert(0, run[0] - 1)
            yield run


def _carried(scored: list[_Scored], index: int) -> bool:
    """Tell whether a step without an order of its own stands between two sections that guide."""
    one = scored[index]
    before = index > 0 and scored[index - 1].guides
    after = index + 1 < len(scored) and scored[index + 1].guides
    return one.role in ("step", "exercise") and before and after


def _opens(one: _Scored, following: _Scored) -> bool:
    if one.role == "exercise":
        return (
            one.section.heading is not None
            and not one.guides
            and following.role in ("step", "plain", "article")
        )
    return False


def _exercises(run: list[int], scored: list[_Scored], post: Post, table: Idioms) -> Iterator[Exercise]:
    parts = _parts([scored[index] for index in run], table)
    if not _worth(parts):
        return
    for part in parts:
        notes = _tips(scored[run[-1] + 1 :]) if part is parts[-1] else ()
        yield _exercise(part, post, table, notes, alone=len(parts) == 1)


def _worth(parts: list[list[_Scored]]) -> bool:
    """Leave out a stray sentence of an article that happens to command."""
    guiding = sum(one.guiding for part in parts for one in part)
    named = any(one.role in ("exercise", "step") for part in parts for one in part)
    return guiding >= (1 if named else 3)


def _parts(run: list[_Scored], table: Idioms) -> list[list[_Scored]]:
    """Cut a run where another exercise begins: a heading that names one, or numbered ones that are long."""
    numbered = [one for one in run if _numbered_exercise(one, table)]
    each = len(numbered) > 1 and sum(one.of for one in numbered) / len(numbered) >= _LONG
    parts: list[list[_Scored]] = []
    for one in run:
        own = one.role == "exercise" and not _numbered_exercise(one, table)
        begins = own or (each and _numbered_exercise(one, table))
        fresh = each and _numbered_exercise(one, table)
        if not parts or fresh or (begins and any(other.guiding for other in parts[-1])):
            parts.append([])
        parts[-1].append(one)
    return [part for part in parts if any(one.guides for one in part)]


def _numbered_exercise(one: _Scored, table: Idioms) -> bool:
    named = bool(_step(one.section.title, table))
    return named and bool(
        re.match(rf"{'|'.join(table.table['headings']['exercise_word'])}", one.section.title, re.IGNORECASE)
    )


def _tips(after: list[_Scored]) -> tuple[str, ...]:
    """Return the texts of the tips that follow an exercise directly."""
    found: list[str] = []
    for one in after:
        if one.role != "tip":
            break
        found += [" ".join(block.text for block in one.section.blocks)]
    return tuple(text for text in found if text)


def _exercise(
    part: list[_Scored], post: Post, table: Idioms, notes: tuple[str, ...], *, alone: bool
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
    bare = re.sub(r"\s*\([^()]*\)\s*$", "", _NUMBERED.sub("", heading)).strip(" :")
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
