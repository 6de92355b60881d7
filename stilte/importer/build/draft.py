"""A script before it is written: steps as the importer means them, each with the words it came from."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Literal

from stilte.messages import Capitalized, Message, tr

Verb = Literal["say", "pause", "silence", "breathe", "hold", "repeat", "chapter", "note", "bell", "raw"]


@dataclass(frozen=True, slots=True)
class Times:
    """A count or a time, from `low` to `high`; `unit` is "" for a count, "s" for seconds, or "breaths"."""

    low: float
    high: float
    unit: Literal["", "s", "breaths"] = ""

    def __str__(self) -> str:
        if self.unit == "s":
            return _time(self.low, self.high)
        ends = f"{self.low:g}" if self.low == self.high else f"{self.low:g}-{self.high:g}"
        return f"{ends} breaths" if self.unit else ends


def _time(low: float, high: float) -> str:
    """Write seconds as an author would.

    >>> _time(120, 180), _time(90, 90), _time(300, 300)
    ('2-3m', '90', '5m')
    """
    if low % 60 == 0 and high % 60 == 0 and low >= 120:  # noqa: PLR2004
        return f"{low // 60:g}m" if low == high else f"{low // 60:g}-{high // 60:g}m"
    return f"{low:g}" if low == high else f"{low:g}-{high:g}"


@dataclass(frozen=True, slots=True)
class Cues:
    """What is said in one breath, by phase; none: silent."""

    lines: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """A step to write: `text` is spoken, a title or a note; `comments` say what it came from.

    `marks` ("guessed count") and `depth` (how many repeats stand inside each other) are for the builder
    alone.
    """

    verb: Verb
    text: str = ""
    times: Times | None = None
    steps: tuple[Step, ...] = ()
    entries: tuple[tuple[tuple[str, str], ...], ...] = ()
    cues: tuple[Cues, ...] = ()
    every: float | None = None
    during: tuple[str, ...] = ()
    breath: str = ""
    sound: str = ""
    voice: str = ""
    on: str = ""
    pause: str = ""
    comments: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    depth: int = 0

    def noting(self, *comments: str) -> Step:
        """Return the step with comments above it."""
        return replace(self, comments=(*comments, *self.comments))


@dataclass(frozen=True, slots=True)
class Guess(Message):
    """Something of which the author should look at: `at` is the number of its sentence in the post, or -1.

    The message names its sentence as `sentence`, if it names one.
    """

    message: Message
    at: int = -1

    def in_language(self, name: str) -> str:
        """Return the guess, its sentence quoted."""
        return self.message.in_language(name)

    @property
    def beside_its_sentence(self) -> Message:
        """Return the guess as it is told where its sentence stands above it."""
        return Capitalized(self.message.given(sentence=tr("this sentence"))) if self.at >= 0 else self.message


@dataclass(frozen=True, slots=True)
class Draft:
    """A whole script before it is written; `guesses` are what the author should look at.

    `lengths` are seconds, `length_words` the sentence that asks for them; `trailing` are comments at the end.
    """

    title: str
    language: str
    steps: tuple[Step, ...]
    subtitle: str = ""
    description: str = ""
    lengths: tuple[float, ...] = ()
    length_words: str = ""
    stretch: str = ""
    guesses: tuple[Guess, ...] = ()
    source: str = ""
    extra: tuple[str, ...] = field(default=())
    voice: str = ""
    music: str = ""
    trailing: tuple[str, ...] = ()


def estimate_s(step: Step) -> float:
    """Return about how long a step lasts, in seconds: 0.6 s a word, 4 s after a line."""
    words = len(step.text.split()) * 0.6 if step.verb == "say" else 0.0
    if step.verb == "say":
        return words + (8.0 if step.pause else 4.0)
    length = step.times.low if step.times else 0.0
    if step.verb in ("hold", "pause", "silence"):
        return length * (10.0 if step.times and step.times.unit == "breaths" else 1.0)
    if step.verb == "breathe":
        return length if step.times and step.times.unit == "s" else length * _cycle_s(step.breath)
    rounds = len(step.entries) or (1 if step.times and step.times.unit == "s" else length)
    if step.verb == "repeat" and step.times and step.times.unit == "s":
        return length
    return rounds * sum(estimate_s(one) for one in step.steps) if step.verb == "repeat" else 0.0


def _cycle_s(breath: str) -> float:
    numbers = [float(number) for number in re.findall(r"\d+(?:\.\d+)?", breath)]
    return sum(numbers) or {"box": 16.0, "coherent": 11.0}.get(breath, 10.0)
