"""Another voice for a routine: `--voice NAME` instead of the routine's own."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from stilte.script.line import Delivery

if TYPE_CHECKING:
    from stilte.script.routine import Routine


def recast(routine: Routine, voice: str) -> Routine:
    """Return the routine with its main voice replaced wherever that voice speaks; other voices stay."""
    return dataclasses.replace(routine, voice=voice, steps=_recast(routine.steps, routine.voice, voice))


def _recast(value: Any, old: str, new: str) -> Any:
    if isinstance(value, Delivery):
        return dataclasses.replace(value, voice=new) if value.voice == old else value
    if isinstance(value, tuple):
        return tuple(_recast(each, old, new) for each in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        changed = {
            field.name: _recast(getattr(value, field.name), old, new) for field in dataclasses.fields(value)
        }
        return dataclasses.replace(value, **changed)
    return value
