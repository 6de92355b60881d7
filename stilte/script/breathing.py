"""Breath cycles in frames: every phase as written, or as long as what is said in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stilte.script.durations import Phase
    from stilte.script.measures import Measures
    from stilte.script.moments import Breathing, Words

HOLDERS: dict[Phase, str] = {"in": "in-breath", "hold": "breath-hold", "out": "out-breath", "rest": "rest"}
"""What a phase is called when a voice lengthens it."""


@dataclass(frozen=True, slots=True)
class PhaseLayout:
    """One phase of one cycle; `offset_frame` from the start of the first cycle."""

    phase: Phase
    cycle: int
    offset_frame: int
    length_frames: int
    written_frames: int
    words: Words | None


def breathing_frames(breathing: Breathing, measures: Measures) -> int:
    """Return what all cycles last."""
    written = [(phase, measures.frames(length_s)) for phase, length_s in breathing.step.pattern.phases()]
    silent = sum(length for _, length in written)
    return sum(
        sum(max(length, measures.words(said.get(phase))) for phase, length in written) if said else silent
        for said in breathing.cycles
    )


def breathing_phases(breathing: Breathing, measures: Measures) -> Iterator[PhaseLayout]:
    """Yield every phase of every cycle, in order."""
    written = [(phase, measures.frames(length_s)) for phase, length_s in breathing.step.pattern.phases()]
    offset = 0
    for cycle, said in enumerate(breathing.cycles, 1):
        for phase, frames in written:
            words = said.get(phase)
            length = max(frames, measures.words(words))
            yield PhaseLayout(phase, cycle, offset, length, frames, words)
            offset += length
