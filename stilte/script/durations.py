"""Times and counts as an author writes them, and the pattern of a breath."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

Phase = Literal["in", "hold", "out", "rest"]
PHASES: tuple[Phase, ...] = ("in", "hold", "out", "rest")


@dataclass(frozen=True, slots=True)
class Exact:
    """A time that `length` does not change."""

    written_s: float


@dataclass(frozen=True, slots=True)
class Elastic:
    """A time that `length` may move between its ends; `written_s` is what it lasts without a `length`."""

    written_s: float
    least_s: float
    most_s: float


@dataclass(frozen=True, slots=True)
class Count:
    """A number of rounds or breaths; where the ends differ it is a range, from which `length` chooses."""

    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Ramp:
    """A number that goes from `first` to `last` in equal steps, `[first, last]` in a script.

    `depth` says over which rounds: 0 for those of the outermost repeat around it, 1 for the next, and so on.
    """

    first: float
    last: float
    depth: int

    def at(self, share: float) -> float:
        """Return the number at a position from 0 (first round) to 1 (last round)."""
        return self.first + (self.last - self.first) * share


@dataclass(frozen=True, slots=True)
class DurationRamp:
    """A time that goes from `first` to `last` in equal steps, as a `Ramp` does."""

    first: Exact | Elastic
    last: Exact | Elastic
    depth: int

    def at(self, share: float) -> Exact | Elastic:
        """Return the time at a position from 0 to 1; elastic where the ends are."""
        first, last = self.first, self.last
        written_s = Ramp(first.written_s, last.written_s, self.depth).at(share)
        if isinstance(first, Elastic) and isinstance(last, Elastic):
            least_s = Ramp(first.least_s, last.least_s, self.depth).at(share)
            return Elastic(written_s, least_s, Ramp(first.most_s, last.most_s, self.depth).at(share))
        return Exact(written_s)


@dataclass(frozen=True, slots=True)
class Breaths:
    """A time written in breaths: a count of cycles of `cycle_s` seconds, or of what `grows` makes of them."""

    count: Count
    cycle_s: float
    grows: Ramp | None = None


@dataclass(frozen=True, slots=True)
class Lines:
    """Quiet as long as the line before it takes to speak, times a factor; nothing stretches it."""

    factor: float


Duration = Exact | Elastic | Breaths | DurationRamp
After = Duration | Lines
"""What may follow a line."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """The phases of one breath in seconds; a phase of 0 s is left out.

    `parts` are those of a breath written out, in its own order: a phase may come twice, and `in_s` is then
    the sum of both.
    """

    in_s: float
    hold_s: float
    out_s: float
    rest_s: float
    parts: tuple[tuple[Phase, float], ...] = ()

    @property
    def cycle_s(self) -> float:
        """Return the length of one whole breath."""
        return self.in_s + self.hold_s + self.out_s + self.rest_s

    def phases(self) -> tuple[tuple[Phase, float], ...]:
        """Return the phases that last, in order, with their lengths in seconds."""
        return tuple((phase, length) for phase, length in self.all_parts() if length > 0)

    def all_parts(self) -> tuple[tuple[Phase, float], ...]:
        """Return every part in order, also one of 0 s."""
        lengths = (self.in_s, self.hold_s, self.out_s, self.rest_s)
        return self.parts or tuple(zip(PHASES, lengths, strict=True))


@dataclass(frozen=True, slots=True)
class PatternRamp:
    """A breath that goes from `first` to `last`, two of the same parts, in equal steps, as a `Ramp` does."""

    first: Pattern
    last: Pattern
    depth: int

    def at(self, share: float) -> Pattern:
        """Return the breath at a position from 0 to 1."""
        pairs = zip(self.first.all_parts(), self.last.all_parts(), strict=True)
        parts = tuple((phase, Ramp(one, other, 0).at(share)) for (phase, one), (_, other) in pairs)
        breath = written_out(parts)
        return breath if self.first.parts else replace(breath, parts=())

    @property
    def cycle(self) -> Ramp:
        """Return the length of one whole breath."""
        return Ramp(self.first.cycle_s, self.last.cycle_s, self.depth)


def written_out(parts: tuple[tuple[Phase, float], ...]) -> Pattern:
    """Return the breath of these parts, in their order.

    >>> written_out((("in", 2.0), ("in", 1.0), ("out", 6.0))).cycle_s
    9.0
    """
    in_s, hold_s, out_s, rest_s = (sum(length for phase, length in parts if phase == one) for one in PHASES)
    return Pattern(in_s, hold_s, out_s, rest_s, parts)


CALM = Pattern(4.0, 0.0, 6.0, 0.0)
"""The default breath of a routine."""
AFTER_LINE = Elastic(4.0, 2.0, 12.0)
"""The default quiet after a line; it can be stretched from half to three times its length."""
