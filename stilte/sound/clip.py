"""Sound as an array of samples, and short sounds of any format."""

from __future__ import annotations

import io
import mmap
import struct
import subprocess
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from stilte.sound.ffmpeg_program import ffmpeg as ffmpeg  # noqa: PLC0414 (others take it from here)
from stilte.store import HEADER_BYTES, body_digest

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

REFERENCE_LUFS = -23.0
"""The level at which a voice stands inside the mix; beds, bells and breath are placed against it. The master
moves the whole to its target afterwards."""


@dataclass(frozen=True, slots=True, eq=False)
class Clip:
    """Samples as float32 of shape (frames, channels), full scale 1.0, read-only; may be a memory map.

    `digest` is a hash of the samples where one is known already.
    """

    samples: NDArray[np.float32]
    rate_hz: int
    digest: str = ""

    @property
    def frames(self) -> int:
        """Return the length in frames."""
        return len(self.samples)


def decode(data: bytes, form: str, codec: str | None = None) -> Clip:
    """Return a short sound as an engine sends it (`form` such as mp3), at its own rate and channels.

    Raises ValueError where the bytes are not such a sound. FFprobe is not needed where `codec` is given.
    """
    with warnings.catch_warnings():  # pydub looks for a system-wide FFmpeg; ours is named below
        warnings.simplefilter("ignore", RuntimeWarning)
        from pydub import AudioSegment  # noqa: PLC0415 (only takes from online engines need it)
        from pydub.exceptions import CouldntDecodeError  # noqa: PLC0415

    AudioSegment.converter = ffmpeg()
    try:
        segment = AudioSegment.from_file(io.BytesIO(data), format=form, codec=codec or form)
    except (CouldntDecodeError, OSError, IndexError, KeyError) as error:
        raise ValueError(f"not decodable as {form}") from error
    full_scale = float(1 << (8 * segment.sample_width - 1))
    samples = np.array(segment.get_array_of_samples(), np.float32) / np.float32(full_scale)
    return Clip(samples.reshape(-1, segment.channels), segment.frame_rate)


def read_short(source: Path | bytes) -> Clip:
    """Return a short sound of any format, at its own rate and channels, without loss of bits.

    Raises ValueError where it is not a sound.
    """
    read = (
        ["-i", "-"] if isinstance(source, bytes) else ["-protocol_whitelist", "file", "-i", f"file:{source}"]
    )
    command = [ffmpeg(), "-v", "error", *read, "-map", "0:a:0", "-t", "600", "-c:a", "pcm_f32le"]
    done = subprocess.run(
        [*command, "-f", "wav", "-"],
        input=source if isinstance(source, bytes) else b"",
        capture_output=True,
        check=False,
    )
    if done.returncode or not done.stdout:
        raise ValueError("not a sound that can be read")
    return _from_wav(done.stdout)


def _from_wav(wav: bytes) -> Clip:
    """Read float32 WAV as FFmpeg writes it into a pipe, where it cannot fill in the length of the data."""
    at, channels, rate_hz = 12, 1, 0
    while wav[at : at + 4] != b"data":
        if wav[at : at + 4] == b"fmt ":
            channels, rate_hz = struct.unpack_from("<HI", wav, at + 10)
        at += 8 + struct.unpack_from("<I", wav, at + 4)[0]
    data = wav[at + 8 :]
    whole = len(data) - len(data) % (4 * channels)
    return Clip(np.frombuffer(data[:whole], "<f4").reshape(-1, channels), rate_hz)


def mapped(entry: Path, rate_hz: int) -> Clip:
    """Return a cache entry of stereo float32 as a clip that stays on disk until it is read."""
    samples = np.memmap(entry, np.float32, "r", HEADER_BYTES).reshape(-1, 2)
    return Clip(samples, rate_hz, body_digest(entry))


def release_pages(samples: NDArray[np.float32]) -> None:
    """Release the memory pages of a mapped clip; they are read from disk again where needed."""
    owner: object = samples
    while isinstance(owner, np.ndarray):
        owner = owner.base
    if isinstance(owner, mmap.mmap) and hasattr(mmap, "MADV_DONTNEED"):
        owner.madvise(mmap.MADV_DONTNEED)


def content_digest(file: io.BufferedReader) -> str:
    """Return the SHA-256 of a file's content."""
    import hashlib  # noqa: PLC0415

    return hashlib.file_digest(file, "sha256").hexdigest()
