"""A routine as values: what the author wrote, read and resolved, before any time is laid out.

Everything that can be known from the text alone is settled here: includes are read in, `with` is filled in,
voice, level and speed are inherited, times are seconds, `stretch` has given every elastic time its ends.
Only what depends on the round (`on`, `<n>`, `<left>`, `<item>`, keys of a list entry) is left open.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from stilte.script.durations import AFTER_LINE, CALM, Duration, Pattern

if TYPE_CHECKING:
    from stilte.errors import Problem, Where
    from stilte.script.durations import Count, Phase
    from stilte.script.line import Delivery, Line

Counting = Literal["up", "down"]
BreathSound = Literal["none", "breath", "tone"]


@dataclass(frozen=True, slots=True)
class RoundRange:
    """Rounds `first` to `last`, both included, from 1; `last` None means to the end."""

    first: int
    last: int | None


RoundTerm = Literal["first", "last", "not first", "not last", "odd", "even"] | RoundRange


@dataclass(frozen=True, slots=True)
class On:
    """In which rounds a step or a cue happens: in any that one of the terms names."""

    terms: tuple[RoundTerm, ...]


@dataclass(frozen=True, slots=True)
class Say:
    """A spoken line, then quiet: `after` as written on the line, or None for the routine's `pause`."""

    line: Line
    delivery: Delivery
    after: Duration | None
    where: Where
    on: On | None = None


@dataclass(frozen=True, slots=True)
class Pause:
    """Quiet written as a step; `silence` is the same with an `Exact` length and `silence` True."""

    length: Duration
    where: Where
    silence: bool = False
    on: On | None = None


@dataclass(frozen=True, slots=True)
class Cue:
    """What is said in one breath cycle; no lines: `silent`."""

    lines: tuple[tuple[Phase, Line], ...]
    where: Where
    on: On | None = None


@dataclass(frozen=True, slots=True)
class Breathe:
    """Whole breath cycles. `cues` in the order written; a single mapping for all cycles is one plain cue."""

    count: Count
    pattern: Pattern
    cues: tuple[Cue, ...]
    counting: Counting | None
    sound: BreathSound
    delivery: Delivery
    where: Where
    on: On | None = None


@dataclass(frozen=True, slots=True)
class During:
    """A line inside a hold; `at_s` from its start, negative from its end, None to be spread evenly."""

    line: Line
    at_s: float | None
    delivery: Delivery
    where: Where
    on: On | None = None


@dataclass(frozen=True, slots=True)
class Hold:
    """A posture held: `opening` is said inside the time, `during` along the way."""

    length: Duration
    opening: Line | None
    during: tuple[During, ...]
    counting: Counting | None
    delivery: Delivery
    where: Where
    on: On | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a list under `repeat`: `item` for a plain one, `values` for the keys of a mapping."""

    item: Line | None
    values: tuple[tuple[str, Line], ...] = ()


@dataclass(frozen=True, slots=True)
class Repeat:
    """Steps that many times, or once for each entry; with `every_s` each round lasts exactly that long."""

    rounds: Count | tuple[Entry, ...]
    steps: tuple[Step, ...]
    every_s: float | None
    where: Where
    on: On | None = None


@dataclass(frozen=True, slots=True)
class Chapter:
    """The start of a chapter; its title may hold places, never quiet."""

    title: Line
    where: Where
    on: On | None = None


@dataclass(frozen=True, slots=True)
class Bell:
    """Strikes 4 s apart; `after` as for a line."""

    strikes: int
    sound: str
    level_db: tuple[float, float]
    after: Duration | None
    where: Where
    on: On | None = None


@dataclass(frozen=True, slots=True)
class Play:
    """A sound played once, in full; quiet follows only where `after` is written."""

    sound: str
    level_db: tuple[float, float]
    after: Duration | None
    where: Where
    on: On | None = None


@dataclass(frozen=True, slots=True)
class Music:
    """A change of the bed: to another (`bed`, "none" for none) or of its level (`level_db` from its own)."""

    bed: str | None
    level_db: float | None
    over_s: float
    where: Where
    on: On | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """A text for the show notes, never spoken."""

    text: Line
    where: Where
    on: On | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """The steps of an include that carries an `on`; without one its steps stand in its place."""

    steps: tuple[Step, ...]
    where: Where
    on: On | None = None


Step = Say | Pause | Breathe | Hold | Repeat | Chapter | Bell | Play | Music | Note | Group


@dataclass(frozen=True, slots=True)
class Routine:
    """A script, read whole. Times in seconds, levels in dB; `script` is its path seen from the project."""

    script: str
    slug: str
    title: str
    language: str
    voice: str
    steps: tuple[Step, ...]
    subtitle: str = ""
    description: str = ""
    author: str = ""
    music: str = "none"
    clear: bool = False
    breath: Pattern = CALM
    pause: Duration = AFTER_LINE
    lengths_s: tuple[float, ...] = ()
    lengths_at: tuple[Where, ...] = ()
    music_at: Where | None = None
    stretch: tuple[float, float] = (0.5, 3.0)
    lead_s: tuple[float, float] | None = None
    date: str | None = None
    season: int | None = None
    episode: int | None = None
    image: str | None = None
    tags: tuple[str, ...] = ()
    explicit: bool = False
    rate_hz: int | None = None
    warnings: tuple[Problem, ...] = field(default=())
