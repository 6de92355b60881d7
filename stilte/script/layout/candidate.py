"""A routine with chosen counts, measured but not yet placed: its length for any amount of stretching."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from stilte.script.layout.collapse_pauses import without_doubled_quiet
from stilte.script.layout.measured_steps import MeasuredStep, measure_steps
from stilte.script.layout.unroll import unroll
from stilte.script.routine import Music

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from stilte.script.layout.measures import Measures
    from stilte.script.layout.unrolled_steps import UnrolledStep
    from stilte.script.routine import Routine

LEAD_S = (2.0, 4.0)
"""Quiet before the first step and after the last one."""

LEAD_WITH_BED_S = (6.0, 12.0)
"""The same where a bed fades in, and where one fades out."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Everything audible with its length, between lead-in and lead-out; `counts` are the chosen ones."""

    routine: Routine
    counts: tuple[int, ...]
    blocks: tuple[MeasuredStep, ...]
    stretches: tuple[MeasuredStep, ...]
    """The same lengths, with neighbours that stretch alike in one."""
    lead_frames: tuple[int, int]
    rate_hz: int

    def extent_frames(self, share: float) -> float:
        """Return the length of the whole track with that share of all elastic time used."""
        cursor: float = self.lead_frames[0]
        sounding = 0.0
        for block in self.stretches:
            wished = block.wished_frames(share)
            lasting = block.lasting(round(wished))
            cursor += wished if lasting == round(wished) else lasting
            sounding = max(sounding, cursor + block.sounding_on(lasting, self.rate_hz))
        return max(cursor + self.lead_frames[1], sounding)


def make_candidate(routine: Routine, measures: Measures, counts: tuple[int, ...] = ()) -> Candidate:
    """Return the routine played out and measured; its counts must be chosen already."""
    moments = without_doubled_quiet(unroll(routine))
    measured = measure_steps(moments, measures)
    lead = tuple(measures.frames(length_s) for length_s in _lead_s(routine, moments))
    stretches = tuple(_merged(measured, measures.rate_hz))
    return Candidate(routine, counts, measured, stretches, (lead[0], lead[1]), measures.rate_hz)


def _lead_s(routine: Routine, moments: Iterable[UnrolledStep]) -> tuple[float, float]:
    if routine.lead_s is not None:
        return routine.lead_s
    last_bed = routine.music
    for moment in moments:
        if isinstance(moment, Music) and moment.bed is not None:
            last_bed = moment.bed
    opening = LEAD_S if routine.music == "none" else LEAD_WITH_BED_S
    closing = LEAD_S if last_bed == "none" else LEAD_WITH_BED_S
    return opening[0], closing[1]


def _merged(measured: Iterable[MeasuredStep], rate_hz: int) -> Iterator[MeasuredStep]:
    """Yield neighbours as one, up to a hold that may move or a bell that may sound on to the end."""
    planned, up, down = 0, 0.0, 0.0
    for block in measured:
        if block.hold and block.elastic:
            yield MeasuredStep(None, planned, up, down)
            yield block
            planned, up, down = 0, 0.0, 0.0
            continue
        planned += block.lasting(block.planned_frames)
        up, down = up + block.up_frames, down + block.down_frames
        if tail := block.sounding_on(block.lasting(block.planned_frames), rate_hz):
            yield MeasuredStep(None, planned, up, down, tail_frames=tail)
            planned, up, down = 0, 0.0, 0.0
    yield MeasuredStep(None, planned, up, down)
