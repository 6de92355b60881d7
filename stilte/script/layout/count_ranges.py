"""Counts written as a range: finding them, and replacing each with a chosen number."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from stilte.errors import Where
from stilte.script.durations import After, Breaths, Count
from stilte.script.routine import Bell, Breathe, Group, Hold, Pause, Play, Repeat, Say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from stilte.script.routine import Routine, Step

_Length = TypeVar("_Length", bound=After)


@dataclass(frozen=True, slots=True)
class CountRange:
    """A count that `length` may choose, from `low` to `high`."""

    where: Where
    low: int
    high: int


def count_ranges(routine: Routine) -> tuple[CountRange, ...]:
    """Return the counts that `length` may choose, from the top of the script."""
    found: list[CountRange] = []

    def note(count: Count, where: Where) -> Count:
        found.append(CountRange(where, count.low, count.high))
        return count

    _with_counts(routine, note)
    return tuple(found)


def with_counts(routine: Routine, counts: tuple[int, ...]) -> Routine:
    """Return the routine with its ranges of counts, in the order of `count_ranges`, set to these."""
    left: Iterator[int] = iter(counts)

    def choose(_count: Count, _where: Where) -> Count:
        chosen = next(left)
        return Count(chosen, chosen)

    return _with_counts(routine, choose)


def _with_counts(routine: Routine, choose: Callable[[Count, Where], Count]) -> Routine:
    pause = _duration(routine.pause, Where(routine.script, 1), choose)
    steps = tuple(_step(step, choose) for step in routine.steps)
    return replace(routine, pause=pause, steps=steps)


def _step(step: Step, choose: Callable[[Count, Where], Count]) -> Step:  # noqa: PLR0911  one a kind
    match step:
        case Say() | Bell():
            usual = step.usual and _duration(step.usual, step.where, choose)
            after = step.after and _duration(step.after, step.where, choose)
            return replace(step, after=after, usual=usual) if after or usual else step
        case Play() if step.after is not None:
            return replace(step, after=_duration(step.after, step.where, choose))
        case Pause() | Hold():
            return replace(step, length=_duration(step.length, step.where, choose))
        case Breathe():
            return replace(step, count=_count(step.count, step.where, choose))
        case Repeat():
            return _repeat(step, choose)
        case Group():
            return replace(step, steps=tuple(_step(inner, choose) for inner in step.steps))
    return step


def _repeat(step: Repeat, choose: Callable[[Count, Where], Count]) -> Repeat:
    rounds = _count(step.rounds, step.where, choose) if isinstance(step.rounds, Count) else step.rounds
    if step.every_s is not None:  # nothing inside a fixed beat is elastic
        return replace(step, rounds=rounds)
    return replace(step, rounds=rounds, steps=tuple(_step(inner, choose) for inner in step.steps))


def _duration(length: _Length, where: Where, choose: Callable[[Count, Where], Count]) -> _Length:
    if isinstance(length, Breaths):
        return replace(length, count=_count(length.count, where, choose))
    return length


def _count(count: Count, where: Where, choose: Callable[[Count, Where], Count]) -> Count:
    return choose(count, where) if count.low < count.high else count
