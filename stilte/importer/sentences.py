"""Blocks → sentences: one spoken line each, with its place in the list and the paragraph it came from."""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stilte.importer.quantities import quantities, without

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stilte.importer.post import Block
    from stilte.importer.words import Idioms

_ABBREVIATIONS = re.compile(
    r"(?:\b(?:ca|bijv|bv|nr|evt|o\.a|d\.w\.z|etc|resp|max|min|sec|sek|approx|e\.g|i\.e|vs|Dr|Mr|Mrs|St|z\.B|bzw|usw|ggf|u\.a|Nr|d\.h|Std)|\b[A-Z]|^\d{1,2})\.$"
)
_QUOTE = re.compile(r"[“”„\"«»‟][^“”„\"«»‟]{1,600}[“”\"»«]")
_MARK = re.compile(r"\s*([(\[][^()\[\]]{0,60}[)\]])\s*")
MOST_LINE = 290
MOST_PARAGRAPH = 4000


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence; `block` counts the blocks of its exercise, `run` its list (0: none), `number` its item."""

    text: str
    block: int
    run: int = 0
    number: int | None = None


def sentences(blocks: Iterable[Block], table: Idioms, first: int = 0) -> tuple[Sentence, ...]:
    """Return the sentences of some blocks, in order."""
    return tuple(
        Sentence(text, at, block.run if block.kind == "item" else 0, block.number)
        for at, block in enumerate(blocks, first)
        for text in split(block.text, table)
    )


def split(text: str, table: Idioms) -> tuple[str, ...]:
    """Return the sentences of a text: brackets that mark a pause stand alone, quotations stay whole.

    >>> from stilte.importer.words import idioms
    >>> split("Sluit je ogen. (30 sec) Zeg: “Dank je. Het is goed.” Adem ca. 3x.", idioms("nl"))
    ('Sluit je ogen.', '(30 sec)', 'Zeg: “Dank je. Het is goed.”', 'Adem ca. 3x.')
    """
    found: list[str] = []
    for line in text.split("\n"):
        for part in (part for piece in _pieces(line) for part in _apart(piece, table)):
            found += _sentences(part)
    return tuple(
        short for sentence in found for short in _shortened(sentence) if re.search(r"\w|…|\.\.\.", short)
    )


def _pieces(line: str) -> list[str]:
    """Cut a line that no author wrote: patterns are then searched in a bounded text."""
    if len(line) <= MOST_PARAGRAPH:
        return [line]
    return textwrap.wrap(line, MOST_PARAGRAPH)


def _apart(line: str, table: Idioms) -> list[str]:
    """Set brackets apart that say nothing but a pause or a time and follow a finished sentence."""
    parts, at = [], 0
    for match in _MARK.finditer(line):
        before = line[at : match.start()].rstrip()
        finished = not before or before.endswith((".", "!", "?", "…", ":", ")", "]", "”", '"'))
        if finished and is_pause(match[1], table):
            parts += [before, match[1]]
            at = match.end()
    return [part for part in (*parts, line[at:].strip()) if part]


def is_pause(text: str, table: Idioms) -> bool:
    """Tell whether a text is a mark of a pause: dots, or a bracket or line of pause words and a time."""
    if re.fullmatch(r"[\W_]*(?:\.{3,}|…)[\W_]*", text):
        return True
    inner = text.strip().strip("()[]").strip(" .:-–~—*")
    bracketed = text.strip()[:1] in "(["
    found = [one for one in quantities(inner, table) if one.unit in ("seconds", "counts", "breaths")]
    rest = table_words(without(inner, *found), table)
    words = len(inner.split())
    if table.find("pause", inner) and words <= 5 and not rest:  # noqa: PLR2004  a mark is short
        return bracketed or bool(found) or words == 1
    return bracketed and bool(found) and not rest


def table_words(text: str, table: Idioms) -> list[str]:
    """Return the words of a text that are no pause words and no small words of the language."""
    small = {
        *table.table["marks_of_the_language"],
        *table.table["approx"],
        "lange",
        "korte",
        "kurze",
        "kurz",
        "long",
        "short",
        "brief",
        "ca",
    }
    return [
        word
        for word in re.findall(r"\w+", text.lower())
        if word not in small and not table.find("pause", word)
    ]


def _sentences(line: str) -> list[str]:
    held = {match.start(): match.end() for match in _QUOTE.finditer(line)}
    found, start, at = [], 0, 0
    while at < len(line):
        if at in held:
            at = held[at]
            closed = line[at - 2] in ".!?…" and bool(re.match(r"\s+[A-ZÀ-Þ(\[]", line[at:]))
        else:
            closed = _closes(line, start, at)
            at += 1
        if closed:
            found.append(line[start:at].strip())
            start = at
    return [one for one in (*found, line[start:].strip()) if one]


def _closes(line: str, start: int, at: int) -> bool:
    if line[at] not in ".!?…" or not re.match(r"[)\]”\"]?\s+[\"“„(\[]?[A-ZÀ-Þ0-9(\[]", line[at + 1 :] + " "):
        return False
    if line[at] == "…" or line[max(0, at - 2) : at + 1] == "...":
        return bool(re.match(r"\s+[A-ZÀ-Þ]", line[at + 1 :]))
    return not (line[at] == "." and _ABBREVIATIONS.search(line[start : at + 1]))


def _shortened(sentence: str) -> list[str]:
    """Cut a sentence that is too long to be one spoken line, at semicolons, dashes or commas."""
    if len(sentence) <= MOST_LINE:
        return [sentence]
    for mark in ("; ", " – ", ": ", ", "):
        middle = min(
            (m.end() for m in re.finditer(re.escape(mark), sentence)),
            key=lambda x: abs(x - len(sentence) // 2),
            default=0,
        )
        if middle and 20 < middle < len(sentence) - 20:  # noqa: PLR2004  no crumbs
            return [*_shortened(sentence[:middle].strip()), *_shortened(sentence[middle:].strip())]
    space = sentence.rfind(" ", 0, MOST_LINE)
    return [sentence] if space <= 0 else [sentence[:space], *_shortened(sentence[space + 1 :])]
