"""A routine as values: what the author wrote, read and resolved, before any time is laid out.

Everything that can be known from the text alone is settled here: includes are read in, `with` is filled in,
voice, level and speed are inherited, times are seconds, `stretch` has given every elastic time its ends.
Only what depends on the round is left open: `on`, `<n>`, `<left>`, `<item>`, keys of a list entry,
`[first, last]`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from stilte.script.durations import AFTER_LINE, CALM, Duration, Pattern

if TYPE_CHECKING:
    from stilte.errors import Problem, Where
    from stilte.script.durations import After, Count, PatternRamp, Phase, Ramp
    from stilte.script.line import Delivery, Line, Side
    from stilte.script.overlay import Overlay
    from stilte.script.round_selection import RoundSelection

Counting = Literal["up", "down"]
BreathSound = Literal["none", "breath", "tone"]


@dataclass(frozen=True, slots=True)
class Say:
    """A spoken line, then quiet: `after` as written on the line, or None for the pause in force there.

    `usual` is that pause where a repeat or an include sets one, None for the routine's.
    """

    line: Line
    delivery: Delivery
    after: After | None
    where: Where
    on: RoundSelection | None = None
    usual: After | None = None


@dataclass(frozen=True, slots=True)
class Pause:
    """Quiet written as a step; `silence` is the same with an `Exact` length and `silence` True."""

    length: Duration
    where: Where
    silence: bool = False
    on: RoundSelection | None = None


@dataclass(frozen=True, slots=True)
class Cue:
    """What is said in one breath cycle; no lines: `silent`.

    The second line of a phase is for the second part of that kind; a line without words says nothing there.
    """

    lines: tuple[tuple[Phase, Line], ...]
    where: Where
    on: RoundSelection | None = None


@dataclass(frozen=True, slots=True)
class Breathe:
    """Whole breath cycles. `cues` in the order written; a single mapping for all cycles is one plain cue.

    With a `ramp` the breath changes from cycle to cycle or round to round, and `pattern` is its first.
    `part_sounds` are heard at the start of every part of their phase.
    """

    count: Count
    pattern: Pattern
    cues: tuple[Cue, ...]
    counting: Counting | None
    sound: BreathSound
    delivery: Delivery
    where: Where
    on: RoundSelection | None = None
    ramp: PatternRamp | None = None
    part_sounds: tuple[tuple[Phase, str], ...] = ()
    over: tuple[Overlay, ...] = ()


@dataclass(frozen=True, slots=True)
class During:
    """A line inside a hold; `at_s` from its start, negative from its end, None to be spread evenly."""

    line: Line
    at_s: float | None
    delivery: Delivery
    where: Where
    on: RoundSelection | None = None


@dataclass(frozen=True, slots=True)
class Hold:
    """A posture held: `opening` is said inside the time, `during` along the way."""

    length: Duration
    opening: Line | None
    during: tuple[During, ...]
    counting: Counting | None
    delivery: Delivery
    where: Where
    on: RoundSelection | None = None
    over: tuple[Overlay, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a list under `repeat`: `item` for a plain one, `values` for the keys of a mapping."""

    item: Line | None
    values: tuple[tuple[str, Line], ...] = ()


@dataclass(frozen=True, slots=True)
class Repeat:
    """Steps that many times, or once for each entry; with `every_s` each round lasts exactly that long.

    With an `every_ramp` rounds differ in length, and `every_s` is the first's. `name` is a mark for the
    number of the round. `breath`, `pause` and `delivery` are what it sets for everything inside, where it
    all stands resolved already.
    """

    rounds: Count | tuple[Entry, ...]
    steps: tuple[Step, ...]
    every_s: float | None
    where: Where
    on: RoundSelection | None = None
    every_ramp: Ramp | None = None
    name: str | None = None
    breath: Pattern | PatternRamp | None = None
    pause: After | None = None
    delivery: Delivery | None = None


@dataclass(frozen=True, slots=True)
class Chapter:
    """The start of a chapter; its title may hold places, never quiet."""

    title: Line
    where: Where
    on: RoundSelection | None = None


STRIKE_EVERY_S = 4.0
"""The time from one strike of a bell to the next."""


@dataclass(frozen=True, slots=True)
class Bell:
    """Strikes 4 s apart; `after` as for a line."""

    strikes: int
    sound: str
    level_db: tuple[float, float]
    after: After | None
    where: Where
    on: RoundSelection | None = None
    usual: After | None = None
    side: Side | None = None
    level_depth: int | None = None
    tone_hz: float | None = None


@dataclass(frozen=True, slots=True)
class Play:
    """A sound played once, in full; quiet follows only where `after` is written."""

    sound: str
    level_db: tuple[float, float]
    after: After | None
    where: Where
    on: RoundSelection | None = None
    side: Side | None = None
    level_depth: int | None = None
    tone_hz: float | None = None


@dataclass(frozen=True, slots=True)
class Music:
    """A change of the bed: to another (`bed`, "none" for none) or of its level (`level_db` from its own)."""

    bed: str | None
    level_db: float | None
    over_s: float
    where: Where
    on: RoundSelection | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """A text for the show notes, never spoken."""

    text: Line
    where: Where
    on: RoundSelection | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """The steps of an include that carries an `on`; without one its steps stand in its place."""

    steps: tuple[Step, ...]
    where: Where
    on: RoundSelection | None = None


Step = Say | Pause | Breathe | Hold | Repeat | Chapter | Bell | Play | Music | Note | Group


@dataclass(frozen=True, slots=True)
class Routine:
    """A script, read whole. Times in seconds, levels in dB; `script` is its path seen from the project.

    `was` holds slugs under which it has been published before.
    A script with `tracks` is its first track, under the slug of the script; `tracks` holds them all.
    """

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
    room: str = "soft"
    breath: Pattern = CALM
    pause: After = AFTER_LINE
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
    was: tuple[str, ...] = ()
    warnings: tuple[Problem, ...] = field(default=())
    tracks: tuple[Routine, ...] = ()
