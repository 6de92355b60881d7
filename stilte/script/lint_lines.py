"""Warnings of `check` about the text of spoken lines: too long, without words, signs of other programs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stilte.errors import Problem
from stilte.messages import tr
from stilte.script.line import Gap, Place, Said
from stilte.script.walk import every_step, lines_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stilte.errors import Where
    from stilte.script.line import Line
    from stilte.script.routine import Routine

LONGEST_LINE = 300
_MARKUP = re.compile(r"(?<!\w)(\*\*|\*|__|~~|`)(?=\S)(?P<words>.+?)(?<=\S)\1(?!\w)")
_LIST_NUMBER = re.compile(r"(?P<number>\d{1,2}[.)])\s+(?P<words>\D.*)", re.DOTALL)
# Cues of other programs and of teleprompters: `[P10]`, `{zachte muziek}`, `//3//`.
_CUE = re.compile(r"\[\[?[^\[\]]+\]\]?|\{\{?[^{}]+\}\}?|(?<![\w:/])//[^/]{1,40}//(?![\w/])")


def written_lines(routine: Routine) -> Iterator[Problem]:
    """Yield a warning for each thing in a line that its author may not have meant to be spoken."""
    for step in every_step(routine.steps):
        for line, where in lines_of(step):
            text = visible(line)
            yield from _long(text, where)
            yield from _without_words(text, where)
            yield from _marked_up(text, where)
            yield from _list_number(text, where)
            yield from _cues(text, where)


def _long(text: str, where: Where) -> Iterator[Problem]:
    if len(text) > LONGEST_LINE:
        message = tr(
            "This line has {count} characters; lines over {most} are hard to follow.",
            count=len(text),
            most=LONGEST_LINE,
        )
        yield Problem(where, message, tr("Split it into two or more lines."))


def _without_words(text: str, where: Where) -> Iterator[Problem]:
    if not any(letter.isalnum() for letter in text):
        message = tr("'{text}' contains nothing to say: only its pause remains.", text=text)
        yield Problem(where, message, tr("Write words; for quiet write a step as `- pause: 3`."))


def _marked_up(text: str, where: Where) -> Iterator[Problem]:
    found = _MARKUP.search(text)
    if found and any(letter.isalnum() for letter in found["words"]):
        message = tr(
            "The formatting of '{words}' is not spoken, but readers of the transcript see it.",
            words=found[0],
        )
        yield Problem(where, message, tr("Write '{words}'.", words=found["words"]))


def _list_number(text: str, where: Where) -> Iterator[Problem]:
    found = _LIST_NUMBER.match(text)
    if found:
        message = tr(
            "The voice says the '{number}' of the list: '{text}'.", number=found["number"], text=text
        )
        cure = tr(
            "Write '{words}', or say the number in a sentence: `Stap 1: …`, `Step 1: …`.",
            words=found["words"],
        )
        yield Problem(where, message, cure)


def _cues(text: str, where: Where) -> Iterator[Problem]:
    for found in _CUE.finditer(text):
        if any(letter.isalnum() for letter in found[0]):
            message = tr("The voice says the words of '{text}': such signs mean nothing here.", text=found[0])
            cure = tr("Leave it out; quiet is written as `<5s>`, a bell as a step of its own.")
            yield Problem(where, message, cure)


def visible(line: Line) -> str:
    """Return the text of a line as its reader sees it, without its quiet."""
    parts = []
    for part in line.parts:
        match part:
            case str():
                parts.append(part)
            case Said():
                parts.append(part.word)
            case Place():
                parts.append(f"<{part.name}>")
            case Gap():
                pass
    return "".join(parts)
