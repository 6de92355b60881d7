"""Lines that follow a stay and are meant for it: what one feels meanwhile."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stilte.importer.build.draft import Step
    from stilte.importer.language.phrases import Idioms

_STAY_S = 20.0
_LONG_STAY_S = 60.0


def fill_stays(steps: list[Step], table: Idioms) -> list[Step]:
    """Move lines that follow a stay and are meant for it into it: what one feels."""
    found: list[Step] = []
    for step in steps:
        last = found[-1] if found else None
        if (
            last
            and _holds_still(last)
            and step.verb == "say"
            and not (step.voice or step.on)
            and _meanwhile(step, last, table)
        ):
            found[-1] = replace(
                last, during=(*last.during, step.text), comments=(*last.comments, *step.comments)
            )
        else:
            found.append(step)
    return found


def _holds_still(step: Step) -> bool:
    return bool(step.verb == "hold" and step.times and step.times.unit == "s" and step.times.low >= _STAY_S)


def _meanwhile(step: Step, stay: Step, table: Idioms) -> bool:
    if "<" in step.text or step.pause:
        return False
    felt = table.starts("perception", step.text) or table.starts("during", step.text)
    described = table.find("evidence.being", step.text) and table.find("evidence.body", step.text)
    long = stay.times is not None and stay.times.low >= _LONG_STAY_S
    room = len(stay.during) < 1 + (stay.times.low if stay.times else 0) // 12
    return bool(
        room and ((felt and long) or (described and not felt and not table.starts("posture", step.text)))
    )
