"""The voices, beds, bells and recordings that a routine refers to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from stilte.script.routine import Bell, Breathe, Hold, Music, Play, Repeat
from stilte.script.walk import deliveries_of, every_step

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stilte.errors import Where
    from stilte.script.routine import Routine, Step


@dataclass(frozen=True, slots=True)
class References:
    """The names of voices and of what sounds; `files` are the script and what it includes."""

    voices: frozenset[str]
    sounds: frozenset[str]
    files: frozenset[str]


def references_of(routine: Routine) -> References:
    """Return what a routine names, wherever in it."""
    voices, sounds, files = {routine.voice}, {routine.music}, {routine.script}
    for track in routine.tracks:
        voices.add(track.voice)
        sounds.add(track.music)
    lists = (routine.steps, *(track.steps for track in routine.tracks if track.steps is not routine.steps))
    for step in every_step(each for steps in lists for each in steps):
        files.update(where.file for where in _places(step))
        sounds.update(_sounds(step))
        voices.update(delivery.voice for delivery in deliveries_of(step))
        if isinstance(step, Repeat) and step.delivery:
            voices.add(step.delivery.voice)
    return References(frozenset(voices), frozenset(sounds), frozenset(files))


def _places(step: Step) -> Iterator[Where]:
    """Yield where a step, and what stands inside it but for the steps of a repeat, was written."""
    yield step.where
    match step:
        case Breathe():
            yield from (cue.where for cue in step.cues)
            yield from (one.step.where for one in step.over)
        case Hold():
            yield from (line.where for line in step.during)
            yield from (one.step.where for one in step.over)


def _sounds(step: Step) -> Iterator[str]:
    match step:
        case Music(bed=str(bed)):
            yield bed
        case Bell() | Play():
            yield step.sound
        case Breathe():
            yield from (sound for _, sound in step.part_sounds)
            yield from (one.step.sound for one in step.over)
        case Hold():
            yield from (one.step.sound for one in step.over)
