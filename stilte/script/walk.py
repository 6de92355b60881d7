"""Iterating over every step of a routine as written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stilte.errors import Where
from stilte.script.routine import Bell, Breathe, Group, Hold, Music, Play, Repeat, Say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from stilte.script.line import Delivery, Line
    from stilte.script.routine import Routine, Step


def every_step(steps: Iterable[Step]) -> Iterator[Step]:
    """Yield each step once, from the top; what a repeat holds right after the repeat."""
    for step in steps:
        yield step
        if isinstance(step, (Repeat, Group)):
            yield from every_step(step.steps)


def deliveries_of(step: Step) -> Iterator[Delivery]:
    """Yield how the lines of a step are spoken."""
    match step:
        case Say() | Breathe():
            yield step.delivery
        case Hold():
            yield step.delivery
            yield from (line.delivery for line in step.during)


def lines_of(step: Step) -> Iterator[tuple[Line, Where]]:
    """Yield the lines that a step itself may speak."""
    match step:
        case Say():
            yield step.line, step.where
        case Breathe():
            yield from ((line, cue.where) for cue in step.cues for _, line in cue.lines)
        case Hold():
            if step.opening:
                yield step.opening, step.where
            yield from ((line.line, line.where) for line in step.during)


def sounds_of(routine: Routine) -> Iterator[tuple[str, Where]]:
    """Yield every bed, bell and sound that a routine names, with where; its first bed, also "none", first."""
    for track in routine.tracks or (routine,):
        yield track.music, track.music_at or Where(track.script, 1)
        for step in every_step(track.steps):
            yield from _sounds_of(step)


def _sounds_of(step: Step) -> Iterator[tuple[str, Where]]:
    match step:
        case Music(bed=str() as bed):
            yield bed, step.where
        case Bell() | Play():
            yield step.sound, step.where
        case Breathe():
            yield from ((sound, step.where) for _, sound in step.part_sounds)
            yield from ((one.step.sound, one.step.where) for one in step.over)
        case Hold():
            yield from ((one.step.sound, one.step.where) for one in step.over)
