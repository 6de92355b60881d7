"""Checking audio from outside: decoded from end to end before anything measures, mixes or encodes it.

One sample that is not a number ends the encoder, with every track of the build; a sample of 10^30 ends the
arithmetic of a level; a rate of one hertz divides by nothing. So a file is decoded once to be looked at, and
refused with one sentence where its samples are not what sound can be.
"""

from __future__ import annotations

import json
import struct
import subprocess
import threading
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from typing import IO, TYPE_CHECKING

import numpy as np

from stilte.file_names import real_path
from stilte.messages import tr
from stilte.sound.clip import MOST_S, Clip
from stilte.sound.ffmpeg_program import ffmpeg
from stilte.sound.probe import NoRecording, check_form, length_s
from stilte.sound.sample_checks import check_length, check_samples
from stilte.store import Store, key_of
from stilte.units import decibels

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

    Samples = NDArray[np.float32]

VERSION = 3
"""Raised whenever another file would be refused: what was heard before is then heard again."""

MOST_LINE_S = 600
_MOST_LINE_SAMPLES = 10**8
# A decoder that hangs on a damaged file must not hang the build.
_MOST_WAIT_S = 900.0
_PIECE_FRAMES = 1 << 16
_SILENT_PEAK = 1e-4


@dataclass(frozen=True, slots=True)
class InspectedAudio:
    """What a file of sound holds: seconds, hertz, channels, and its peak about its own middle.

    `loudest_db` is the level of its loudest second or so, in dBFS.
    """

    length_s: float
    rate_hz: int
    channels: int
    peak: float
    loudest_db: float

    @property
    def silent(self) -> bool:
        """Tell whether there is nothing to be heard."""
        return self.peak < _SILENT_PEAK


def inspect_audio(path: Path, cache: Path | None = None) -> InspectedAudio:
    """Return what a whole file holds; raises `NoRecording` for one that cannot be used as sound.

    What was heard of a file is kept in the cache until the file changes.
    """
    if cache is None:
        return _inspect(path)
    store, stat = Store(cache, "sounds"), path.stat()
    key = key_of("heard", VERSION, real_path(path), stat.st_size, stat.st_mtime_ns, stat.st_ino)
    if (kept := store.read(key)) is not None:
        return InspectedAudio(**json.loads(kept))
    heard = _inspect(path)
    with suppress(OSError):  # a cache that cannot be written costs only time
        store.write(key, json.dumps(asdict(heard)).encode())
    return heard


def _inspect(path: Path) -> InspectedAudio:
    length_s(path)  # what its head tells against it is told first
    frames, low, high, power = 0, np.inf, -np.inf, 1e-18
    with decoding(path) as sound:
        for samples in sound.pieces:
            check_samples(samples, frames / sound.rate_hz)
            frames += len(samples)
            low, high = min(low, float(samples.min())), max(high, float(samples.max()))
            power = max(power, float(samples.var(axis=0, dtype=np.float64).sum()))
        form = sound.rate_hz, sound.channels
        heard = InspectedAudio(
            frames / sound.rate_hz, *form, peak=(high - low) / 2, loudest_db=decibels(power**0.5)
        )
    check_length(path, heard.length_s)
    return heard


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
    size = 4 * channels * _PIECE_FRAMES
    while data := pipe.read(size):
        whole = len(data) // (4 * channels)
        if whole:
            yield np.frombuffer(data, "<f4", whole * channels).reshape(whole, channels)
