"""Every step of a routine as written, whatever stands around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stilte.script.routine import Breathe, Group, Hold, Repeat, Say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from stilte.errors import Where
    from stilte.script.line import Line
    from stilte.script.routine import Step


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
