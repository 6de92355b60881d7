"""What a listener gets: a finished file from front to end in little memory, or some frames of one."""

from __future__ import annotations

from subprocess import DEVNULL, PIPE, Popen
from typing import TYPE_CHECKING

import numpy as np

from stilte.errors import BuildError, Problem
from stilte.sound import mpeg
from stilte.sound.ffmpeg import PIPE_BYTES, command, filled

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

    Samples = NDArray[np.float32]

CHUNK_S = 2


def decoded(path: Path, rate_hz: int, channels: int) -> Iterator[Samples]:
    """Yield a file in chunks of `CHUNK_S`, float32 (frames, channels).

    Ends the decoder when it is left early; raises `BuildError` where the sound cannot be decoded.
    """
    arguments = command("-i", f"file:{path}", "-map", "0:a:0", *_raw(rate_hz, channels))
    process = Popen(arguments, stdin=DEVNULL, stdout=PIPE, stderr=DEVNULL, pipesize=PIPE_BYTES)
    size = CHUNK_S * rate_hz * channels * 4
    try:
        with process.stdout as pipe:  # type: ignore[union-attr]
            while raw := pipe.read(size):
                whole = len(raw) // (4 * channels) * channels
                yield np.frombuffer(raw, dtype=np.float32, count=whole).reshape(-1, channels)
    except BaseException:
        process.kill()
        raise
    finally:
        status = process.wait()
    if status:
        raise BuildError(Problem(None, f"'{path.name}' cannot be decoded."))


def decoded_frames(frames: bytes, count: int, rate_hz: int, channels: int) -> Samples:
    """Return what so many MPEG frames hold, 1152 samples each, float32; raises `BuildError`.

    Without the frames before them the first two come out wrong.
    """
    samples = np.empty((count * mpeg.FRAME_SAMPLES, channels), dtype=np.float32)
    arguments = ("-f", "mp3", "-i", "pipe:0", *_raw(rate_hz, channels))
    size_bytes = filled(samples.data.cast("B"), *arguments, data=frames)
    return samples[: size_bytes // samples.strides[0]]


def _raw(rate_hz: int, channels: int) -> tuple[str, ...]:
    """Return the options for raw samples, handed on many at a time: it is handing on that takes time."""
    return (
        "-af",
        "asetnsamples=n=65536:p=0",
        "-ar",
        str(rate_hz),
        "-ac",
        str(channels),
        "-f",
        "f32le",
        "pipe:1",
    )
