"""Warnings of `check` about valid scripts that the author may not have intended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stilte.errors import Problem, Where
from stilte.messages import Length, Number, sentences, tr, word
from stilte.script.durations import Breaths, DurationRamp, Elastic, Exact
from stilte.script.layout.spoken_counts import whole_seconds
from stilte.script.lint_counts import other_counts
from stilte.script.lint_length import too_long
from stilte.script.lint_lines import written_lines
from stilte.script.routine import Breathe, Hold
from stilte.script.timeline import Speech, is_silent
from stilte.script.utterances import longest_phase_s
from stilte.script.walk import every_step, sounds_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from stilte.messages import Message
    from stilte.script.durations import Duration
    from stilte.script.layout.fit import LengthMissed
    from stilte.script.routine import Routine
    from stilte.script.timeline import Overrun, Span, Timeline

LONGEST_CYCLE_S = 20.0
LONGEST_BREATH_HOLD_S = 10.0
LONGEST_QUIET_S = 60.0
HIGHEST_COUNT = 20
LEAST_LONGER_S = 0.25
"""What nobody hears, and what no estimate knows so well."""
PHASE_NAMES = {
    "in-breath": tr("in-breath"),
    "breath-hold": tr("breath-hold"),
    "out-breath": tr("out-breath"),
    "rest": word("a breath", "rest"),
}


def lint(
    routine: Routine,
    timeline: Timeline,
    *,
    spoken: bool,
    voice_languages: Mapping[str, str] | None = None,
    unlicensed: Collection[str] = (),
) -> tuple[Problem, ...]:
    """Return the warnings about a routine and its timeline, in the order of the file.

    `spoken` tells whether the lengths were measured or estimated. `voice_languages` gives the language of
    each voice, `unlicensed` the beds and sounds whose licence is not known.
    """
    found = [
        *_overruns(timeline, spoken=spoken),
        *_breaths(routine),
        *_quiet(timeline),
        *_silent(routine, timeline),
        *_long(routine, timeline),
        *written_lines(routine),
        *other_counts(routine),
        *_high_counts(routine),
        *_unlicensed(routine, unlicensed),
        *_foreign_voices(routine, timeline, voice_languages or {}),
    ]
    return tuple(sorted(dict.fromkeys(found), key=lambda problem: problem.where or Where("", 0)))


def missed_length(error: LengthMissed) -> tuple[Problem, ...]:
    """Return the warnings for a `length` that estimates do not meet; takes may still be shorter or longer."""
    note = tr("This is an estimate until the lines have been spoken.")
    return tuple(Problem(one.where, sentences(one.message, note), one.instead) for one in error.problems)


def _overruns(timeline: Timeline, *, spoken: bool) -> Iterator[Problem]:
    worst: dict[tuple[Where, str, str], Overrun] = {}
    for one in timeline.overruns:
        key = (one.where, one.holder, one.voice)
        if key not in worst or worst[key].needed_frames < one.needed_frames:
            worst[key] = one
    for one in worst.values():
        if one.needed_frames - one.written_frames < LEAST_LONGER_S * timeline.rate_hz:
            continue
        message = _outlasting(one, timeline.rate_hz, spoken=spoken)
        yield Problem(one.where, message, tr("Say less there, or give it more time."))


def _outlasting(one: Overrun, rate_hz: int, *, spoken: bool) -> Message:
    """Return what outlasts its place, and by how much."""
    written, needed = one.written_frames / rate_hz, one.needed_frames / rate_hz
    lengths = {
        "needed": Number(needed, decimals=1),
        "written": Number(written, decimals=1),
        "longer": Number(needed - written, decimals=1),
    }
    match one.holder, spoken:
        case "hold", True:
            return tr(
                "What is said in it lasts {needed} s but the hold only {written} s: "
                "it gets {longer} s longer.",
                **lengths,
            )
        case "hold", False:
            return tr(
                "What is said in it probably lasts {needed} s but the hold only {written} s: "
                "it gets {longer} s longer.",
                **lengths,
            )
        case "round", True:
            return tr(
                "What happens in it lasts {needed} s but the round only {written} s: "
                "it gets {longer} s longer.",
                **lengths,
            )
        case "round", False:
            return tr(
                "What happens in it probably lasts {needed} s but the round only {written} s: "
                "it gets {longer} s longer.",
                **lengths,
            )
        case _, True:
            return tr(
                "'{words}' lasts {needed} s but the {phase} only {written} s: it gets {longer} s longer.",
                words=one.voice,
                phase=PHASE_NAMES[one.holder],
                **lengths,
            )
    return tr(
        "'{words}' probably lasts {needed} s but the {phase} only {written} s: it gets {longer} s longer.",
        words=one.voice,
        phase=PHASE_NAMES[one.holder],
        **lengths,
    )


def _breaths(routine: Routine) -> Iterator[Problem]:
    for step in every_step(routine.steps):
        if not isinstance(step, Breathe):
            continue
        breaths = (step.ramp.first, step.ramp.last) if step.ramp else (step.pattern,)
        cycle_s = max(breath.cycle_s for breath in breaths)
        held_s = max(
            (length for breath in breaths for phase, length in breath.phases() if phase == "hold"),
            default=0.0,
        )
        if cycle_s > LONGEST_CYCLE_S:
            message = tr("One breath takes {seconds} s; few people breathe that slowly.", seconds=cycle_s)
            yield Problem(
                step.where,
                message,
                tr(
                    "Over {longest} s, say that listeners may shorten it.",
                    longest=LONGEST_CYCLE_S,
                ),
            )
        if held_s > LONGEST_BREATH_HOLD_S:
            message = tr("The breath is held for {seconds} s.", seconds=held_s)
            cure = tr(
                "Over {longest} s, say that listeners may breathe sooner.",
                longest=LONGEST_BREATH_HOLD_S,
            )
            yield Problem(step.where, message, cure)


def _quiet(timeline: Timeline) -> Iterator[Problem]:
    """Yield stretches in which nothing is heard and no breath is paced, between the two edges."""
    opening, closing = timeline.lead_frames
    heard_until = opening
    ends = [(event.start_frame, event.start_frame + event.length_frames) for event in timeline.events]
    ends.append((timeline.length_frames - closing, timeline.length_frames))
    for start, end in ends:
        if start - heard_until >= LONGEST_QUIET_S * timeline.rate_hz:
            lasts = Length((start - heard_until) / timeline.rate_hz)
            message = tr(
                "Nothing is heard for {length}: listeners may think that it has ended.", length=lasts
            )
            where = _longest_span(timeline, heard_until, start)
            yield Problem(where, message, tr("Say before it how long it will be, or break it with a line."))
        heard_until = max(heard_until, end)


def _silent(routine: Routine, timeline: Timeline) -> Iterator[Problem]:
    if is_silent(timeline):
        message = tr("This track is completely silent.")
        yield Problem(Where(routine.script, 1), message, tr("Write a line to be spoken, or `- bell: 1`."))


def _long(routine: Routine, timeline: Timeline) -> Iterator[Problem]:
    problem = too_long(routine, timeline)
    if problem is not None:
        yield problem


def _longest_span(timeline: Timeline, start: int, end: int) -> Where | None:
    """Return the place of the longest planned quiet between two frames."""

    def within(span: Span) -> int:
        return min(end, span.start_frame + span.length_frames) - max(start, span.start_frame)

    planned = [span for span in timeline.spans if span.kind != "round" and within(span) > 0]
    return max(planned, key=within).where if planned else None


def _high_counts(routine: Routine) -> Iterator[Problem]:
    for step in every_step(routine.steps):
        match step:
            case Breathe(counting=str()):
                counted_s = longest_phase_s(step)
            case Hold(counting=str()):
                counted_s = _longest_s(step.length, stretched=bool(routine.lengths_s))
            case _:
                continue
        highest = whole_seconds(counted_s)
        if highest > HIGHEST_COUNT:
            message = tr(
                "Counting goes to {highest}; above {most} the words hardly fit in a second.",
                highest=highest,
                most=HIGHEST_COUNT,
            )
            yield Problem(step.where, message, tr("Leave `count` out, or count a shorter time."))


def _longest_s(length: Duration, *, stretched: bool) -> float:
    match length:
        case Exact():
            return length.written_s
        case Elastic():
            return length.most_s if stretched else length.written_s
        case Breaths():
            return (length.count.high if stretched else length.count.low) * length.cycle_s
        case DurationRamp():
            return max(_longest_s(one, stretched=stretched) for one in (length.first, length.last))


def _unlicensed(routine: Routine, unlicensed: Collection[str]) -> Iterator[Problem]:
    for name, where in sounds_of(routine):
        if name in unlicensed:
            message = tr("'{name}' has no licence: listeners' platforms may ask for one.", name=name)
            yield Problem(
                where, message, tr("Write it in music/{name}.yaml, as `licence: CC-BY-4.0`.", name=name)
            )


def _foreign_voices(
    routine: Routine, timeline: Timeline, voice_languages: Mapping[str, str]
) -> Iterator[Problem]:
    told: set[str] = set()
    for event in timeline.events:
        if not isinstance(event, Speech) or event.utterance.voice in told:
            continue
        voice = event.utterance.voice
        told.add(voice)
        speaks = voice_languages.get(voice, routine.language)
        if _base(speaks) != _base(event.utterance.language):
            message = tr(
                "The voice '{voice}' speaks {spoken}, and this routine is in {language}.",
                voice=voice,
                spoken=speaks,
                language=routine.language,
            )
            yield Problem(event.where, message, tr("Choose a voice of its language."))


def _base(language: str) -> str:
    return language.split("-", maxsplit=1)[0].lower()
