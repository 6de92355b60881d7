"""Warnings for lines that name another count than the next step ("acht keer" before `breathe: 5`)."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from stilte.errors import Problem
from stilte.messages import tr
from stilte.script.durations import Breaths, Count
from stilte.script.line import Said
from stilte.script.number_words import number_word
from stilte.script.routine import Breathe, Chapter, Group, Hold, Music, Note, Pause, Repeat, Say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stilte.script.line import Line
    from stilte.script.routine import Routine, Step

COUNTED = {
    "nl": r"keer|maal|ademhalingen|ademhaling|ademteugen|herhalingen|ronden|rondes",
    "en": r"times|breaths|rounds|repetitions|cycles",
    "de": r"mal|male|atemzüge|atemzügen|runden|wiederholungen",
}
"""The words that follow a count, a language a row."""

MORE = {"nl": r"nog|nogmaals", "en": r"another", "de": r"noch"}
"""The words before a count that make it one more than it says, or what it says: authors differ."""

_NO_WAY = r"(?!\s+(?:in|out|uit|ein|aus)\s*(?:[,.;:!?]|$|(?:and|en|und|then|dan)\b))"
"""Two breaths in, one out: the parts of a breath are counted, not breaths."""

_HIGHEST = 60


def other_counts(routine: Routine) -> Iterator[Problem]:
    """Yield a warning for every line that names a count which the step after it does not have."""
    yield from _in_steps(routine.steps, routine.language.split("-", maxsplit=1)[0].lower())


def named_counts(text: str, language: str) -> tuple[tuple[int, bool], ...]:
    """Return the counts that a text names, each with whether it says "more".

    >>> named_counts("Adem nog vijf keer, of 10x.", "nl")
    ((5, True), (10, False))
    """
    pattern, words = _pattern(language)
    return tuple(
        (words.get(found["n"].lower()) or int(found["n"]), found["more"] is not None)
        for found in pattern.finditer(text)
    )


@lru_cache(maxsize=16)
def _pattern(language: str) -> tuple[re.Pattern[str], dict[str, int]]:
    # From 2 on: "een keer" is as often "some time" as "once".
    words = {number_word(number, language).lower(): number for number in range(2, _HIGHEST + 1)}
    number = "|".join(sorted((re.escape(word) for word in words), key=len, reverse=True))
    nouns = rf"|(?:\s+\w+)?\s*(?:{COUNTED[language]})\b{_NO_WAY}" if language in COUNTED else ""
    more = MORE.get(language, r"(?!)")
    text = rf"(?:\b(?P<more>{more})\s+)?\b(?P<n>[0-9]{{1,4}}|{number})(?:\s*[x×]\b{nouns})"
    return re.compile(text, re.IGNORECASE), words


def _in_steps(steps: tuple[Step, ...], language: str) -> Iterator[Problem]:
    telling = [step for step in steps if not isinstance(step, (Chapter, Note, Music, Pause))]
    for line, after in pairwise(telling):
        count = _count(after)
        if isinstance(line, Say) and count is not None:
            yield from _compare(line, count, language)
    for step in steps:
        if isinstance(step, (Repeat, Group)):
            yield from _in_steps(step.steps, language)


def _count(step: Step) -> Count | None:
    match step:
        case Breathe():
            return step.count
        case Repeat(rounds=Count() as rounds):
            return rounds
        case Hold(length=Breaths(count=count)):
            return count
    return None


def _compare(line: Say, count: Count, language: str) -> Iterator[Problem]:
    named = named_counts(_text(line.line), language)
    wanted = range(count.low, count.high + 1)
    if not named or any(number in wanted or (more and number + 1 in wanted) for number, more in named):
        return
    said = named[0][0]
    has = str(count.low) if count.low == count.high else f"{count.low}-{count.high}"
    message = tr("This line says {said} times, but the step after it has {has}.", said=said, has=has)
    yield Problem(
        line.where, message, tr("Write {said} in the step, or {has} in the line.", said=said, has=has)
    )


def _text(line: Line) -> str:
    spoken = (part for part in line.parts if isinstance(part, (str, Said)))
    return "".join(part if isinstance(part, str) else part.word for part in spoken)
