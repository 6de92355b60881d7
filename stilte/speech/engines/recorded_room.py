"""The quiet of the room of a recorded voice, from its takes as they were recorded."""

from __future__ import annotations

from contextlib import suppress
from functools import lru_cache
from typing import TYPE_CHECKING

from stilte.sound.external_audio import read_recording
from stilte.sound.probe import NoRecording
from stilte.speech.engine import EngineUnavailable
from stilte.speech.engines.recorded import recordings, refused
from stilte.speech.recording_faults.hum_notches import without_hum
from stilte.speech.recording_faults.room_tone import RoomTone, room_tone
from stilte.speech.trim import one_channel

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from stilte.speech.engine import EngineVoice

_MOST_TAKES = 12


def recorded_room(voice: EngineVoice) -> RoomTone | None:
    """Return the quiet of the room in which a voice was recorded; None where it is not heard."""
    try:
        found = recordings(voice)
    except EngineUnavailable:
        return None
    paths = sorted(path for path in found.values() if refused(path) is None)
    chosen = paths[:: max(len(paths) // _MOST_TAKES, 1)][:_MOST_TAKES]
    return _tone(tuple((path, path.stat().st_mtime_ns, path.stat().st_size) for path in chosen))


@lru_cache(maxsize=4)
def _tone(files: tuple[tuple[Path, int, int], ...]) -> RoomTone | None:
    return room_tone(_heard(files))


def _heard(files: tuple[tuple[Path, int, int], ...]) -> Iterator[tuple[NDArray[np.float32], int]]:
    for path, _, _ in files:
        with suppress(NoRecording):
            clip = read_recording(path)
            yield without_hum(one_channel(clip.samples), clip.rate_hz), clip.rate_hz
