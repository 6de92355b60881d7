"""Laws of the timeline that hold for every routine."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from stilte.errors import InputError, Where
from stilte.script.arrange import arrange
from stilte.script.durations import Count, Exact
from stilte.script.layout.candidate import make_candidate
from stilte.script.layout.count_ranges import count_ranges, with_counts
from stilte.script.layout.fit import LengthMissed, count_chain, fit_to_length, share_for
from stilte.script.layout.measures import Measures
from stilte.script.line import Line
from stilte.script.routine import Pause, Repeat, Say
from stilte.script.timeline import BreathPhase, Playing, Speech, Strike
from stilte.script.utterances import faster_numbers, utterances
from tests.script.any_routine import (
    VOICE,
    first_routines,
    holds,
    plain_steps,
    routine_of,
    routines,
    second_routines,
)
from tests.script.known import RATE_HZ, Known

if TYPE_CHECKING:
    from stilte.script.routine import Hold, Routine
    from stilte.script.timeline import Timeline

LENGTHS = Known({"een": 1300, "twee": 900})
HERE = Where("scripts/a.yaml", 1)
often = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def _arranged(routine: Routine, asked_s: float | None = None) -> Timeline:
    return arrange(routine, LENGTHS, RATE_HZ, asked_s)


def _reach_s(routine: Routine) -> tuple[float, float]:
    one = make_candidate(routine, Measures(LENGTHS, RATE_HZ, routine.language))
    return one.extent_frames(-1) / RATE_HZ, one.extent_frames(1) / RATE_HZ


@often
@given(routines)
def test_the_voice_is_never_overlapped(routine: Routine) -> None:
    """Every stretch of speech ends before the next begins, whatever is written."""
    spoken = [event for event in _arranged(routine).events if isinstance(event, Speech)]
    for one, after in pairwise(spoken):
        assert one.start_frame + one.length_frames <= after.start_frame


@often
@given(first_routines)
def test_events_and_spans_are_in_order_and_inside_the_track(routine: Routine) -> None:
    """Events and spans are in order of start, between the edges."""
    timeline = _arranged(routine)
    opening, closing = timeline.lead_frames
    for found in (timeline.events, timeline.spans):
        starts = [one.start_frame for one in found]
        assert starts == sorted(starts)
        assert all(start >= opening for start in starts)
        assert all(one.start_frame + one.length_frames <= timeline.length_frames - closing for one in found)


@often
@given(second_routines)
def test_what_rings_over_something_is_heard_to_its_end(routine: Routine) -> None:
    """Bells and sounds end in the track; everything else stays between the edges."""
    timeline = _arranged(routine)
    opening, closing = timeline.lead_frames
    for one in (*timeline.events, *timeline.spans):
        edge = 0 if isinstance(one, (Strike, Playing)) else closing
        assert one.start_frame >= opening
        assert one.start_frame + one.length_frames <= timeline.length_frames - edge


@often
@given(first_routines)
def test_the_parts_fill_the_track(routine: Routine) -> None:
    """Between the edges every frame belongs to speech, a breath, a sound, a hold or planned quiet."""
    timeline = _arranged(routine)
    opening, closing = timeline.lead_frames
    parts: list[Any] = [one for one in timeline.events if isinstance(one, (Speech, BreathPhase, Playing))]
    parts += [one for one in timeline.spans if one.kind != "round"]
    covered = opening
    for part in sorted(parts, key=lambda one: one.start_frame):
        assert part.start_frame <= covered
        covered = max(covered, part.start_frame + part.length_frames)
    assert covered == timeline.length_frames - closing


@often
@given(st.lists(plain_steps.map(lambda step: replace(step, on=None)), max_size=3), st.integers(1, 5))
def test_a_repeat_lasts_its_rounds_times_its_body(body: Any, rounds: int) -> None:
    """Rounds without marks that tell them apart all last as long as one."""
    first = Say(Line(("Begin hier.",)), VOICE, None, HERE)
    body = tuple(settled_once(body))

    def length(n: int) -> int:
        repeat = Repeat(Count(n, n), (first, *body), None, HERE)
        return _arranged(routine_of((repeat, first))).length_frames

    assert length(rounds) - length(1) == (rounds - 1) * (length(2) - length(1))


def settled_once(body: Any) -> Any:
    """Leave only steps whose words do not depend on the round."""
    return [step for step in body if "Place" not in repr(step) and "On(" not in repr(step)]


@often
@given(routines, st.floats(0, 1))
def test_a_length_between_the_ends_is_met_to_the_frame(routine: Routine, part: float) -> None:
    """Any length that one set of counts can reach is met to the frame, or to 50 ms at a leap."""
    routine = with_counts(routine, tuple(one.low for one in count_ranges(routine)))
    least_s, most_s = _reach_s(routine)
    asked_s = round(least_s + part * (most_s - least_s), 3)
    assume(least_s <= asked_s <= most_s)
    try:
        timeline = _arranged(routine, asked_s)
    except LengthMissed:  # only where the lines of an elastic hold change places
        assert "at_s" in repr(routine)
        return
    assert abs(timeline.length_frames - round(asked_s * RATE_HZ)) <= 40
    assert abs(timeline.length_frames - round(asked_s * RATE_HZ)) <= 1 or "at_s" in repr(routine)
    assert timeline.fit.share is not None
    assert -1 <= timeline.fit.share <= 1


@often
@given(routines, st.floats(0, 1))
def test_exact_times_are_untouched_by_a_length(routine: Routine, part: float) -> None:
    """Breath phases, sounds, silences and speech last as long with a length as without."""
    routine = with_counts(routine, tuple(one.low for one in count_ranges(routine)))
    least_s, most_s = _reach_s(routine)
    asked_s = least_s + part * (most_s - least_s)
    measures = Measures(LENGTHS, RATE_HZ, routine.language)
    assume(share_for(make_candidate(routine, measures), asked_s * RATE_HZ, 40) is not None)
    assert _exact(_arranged(routine)) == _exact(_arranged(routine, asked_s))


def _exact(timeline: Timeline) -> Any:
    kept = [one for one in timeline.events if not (isinstance(one, Speech) and one.role == "count")]
    found = [(type(one).__name__, one.length_frames, str(one.where)) for one in kept]
    beats = [(one.kind, one.length_frames) for one in timeline.spans if one.kind == "silence"]
    # By value: where a hold gets shorter, a line counted from its end may come before one from its start.
    return sorted(found), sorted(beats)


@often
@given(routines, st.data())
def test_all_that_may_be_said_is_known_beforehand(routine: Routine, data: st.DataObject) -> None:
    """Whatever counts a length chooses, every take is among the utterances or their hurried forms."""
    known = {one for one, _ in utterances(routine)}
    known |= {one for one, _ in faster_numbers(routine, LENGTHS, RATE_HZ)}
    chosen = data.draw(st.sampled_from(list(count_chain(count_ranges(routine)))))
    routine = with_counts(routine, chosen)
    least_s, most_s = _reach_s(routine)
    for asked_s in (None, least_s, most_s):
        said = {one.utterance for one in _arranged(routine, asked_s).events if isinstance(one, Speech)}
        assert said <= known


@often
@given(routines)
def test_arranging_twice_gives_the_same(routine: Routine) -> None:
    """The same routine and lengths give the same timeline."""
    assert _arranged(routine) == _arranged(routine)


@often
@given(holds)
def test_a_hold_lasts_at_least_as_planned(hold: Hold) -> None:
    """A hold is never shorter than written, and longer only when its overrun is told."""
    timeline = _arranged(routine_of((replace(hold, on=None),)))
    (span,) = [one for one in timeline.spans if one.kind == "hold"]
    assert span.written_frames is not None
    assert span.length_frames >= span.written_frames
    assert (span.length_frames > span.written_frames) == bool(timeline.overruns)


def test_a_routine_without_steps_that_last_is_only_its_edges() -> None:
    """A routine that says nothing lasts 2 s and 4 s; no length can stretch it."""
    routine = routine_of(())
    assert _arranged(routine).length_frames == 6 * RATE_HZ
    with pytest.raises(InputError, match="no more and no less"):
        _arranged(routine, 60)


def test_silence_is_exact() -> None:
    """A silence of 5 s is 5 s: the routine has nothing that stretches."""
    routine = routine_of((Pause(Exact(5.0), HERE, silence=True),))
    assert _arranged(routine, 11.0).length_frames == 11 * RATE_HZ


@often
@given(routines, st.floats(0, 1))
def test_the_counts_that_are_chosen_need_least_stretching(routine: Routine, part: float) -> None:
    """No other set of counts from the lowest to the highest meets the length with a smaller share."""
    measures = Measures(LENGTHS, RATE_HZ, routine.language)
    sets = list(count_chain(count_ranges(routine)))
    drafts = [make_candidate(with_counts(routine, counts), measures, counts) for counts in sets]
    least, most = drafts[0].extent_frames(-1), drafts[-1].extent_frames(1)
    asked = least + part * (most - least)
    shares = [abs(share) for one in drafts if (share := share_for(one, asked, 1)) is not None]
    assume(shares)
    _, share = fit_to_length(routine, measures, asked / RATE_HZ)
    assert abs(share) <= min(shares) + 1e-6
