"""Laying a routine out in time, exact to the frame and without side effects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stilte.script.layout.candidate import make_candidate
from stilte.script.layout.chapters import chapter_marks
from stilte.script.layout.count_ranges import count_ranges
from stilte.script.layout.events import emit
from stilte.script.layout.fit import fit_to_length
from stilte.script.layout.measures import Measures
from stilte.script.layout.schedule import bed_changes, round_spans, schedule
from stilte.script.layout.unrolled_steps import Noted
from stilte.script.timeline import (
    BreathPhase,
    Chosen,
    Fit,
    Overrun,
    Playing,
    Span,
    Speech,
    Strike,
    Timeline,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stilte.script.layout.candidate import Candidate
    from stilte.script.layout.measures import Lengths
    from stilte.script.layout.schedule import Scheduled
    from stilte.script.routine import Routine
    from stilte.script.timeline import Event


def arrange(routine: Routine, lengths: Lengths, rate_hz: int, asked_s: float | None = None) -> Timeline:
    """Return the timeline of a routine, at its natural length or at the length asked for.

    `lengths` gives takes and sounds in frames at `rate_hz`. Raises `LengthMissed` where the length asked for
    cannot be reached.
    """
    measures = Measures(lengths, rate_hz, routine.language)
    ranges = count_ranges(routine)
    if asked_s is None:
        chosen, share = make_candidate(routine, measures, tuple(one.low for one in ranges)), None
    else:
        chosen, share = fit_to_length(routine, measures, asked_s)
    asked_frames = None if asked_s is None else measures.frames(asked_s)
    counts = tuple(Chosen(one.where, count) for one, count in zip(ranges, chosen.counts, strict=True))
    return _timeline(chosen, share, Fit(asked_frames, share, counts), measures)


def _timeline(chosen: Candidate, share: float | None, fit: Fit, measures: Measures) -> Timeline:
    laid = tuple(schedule(chosen, share))
    found = [one for each in laid for one in emit(each, measures)]
    events = [one for one in found if isinstance(one, (Speech, BreathPhase, Strike, Playing))]
    events.sort(key=lambda event: event.start_frame)
    others = [*found, *round_spans(laid, measures)]
    spans = [one for one in others if isinstance(one, Span)]
    spans.sort(key=lambda span: (span.start_frame, -span.length_frames))
    return Timeline(
        rate_hz=measures.rate_hz,
        length_frames=_length(chosen, laid, events),
        events=tuple(events),
        beds=tuple(bed_changes(chosen.routine.music, laid, measures)),
        marks=tuple(chapter_marks(laid, measures, chosen.routine)),
        spans=tuple(spans),
        lead_frames=chosen.lead_frames,
        fit=fit,
        notes=_notes(laid),
        overruns=tuple(one for one in others if isinstance(one, Overrun)),
    )


def _length(chosen: Candidate, laid: tuple[Scheduled, ...], events: Iterable[Event]) -> int:
    """Return the end of the closing edge, or of a bell that sounds on beyond it."""
    opening, closing = chosen.lead_frames
    end = laid[-1].end_frame if laid else opening
    sounding = max((event.start_frame + event.length_frames for event in events), default=0)
    return max(end + closing, sounding)


def _notes(laid: Iterable[Scheduled]) -> tuple[str, ...]:
    texts = (one.block.moment.text for one in laid if isinstance(one.block.moment, Noted))
    return tuple(dict.fromkeys(texts))
