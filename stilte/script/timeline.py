"""The timeline of a track: the start and length of every event in frames. Silence is the absence of events.

Starts and lengths count frames (samples of one channel) from the first sample of the decoded track.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from stilte.errors import InputError, Problem, Where
from stilte.messages import tr

if TYPE_CHECKING:
    from stilte.script.durations import Phase
    from stilte.script.line import Side, Utterance
    from stilte.script.routine import BreathSound

Role = Literal["line", "cue", "count"]


@dataclass(frozen=True, slots=True)
class Speech:
    """A take in its place. `levelled` lines carry a `level` of the author's and do not count for loudness.

    A cue carries its phase, its cycle and, in a breath written out, the number of its part. `side` is where
    it is heard, None for the middle.
    """

    start_frame: int
    length_frames: int
    utterance: Utterance
    role: Role
    level_db: float
    levelled: bool
    where: Where
    phase: Phase | None = None
    cycle: int | None = None
    part: int | None = None
    side: Side | None = None

    @property
    def text(self) -> str:
        """Return what a reader sees."""
        return self.utterance.text


@dataclass(frozen=True, slots=True)
class BreathPhase:
    """One phase of one breath, whether it sounds or not; `written_frames` is its length without overrun.

    `part` is its number among the parts of a breath written out, from 1.
    """

    start_frame: int
    length_frames: int
    written_frames: int
    phase: Phase
    cycle: int
    of: int
    sound: BreathSound
    level_db: float
    where: Where
    part: int | None = None


@dataclass(frozen=True, slots=True)
class Strike:
    """One strike of a bell, until it has fallen 60 dB."""

    start_frame: int
    length_frames: int
    sound: str
    level_db: float
    where: Where
    side: Side | None = None
    tone_hz: float | None = None


@dataclass(frozen=True, slots=True)
class Playing:
    """A sound played once."""

    start_frame: int
    length_frames: int
    sound: str
    level_db: float
    where: Where
    side: Side | None = None
    tone_hz: float | None = None


Event = Speech | BreathPhase | Strike | Playing


@dataclass(frozen=True, slots=True)
class BedChange:
    """From `start_frame` on, over `over_frames`: `bed` (None: no bed) at `level_db` from its own level."""

    start_frame: int
    over_frames: int
    bed: str | None
    level_db: float


@dataclass(frozen=True, slots=True)
class Mark:
    """A chapter: `start_frame` where it begins, `written_frame` (up to 0.5 s earlier) for players."""

    start_frame: int
    written_frame: int
    title: str
    where: Where


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch with a name: a hold, a round of a repeat, or quiet that was planned (`pause`, `silence`).

    `round`, `of` and `item` belong to rounds; `written_frames` is None where nothing fixed the length.
    """

    kind: Literal["hold", "round", "pause", "silence"]
    start_frame: int
    length_frames: int
    written_frames: int | None
    where: Where
    round: int | None = None
    of: int | None = None
    item: str | None = None


@dataclass(frozen=True, slots=True)
class Chosen:
    """The count that was chosen for a range."""

    where: Where
    count: int


@dataclass(frozen=True, slots=True)
class Fit:
    """How a wanted length was met; `share` of the room used, negative where time was shrunk, None without."""

    asked_frames: int | None
    share: float | None
    counts: tuple[Chosen, ...]


@dataclass(frozen=True, slots=True)
class Overrun:
    """What a voice lengthened: `holder` is a phase ("in-breath"), "hold", "round"; `voice` what was said."""

    where: Where
    holder: str
    voice: str
    written_frames: int
    needed_frames: int


@dataclass(frozen=True, slots=True)
class Timeline:
    """A track laid out. Events are in order of start; `beds` begins with the bed at frame 0, if any."""

    rate_hz: int
    length_frames: int
    events: tuple[Event, ...]
    beds: tuple[BedChange, ...]
    marks: tuple[Mark, ...]
    spans: tuple[Span, ...]
    lead_frames: tuple[int, int]
    fit: Fit
    notes: tuple[str, ...] = ()
    overruns: tuple[Overrun, ...] = ()


def is_silent(timeline: Timeline) -> bool:
    """Tell whether nothing on a timeline sounds: no bed, no voice, no bell, no breath."""
    return not any(change.bed for change in timeline.beds) and not any(map(_sounds, timeline.events))


def refuse_nothing(timeline: Timeline, script: str) -> None:
    """Raise `InputError` for a track that lasts no time at all."""
    if timeline.length_frames == 0:
        message = tr("Nothing in this script takes any time.")
        raise InputError(Problem(Where(script, 1), message, tr("Write a line to be spoken, or a `pause`.")))


def _sounds(event: Event) -> bool:
    return not isinstance(event, BreathPhase) or event.sound != "none"
