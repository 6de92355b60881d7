"""What `check` warns about: nothing here is wrong, but the author may not have meant it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stilte.errors import Problem, Where
from stilte.script.counting import whole_seconds
from stilte.script.durations import Breaths, Elastic, Exact
from stilte.script.heard import is_silent
from stilte.script.line import Gap, Place, Said
from stilte.script.named_counts import other_counts
from stilte.script.routine import Breathe, Hold
from stilte.script.timeline import Speech
from stilte.script.walk import every_step, lines_of, sounds_of
from stilte.units import clock

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from stilte.script.durations import Duration
    from stilte.script.fit import LengthMissed
    from stilte.script.line import Line
    from stilte.script.routine import Routine
    from stilte.script.timeline import Overrun, Span, Timeline

LONGEST_CYCLE_S = 20.0
LONGEST_BREATH_HOLD_S = 10.0
LONGEST_QUIET_S = 60.0
LONGEST_LINE = 300
HIGHEST_COUNT = 20
_MARKUP = re.compile(r"(?<!\w)(\*\*|\*|__|~~|`)(?=\S)(?P<words>.+?)(?<=\S)\1(?!\w)")
_LIST_NUMBER = re.compile(r"(?P<number>\d{1,2}[.)])\s+(?P<words>\D.*)", re.DOTALL)


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
        *_long_lines(routine),
        *_lines_without_words(routine),
        *_marked_up(routine),
        *_list_numbers(routine),
        *other_counts(routine),
        *_high_counts(routine),
        *_unlicensed(routine, unlicensed),
        *_foreign_voices(routine, timeline, voice_languages or {}),
    ]
    return tuple(sorted(dict.fromkeys(found), key=lambda problem: problem.where or Where("", 0)))


def missed_length(error: LengthMissed) -> tuple[Problem, ...]:
    """Return the warnings for a `length` that estimates miss: takes may yet be shorter or longer."""
    note = "This is an estimate until the lines have been spoken."
    return tuple(Problem(one.where, f"{one.message} {note}", one.instead) for one in error.problems)


def _overruns(timeline: Timeline, *, spoken: bool) -> Iterator[Problem]:
    worst: dict[tuple[Where, str, str], Overrun] = {}
    for one in timeline.overruns:
        key = (one.where, one.holder, one.voice)
        if key not in worst or worst[key].needed_frames < one.needed_frames:
            worst[key] = one
    lasts = "lasts" if spoken else "probably lasts"
    for one in worst.values():
        written, needed = one.written_frames / timeline.rate_hz, one.needed_frames / timeline.rate_hz
        subjects = {"hold": "What is said in it", "round": "What happens in it"}
        what = f"{subjects.get(one.holder, repr(one.voice))} {lasts}"
        message = (
            f"{what} {needed:.1f} s but the {one.holder} only {written:.1f} s: "
            f"it gets {needed - written:.1f} s longer."
        )
        yield Problem(one.where, message, "Say less there, or give it more time.")


def _breaths(routine: Routine) -> Iterator[Problem]:
    for step in every_step(routine.steps):
        if not isinstance(step, Breathe):
            continue
        if step.pattern.cycle_s > LONGEST_CYCLE_S:
            message = f"One breath takes {step.pattern.cycle_s:g} s; few people breathe that slowly."
            yield Problem(
                step.where, message, f"Over {LONGEST_CYCLE_S:g} s, say that listeners may shorten it."
            )
        if step.pattern.hold_s > LONGEST_BREATH_HOLD_S:
            message = f"The breath is held for {step.pattern.hold_s:g} s."
            cure = f"Over {LONGEST_BREATH_HOLD_S:g} s, say that listeners may breathe sooner."
            yield Problem(step.where, message, cure)


def _quiet(timeline: Timeline) -> Iterator[Problem]:
    """Yield stretches in which nothing is heard and no breath is paced, between the two edges."""
    opening, closing = timeline.lead_frames
    heard_until = opening
    ends = [(event.start_frame, event.start_frame + event.length_frames) for event in timeline.events]
    ends.append((timeline.length_frames - closing, timeline.length_frames))
    for start, end in ends:
        if start - heard_until >= LONGEST_QUIET_S * timeline.rate_hz:
            lasts = clock((start - heard_until) / timeline.rate_hz)
            message = f"Nothing is heard for {lasts}: listeners may think that it has ended."
            where = _longest_span(timeline, heard_until, start)
            yield Problem(where, message, "Say before it how long it will be, or break it with a line.")
        heard_until = max(heard_until, end)


def _silent(routine: Routine, timeline: Timeline) -> Iterator[Problem]:
    if is_silent(timeline):
        message = "In this track nothing is heard at all."
        yield Problem(Where(routine.script, 1), message, "Write a line to be spoken, or `- bell: 1`.")


def _longest_span(timeline: Timeline, start: int, end: int) -> Where | None:
    """Return the place of the longest planned quiet between two frames."""

    def within(span: Span) -> int:
        return min(end, span.start_frame + span.length_frames) - max(start, span.start_frame)

    planned = [span for span in timeline.spans if span.kind != "round" and within(span) > 0]
    return max(planned, key=within).where if planned else None


def _long_lines(routine: Routine) -> Iterator[Problem]:
    for step in every_step(routine.steps):
        for line, where in lines_of(step):
            many = len(_visible(line))
            if many > LONGEST_LINE:
                message = (
                    f"This line has {many} characters; over {LONGEST_LINE} it is a lecture in one breath."
                )
                yield Problem(where, message, "Make two or more lines of it.")


def _lines_without_words(routine: Routine) -> Iterator[Problem]:
    for step in every_step(routine.steps):
        for line, where in lines_of(step):
            if not any(letter.isalnum() for letter in _visible(line)):
                message = f"In '{_visible(line)}' there is nothing to say: only its pause remains."
                yield Problem(where, message, "Write words; for quiet write a step as `- pause: 3`.")


def _marked_up(routine: Routine) -> Iterator[Problem]:
    for step in every_step(routine.steps):
        for line, where in lines_of(step):
            found = _MARKUP.search(_visible(line))
            if found and any(letter.isalnum() for letter in found["words"]):
                message = f"No voice says the signs of '{found[0]}', but readers of the transcript see them."
                yield Problem(where, message, f"Write '{found['words']}'.")


def _list_numbers(routine: Routine) -> Iterator[Problem]:
    for step in every_step(routine.steps):
        for line, where in lines_of(step):
            found = _LIST_NUMBER.match(_visible(line))
            if found:
                message = f"The voice says the '{found['number']}' of the list: '{_visible(line)}'."
                cure = f"Write '{found['words']}', or say the number in a sentence: `Stap 1: …`, `Step 1: …`."
                yield Problem(where, message, cure)


def _visible(line: Line) -> str:
    parts = []
    for part in line.parts:
        match part:
            case str():
                parts.append(part)
            case Said():
                parts.append(part.word)
            case Place():
                parts.append(f"<{part.name}>")
            case Gap():
                pass
    return "".join(parts)


def _high_counts(routine: Routine) -> Iterator[Problem]:
    for step in every_step(routine.steps):
        match step:
            case Breathe(counting=str()):
                counted_s = max(length_s for _, length_s in step.pattern.phases())
            case Hold(counting=str()):
                counted_s = _longest_s(step.length, stretched=bool(routine.lengths_s))
            case _:
                continue
        highest = whole_seconds(counted_s)
        if highest > HIGHEST_COUNT:
            message = f"Counting goes to {highest}; above {HIGHEST_COUNT} the words hardly fit in a second."
            yield Problem(step.where, message, "Leave `count` out, or count a shorter time.")


def _longest_s(length: Duration, *, stretched: bool) -> float:
    match length:
        case Exact():
            return length.written_s
        case Elastic():
            return length.most_s if stretched else length.written_s
        case Breaths():
            return (length.count.high if stretched else length.count.low) * length.cycle_s


def _unlicensed(routine: Routine, unlicensed: Collection[str]) -> Iterator[Problem]:
    for name, where in sounds_of(routine):
        if name in unlicensed:
            message = f"'{name}' has no licence: listeners' platforms may ask for one."
            yield Problem(where, message, f"Write it in music/{name}.yaml, as `licence: CC-BY-4.0`.")


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
            message = f"The voice '{voice}' speaks {speaks}, and this routine is in {routine.language}."
            yield Problem(event.where, message, "Choose a voice of its language.")


def _base(language: str) -> str:
    return language.split("-", maxsplit=1)[0].lower()
