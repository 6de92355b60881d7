"""A recording in the cache: decoded once to stereo float32 at the rate of a track, and heard meanwhile."""

from __future__ import annotations

import contextlib
import subprocess
from typing import TYPE_CHECKING

import numpy as np

from stilte.errors import BuildError, InputError, Problem, Where
from stilte.messages import tr
from stilte.sound import probe
from stilte.sound.clip import Clip, content_digest, mapped
from stilte.sound.decoding import MOST_S, decoding
from stilte.sound.ffmpeg_program import ffmpeg
from stilte.sound.inspected import Inspection, keep_inspection
from stilte.store import Store, key_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import soundfile

    from stilte.sound.decoding import Decoding

_CHANNELS = 2
_FRAME_BYTES = 4 * _CHANNELS
_PIECE_BYTES = 1 << 20
_LEAST_OFFSET = 1e-4
_PLAIN = {(form, kind) for form in ("WAV", "WAVEX") for kind in ("PCM_16", "PCM_24", "FLOAT")}
"""Formats and kinds of samples that need no decoding."""


def open_audio(path: Path, rate_hz: int, cache: Path, where: Where | None = None) -> Clip:
    """Return an author's file as `audio_entry` keeps it, mapped from the cache."""
    return mapped(audio_entry(path, rate_hz, cache, where), rate_hz)


def audio_entry(path: Path, rate_hz: int, cache: Path, where: Where | None = None) -> Path:
    """Return the cache entry of an author's file of any format and length: stereo, at this rate.

    Decoded once, in pieces, a constant offset taken out; `where` is the line that named it. What a file in
    this very form holds is kept for those who ask for it later. Raises `InputError` where it is not usable
    sound and `BuildError` where the cache cannot hold it.
    """
    store, place = Store(cache, "sounds"), where or Where(path.name, 1)
    with path.open("rb") as file:
        key = key_of("decoded", 2, content_digest(file), rate_hz)
    try:
        entry = store.find(key)
        if entry is None:
            inspection = Inspection(rate_hz, _CHANNELS)
            entry = store.write_pieces(key, _checked(path, rate_hz, place, inspection, cache))
            store.write(key_of("offset", key), np.asarray(inspection.mean, "<f4").tobytes())
        return _centred(entry, key, store, rate_hz)
    except probe.NoRecording as wrong:
        raise InputError(wrong.problem(path.name, place)) from wrong
    except OSError as error:
        reason = error.strerror or str(error)
        problem = Problem(
            place, tr("'{file}' cannot be decoded into the cache: {reason}.", file=path.name, reason=reason)
        )
        raise BuildError(problem) from None


def _checked(
    path: Path, rate_hz: int, where: Where, inspection: Inspection, cache: Path
) -> Iterator[bytes | memoryview]:
    """Yield a file as stereo float32 as long as its samples are what sound can be, and all are there."""
    probe.length_s(path)
    as_it_is = _as_it_is(path, rate_hz, where)
    for piece in as_it_is or _by_ffmpeg(path, rate_hz):
        samples = np.frombuffer(piece, "<f4")
        inspection.hear(samples[: len(samples) // _CHANNELS * _CHANNELS].reshape(-1, _CHANNELS))
        yield piece
    heard = inspection.end(path)
    if as_it_is:
        keep_inspection(path, cache, heard)


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


def _as_it_is(path: Path, rate_hz: int, where: Where) -> Iterator[bytes | memoryview] | None:
    """Return what a file holds if it is stereo at this rate: the same samples as after resampling."""
    return _plain(path, rate_hz, where) or _own_form(path, rate_hz)


def _own_form(path: Path, rate_hz: int) -> Iterator[memoryview] | None:
    """Return what FFmpeg decodes of a file whose head tells that it is stereo at this rate, and that is."""
    if probe.told_form(path) != (rate_hz, _CHANNELS):
        return None
    opened = contextlib.ExitStack()
    sound = opened.enter_context(decoding(path))
    if (sound.rate_hz, sound.channels) != (rate_hz, _CHANNELS):
        opened.close()
        return None
    return _until_closed(sound, opened)


def _until_closed(sound: Decoding, opened: contextlib.ExitStack) -> Iterator[memoryview]:
    with opened:
        for samples in sound.pieces:
            yield samples.data.cast("B")


def _plain(path: Path, rate_hz: int, where: Where) -> Iterator[memoryview] | None:
    """Return what a WAV file holds, if that is stereo at this rate: the same samples as FFmpeg gives."""
    import soundfile  # noqa: PLC0415 (only where there is a file)

    with path.open("rb") as file:
        if file.read(4) != b"RIFF":  # its reader of MP3 talks to the terminal about what it finds
            return None
    try:
        sound = soundfile.SoundFile(str(path))
    except (soundfile.SoundFileError, OSError):
        return None
    fits = (sound.samplerate, sound.channels) == (rate_hz, _CHANNELS) and sound.frames > 0
    if not fits or (sound.format, sound.subtype) not in _PLAIN:
        sound.close()
        return None
    return _blocks(sound, path, where)


def _blocks(sound: soundfile.SoundFile, path: Path, where: Where) -> Iterator[memoryview]:
    from soundfile import SoundFileError  # noqa: PLC0415 (as above)

    left = MOST_S * sound.samplerate
    with sound:
        try:
            while left and len(block := sound.read(min(_PIECE_BYTES // _FRAME_BYTES, left), "float32")):
                left -= len(block)
                yield block.data.cast("B")
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
