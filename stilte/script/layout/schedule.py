"""Placing measured steps one after another, each elastic one stretched by the same share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from stilte.script.layout.unrolled_steps import RoundBegins, RoundEnds
from stilte.script.routine import Music
from stilte.script.timeline import BedChange, Overrun, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from stilte.script.layout.candidate import Candidate
    from stilte.script.layout.measured_steps import MeasuredStep
    from stilte.script.layout.measures import Measures


@dataclass(frozen=True, slots=True)
class Scheduled:
    """A placed step; `wished_frames` is its length before the speech in it lengthened it."""

    block: MeasuredStep
    start_frame: int
    wished_frames: int
    length_frames: int

    @property
    def end_frame(self) -> int:
        """Return the first frame after it."""
        return self.start_frame + self.length_frames


def schedule(draft: Candidate, share: float | None) -> Iterator[Scheduled]:
    """Yield every block with its start and length.

    Rounding errors are carried over to the next elastic step, so that the total is exact to the frame.
    """
    cursor, carried = draft.lead_frames[0], 0.0
    for block in draft.blocks:
        wished = block.planned_frames
        if share and block.elastic:
            exact = block.wished_frames(share) + carried
            # A quiet cannot be negative; what is cut off here is carried, too.
            wished = max(0, round(exact))
            carried = exact - wished
        laid = Scheduled(block, cursor, wished, block.lasting(wished))
        yield laid
        cursor = laid.end_frame


def round_spans(laid: Iterable[Scheduled], measures: Measures) -> Iterator[Span | Overrun]:
    """Yield the rounds of repeats, what a fixed beat leaves quiet, and the rounds that outlast theirs."""
    begun: list[int] = []
    for one in laid:
        match one.block.moment:
            case RoundBegins():
                # A stack: rounds of nested repeats end in the reverse order of their beginning.
                begun.append(one.start_frame)
            case RoundEnds() as end:
                yield from _round(end, begun.pop(), one, measures)


def _round(end: RoundEnds, start_frame: int, laid: Scheduled, measures: Measures) -> Iterator[Span | Overrun]:
    length = laid.end_frame - start_frame
    beat = None if end.every_s is None else measures.frames(end.every_s)
    yield Span("round", start_frame, length, beat, end.where, end.n, end.of, end.item)
    if laid.length_frames > 0:
        yield Span("pause", laid.start_frame, laid.length_frames, None, end.where)
    if beat is not None and length > beat:
        yield Overrun(end.where, "round", "", beat, length)


def bed_changes(bed: str, laid: Iterable[Scheduled], measures: Measures) -> Iterator[BedChange]:
    """Yield the bed at the first frame, if any, and every change of bed or level, in order."""
    playing = None if bed == "none" else bed
    if playing is not None:
        yield BedChange(0, 0, playing, 0.0)
    for one in laid:
        if not isinstance(one.block.moment, Music):
            continue
        change = one.block.moment
        if change.bed is not None:
            playing = None if change.bed == "none" else change.bed
        yield BedChange(one.start_frame, measures.frames(change.over_s), playing, change.level_db or 0.0)
