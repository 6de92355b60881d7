"""What was found in a take that is a file, kept in the cache until the file is another."""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from stilte.messages import language, sentences
from stilte.sound.probe import NoRecording
from stilte.speech.recording_faults.check_take import CheckedTake, check_take
from stilte.speech.recording_faults.fault import Fault
from stilte.speech.recording_faults.other_takes import TakeFigures, comparison_faults
from stilte.speech.recording_faults.room_for_line import length_faults
from stilte.store import key_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from stilte.speech.recording_faults.room_for_line import RoomForLine
    from stilte.store import Store

VERSION = 1
"""Increased whenever a check finds something else."""
NOTHING = CheckedTake((), None)


def hear_file(path: Path, text: str, store: Store) -> CheckedTake:
    """Return what is wrong with the sound of a take, and its figures; nothing where it cannot be played.

    What depends on other takes, and on the time that the line has, is added by `compared`.
    """
    content = content_of(path)
    if not content:
        return NOTHING
    key = key_of("heard take", VERSION, language(), content, text)
    if (kept := store.read(key)) is not None:
        return _read(json.loads(kept))
    from stilte.sound.external_audio import read_recording  # noqa: PLC0415 (opens libraries of sound)
    from stilte.speech.trim import one_channel  # noqa: PLC0415

    try:
        clip = read_recording(path)
    except NoRecording:
        return NOTHING
    checked = check_take(one_channel(clip.samples), clip.rate_hz, text)
    with suppress(OSError):  # a cache that cannot be written costs only time
        store.write(key, json.dumps(_written(checked)).encode())
    return checked


def content_of(path: Path) -> str:
    """Return a digest of a file; "" where it cannot be read, or is a pipe, which would be waited for."""
    if not path.is_file():
        return ""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def compared(checked: CheckedTake, others: Sequence[TakeFigures], room: RoomForLine | None) -> CheckedTake:
    """Return a take that was heard by itself with what it is against other takes, and in its breath."""
    if checked.figures is None:
        return checked
    more = (
        *comparison_faults(checked.figures, others),
        *length_faults(checked.figures.length_s, room),
    )
    return CheckedTake((*checked.faults, *more), checked.figures)


def _written(checked: CheckedTake) -> dict[str, Any]:
    figures = checked.figures
    return {
        "faults": [[one.kind, str(one.message), str(one.cure), one.at_s] for one in checked.faults],
        "figures": figures and [figures.text, figures.voice_db, figures.distance_db, figures.length_s],
    }


def _read(kept: dict[str, Any]) -> CheckedTake:
    faults = (
        Fault(kind, sentences(told), sentences(cure), at_s) for kind, told, cure, at_s in kept["faults"]
    )
    return CheckedTake(tuple(faults), TakeFigures(*kept["figures"]) if kept["figures"] else None)
