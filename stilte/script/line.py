"""A text with its marks read, how it is spoken, and what of it one voice speaks in one go."""

from __future__ import annotations

from dataclasses import dataclass


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
    """`<n>`, `<left>`, `<item>` or a key of a list entry: filled in when the round is known."""

    name: str


@dataclass(frozen=True, slots=True)
class Line:
    """A text with its marks read; plain words are `str`."""

    parts: tuple[str | Said | Gap | Place, ...]


@dataclass(frozen=True, slots=True)
class Delivery:
    """Voice, level and speed in force where a line stands; `level_db` goes from first round to last."""

    voice: str
    level_db: tuple[float, float] = (0.0, 0.0)
    speed: float = 1.0

    @property
    def levelled(self) -> bool:
        """Tell whether the author set a level: such lines do not count for the track's loudness."""
        return self.level_db != (0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Utterance:
    """A stretch of words as one voice speaks them in one go: the key between words and sound.

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
