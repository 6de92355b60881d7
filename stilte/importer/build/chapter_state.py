"""The steps of a chapter while they are gathered, and small words about text that all readers share."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from stilte.importer.build.draft import Guess, Step, Times
from stilte.importer.language.phrases import Idioms, capital
from stilte.importer.language.quantities import Quantity, without
from stilte.messages import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stilte.importer.build.breaths.compact import Phased
    from stilte.importer.label.labelled_post import Sentence
    from stilte.importer.label.marks import Mark
    from stilte.messages import Message

MOST_NESTED = 5
_LONG_QUOTE = 90
CHANGE_S = "8"
"""Seconds to change sides, which posts leave to their reader."""
_PAUSABLE = ("say",)


@dataclass(slots=True)
class Reader:
    """The steps of a chapter while they are gathered, and what is still open.

    `ahead` are the sentences after the one that is read; `announced` is a count of breaths that was told
    before them; `last` is the count of the last repeat; `left` are sentences on their way into a comment;
    `between` is the rest that the post asks for between its parts, the last one told; `part_length` is what
    a field ("Time: 1 minute") says of this part; `fields_at` is how many steps stood there after a field;
    `for_all` is the paragraph that tells times for every part;
    `reading` is the number of the sentence that is read;
    `marks` are what the author said of several sentences.
    """

    table: Idioms
    whole: bool
    inherited: dict[str, Times] = field(default_factory=dict)
    named: str = ""
    steps: list[Step] = field(default_factory=list)
    origins: list[Sentence] = field(default_factory=list)
    open: list[tuple[Phased, Sentence]] = field(default_factory=list)
    guesses: list[Guess] = field(default_factory=list)
    reading: int = -1
    left: list[str] = field(default_factory=list)
    marks: tuple[Mark, ...] = ()
    ahead: Sequence[Sentence] = ()
    announced: Times | None = None
    last: Times | None = None
    vague_marks: int = 0
    forward: tuple[Times, int, Sentence] | None = None
    lefts: set[str] = field(default_factory=set)
    counts: set[Guess] = field(default_factory=set)
    notes: set[str] = field(default_factory=set)
    between: list[Step] = field(default_factory=list)
    part_length: Quantity | None = None
    fields_at: int = -1
    for_all: int = -1

    def add(self, step: Step, origin: Sentence) -> None:
        """Append a step that came from a sentence; what was left out before it stands above it."""
        self.steps.append(step.noting(*self.take_left()))
        self.origins.append(origin)

    def say(self, text: str, origin: Sentence) -> None:
        """Append a spoken line, with its dots as quiet."""
        line = dotted(text)
        if re.search(r"\w", line):
            self.add(Step("say", line), origin)

    def note(self, text: str, origin: Sentence) -> None:
        """Append a note; the sentences of one paragraph make one note."""
        before = self.steps[-1] if self.steps else None
        same_paragraph = bool(self.origins) and origin.block == self.origins[-1].block
        if before is not None and before.verb == "note" and same_paragraph and not self.left:
            self.steps[-1] = replace(before, text=f"{before.text} {text}")
        else:
            self.add(Step("note", text), origin)

    def wrap(self, start: int, step: Step, origin: Sentence) -> None:
        """Put everything from `start` on inside a step; one that would nest too deep is said instead."""
        depth = 1 + max((inner.depth for inner in step.steps), default=0)
        if depth > MOST_NESTED:
            self.guess(
                tr(
                    "{sentence} repeats what is repeated already: it is said as it stands.",
                    sentence=quoted(origin.text),
                ),
                origin,
            )
            self.add(Step("say", origin.text), origin)
            return
        del self.steps[start:], self.origins[start:]
        self.add(replace(step, depth=depth if step.steps else 0), origin)

    def guess(self, message: Message, origin: Sentence | None = None) -> Guess:
        """Note something that the author should look at, in the sentence that is read or in `origin`."""
        told = Guess(message, self.reading if origin is None else origin.at)
        if told not in self.guesses:
            self.guesses.append(told)
        return told

    def guess_count(self, message: Message, origin: Sentence) -> None:
        """Note that a count was guessed; what tells the count later takes the note back."""
        self.counts.add(self.guess(message, origin))

    def take_back_counts(self) -> None:
        """Take the notes of guessed counts back: a count was found for them."""
        self.guesses = [guess for guess in self.guesses if guess not in self.counts]

    def leave_out(self, text: str) -> None:
        """Keep a sentence that is not said for a comment in its place."""
        self.left.append(text)

    def take_left(self) -> tuple[str, ...]:
        """Return the comment for what was left out since the last step, if anything."""
        texts, self.left = self.left, []
        if not texts:
            return ()
        self.lefts.add(left_out(texts))
        return (left_out(texts),)

    def pause_after(
        self, low: float, high: float, origin: Sentence, words: str, *, dots: bool = False
    ) -> None:
        """Give the line before a mark its quiet; a step of its own where no line stands before."""
        before = self.steps[-1] if self.steps else None
        time = f"{low:g}" if low == high else f"{low:g}-{high:g}"
        plain = before is not None and before.verb == "say" and not before.on and low <= _LONGEST_AT_LINE_S
        if plain and before and (not before.pause or before.pause == DOTS):
            self.steps[-1] = replace(before, pause=DOTS if dots else time)
        elif before is not None and before.verb in ("say", "pause") and dots:
            return
        elif before is not None and before.verb == "pause" and before.times:
            longer = Times(before.times.low + low, before.times.high + high, "s")
            self.steps[-1] = replace(before, times=longer).noting(quoted(words))
        else:
            self.add(Step("pause", times=Times(low, high, "s")).noting(quoted(words)), origin)


_LONGEST_AT_LINE_S = 59.0
DOTS = "3"


def left_out(texts: Sequence[str]) -> str:
    """Return sentences that are not said as one comment, shortened where there are many.

    >>> left_out(["Een spier.", "Nog een.", "En een laatste zin."])
    'left out (3 sentences): "Een spier. … En een laatste zin."'
    """
    first, last = texts[0], texts[-1]
    if len(texts) == 1:
        return str(tr("left out: {sentence}", sentence=quoted(_short(first))))
    if len(texts) == 2 and len(first) + len(last) <= _LONG_QUOTE:  # noqa: PLR2004
        both = quoted(f"{first} {last}")
        return str(tr("left out ({n} sentences): {sentences}", n=2, sentences=both))
    ends = quoted(f"{_short(first)} … {_short(last)}")
    return str(tr("left out ({n} sentences): {sentences}", n=len(texts), sentences=ends))


def _short(text: str) -> str:
    flat = " ".join(text.split())
    if len(flat) <= _LONG_QUOTE:
        return flat
    return f"{flat[: _LONG_QUOTE // 2].rsplit(' ', 1)[0]} … {flat[-_LONG_QUOTE // 2 :].split(' ', 1)[-1]}"


def dotted(text: str) -> str:
    """Return a line with its inner dots as two seconds of quiet.

    >>> dotted("Voel je gezicht… laat je kaken los…")
    'Voel je gezicht <2s> laat je kaken los.'
    """
    plain = re.sub(r"[.\s]*(?:\.{3,}|…)[.…\s]*$", ".", text.strip())
    plain = re.sub(r"^(?:\.{3,}|…)\s*", "", plain)
    return re.sub(r"\s*(?:\.{3,}|…)[.…,\s]*(?=\w)", " <2s> ", plain)


def quoted(text: str) -> str:
    """Return the words of a post as a comment."""
    return '"' + " ".join(text.replace('"', "'").replace("<<", "<").split()) + '"'


def spoken(text: str, found: tuple[Quantity, ...]) -> str:
    """Return a sentence as it is said: without "3x" and without times in brackets."""
    gone = [
        one
        for one in found
        if text[one.start : one.start + 1] in "([" or re.search(r"\d\s?[x×]\W*$", text[one.start : one.end])
    ]
    said = without(text, *gone) if gone else text
    return capital(said) if re.search(r"\w", said) else ""


def as_time(one: Quantity) -> Times:
    """Return how long a quantity lasts, in seconds or in breaths."""
    return Times(one.low, one.high, "breaths" if one.unit == "breaths" else "s")
