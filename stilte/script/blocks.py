"""Moments with their lengths: what each lasts as written, and how much a wanted length may move it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from stilte.script.breathing import breathing_frames
from stilte.script.durations import Elastic
from stilte.script.hold import HoldLayout, Inside, lay_hold
from stilte.script.moments import Breathing, Held, Played, Quiet, RoundBegins, RoundEnds, Spoken, Struck

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stilte.script.durations import Duration
    from stilte.script.measures import Measures
    from stilte.script.moments import Moment, Words

STRIKE_EVERY_S = 4.0
"""The time from one strike of a bell to the next."""


@dataclass(frozen=True, slots=True)
class Block:
    """A moment that lasts `planned_frames`; `up_frames` and `down_frames` is its room to stretch and shrink.

    `hold` gives what a hold needs: its opening and the lines in it. `tail_frames` sounds on after its end.
    Several moments may stand for one length, and then `moment` is None.
    """

    moment: Moment | None
    planned_frames: int
    up_frames: float = 0.0
    down_frames: float = 0.0
    hold: tuple[int, tuple[Inside, ...]] | None = None
    tail_frames: int = 0

    @property
    def elastic(self) -> bool:
        """Tell whether a wanted length may move it."""
        return self.up_frames > 0 or self.down_frames > 0

    def wished_frames(self, share: float) -> float:
        """Return what it lasts when that share of its room is used; negative shrinks."""
        return self.planned_frames + share * (self.up_frames if share > 0 else self.down_frames)

    def lasting(self, wished_frames: int) -> int:
        """Return what it lasts when so much is wished of it: a hold may need more."""
        return self.hold_layout(wished_frames).length_frames if self.hold else wished_frames

    def hold_layout(self, wished_frames: int) -> HoldLayout:
        """Return where the lines of a hold stand."""
        opening, lines = self.hold or (0, ())
        return lay_hold(wished_frames, opening, lines)


def blocks(moments: Iterable[Moment], measures: Measures) -> tuple[Block, ...]:
    """Return every moment with its length; the end of a round with a fixed beat lasts what is left of it."""
    found: list[Block] = []
    begun: list[int] = []
    cursor = 0
    for moment in moments:
        if isinstance(moment, RoundBegins):
            begun.append(cursor)
        if isinstance(moment, RoundEnds):
            start = begun.pop()
            beat = measures.frames(moment.every_s) if moment.every_s is not None else 0
            block = Block(moment, max(0, beat - (cursor - start)))
        else:
            block = _block(moment, measures)
        found.append(block)
        cursor += block.lasting(block.planned_frames)
    return tuple(found)


def _block(moment: Moment, measures: Measures) -> Block:
    match moment:
        case Spoken():
            return Block(moment, measures.words(moment.words))
        case Quiet():
            return _elastic(moment, moment.length, measures)
        case Breathing():
            return Block(moment, breathing_frames(moment, measures))
        case Held():
            lines = tuple(_inside(line, measures) for line in moment.during)
            return _elastic(moment, moment.length, measures, (measures.words(moment.opening), lines))
        case Struck():
            length = (moment.step.strikes - 1) * measures.frames(STRIKE_EVERY_S)
            return Block(moment, length, tail_frames=measures.lengths.sound(moment.step.sound))
    length = measures.lengths.sound(moment.step.sound) if isinstance(moment, Played) else 0
    return Block(moment, length)


def _elastic(
    moment: Moment,
    length: Duration,
    measures: Measures,
    hold: tuple[int, tuple[Inside, ...]] | None = None,
) -> Block:
    planned = measures.planned(length)
    if not isinstance(length, Elastic):
        return Block(moment, planned, hold=hold)
    up = (length.most_s - length.written_s) * measures.rate_hz
    down = (length.written_s - length.least_s) * measures.rate_hz
    return Block(moment, planned, up, down, hold)


def _inside(line: tuple[Words, float | None], measures: Measures) -> Inside:
    words, at_s = line
    return Inside(measures.words(words), None if at_s is None else measures.frames(at_s))
