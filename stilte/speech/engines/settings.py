"""The settings of an entry under `use`, against what an engine knows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from stilte.errors import not_found
from stilte.speech.engine import EngineUnavailable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stilte.speech.engine import EngineVoice


def settings_of(voice: EngineVoice, engine: str, known: Mapping[str, Any]) -> dict[str, Any]:
    """Return all settings, defaults filled in; raises EngineUnavailable for one that the engine cannot read.

    A setting must be of its default's kind; a default of None takes anything.
    """
    for name, value in voice.settings.items():
        if name not in known:
            raise EngineUnavailable(*not_found(f"setting of {engine}", name, known))
        if not _fits(value, known[name]):
            raise EngineUnavailable(f"`{name}` of {engine} cannot be '{value}'.")
    return {**known, **voice.settings}


def _fits(value: Any, default: Any) -> bool:
    if default is None:
        return True
    if isinstance(default, bool) or isinstance(value, bool):
        return isinstance(value, bool) and isinstance(default, bool)
    if isinstance(default, int | float):
        return isinstance(value, int | float)
    return (
        isinstance(value, str | int | float) if isinstance(default, str) else isinstance(value, type(default))
    )
