"""Steps with their lengths as written, and how far a wanted length may stretch or shrink them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from stilte.script.durations import Elastic, Lines
from stilte.script.layout.breathing import breathing_frames, breathing_phases
from stilte.script.layout.hold import HoldLayout, Inside, lay_out_hold
from stilte.script.layout.overlays import over_tail_frames
from stilte.script.layout.unrolled_steps import (
    Breathing,
    Held,
    Played,
    Quiet,
    RoundBegins,
    RoundEnds,
    Spoken,
    Struck,
)
from stilte.script.routine import STRIKE_EVERY_S

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stilte.script.durations import Duration
    from stilte.script.layout.measures import Measures
    from stilte.script.layout.unrolled_steps import Over, UnrolledStep, Words


@dataclass(frozen=True, slots=True)
class MeasuredStep:
    """A step that lasts `planned_frames`, and can stretch by `up_frames` and shrink by `down_frames`.

    `hold` has the opening and the lines of a hold. `tail_frames` sounds on after its end; `over` are bells
    whose tails depend on its length. Several steps may be merged into one, and then `moment` is None.
    """

    moment: UnrolledStep | None
    planned_frames: int
    up_frames: float = 0.0
    down_frames: float = 0.0
    hold: tuple[int, tuple[Inside, ...]] | None = None
    tail_frames: int = 0
    over: tuple[tuple[Over, int], ...] = ()

    @property
    def elastic(self) -> bool:
        """Tell whether a wanted length may change it."""
        return self.up_frames > 0 or self.down_frames > 0

    def wished_frames(self, share: float) -> float:
        """Return its length with that share of its elastic time used; negative shrinks."""
        return self.planned_frames + share * (self.up_frames if share > 0 else self.down_frames)

    def lasting(self, wished_frames: int) -> int:
        """Return its length for a wished length: a hold may need more."""
        return self.hold_layout(wished_frames).length_frames if self.hold else wished_frames

    def sounding_on(self, length_frames: int, rate_hz: int) -> int:
        """Return how long a bell sounds on after the end, when the moment lasts so long."""
        return max(self.tail_frames, over_tail_frames(self.over, length_frames, rate_hz))

    def hold_layout(self, wished_frames: int) -> HoldLayout:
        """Return where the lines of a hold stand."""
        opening, lines = self.hold or (0, ())
        return lay_out_hold(wished_frames, opening, lines)


def measure_steps(moments: Iterable[UnrolledStep], measures: Measures) -> tuple[MeasuredStep, ...]:
    """Return every step with its length; a round with a fixed beat ends with the quiet that is left of it."""
    found: list[MeasuredStep] = []
    begun: list[int] = []
    cursor = 0
    for moment in moments:
        if isinstance(moment, RoundBegins):
            begun.append(cursor)
        if isinstance(moment, RoundEnds):
            start = begun.pop()
            beat = measures.frames(moment.every_s) if moment.every_s is not None else 0
            block = MeasuredStep(moment, max(0, beat - (cursor - start)))
        else:
            block = _block(moment, measures)
        found.append(block)
        cursor += block.lasting(block.planned_frames)
    return tuple(found)


def _block(moment: UnrolledStep, measures: Measures) -> MeasuredStep:  # noqa: PLR0911  one a kind
    match moment:
        case Spoken():
            return MeasuredStep(moment, measures.words(moment.words))
        case Quiet() if isinstance(moment.length, Lines):
            return MeasuredStep(moment, round(moment.length.factor * measures.words(moment.spoken)))
        case Quiet() if not isinstance(moment.length, Lines):
            return _elastic(moment, moment.length, measures)
        case Breathing():
            frames = breathing_frames(moment, measures)
            tail = _part_tail_frames(moment, frames, measures)
            return MeasuredStep(moment, frames, tail_frames=tail, over=_over(moment, measures))
        case Held():
            lines = tuple(_inside(line, measures) for line in moment.during)
            made = _elastic(moment, moment.length, measures, (measures.words(moment.opening), lines))
            return replace(made, over=_over(moment, measures))
        case Struck():
            length = (moment.step.strikes - 1) * measures.frames(STRIKE_EVERY_S)
            return MeasuredStep(moment, length, tail_frames=measures.lengths.sound(moment.step.sound))
    length = measures.lengths.sound(moment.step.sound) if isinstance(moment, Played) else 0
    return MeasuredStep(moment, length)


def _elastic(
    moment: UnrolledStep,
    length: Duration,
    measures: Measures,
    hold: tuple[int, tuple[Inside, ...]] | None = None,
) -> MeasuredStep:
    planned = measures.planned(length)
    if not isinstance(length, Elastic):
        return MeasuredStep(moment, planned, hold=hold)
    up = (length.most_s - length.written_s) * measures.rate_hz
    down = (length.written_s - length.least_s) * measures.rate_hz
    return MeasuredStep(moment, planned, up, down, hold)


def _part_tail_frames(moment: Breathing, length_frames: int, measures: Measures) -> int:
    """Return how long the sounds at the parts of a breath sound on after its end."""
    lasting = {phase: measures.lengths.sound(sound) for phase, sound in moment.step.part_sounds}
    if not lasting:
        return 0
    ends = (laid.offset_frame + lasting.get(laid.phase, 0) for laid in breathing_phases(moment, measures))
    return max(0, max(ends, default=0) - length_frames)


def _over(moment: Breathing | Held, measures: Measures) -> tuple[tuple[Over, int], ...]:
    return tuple((one, measures.lengths.sound(one.overlay.step.sound)) for one in moment.over)


def _inside(line: tuple[Words, float | None], measures: Measures) -> Inside:
    words, at_s = line
    return Inside(measures.words(words), None if at_s is None else measures.frames(at_s))
