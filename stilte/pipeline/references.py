"""The voices, beds, bells and recordings that a routine refers to."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from stilte.errors import Where
from stilte.script.line import Delivery
from stilte.script.routine import Bell, Breathe, Music, Play

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stilte.script.routine import Routine


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
    for value in _walk((routine.steps, *(track.steps for track in routine.tracks))):
        match value:
            case Where(file=file):
                files.add(file)
            case Delivery(voice=voice):
                voices.add(voice)
            case Music(bed=str(bed)):
                sounds.add(bed)
            case Bell(sound=sound) | Play(sound=sound):
                sounds.add(sound)
            case Breathe(part_sounds=part_sounds):
                sounds.update(sound for _, sound in part_sounds)
    return References(frozenset(voices), frozenset(sounds), frozenset(files))


def _walk(value: Any) -> Iterator[Any]:
    if isinstance(value, tuple):
        for each in value:
            yield from _walk(each)
    elif dataclasses.is_dataclass(value):
        yield value
        for field in dataclasses.fields(value):
            yield from _walk(getattr(value, field.name))
