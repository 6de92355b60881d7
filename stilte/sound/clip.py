"""Sound as an array of samples, and opening audio files of any format."""

from __future__ import annotations

import contextlib
import io
import mmap
import struct
import subprocess
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from stilte.errors import BuildError, InputError, Problem, Where
from stilte.messages import tr
from stilte.sound import probe, sample_checks
from stilte.sound.ffmpeg_program import ffmpeg as ffmpeg  # noqa: PLC0414 (others take it from here)
from stilte.store import HEADER_BYTES, Store, body_digest, key_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import soundfile
    from numpy.typing import NDArray

REFERENCE_LUFS = -23.0
"""The level at which a voice stands inside the mix; beds, bells and breath are placed against it. The master
moves the whole to its target afterwards."""

# Decoded at 48 kHz stereo float32, four hours are 5.5 GB of cache.
MOST_S = 4 * 3600
_PIECE_BYTES = 1 << 20
# Two channels of float32.
_FRAME_BYTES = 8
_LEAST_OFFSET = 1e-4
_PLAIN = {(form, kind) for form in ("WAV", "WAVEX") for kind in ("PCM_16", "PCM_24", "FLOAT")}
"""Formats and kinds of samples that need no decoding."""


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


def open_audio(path: Path, rate_hz: int, cache: Path, where: Where | None = None) -> Clip:
    """Return an author's file as `audio_entry` keeps it, mapped from the cache."""
    return mapped(audio_entry(path, rate_hz, cache, where), rate_hz)


def audio_entry(path: Path, rate_hz: int, cache: Path, where: Where | None = None) -> Path:
    """Return the cache entry of an author's file of any format and length: stereo, at this rate.

    Decoded once, in pieces, a constant offset taken out; `where` is the line that named it. Raises
    `InputError` where it is not usable sound and `BuildError` where the cache cannot hold it.
    """
    store, place = Store(cache, "sounds"), where or Where(path.name, 1)
    with path.open("rb") as file:
        key = key_of("decoded", 2, content_digest(file), rate_hz)
    try:
        entry = store.find(key) or store.write_pieces(key, _checked(path, rate_hz, place))
        return _centred(entry, key, store, rate_hz)
    except probe.NoRecording as wrong:
        raise InputError(wrong.problem(path.name, place)) from wrong
    except OSError as error:
        reason = error.strerror or str(error)
        problem = Problem(
            place, tr("'{file}' cannot be decoded into the cache: {reason}.", file=path.name, reason=reason)
        )
        raise BuildError(problem) from None


def _checked(path: Path, rate_hz: int, where: Where) -> Iterator[bytes]:
    """Yield a file as stereo float32 as long as its samples are what sound can be, and all are there."""
    probe.length_s(path)
    frames = 0
    for piece in _decoded(path, rate_hz, where):
        samples = np.frombuffer(piece, "<f4")
        sample_checks.check_samples(samples, frames / rate_hz)
        frames += len(samples) // 2
        yield piece
    sample_checks.check_length(path, frames / rate_hz)


def _centred(entry: Path, key: str, store: Store, rate_hz: int) -> Path:
    """Return an entry without the constant offset that a poor sound card leaves: it would stay in the mix."""
    samples = mapped(entry, rate_hz).samples
    starts = range(0, len(samples), _PIECE_BYTES)
    kept = store.read(key_of("offset", key))
    if kept is None:
        total = sum(samples[start : start + _PIECE_BYTES].sum(axis=0, dtype=np.float64) for start in starts)
        kept = np.asarray(total / max(len(samples), 1), "<f4").tobytes()
        store.write(key_of("offset", key), kept)
    offset = np.frombuffer(kept, "<f4")
    if float(np.abs(offset).max(initial=0.0)) < _LEAST_OFFSET:
        return entry
    centred = key_of("centred", key)
    pieces = ((samples[start : start + _PIECE_BYTES] - offset).tobytes() for start in starts)
    return store.find(centred) or store.write_pieces(centred, pieces)


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


def _decoded(path: Path, rate_hz: int, where: Where) -> Iterator[bytes]:
    """Yield a file as stereo float32."""
    return _plain(path, rate_hz, where) or _by_ffmpeg(path, rate_hz)


def _plain(path: Path, rate_hz: int, where: Where) -> Iterator[bytes] | None:
    """Return what a WAV file holds, if that is stereo at this rate: the same samples as FFmpeg gives."""
    import soundfile  # noqa: PLC0415 (only where there is a file)

    with path.open("rb") as file:
        if file.read(4) != b"RIFF":  # its reader of MP3 talks to the terminal about what it finds
            return None
    try:
        sound = soundfile.SoundFile(str(path))
    except (soundfile.SoundFileError, OSError):
        return None
    fits = (sound.samplerate, sound.channels) == (rate_hz, 2) and sound.frames > 0
    if not fits or (sound.format, sound.subtype) not in _PLAIN:
        sound.close()
        return None
    return _blocks(sound, path, where)


def _blocks(sound: soundfile.SoundFile, path: Path, where: Where) -> Iterator[bytes]:
    from soundfile import SoundFileError  # noqa: PLC0415 (as above)

    left = MOST_S * sound.samplerate
    with sound:
        try:
            while left and len(block := sound.read(min(_PIECE_BYTES // _FRAME_BYTES, left), "float32")):
                left -= len(block)
                yield block.tobytes()
        except SoundFileError as error:
            said = str(error).rstrip(".")
            message = tr("'{file}' cannot be read to its end: {error}.", file=path.name, error=said)
            raise BuildError(
                Problem(where, message, tr("Copy it into {folder}/ once more.", folder=path.parent.name))
            ) from error


def _by_ffmpeg(path: Path, rate_hz: int) -> Iterator[bytes]:
    """Yield a file as stereo float32. FFmpeg may open this one file and nothing else that it names."""
    read = ["-nostdin", "-v", "error", "-protocol_whitelist", "file", "-i", f"file:{path}"]
    form = ["-map", "0:a:0", "-t", str(MOST_S), "-af", f"aresample={rate_hz}:resampler=soxr:precision=28"]
    command = [ffmpeg(), *read, *form, "-ac", "2", "-f", "f32le", "-"]
    decoded_bytes = 0
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        try:
            assert process.stdout is not None  # noqa: S101 (a pipe was asked for)
            while piece := process.stdout.read(_PIECE_BYTES):
                decoded_bytes += len(piece)
                yield piece
        finally:
            with contextlib.suppress(OSError):
                process.kill()
    if decoded_bytes < _FRAME_BYTES:
        raise probe.NoRecording(tr("It holds no sound that can be read."))
