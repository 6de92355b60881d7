"""Lines of text with parsed marks, their delivery, and the utterances they are split into."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from stilte.script.durations import Ramp

Side = Literal["left", "right"]


@dataclass(frozen=True, slots=True)
class Said:
    """`<word|as_said>`: readers see `word`, the voice says `as_said`."""

    word: str
    as_said: str


@dataclass(frozen=True, slots=True)
class Gap:
    """`<2s>` inside a line: exact quiet."""

    length_s: float


@dataclass(frozen=True, slots=True)
class Place:
    """`<n>`, `<left>`, `<countdown>`, `<item>`, a key of a list entry: filled in when the round is known."""

    name: str


@dataclass(frozen=True, slots=True)
class Line:
    """A text with its marks read; plain words are `str`."""

    parts: tuple[str | Said | Gap | Place, ...]


@dataclass(frozen=True, slots=True)
class Delivery:
    """Voice, level and speed in force for a line; `level_db` goes from first round to last.

    `level_depth` says over which rounds, as `Ramp.depth`; None for the innermost. `side` is where the line is
    heard; None for the middle.
    """

    voice: str
    level_db: tuple[float, float] = (0.0, 0.0)
    speed: float | Ramp = 1.0
    level_depth: int | None = None
    side: Side | None = None

    @property
    def levelled(self) -> bool:
        """Tell whether the author set a level: such lines do not count for the track's loudness."""
        return self.level_db != (0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Utterance:
    """A stretch of words that one voice speaks without a break; identifies a take.

    `words` holds plain text and pronunciations; `speed` is the step's factor on the voice's own speed.
    """

    words: tuple[str | Said, ...]
    voice: str
    language: str
    speed: float = 1.0

    @property
    def text(self) -> str:
        """Return what a reader sees."""
        return "".join(part.word if isinstance(part, Said) else part for part in self.words)
