"""What an operation should make of a script, worked out on its values alone, by another reader."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import Any

import yaml

_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_PLACES = {"where", "music_at", "lengths_at", "warnings", "script"}


def values_of(text: str) -> Any:
    """Return what a text says as lists, dicts and texts as written."""
    return yaml.load(text.removeprefix("\ufeff"), _LOADER)


def is_yaml(text: str) -> bool:
    """Tell whether a text can be read at all: a pattern for new scripts, with its gaps, cannot."""
    try:
        values_of(text)
    except yaml.YAMLError:
        return False
    return True


def squeezed(value: Any) -> Any:
    """Return values with single spaces in every text."""
    if isinstance(value, dict):
        return {squeezed(key): squeezed(each) for key, each in value.items()}
    if isinstance(value, list):
        return [squeezed(each) for each in value]
    return " ".join(value.split())


def written(values: Any) -> str:
    """Return values as a script of their own, every text in quotes."""
    made: str = yaml.safe_dump(values, default_style='"', sort_keys=False, allow_unicode=True, width=10_000)
    return made


def _list_and_index(values: Any, at: str) -> tuple[list[Any], int]:
    *path, last = at.split("/")
    for key in path:
        values = values[int(key) if isinstance(values, list) else key]
    return values, int(last)


def step_value(values: Any, at: str) -> Any:
    """Return the value of a step."""
    entries, index = _list_and_index(values, at)
    return entries[index]


def with_step(values: Any, at: str, *steps: Any) -> Any:
    """Return values with the step at an id replaced by others, by none or by several."""
    entries, index = _list_and_index(values, at)
    entries[index : index + 1] = steps
    return values


def placeless(value: Any) -> Any:
    """Return a routine without the places in which its parts are written."""
    if is_dataclass(value):
        kept = (each.name for each in fields(value) if each.name not in _PLACES)
        return (type(value).__name__, *((name, placeless(getattr(value, name))) for name in kept))
    if isinstance(value, tuple):
        return tuple(placeless(each) for each in value)
    return value
