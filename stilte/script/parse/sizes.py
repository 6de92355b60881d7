"""Estimating the size of an unrolled routine without unrolling it.

A year of silence or a hundred million rounds would block every later stage; here they cost a few additions.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from stilte.messages import Number, tr
from stilte.reader.times import LONGEST_S
from stilte.script.durations import Count, DurationRamp, Lines
from stilte.script.line import Line, Said
from stilte.script.parse.quantities import ends_s
from stilte.script.rounds import Round
from stilte.script.routine import Bell, Breathe, Group, Hold, Pause, Repeat, Say

if TYPE_CHECKING:
    from stilte.errors import Where
    from stilte.reader import Report
    from stilte.script.durations import Duration
    from stilte.script.round_selection import RoundSelection
    from stilte.script.routine import Step

MOST_PLAYED = 100_000
BELL_SPACING_S = 4.0
FASTEST_SPEECH = 30.0  # letters a second: faster than any voice speaks, so that no sound script is refused


def check_sizes(steps: tuple[Step, ...], report: Report) -> None:
    """Report the first step with which a routine grows past a day, or past what can be played."""
    if (where := _too_many(steps)) is not None:
        message = tr(
            "Up to here the script plays more than {most} steps and breaths.",
            most=Number(MOST_PLAYED),
        )
        report.error(where, message, tr("Look at the counts of its repeats."))
    elif (where := _too_long(steps)) is not None:
        report.error(
            where, tr("Up to here the track lasts longer than a day."), tr("Look at its times and counts.")
        )


def _too_many(steps: tuple[Step, ...]) -> Where | None:
    total = 0
    for step in steps:
        total += played(step)
        if total > MOST_PLAYED:
            return step.where
    return None


def _too_long(steps: tuple[Step, ...]) -> Where | None:
    total_s = 0.0
    for step in steps:
        total_s += least_s(step)
        if total_s > LONGEST_S:
            return step.where
    return None


def played(step: Step) -> int:
    """Return how many steps, rounds and breaths a step may become, at the upper end of every range."""
    match step:
        case Repeat(rounds=rounds, steps=steps):
            return _counted(rounds).high * (1 + sum(map(played, steps)))
        case Group(steps=steps):
            return 1 + sum(map(played, steps))
        case Breathe(count=count):
            return 1 + count.high
    return 1


def least_s(step: Step) -> float:  # noqa: PLR0911  one a kind
    """Return how long a step lasts at least, at the lower end of every range, with hurried speech."""
    match step:
        case Repeat(rounds=rounds, steps=steps):
            of = _counted(rounds).low
            return max(of * _beat_s(step), sum(least_s(each) * _times(each.on, of) for each in steps))
        case Breathe(count=count, pattern=pattern, ramp=ramp):
            last = ramp.last if ramp else pattern
            return count.low * (pattern.cycle_s + last.cycle_s) / 2
        case Hold(length=length) | Pause(length=length):
            return _lower_s(length)
        case Say(line=line, after=after):
            spoken_s = _letters(line) / FASTEST_SPEECH
            if isinstance(after, Lines):
                return spoken_s * (1 + after.factor)
            return spoken_s + (_lower_s(after) if after else 0.0)
        case Group(steps=steps):
            return sum(map(least_s, steps))
    return (step.strikes - 1) * BELL_SPACING_S if isinstance(step, Bell) else 0.0


def _counted(rounds: Count | tuple[object, ...]) -> Count:
    return rounds if isinstance(rounds, Count) else Count(len(rounds), len(rounds))


def _beat_s(step: Repeat) -> float:
    if step.every_ramp:
        return (step.every_ramp.first + step.every_ramp.last) / 2
    return step.every_s or 0.0


def _lower_s(length: Duration) -> float:
    """Return the lower end of a length; of one that grows the mean of its rounds."""
    if isinstance(length, DurationRamp):
        return (_lower_s(length.first) + _lower_s(length.last)) / 2
    return ends_s(length)[0]


def _letters(line: Line) -> int:
    texts = (part.as_said if isinstance(part, Said) else part for part in line.parts)
    return sum(len(text) for text in texts if isinstance(text, str))


@lru_cache(maxsize=1024)
def _times(on: RoundSelection | None, of: int) -> int:
    return of if on is None else sum(Round(round_, of).happens(on) for round_ in range(1, of + 1))
