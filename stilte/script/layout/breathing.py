"""Breath cycles in frames: every phase as written, or as long as what is said in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stilte.script.durations import Phase
    from stilte.script.layout.measures import Measures
    from stilte.script.layout.unrolled_steps import Breathing, Cycle, Words

HOLDERS: dict[Phase, str] = {"in": "in-breath", "hold": "breath-hold", "out": "out-breath", "rest": "rest"}
"""The name of a phase in warnings about speech that is longer than the phase."""


@dataclass(frozen=True, slots=True)
class PhaseLayout:
    """One part of one cycle; `offset_frame` from the start of the first cycle, `part` its number from 1."""

    phase: Phase
    cycle: int
    part: int
    offset_frame: int
    length_frames: int
    written_frames: int
    words: Words | None


def breathing_frames(breathing: Breathing, measures: Measures) -> int:
    """Return what all cycles last."""
    lasting: dict[int, int] = {}  # a cycle without words may represent many equal ones
    total = 0
    for cycle in breathing.cycles:
        if id(cycle) not in lasting:
            lasting[id(cycle)] = _cycle_frames(cycle, measures)
        total += lasting[id(cycle)]
    return total


def _cycle_frames(cycle: Cycle, measures: Measures) -> int:
    return sum(
        max(measures.frames(length_s), measures.words(cycle.said.get(index)))
        for index, (_, length_s) in enumerate(cycle.parts)
    )


def breathing_phases(breathing: Breathing, measures: Measures) -> Iterator[PhaseLayout]:
    """Yield every part of every cycle, in order."""
    offset = 0
    for number, cycle in enumerate(breathing.cycles, 1):
        for index, (phase, length_s) in enumerate(cycle.parts):
            words, frames = cycle.said.get(index), measures.frames(length_s)
            length = max(frames, measures.words(words))
            yield PhaseLayout(phase, number, index + 1, offset, length, frames, words)
            offset += length
