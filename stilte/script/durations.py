"""Times and counts as an author writes them, and the pattern of a breath."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Phase = Literal["in", "hold", "out", "rest"]
PHASES: tuple[Phase, ...] = ("in", "hold", "out", "rest")


@dataclass(frozen=True, slots=True)
class Exact:
    """A time that nothing stretches."""

    written_s: float


@dataclass(frozen=True, slots=True)
class Elastic:
    """A time that `length` may move between its ends; `written_s` is what it lasts without a `length`."""

    written_s: float
    least_s: float
    most_s: float


@dataclass(frozen=True, slots=True)
class Count:
    """A number of rounds or breaths; a range when the ends differ, and then `length` chooses."""

    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Breaths:
    """A time written in breaths: a count of cycles of `cycle_s` seconds."""

    count: Count
    cycle_s: float


Duration = Exact | Elastic | Breaths


@dataclass(frozen=True, slots=True)
class Pattern:
    """The phases of one breath in seconds; a phase of 0 s is left out."""

    in_s: float
    hold_s: float
    out_s: float
    rest_s: float

    @property
    def cycle_s(self) -> float:
        """Return the length of one whole breath."""
        return self.in_s + self.hold_s + self.out_s + self.rest_s

    def phases(self) -> tuple[tuple[Phase, float], ...]:
        """Return the phases that last, in order, with their lengths in seconds."""
        lengths = (self.in_s, self.hold_s, self.out_s, self.rest_s)
        return tuple((phase, length) for phase, length in zip(PHASES, lengths, strict=True) if length > 0)


CALM = Pattern(4.0, 0.0, 6.0, 0.0)
"""The breath of a routine that names none."""
AFTER_LINE = Elastic(4.0, 2.0, 12.0)
"""The quiet after a line where nothing else is written, stretched by half to three times."""
