"""The steps of a chapter while they are gathered, and small words about text that all readers share."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from stilte.importer.draft import Step, Times
from stilte.importer.quantities import Quantity, without
from stilte.importer.words import Idioms, capital, union

if TYPE_CHECKING:
    from stilte.importer.breath import Phased
    from stilte.importer.sentences import Sentence


@dataclass(slots=True)
class Reader:
    """The steps of a chapter while they are gathered, and what is still open."""

    table: Idioms
    whole: bool
    inherited: dict[str, Times] = field(default_factory=dict)
    named: str = ""
    steps: list[Step] = field(default_factory=list)
    origins: list[Sentence] = field(default_factory=list)
    open: list[tuple[Phased, Sentence]] = field(default_factory=list)
    guesses: list[str] = field(default_factory=list)

    def add(self, step: Step, origin: Sentence) -> None:
        """Append a step that came from a sentence."""
        self.steps.append(step)
        self.origins.append(origin)

    def say(self, text: str, origin: Sentence) -> None:
        """Append a spoken line, with its dots as quiet."""
        line = dotted(text)
        if re.search(r"\w", line):
            self.add(Step("say", line), origin)

    def wrap(self, start: int, step: Step, origin: Sentence) -> None:
        """Put everything from `start` on inside a step."""
        del self.steps[start:], self.origins[start:]
        self.add(step, origin)

    def guess(self, text: str) -> None:
        """Note something that the author should look at."""
        if text not in self.guesses:
            self.guesses.append(text)


def dotted(text: str) -> str:
    """Return a line with its inner dots as two seconds of quiet.

    >>> dotted("Voel je gezicht… laat je kaken los…")
    'Voel je gezicht <2s> laat je kaken los.'
    """
    plain = re.sub(r"\s*(?:\.{3,}|…)\s*$", ".", text.strip())
    plain = re.sub(r"^(?:\.{3,}|…)\s*", "", plain)
    return re.sub(r"\s*(?:\.{3,}|…)\s*(?=\w)", " <2s> ", plain)


def quoted(text: str) -> str:
    """Return the words of a post as a comment."""
    return '"' + " ".join(text.replace('"', "'").replace("<<", "<").split()) + '"'


def spoken(text: str, found: tuple[Quantity, ...]) -> str:
    """Return a sentence as it is said: without ranges, short forms ("3x", "sec") and bracketed times."""
    gone = [
        one
        for one in found
        if not one.spoken or one.low != one.high or text[one.start : one.start + 1] in "(["
    ]
    said = without(text, *gone) if gone else text
    return capital(said) if re.search(r"\w", said) else ""


def bare_then(text: str) -> str:
    """Return a clause without its "and then"."""
    return re.sub(rf"^(?:(?:{union('and_then')})\s+)+", "", text, flags=re.IGNORECASE)


def as_time(one: Quantity) -> Times:
    """Return how long a quantity lasts, in seconds or in breaths."""
    return Times(one.low, one.high, "breaths" if one.unit == "breaths" else "s")
