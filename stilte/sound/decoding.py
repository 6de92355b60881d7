"""Decoding a file from outside at its own rate and channels, by FFmpeg, piece by piece."""

from __future__ import annotations

import struct
import subprocess
import threading
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

import numpy as np

from stilte.messages import tr
from stilte.sound.ffmpeg_program import ffmpeg
from stilte.sound.inspected import PIECE_FRAMES
from stilte.sound.probe import NoRecording, check_form

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

    Samples = NDArray[np.float32]

# Decoded at 48 kHz stereo float32, four hours are 5.5 GB of cache.
MOST_S = 4 * 3600
# A decoder that hangs on a damaged file must not hang the build.
_MOST_WAIT_S = 900.0


@dataclass(frozen=True, slots=True, eq=False)
class Decoding:
    """A file while it is decoded: its own rate and channels, and pieces of (frames, channels)."""

    rate_hz: int
    channels: int
    pieces: Iterator[Samples]


@contextmanager
def decoding(path: Path, most_s: float = MOST_S) -> Iterator[Decoding]:
    """Decode a file at its own rate and channels, for `most_s` at most; raises `NoRecording`.

    FFmpeg may open this one file and nothing else that it names, and is ended after a quarter of an hour.
    """
    read = ["-nostdin", "-v", "error", "-protocol_whitelist", "file", "-i", f"file:{path}"]
    form = ["-map", "0:a:0", "-t", str(most_s), "-c:a", "pcm_f32le", "-f", "wav", "-"]
    with subprocess.Popen(
        [ffmpeg(), *read, *form], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        timer = threading.Timer(_MOST_WAIT_S, process.kill)
        timer.start()
        try:
            assert process.stdout is not None  # noqa: S101 (a pipe was asked for)
            rate_hz, channels = _read_head(process.stdout)
            check_form(rate_hz, channels)
            yield Decoding(rate_hz, channels, _pieces(process.stdout, channels))
        finally:
            timer.cancel()
            with suppress(OSError):
                process.kill()


def _read_head(pipe: IO[bytes]) -> tuple[int, int]:
    """Read the head of WAV as FFmpeg writes it; return rate and channels."""
    rate_hz = channels = 0
    pipe.read(12)
    while len(chunk := pipe.read(8)) == 8:  # noqa: PLR2004 (a name and a size)
        name, length = struct.unpack("<4sI", chunk)
        if name == b"data":
            return rate_hz, channels
        body = pipe.read(length)
        if name == b"fmt ":
            channels, rate_hz = struct.unpack_from("<HI", body, 2)
    raise NoRecording(tr("It holds no sound that can be read."))


def _pieces(pipe: IO[bytes], channels: int) -> Iterator[Samples]:
    size = 4 * channels * PIECE_FRAMES
    while data := pipe.read(size):
        whole = len(data) // (4 * channels)
        if whole:
            yield np.frombuffer(data, "<f4", whole * channels).reshape(whole, channels)
