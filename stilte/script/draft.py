"""A routine with its counts chosen, measured but not yet placed: how long it would be at any stretching."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from stilte.script.blocks import Block, blocks
from stilte.script.quiet import without_doubled_quiet
from stilte.script.routine import Music
from stilte.script.unroll import unroll

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from stilte.script.measures import Measures
    from stilte.script.moments import Moment
    from stilte.script.routine import Routine

LEAD_S = (2.0, 4.0)
"""Quiet before the first step and after the last one."""

LEAD_WITH_BED_S = (6.0, 12.0)
"""The same where a bed fades in, and where one fades out."""


@dataclass(frozen=True, slots=True)
class Draft:
    """Everything that is heard with its length, between the two edges; `counts` are those of the ranges."""

    routine: Routine
    counts: tuple[int, ...]
    blocks: tuple[Block, ...]
    stretches: tuple[Block, ...]
    """The same lengths, with neighbours that stretch alike in one."""
    lead_frames: tuple[int, int]

    def extent_frames(self, share: float) -> float:
        """Return the length of the whole track when that share of all room is used."""
        cursor: float = self.lead_frames[0]
        sounding = 0.0
        for block in self.stretches:
            wished = block.wished_frames(share)
            lasting = block.lasting(round(wished))
            cursor += wished if lasting == round(wished) else lasting
            sounding = max(sounding, cursor + block.tail_frames)
        return max(cursor + self.lead_frames[1], sounding)


def draft(routine: Routine, measures: Measures, counts: tuple[int, ...] = ()) -> Draft:
    """Return the routine played out and measured; its counts must be chosen already."""
    moments = without_doubled_quiet(unroll(routine))
    measured = blocks(moments, measures)
    lead = tuple(measures.frames(length_s) for length_s in _lead_s(routine, moments))
    return Draft(routine, counts, measured, tuple(_merged(measured)), (lead[0], lead[1]))


def _lead_s(routine: Routine, moments: Iterable[Moment]) -> tuple[float, float]:
    if routine.lead_s is not None:
        return routine.lead_s
    last_bed = routine.music
    for moment in moments:
        if isinstance(moment, Music) and moment.bed is not None:
            last_bed = moment.bed
    opening = LEAD_S if routine.music == "none" else LEAD_WITH_BED_S
    closing = LEAD_S if last_bed == "none" else LEAD_WITH_BED_S
    return opening[0], closing[1]


def _merged(measured: Iterable[Block]) -> Iterator[Block]:
    """Yield neighbours as one, up to a hold that may move or a bell that may sound on to the end."""
    planned, up, down = 0, 0.0, 0.0
    for block in measured:
        if block.hold and block.elastic:
            yield Block(None, planned, up, down)
            yield block
            planned, up, down = 0, 0.0, 0.0
            continue
        planned += block.lasting(block.planned_frames)
        up, down = up + block.up_frames, down + block.down_frames
        if block.tail_frames:
            yield Block(None, planned, up, down, tail_frames=block.tail_frames)
            planned, up, down = 0, 0.0, 0.0
    yield Block(None, planned, up, down)
