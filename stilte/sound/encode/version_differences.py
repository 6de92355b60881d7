"""Finding where two versions of an MP3 sound different, up to the first event that moved.

Frames stand alone, so the bytes tell at once where nothing can have changed. Where they differ both are
decoded: LAME writes other bytes for some seconds after a change, though the same is heard.
"""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

import numpy as np
import soundfile

from stilte.sound.containers import frame_bytes
from stilte.sound.encode.mpeg_frames import NotMpeg, read_header, signal_frames

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

_BLOCK_BYTES = 1 << 16
_WINDOW_S = 0.25
_PIECE_S = 10
_OTHERWISE = 0.08
"""The least difference, as a share of the sound: what two runs of the encoder differ by is a third of it."""

_FAINTEST = 1e-4
_HEADER_BYTES = 4
_RUN_IN_S = 1.0
"""How long before the first frame that differs is listened from: a decoder needs the frames before it."""


def audible_differences(old: Path, new: Path, until_s: float) -> tuple[tuple[float, float], ...]:
    """Return the stretches, in seconds from the start, in which two MP3s sound otherwise before `until_s`.

    All of it where they have another rate or other channels; nothing where one of them cannot be read.
    """
    try:
        equal_s = _equal_until_s(old, new)
        if equal_s is None:
            return ()
        with soundfile.SoundFile(str(old)) as before, soundfile.SoundFile(str(new)) as after:
            if (before.samplerate, before.channels) != (after.samplerate, after.channels):
                return ((0.0, until_s),)
            return tuple(_joined(_otherwise(before, after, min(equal_s, until_s), until_s)))
    except (OSError, NotMpeg, soundfile.SoundFileError):
        return ()


def _equal_until_s(old: Path, new: Path) -> float | None:
    """Return up to which second two streams have the same frames, None where they have to their end.

    Every frame of our streams has the same bitrate, so bytes tell the time.
    """
    with old.open("rb") as before, new.open("rb") as after:
        bitrate_kbps = min(_skip_to_sound(before), _skip_to_sound(after))
        equal_bytes = 0
        while (one := before.read(_BLOCK_BYTES)) == after.read(_BLOCK_BYTES):
            if not one:
                return None
            equal_bytes += len(one)
    return max(0.0, equal_bytes * 8 / (bitrate_kbps * 1000) - _RUN_IN_S)


def _skip_to_sound(file: IO[bytes]) -> int:
    """Go to the first frame that sounds, behind the one that tells the length; return its kbit/s."""
    _skip_tag(file)
    start = file.tell()
    first = read_header(file.read(_HEADER_BYTES), 0)
    file.seek(start)
    file.seek(start + (first.size_bytes if signal_frames(file.read(first.size_bytes)) else 0))
    sounds = file.tell()
    bitrate_kbps = read_header(file.read(_HEADER_BYTES), 0).bitrate_kbps
    file.seek(sounds)
    return bitrate_kbps


def _skip_tag(file: IO[bytes]) -> None:
    """Go to the first frame, behind an ID3v2 tag."""
    head = file.read(10)
    start = 0
    if head[:3] == b"ID3":
        length = sum((byte & 0x7F) << shift for byte, shift in zip(head[6:10], (21, 14, 7, 0), strict=True))
        start = 10 + length
    file.seek(start)
    if not frame_bytes(file.read(4)):
        start = 0
    file.seek(start)


def _otherwise(
    before: soundfile.SoundFile, after: soundfile.SoundFile, from_s: float, until_s: float
) -> Iterator[tuple[float, float]]:
    """Yield each window of a quarter of a second in which two signals differ from `from_s` on."""
    window = round(_WINDOW_S * after.samplerate)
    first = window * int(from_s / _WINDOW_S)
    last = round(until_s * after.samplerate)
    for sound in (before, after):
        sound.seek(min(first, sound.frames))
    for start in range(first, last, _PIECE_S * after.samplerate):
        count = min(_PIECE_S * after.samplerate, last - start)
        one, other = (
            sound.read(count, "float32", always_2d=True, fill_value=0.0) for sound in (before, after)
        )
        off, loud = _levels(other - one, window), np.maximum(_levels(one, window), _levels(other, window))
        for at in np.flatnonzero(off > np.maximum(_OTHERWISE * loud, _FAINTEST)).tolist():
            begin_s = start / after.samplerate + at * _WINDOW_S
            yield begin_s, min(begin_s + _WINDOW_S, until_s)


def _levels(samples: NDArray[np.float32], window: int) -> NDArray[np.float64]:
    starts = np.arange(0, len(samples), window)
    if not len(starts):
        return np.zeros(0)
    sums = np.add.reduceat(np.square(samples, dtype=np.float64).mean(axis=1), starts)
    return np.asarray(np.sqrt(sums / np.minimum(window, len(samples) - starts)))


def _joined(stretches: Iterator[tuple[float, float]]) -> list[tuple[float, float]]:
    joined: list[tuple[float, float]] = []
    for start_s, end_s in stretches:
        if joined and start_s <= joined[-1][1] + 1.0:
            joined[-1] = (joined[-1][0], end_s)
        else:
            joined.append((start_s, end_s))
    return joined
