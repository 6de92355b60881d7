"""Checking audio from outside: decoded from end to end before anything measures, mixes or encodes it.

One sample that is not a number ends the encoder, with every track of the build; a sample of 10^30 ends the
arithmetic of a level; a rate of one hertz divides by nothing. So a file is decoded once to be looked at, and
refused with one sentence where its samples are not what sound can be.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from stilte.messages import tr
from stilte.sound.clip import Clip
from stilte.sound.decoding import decoding
from stilte.sound.inspected import InspectedAudio, Inspection, keep_inspection, kept_inspection
from stilte.sound.probe import NoRecording, length_s
from stilte.sound.sample_checks import check_length, check_samples

if TYPE_CHECKING:
    from pathlib import Path

MOST_LINE_S = 600
_MOST_LINE_SAMPLES = 10**8


def inspect_audio(path: Path, cache: Path | None = None) -> InspectedAudio:
    """Return what a whole file holds; raises `NoRecording` for one that cannot be used as sound.

    What was heard of a file is kept in the cache until the file changes.
    """
    if cache is None:
        return _inspect(path)
    if (kept := kept_inspection(path, cache)) is not None:
        return kept
    heard = _inspect(path)
    keep_inspection(path, cache, heard)
    return heard


def _inspect(path: Path) -> InspectedAudio:
    length_s(path)  # what its head tells against it is told first
    with decoding(path) as sound:
        inspection = Inspection(sound.rate_hz, sound.channels)
        for samples in sound.pieces:
            inspection.hear(samples)
    return inspection.end(path)


def read_recording(path: Path) -> Clip:
    """Return a recording of a line, whole, at its own rate and channels; raises `NoRecording`."""
    length_s(path)
    pieces, frames = [], 0
    with decoding(path, MOST_LINE_S + 1) as sound:
        for samples in sound.pieces:
            check_samples(samples, frames / sound.rate_hz)
            pieces.append(samples)
            frames += len(samples)
            if frames > MOST_LINE_S * sound.rate_hz or frames * sound.channels > _MOST_LINE_SAMPLES:
                why = tr("It lasts more than {n} minutes, or is too large for a line.", n=MOST_LINE_S // 60)
                raise NoRecording(why, tr("Cut it into one file for each line."))
        clip = Clip(np.concatenate(pieces or [np.zeros((0, sound.channels), np.float32)]), sound.rate_hz)
    check_length(path, clip.frames / clip.rate_hz)
    return clip
