"""The recordings that a routine names: whether they can be played, and how long they last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stilte.errors import Problem
from stilte.script.walk import sounds_of
from stilte.sound import probe
from stilte.sound.names import BELL_S, recording

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from stilte.script.routine import Routine
    from stilte.sound.music import BedSpec

_UNKNOWN_S = 9.0


def unreadable(routine: Routine, beds: Mapping[str, BedSpec], root: Path) -> Iterator[Problem]:
    """Yield each recording that a routine names and nobody can play, at the line that names it."""
    asked = dict(reversed(list(sounds_of(routine))))
    for name, where in reversed(asked.items()):
        path = _file(name, beds, root)
        try:
            if path:
                probe.length_s(path)
        except (probe.NoRecording, OSError) as error:
            yield Problem(where, _message(name, path, beds.get(name), error), probe.FORMS)


def sound_s(name: str, beds: Mapping[str, BedSpec], root: Path) -> float:
    """Return about how long a sound lasts in full, or one strike of a bell."""
    path = _file(name, beds, root)
    if path is None:
        return BELL_S.get(name, _UNKNOWN_S)
    try:
        known_s = probe.length_s(path)
    except (probe.NoRecording, OSError):
        return _UNKNOWN_S
    return known_s if known_s < float("inf") else _UNKNOWN_S


def _file(name: str, beds: Mapping[str, BedSpec], root: Path) -> Path | None:
    bed = beds.get(name)
    return bed.file if bed else recording(name, root)


def _message(name: str, path: Path | None, bed: BedSpec | None, error: Exception) -> str:
    file = path.name if path else name
    described = bed.where if bed and bed.where and bed.where.file.endswith(".yaml") else None
    named = f"'{file}', which {described} names," if described else f"The recording '{file}'"
    why = str(error) if isinstance(error, probe.NoRecording) else "the system does not let it be opened"
    return f"{named} cannot be played: {why}."
