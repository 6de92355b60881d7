"""What a listener gets: a finished file from front to end in little memory, or some frames of one."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import soundfile

from stilte.errors import BuildError, Problem
from stilte.sound import mpeg

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy as np
    from numpy.typing import NDArray

    Samples = NDArray[np.float32]

CHUNK_S = 2


def decoded(path: Path, rate_hz: int, channels: int) -> Iterator[Samples]:
    """Yield a file in chunks of `CHUNK_S`, float32 (frames, channels).

    Raises `BuildError` where the sound cannot be decoded, or has another rate or other channels.
    """
    yield from _chunks(path, f"'{path.name}'", rate_hz, channels)


def decoded_frames(frames: bytes, rate_hz: int, channels: int) -> Samples:
    """Return the signal that MPEG frames hold, float32, from the delay of the codec on; raises `BuildError`.

    Without the frames before them the first two come out wrong.
    """
    try:
        count = len(mpeg.frame_bounds(frames)) - 1
    except mpeg.NotMpeg as error:
        raise BuildError(Problem(None, f"A stretch of the MP3 cannot be decoded: {error}.")) from error
    info = mpeg.info_frame(
        mpeg.read_header(frames, 0),
        length_frames=count * mpeg.FRAME_SAMPLES - mpeg.TOTAL_DELAY,
        audio_bytes=len(frames),
        audio_crc=0,
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "stretch.mp3"  # read from memory, the decoder would ask Python for every frame
        path.write_bytes(info + frames)
        (samples,) = _chunks(path, "A stretch of the MP3", rate_hz, channels, seconds=None)
    return samples


def _chunks(
    path: Path, name: str, rate_hz: int, channels: int, seconds: int | None = CHUNK_S
) -> Iterator[Samples]:
    """Yield chunks of so many seconds, or the whole."""
    size = -1 if seconds is None else seconds * rate_hz
    try:
        with soundfile.SoundFile(str(path)) as sound:
            if (sound.samplerate, sound.channels) != (rate_hz, channels):
                raise BuildError(Problem(None, f"{name} has another sample rate, or other channels."))
            while len(chunk := sound.read(size, dtype="float32", always_2d=True)):
                yield chunk
    except soundfile.SoundFileError as error:
        raise BuildError(Problem(None, f"{name} cannot be decoded: {error}")) from error
