"""What a routine names: the voices that speak in it, and the beds, bells and recordings that sound in it."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from stilte.errors import Where
from stilte.script.line import Delivery
from stilte.script.routine import Bell, Music, Play

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stilte.script.routine import Routine


@dataclass(frozen=True, slots=True)
class Named:
    """The names of voices and of what sounds; `files` are the script and what it includes."""

    voices: frozenset[str]
    sounds: frozenset[str]
    files: frozenset[str]


def named(routine: Routine) -> Named:
    """Return what a routine names, wherever in it."""
    voices, sounds, files = {routine.voice}, {routine.music}, {routine.script}
    for value in _walk(routine.steps):
        match value:
            case Where(file=file):
                files.add(file)
            case Delivery(voice=voice):
                voices.add(voice)
            case Music(bed=str(bed)):
                sounds.add(bed)
            case Bell(sound=sound) | Play(sound=sound):
                sounds.add(sound)
    return Named(frozenset(voices), frozenset(sounds), frozenset(files))


def _walk(value: Any) -> Iterator[Any]:
    if isinstance(value, tuple):
        for each in value:
            yield from _walk(each)
    elif dataclasses.is_dataclass(value):
        yield value
        for field in dataclasses.fields(value):
            yield from _walk(getattr(value, field.name))
