"""A timeline as values of JSON, each row with the step of the outline that it comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from stilte.script.durations import PHASES, Breaths, Count, DurationRamp, Elastic
from stilte.script.edit.step_places import step_places
from stilte.script.routine import Bell, Breathe, Hold, Pause, Play, Repeat, Say
from stilte.script.timeline import BreathPhase, Mark, Playing, Span, Speech, Strike
from stilte.script.walk import every_step
from stilte.units import seconds

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from stilte.errors import Where
    from stilte.script.durations import Duration
    from stilte.script.edit.step_places import StepPlaces
    from stilte.script.routine import Routine, Step
    from stilte.script.timeline import BedChange, Event, Timeline

    Placed = tuple[Event | Span | Mark, str | None]


def page_timeline(outline: Mapping[str, Any], timeline: Timeline, routine: Routine) -> dict[str, Any]:
    """Return what the page shows of a timeline; times in seconds from the first sample of the track.

    `rows`: {step, kind, start_s, length_s, text}, kinds line, cue, count, bell, sound, hold, round, pause
    and silence; a step that is repeated has several. `chapters`: {title, start_s, step}. `breaths`: {step,
    start_s, cycle, of, phases: [{kind, length_s}]}. `beds`: {bed, level_db, start_s, over_s}. `elastic`: the
    steps that a wanted length may stretch or shrink. `fits` is None without a wanted length, else {wanted_s,
    share, counts: [{step, count}], stretches}: the counts chosen for it, and the steps that were stretched.
    `step` is None for what comes from no step. `routine` is the track that was laid out.
    """
    places, rate = step_places(outline, routine.script), timeline.rate_hz
    placed = _placed(timeline, places)
    elastic = _elastic_steps(timeline, routine, places)
    return {
        "length_s": seconds(timeline.length_frames, rate),
        "rows": [_row(one, step, rate) for one, step in placed if not isinstance(one, (BreathPhase, Mark))],
        "chapters": [
            {"title": one.title, "start_s": seconds(one.start_frame, rate), "step": step}
            for one, step in placed
            if isinstance(one, Mark)
        ],
        "breaths": [*_breaths(placed, rate)],
        "beds": [_bed(change, rate) for change in timeline.beds],
        "elastic": elastic,
        "fits": _fits(timeline, elastic, places),
    }


def _placed(timeline: Timeline, places: StepPlaces) -> list[Placed]:
    """Return everything on a timeline in order of start, with the step that it comes from."""
    found: list[Event | Span | Mark] = [*timeline.marks, *timeline.events, *timeline.spans]
    found.sort(key=lambda one: one.start_frame)
    return [*zip(found, places.follow(one.where for one in found), strict=True)]


def _row(one: Event | Span | Mark, step: str | None, rate: int) -> dict[str, Any]:
    kind, text = "", ""
    match one:
        case Speech():
            kind, text = one.role, one.text
        case Strike():
            kind, text = "bell", one.sound
        case Playing():
            kind, text = "sound", one.sound
        case Span():
            kind, text = one.kind, one.item or ""
    length = getattr(one, "length_frames", 0)
    made = {"step": step, "kind": kind, "text": text}
    return {**made, "start_s": seconds(one.start_frame, rate), "length_s": seconds(length, rate)}


def _breaths(placed: Iterable[Placed], rate: int) -> Iterator[dict[str, Any]]:
    """Yield each breath with its phases, as they last on the timeline."""
    breath: dict[str, Any] = {}
    last: tuple[Where, int, int] | None = None
    for one, step in placed:
        if isinstance(one, BreathPhase):
            order = one.part or PHASES.index(one.phase) + 1
            if last is None or last[:2] != (one.where, one.cycle) or last[2] >= order:
                if breath:
                    yield breath
                start_s = seconds(one.start_frame, rate)
                breath = {"step": step, "start_s": start_s, "cycle": one.cycle, "of": one.of, "phases": []}
            breath["phases"].append({"kind": one.phase, "length_s": seconds(one.length_frames, rate)})
            last = (one.where, one.cycle, order)
    if breath:
        yield breath


def _bed(change: BedChange, rate: int) -> dict[str, Any]:
    start_s, over_s = seconds(change.start_frame, rate), seconds(change.over_frames, rate)
    return {"bed": change.bed, "level_db": change.level_db, "start_s": start_s, "over_s": over_s}


def _fits(timeline: Timeline, elastic: list[str], places: StepPlaces) -> dict[str, Any] | None:
    fit = timeline.fit
    if fit.asked_frames is None:
        return None
    return {
        "wanted_s": seconds(fit.asked_frames, timeline.rate_hz),
        "share": fit.share,
        "counts": [{"step": places.step_at(one.where), "count": one.count} for one in fit.counts],
        "stretches": elastic if fit.share else [],
    }


def _elastic_steps(timeline: Timeline, routine: Routine, places: StepPlaces) -> list[str]:
    """Return the steps whose time may be stretched and is heard, in the order of the script."""
    heard = {span.where for span in timeline.spans if span.kind != "silence"}
    heard |= {event.where for event in timeline.events if isinstance(event, BreathPhase)}
    fixed = set(_fixed(routine.steps, fixed=False))
    found = {
        step
        for one in every_step(routine.steps)
        if one.where in heard and id(one) not in fixed and _is_elastic(one, routine)
        if (step := places.step_at(one.where)) is not None
    }
    return sorted(found, key=lambda step: places.order[step])


def _fixed(steps: Iterable[Step], *, fixed: bool) -> Iterator[int]:
    """Yield the identity of every step in a repeat with a beat: nothing in it is elastic."""
    for step in steps:
        if fixed:
            yield id(step)
        inner = getattr(step, "steps", ())
        beat = isinstance(step, Repeat) and (step.every_s is not None or step.every_ramp is not None)
        yield from _fixed(inner, fixed=fixed or beat)


def _is_elastic(step: Step, routine: Routine) -> bool:
    match step:
        case Pause() | Hold():
            return _stretches(step.length)
        case Say() | Bell():
            return _stretches(step.after or step.usual or routine.pause)
        case Play(after=after):
            return after is not None and _stretches(after)
        case Breathe(count=count) | Repeat(rounds=Count() as count):
            return count.low < count.high
    return False


def _stretches(length: Duration | object) -> bool:
    match length:
        case Elastic(least_s=least_s, most_s=most_s):
            return least_s < most_s
        case DurationRamp(first=first):
            return _stretches(first)
        case Breaths(count=Count(low=low, high=high)):
            return low < high
    return False
