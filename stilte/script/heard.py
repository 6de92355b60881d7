"""Whether there is anything to hear in a track at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stilte.errors import InputError, Problem, Where
from stilte.script.timeline import BreathPhase

if TYPE_CHECKING:
    from stilte.script.timeline import Event, Timeline


def is_silent(timeline: Timeline) -> bool:
    """Tell whether nothing on a timeline sounds: no bed, no voice, no bell, no breath."""
    return not any(change.bed for change in timeline.beds) and not any(map(_sounds, timeline.events))


def refuse_nothing(timeline: Timeline, script: str) -> None:
    """Raise `InputError` for a track that lasts no time at all."""
    if timeline.length_frames == 0:
        message = "Nothing in this script takes any time."
        raise InputError(Problem(Where(script, 1), message, "Write a line to be spoken, or a `pause`."))


def _sounds(event: Event) -> bool:
    return not isinstance(event, BreathPhase) or event.sound != "none"
