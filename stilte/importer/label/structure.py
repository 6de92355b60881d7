"""Blocks → lines: every typed number, bullet, label and heading in disguise is taken for what it is."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import zip_longest
from typing import TYPE_CHECKING

from stilte.importer.label.disguised_headings import (
    SEQUENCE,
    is_short_heading,
    leads_to_speech,
    take_headings,
)
from stilte.importer.label.headings import heading_role, step_number
from stilte.importer.label.line import Line
from stilte.importer.label.verbs import shape_of
from stilte.importer.language.phrases import capital
from stilte.importer.language.quantities import quantities
from stilte.importer.language.read_mark import read_mark
from stilte.importer.language.sentence_kinds import fields_of, joined_fields
from stilte.importer.post import BULLET

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from stilte.importer.language.phrases import Idioms
    from stilte.importer.post import Block

_NUMBER = re.compile(r"^\s*[\[(]?(\d{1,2})\s?(?:[.)\]:/]\s?[-–]?\s*|[-–]\s+)(?=[^\d\s])")
_LETTER = re.compile(r"^\s*\(?([A-Ha-h])[.)]\s+(?=[^\W\d_])")
_BARE_NUMBER = re.compile(r"^\s*(\d{1,2})\s+(?=[A-ZÀ-Þ¿¡])")
_CAPS = re.compile(
    r"^(?P<name>(?:[A-ZÀ-Þ][A-ZÀ-Þ'’-]*\s?(?:\([^()]{1,40}\)\s?)?){1,6}?)\s?[:.–-]\s+(?P<rest>\S.*)$",
    re.DOTALL,
)
_LABEL = re.compile(r"^(?P<name>[^\W\d_][^:.!?\n]{0,48}?)\s?[:]\s+(?P<rest>\S.*)$", re.DOTALL)
_SPEAKER = re.compile(
    r"(?:narrator|voice|voice[- ]?over|v\.?o\.?|guide|teacher|host|speaker|instructor|stem|verteller"
    r"|begeleider|docent|spreker|sprecher(?:in)?|erzähler(?:in)?|stimme|leitung|voix|narrateur|narratrice|guía|voz)",
    re.IGNORECASE,
)
_HEADING_WORDS = 12
_NAME_WORDS = 8


def read_lines(blocks: Iterable[Block], table: Idioms) -> tuple[Line, ...]:
    """Return the lines of some blocks, in order."""
    found: list[Line] = []
    blocks = _numbered(tuple(blocks))
    for at, block in enumerate(blocks):
        base = Line(
            block.kind,
            block.text,
            block.level,
            block.run,
            block.number,
            block.lead,
            block.line,
            at,
            block.page,
        )
        if block.kind == "rule" or not block.text.strip():
            continue
        if block.page:
            found.append(base)
            continue
        if (
            block.kind == "heading"
            and table.starts("byline", block.text)
            and not step_number(block.text, table)
        ):
            found.append(replace(base, kind="text", page=True))
            continue
        if block.kind == "heading" and (_asks_quiet(block, blocks) or leads_to_speech(block.text, table)):
            found.append(replace(base, kind="text"))
            continue
        if block.kind == "heading":
            found.append(replace(base, text=_bare_bullet(" ".join(block.text.split()))))
            continue
        parts = [part for part in block.text.split("\n") if part.strip()]
        for offset, part in enumerate(parts):
            lead = block.lead if not offset and part.startswith(block.lead) else ""
            found += _line(
                replace(base, text=part.strip(), lead=lead, line=block.line and block.line + offset), table
            )
    return tuple(_with_counted_names([*_in_lists(take_headings(found, table))], table))


def _asks_quiet(heading: Block, blocks: tuple[Block, ...]) -> bool:
    """Tell whether a heading is a mark of quiet: it has a time or brackets, or recurs as no heading does."""
    mark = read_mark(heading.text)
    if mark is None or mark.told or not heading.text[:1].isalpha():
        return mark is not None
    return sum(one.kind == "heading" and one.text == heading.text for one in blocks) >= SEQUENCE


def _with_counted_names(lines: list[Line], table: Idioms) -> Iterator[Line]:
    """Yield the lines; the name of an exercise that its fields follow is to be said, and no heading."""
    for line, after in zip_longest(lines, lines[1:]):
        if line.page or line.kind == "quote":
            yield line
        elif line.kind == "heading" and fields_of(line.text, table):
            yield replace(line, kind="text", text=joined_fields(line.text, table))
        elif (
            after is not None
            and not after.page
            and len(line.text.split()) <= _NAME_WORDS
            and not fields_of(line.text, table)
            and {"reps", "sets"} & fields_of(after.text, table).keys()
        ):
            closed = line.text.endswith((".", "!", "?", "…"))
            text = line.text if closed else f"{line.text.rstrip(' :')}."
            yield replace(line, kind="text" if line.kind == "heading" else line.kind, text=text, counted=True)
        else:
            yield line


def _numbered(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Give lines that count up without a mark behind their number one ("1 Sit down", "2 Close your eyes")."""
    numbers = [_BARE_NUMBER.match(block.text) if block.kind != "item" else None for block in blocks]
    values = [int(one[1]) if one else -1 for one in numbers]
    found = [*blocks]
    for at in range(len(blocks) - SEQUENCE + 1):
        if all(values[at] >= 1 and values[at + step] == values[at] + step for step in range(SEQUENCE)):
            for other in range(at, at + SEQUENCE):
                one = numbers[other]
                if one and found[other].kind != "item":
                    rest = blocks[other].text[one.end() :]
                    found[other] = replace(
                        blocks[other], kind="item", text=rest, number=values[other], level=0
                    )
    return _lettered(tuple(found))


def _lettered(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Give lines that count up in letters their number ("A. Sit tall", "B. Lift your left leg")."""
    letters = [_LETTER.match(block.text) if block.kind in ("text", "item") else None for block in blocks]
    found = [*blocks]
    for at, letter in enumerate(letters):
        if letter is None:
            continue
        place = ord(letter[1].upper()) - ord("A") + 1
        near = [ord(one[1].upper()) - ord("A") + 1 for one in letters[max(0, at - 2) : at + 3] if one]
        if place - 1 in near or place + 1 in near:
            text = capital(blocks[at].text[letter.end() :])
            found[at] = replace(blocks[at], kind="item", text=text, number=place, level=0)
    return tuple(found)


def _bare_bullet(text: str) -> str:
    return BULLET.sub("", text).strip() or text


def _line(line: Line, table: Idioms) -> list[Line]:
    """Return a line as what it is: with its typed number or bullet read, its label apart, or as a heading."""
    if read_mark(line.text):
        return [line]
    line = replace(line, text=joined_fields(line.text, table))
    bullet = BULLET.match(line.text)
    text = line.text[bullet.end() :] if bullet else line.text
    if not text:
        return []
    if bullet:
        line = replace(line, kind="item" if line.kind == "text" else line.kind, text=text)
    number = _NUMBER.match(text)
    if number and not re.match(r"\d+\s?[:.]\s?\d", text):
        line = replace(line, kind="item", text=capital(text[number.end() :]), number=int(number[1]))
        text = line.text
    if made := _stepped(line, table):
        return made
    if is_short_heading(line, table):
        return [replace(line, kind="heading", level=5, text=text.strip())]
    return _labelled(line, table)


def _stepped(line: Line, table: Idioms) -> list[Line]:
    """Read "Step 3: Breathe out." as item 3, and "Step 3: The ramp" as a heading."""
    found = step_number(line.text, table)
    if not found:
        return []
    number, end = found
    rest = line.text[end:].lstrip(" \t:–—-.)").rstrip()
    if not rest or (
        len(rest.split()) <= _HEADING_WORDS
        and not rest.endswith((".", "!", ";", ","))
        and line.kind != "item"
    ):
        return [replace(line, kind="heading", level=5, number=number)]
    return [replace(line, kind="item", text=capital(rest), number=number)]


def _labelled(line: Line, table: Idioms) -> list[Line]:
    """Set a label before a sentence apart: a name in capitals becomes a heading, "How:" goes."""
    if caps := _CAPS.match(line.text):
        name = caps["name"].strip()
        if _SPEAKER.fullmatch(name):
            return [replace(line, text=capital(caps["rest"]), lead="")]
        if len(name) > 2 and not step_number(name, table):  # noqa: PLR2004
            heading = replace(line, kind="heading", level=5, text=_titled(name), lead="")
            return [heading, replace(line, kind="text", text=capital(caps["rest"]), number=None, lead="")]
    label = _LABEL.match(line.text)
    role = heading_role(label["name"], table) if label and len(label["name"].split()) <= 5 else "plain"  # noqa: PLR2004
    if (
        label
        and role in ("exercise", "closing")
        and line.kind != "heading"
        and not _instructs(label["name"], table)
        and not (table.find("for_all", label["name"]) and quantities(label["rest"], table))
    ):
        return [replace(line, text=capital(label["rest"]), lead="")]
    if label and role in ("article", "tip", "furniture"):
        return [replace(line, lead=label["name"] + ":")]
    return [line]


def _instructs(name: str, table: Idioms) -> bool:
    """Tell whether the words before a colon ask for something themselves ("Finish on your back: …")."""
    return len(name.split()) > 2 and shape_of(name, table) in ("order", "polite", "infinitive")  # noqa: PLR2004


def _titled(name: str) -> str:
    """Return a name in capitals as a title ("THE BOAT" → "The boat")."""
    return name.capitalize() if name.isupper() else name


def _in_lists(lines: list[Line]) -> list[Line]:
    """Give items that were typed one after the other a list of their own."""
    run = max((line.run for line in lines), default=0)
    found: list[Line] = []
    for line in lines:
        before = found[-1] if found else None
        if line.kind == "item" and not line.run:
            continues = before is not None and before.kind == "item" and not _restarts(before, line)
            run += not continues
            found.append(replace(line, run=before.run if continues and before else run))
        else:
            found.append(line)
    return found


def _restarts(before: Line, line: Line) -> bool:
    return line.number is not None and before.number is not None and line.number <= before.number
