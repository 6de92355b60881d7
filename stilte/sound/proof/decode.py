"""Decoding a finished file in blocks, or some MPEG frames of it."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import soundfile

from stilte.errors import BuildError, Problem
from stilte.messages import Message, tr
from stilte.sound.encode import mpeg_frames

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    from numpy.typing import NDArray

    Samples = NDArray[np.float32]

CHUNK_S = 2
_STRETCH = tr("A stretch of the MP3")


def decode_blocks(path: Path, rate_hz: int, channels: int) -> Iterator[Samples]:
    """Yield a file in chunks of `CHUNK_S`, float32 (frames, channels).

    Raises `BuildError` where the sound cannot be decoded, or has another rate or other channels.
    """
    with _opened(path, f"'{path.name}'", rate_hz, channels) as sound:
        while len(chunk := _read(sound, CHUNK_S * rate_hz)):
            yield chunk


def decoded_frames(frames: bytes, count: int, rate_hz: int, channels: int) -> Samples:
    """Return the signal that so many MPEG frames hold, float32, from the delay of the codec on.

    Without the frames before them the first two come out wrong. Raises `BuildError`.
    """
    try:
        first = mpeg_frames.read_header(frames, 0)
    except mpeg_frames.NotMpeg as error:
        raise BuildError(
            Problem(None, tr("{name} cannot be decoded: {error}.", name=_STRETCH, error=error))
        ) from error
    length = count * mpeg_frames.FRAME_SAMPLES - mpeg_frames.TOTAL_DELAY
    info = mpeg_frames.info_frame(first, length_frames=length, audio_bytes=len(frames), audio_crc=0)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "stretch.mp3"  # read from memory, the decoder would ask Python for every frame
        path.write_bytes(info + frames)
        with _opened(path, _STRETCH, rate_hz, channels) as sound:
            return _read(sound, length)


@contextmanager
def _opened(path: Path, name: str | Message, rate_hz: int, channels: int) -> Iterator[soundfile.SoundFile]:
    try:
        with soundfile.SoundFile(str(path)) as sound:
            if (sound.samplerate, sound.channels) != (rate_hz, channels):
                raise BuildError(
                    Problem(None, tr("{name} has another sample rate, or other channels.", name=name))
                )
            yield sound
    except soundfile.SoundFileError as error:
        raise BuildError(
            Problem(None, tr("{name} cannot be decoded: {error}.", name=name, error=str(error).rstrip(".")))
        ) from error


def _read(sound: soundfile.SoundFile, frames: int) -> Samples:
    samples: Samples = sound.read(frames, dtype="float32", always_2d=True)
    return samples
