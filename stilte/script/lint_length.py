"""A warning about a track that is much longer than people mean one to be, with the step that makes it so."""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING

from stilte.errors import Problem, Where
from stilte.messages import Length, Listed, sentences, tr

if TYPE_CHECKING:
    from stilte.script.routine import Routine
    from stilte.script.timeline import Span, Timeline

LONGEST_TRACK_S = 3600.0
_MOST_OF_IT = 0.5


def too_long(routine: Routine, timeline: Timeline) -> Problem | None:
    """Return the warning for a track of more than an hour for which no `length` asks; None for any other.

    It stands at the step that takes most of the time. Repeats inside each other multiply, which is how a
    count that went over too many steps makes minutes into hours: their rounds are told.
    """
    rate_hz = timeline.rate_hz
    if routine.lengths_s or timeline.length_frames <= LONGEST_TRACK_S * rate_hz:
        return None
    told = tr("This track lasts {length}.", length=Length(timeline.length_frames / rate_hz))
    longest = _longest(timeline)
    if longest is None:
        cure = tr("Leave steps out, or make two tracks of it.")
        return Problem(Where(routine.script, 1), told, cure)
    where, frames = longest
    step = tr("{length} of it is this step.", length=Length(frames / rate_hz))
    counts = _counts(timeline)
    if len(counts) > 1:
        step = tr(
            "{length} of it is this step: repeats inside each other, {counts} = {n} rounds.",
            length=Length(frames / rate_hz),
            counts=Listed(counts, between=" × "),
            n=prod(counts),
        )
    cure = tr("See whether each count and each time belongs here; if it is meant, write `length` above.")
    return Problem(where, sentences(told, step), cure)


def _rounds(timeline: Timeline) -> dict[Where, list[Span]]:
    found: dict[Where, list[Span]] = {}
    for span in timeline.spans:
        if span.kind == "round":
            found.setdefault(span.where, []).append(span)
    return found


def _longest(timeline: Timeline) -> tuple[Where, int] | None:
    """Return the step that takes most of the time, and how many frames; of nested repeats the outermost."""
    lengths: dict[Where, int] = {}
    for one in (*timeline.spans, *timeline.events):
        lengths[one.where] = lengths.get(one.where, 0) + one.length_frames
    return max(lengths.items(), key=lambda item: (item[1], -item[0].line)) if lengths else None


def _counts(timeline: Timeline) -> list[int]:
    """Return how often each repeat happens that holds most of the track: they stand inside each other."""
    most = _MOST_OF_IT * timeline.length_frames
    nested = [spans for spans in _rounds(timeline).values() if sum(one.length_frames for one in spans) > most]
    nested.sort(key=len)
    return [spans[0].of or 1 for spans in nested if (spans[0].of or 1) > 1]
