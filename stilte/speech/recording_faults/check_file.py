"""The checks of a take that is a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stilte.sound.external_audio import read_recording
from stilte.sound.probe import NoRecording
from stilte.speech.recording_faults.check_take import check_take
from stilte.speech.trim import one_channel

if TYPE_CHECKING:
    from pathlib import Path

    from stilte.speech.recording_faults.fault import Fault


def file_faults(path: Path, text: str) -> tuple[Fault, ...]:
    """Return what is wrong with the sound of a take; nothing of a file that cannot be played."""
    try:
        clip = read_recording(path)
    except NoRecording:
        return ()
    return check_take(one_channel(clip.samples), clip.rate_hz, text).faults
