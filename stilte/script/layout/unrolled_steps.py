"""The steps of a routine unrolled into a flat sequence, with marks filled in, before they have times."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from stilte.script.line import Utterance
from stilte.script.routine import Music

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stilte.errors import Where
    from stilte.script.durations import Duration, Lines, Phase
    from stilte.script.line import Delivery, Side
    from stilte.script.overlay import Overlay
    from stilte.script.rounds import Piece
    from stilte.script.routine import Bell, Breathe, Hold, Play


@dataclass(frozen=True, slots=True)
class Words:
    """A line to be spoken: stretches of words and the exact quiet between them."""

    pieces: tuple[Piece, ...]
    level_db: float
    levelled: bool
    where: Where
    side: Side | None = None

    @property
    def text(self) -> str:
        """Return what a reader sees."""
        return " ".join(piece.text for piece in self.pieces if isinstance(piece, Utterance))


@dataclass(frozen=True, slots=True)
class Spoken:
    """A line of its own."""

    words: Words


@dataclass(frozen=True, slots=True)
class Quiet:
    """Planned quiet: the routine's `pause`, one written on a line (`after`), or a step of its own.

    `spoken` is the line before it where its length is counted in lines.
    """

    length: Duration | Lines
    source: Literal["default", "after", "pause", "silence"]
    where: Where
    spoken: Words | None = None


@dataclass(frozen=True, slots=True)
class Cycle:
    """One breath: its parts with their seconds, what is said in some of them by index, and how."""

    parts: tuple[tuple[Phase, float], ...]
    said: Mapping[int, Words]
    delivery: Delivery
    level_db: float


@dataclass(frozen=True, slots=True)
class Over:
    """A bell or a sound over what goes on, with its level in this round."""

    overlay: Overlay
    level_db: float


@dataclass(frozen=True, slots=True)
class Breathing:
    """The cycles of one `breathe`."""

    step: Breathe
    cycles: tuple[Cycle, ...]
    over: tuple[Over, ...] = ()


@dataclass(frozen=True, slots=True)
class Held:
    """A hold; `during` are lines with their `at` in seconds. `length` is exact inside a fixed beat."""

    step: Hold
    length: Duration
    opening: Words | None
    during: tuple[tuple[Words, float | None], ...]
    level_db: float
    over: tuple[Over, ...] = ()

    @property
    def opens_silently(self) -> bool:
        """Tell whether nothing is spoken on its first sample."""
        spoken = self.opening is not None or self.step.counting is not None
        return not spoken and all(at_s != 0 for _, at_s in self.during)


@dataclass(frozen=True, slots=True)
class Struck:
    """A bell."""

    step: Bell
    level_db: float


@dataclass(frozen=True, slots=True)
class Played:
    """A sound."""

    step: Play
    level_db: float


@dataclass(frozen=True, slots=True)
class Titled:
    """The start of a chapter."""

    title: str
    where: Where


@dataclass(frozen=True, slots=True)
class Noted:
    """A text for the show notes."""

    text: str


@dataclass(frozen=True, slots=True)
class RoundBegins:
    """The start of a round; `every_s` where a beat fixes its length."""

    every_s: float | None


@dataclass(frozen=True, slots=True)
class RoundEnds:
    """The end of round `n` of `of`; `item` is what a reader sees of a plain entry."""

    every_s: float | None
    n: int
    of: int
    item: str | None
    where: Where


UnrolledStep = (
    Spoken | Quiet | Breathing | Held | Struck | Played | Titled | Music | Noted | RoundBegins | RoundEnds
)
