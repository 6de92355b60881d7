"""Another voice for a routine: `--voice NAME` instead of the routine's own."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from stilte.script.line import Delivery

if TYPE_CHECKING:
    from stilte.script.routine import Routine


def override_voice(routine: Routine, voice: str) -> Routine:
    """Return the routine with its main voice replaced wherever that voice speaks; other voices stay."""
    return dataclasses.replace(
        routine,
        voice=voice,
        steps=_override_voice(routine.steps, routine.voice, voice),
        tracks=tuple(override_voice(track, voice) for track in routine.tracks),
    )


def _override_voice(value: Any, old: str, new: str) -> Any:
    if isinstance(value, Delivery):
        return dataclasses.replace(value, voice=new) if value.voice == old else value
    if isinstance(value, tuple):
        return tuple(_override_voice(each, old, new) for each in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        changed = {
            field.name: _override_voice(getattr(value, field.name), old, new)
            for field in dataclasses.fields(value)
        }
        return dataclasses.replace(value, **changed)
    return value
