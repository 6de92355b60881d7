"""What is heard, one after another: the steps of a routine played out, words filled in, not yet in time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from stilte.script.line import Utterance
from stilte.script.routine import Music

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stilte.errors import Where
    from stilte.script.durations import Duration, Phase
    from stilte.script.rounds import Piece
    from stilte.script.routine import Bell, Breathe, Hold, Play


@dataclass(frozen=True, slots=True)
class Words:
    """A line as it is heard: stretches of words and the exact quiet between them."""

    pieces: tuple[Piece, ...]
    level_db: float
    levelled: bool
    where: Where

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
    """Planned quiet: the routine's `pause`, one written on a line (`after`), or a step of its own."""

    length: Duration
    source: Literal["default", "after", "pause", "silence"]
    where: Where


@dataclass(frozen=True, slots=True)
class Breathing:
    """The cycles of one `breathe`, each with what is said in its phases."""

    step: Breathe
    cycles: tuple[Mapping[Phase, Words], ...]
    level_db: float


@dataclass(frozen=True, slots=True)
class Held:
    """A hold; `during` are lines with their `at` in seconds. `length` is exact inside a fixed beat."""

    step: Hold
    length: Duration
    opening: Words | None
    during: tuple[tuple[Words, float | None], ...]
    level_db: float

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


Moment = (
    Spoken | Quiet | Breathing | Held | Struck | Played | Titled | Music | Noted | RoundBegins | RoundEnds
)
