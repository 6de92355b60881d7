"""Every step of a routine as written, whatever stands around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stilte.errors import Where
from stilte.script.routine import Bell, Breathe, Group, Hold, Music, Play, Repeat, Say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from stilte.script.line import Line
    from stilte.script.routine import Routine, Step


def every_step(steps: Iterable[Step]) -> Iterator[Step]:
    """Yield each step once, from the top; what a repeat holds right after the repeat."""
    for step in steps:
        yield step
        if isinstance(step, (Repeat, Group)):
            yield from every_step(step.steps)


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
    yield routine.music, routine.music_at or Where(routine.script, 1)
    for step in every_step(routine.steps):
        match step:
            case Music(bed=str() as bed):
                yield bed, step.where
            case Bell() | Play():
                yield step.sound, step.where
