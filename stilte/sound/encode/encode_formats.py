"""Encoding a track and its stems in formats other than MP3: rendered once, piped into all encoders."""

from __future__ import annotations

import hashlib
import tempfile
from contextlib import suppress
from subprocess import PIPE, Popen
from typing import TYPE_CHECKING, Literal, get_args

import numpy as np

from stilte.sound.ffmpeg import command, ffmpeg_error
from stilte.sound.mix.mixer import PARTS, Part

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from numpy.typing import NDArray

    from stilte.sound.encode.mp3 import Signal
    from stilte.sound.mix.master import Master

Format = Literal["m4a", "opus", "flac"]
FORMATS: tuple[Format, ...] = get_args(Format)
_BLOCK_S = 20
# Without these ffmpeg writes its version and a date into the file: the bytes would differ.
_EXACT = ("-fflags", "+bitexact", "-flags", "+bitexact")
# Triangular dither makes the quantisation error of 16 bits independent of the signal.
_DITHERED = ("-af", "aresample=osf=s16:dither_method=triangular")
_24_BIT = ("-sample_fmt", "s32", "-bits_per_raw_sample", "24")


def bitrate_kbps(form: Format, channels: int) -> int | None:
    """Return the bitrate of a format; None where it keeps every bit.

    >>> bitrate_kbps("opus", 2), bitrate_kbps("flac", 2)
    (96, None)
    """
    rates: dict[Format, tuple[int, int]] = {"m4a": (80, 128), "opus": (64, 96)}
    return rates[form][channels - 1] if form in rates else None


def write_formats(signal: Signal, places: Mapping[Format, Path], chapters: Path | None = None) -> None:
    """Write a track in several formats at once, tags not included; raises `BuildError`.

    `chapters`, a file in ffmpeg's metadata format, goes into the M4A: the others have theirs among the tags.
    """
    marks = ["-f", "ffmetadata", "-i", f"file:{chapters}"] if chapters else []
    outputs = [
        word
        for form, path in places.items()
        for word in _output(form, path, signal.channels, chapters=chapters is not None and form == "m4a")
    ]
    if outputs:
        _encode(_blocks(signal), signal.rate_hz, signal.channels, [*marks, *outputs])


def write_stems(track: Master, folder: Path) -> tuple[Path, ...]:
    """Write voice, bed, bells and breath as 24-bit FLAC, each whole: together they are the track."""
    folder.mkdir(parents=True, exist_ok=True)
    return tuple(_write_stem(track, part, folder / f"{part}.flac") for part in PARTS if part != "room")


def _write_stem(track: Master, part: Part, path: Path) -> Path:
    """Write one stem; the quiet of the room, where there is no bed, belongs to that of the bed."""
    parts: tuple[Part, ...] = ("bed", "room") if part == "bed" else (part,)
    blocks = (track.block(start, stop, parts) for start, stop in _cuts(track))
    _encode(
        blocks,
        track.rate_hz,
        track.channels,
        ["-c:a", "flac", *_24_BIT, *_EXACT, "-map_metadata", "-1", "-y", f"file:{path}"],
    )
    return path


def write_clips(track: Master, folder: Path, stretches: Iterable[tuple[int, int]]) -> tuple[str, ...]:
    """Write the voice in each stretch (start and stop in frames) as 24-bit FLAC; return the files' names.

    A name is made from the sound: what is the same at two places is one file.
    """
    folder.mkdir(parents=True, exist_ok=True)
    return tuple(_write_clip(track, folder, start, stop) for start, stop in stretches)


def _write_clip(track: Master, folder: Path, start: int, stop: int) -> str:
    import soundfile  # noqa: PLC0415 (only where clips are asked for)

    spoken = np.ascontiguousarray(track.block(start, stop, ("voice",)))
    name = f"{hashlib.sha256(spoken.tobytes()).hexdigest()[:12]}.flac"
    soundfile.write(str(folder / name), spoken, track.rate_hz, "PCM_24")
    return name


def _output(form: Format, path: Path, channels: int, *, chapters: bool) -> list[str]:
    """Return ffmpeg's arguments for one output; `chapters` come from its second input."""
    rate = f"{bitrate_kbps(form, channels)}k"
    codec = {
        "m4a": ("-c:a", "aac", "-b:a", rate, "-movflags", "+faststart", "-f", "ipod"),
        "opus": ("-c:a", "libopus", "-b:a", rate, "-f", "opus"),
        "flac": ("-c:a", "flac", *_DITHERED, "-f", "flac"),
    }[form]
    second = "1" if chapters else "-1"
    tags = ("-map_metadata", second, "-map_chapters", second)
    return ["-map", "0:a", *codec, *_EXACT, *tags, "-y", f"file:{path}"]


def _cuts(signal: Signal) -> Iterator[tuple[int, int]]:
    step = _BLOCK_S * signal.rate_hz
    for start in range(0, signal.length_frames, step):
        yield start, min(start + step, signal.length_frames)


def _blocks(signal: Signal) -> Iterator[NDArray[np.float32]]:
    return (signal.block(start, stop) for start, stop in _cuts(signal))


def _encode(blocks: Iterable[NDArray[np.float32]], rate_hz: int, channels: int, outputs: list[str]) -> None:
    raw = ("-f", "f32le", "-ar", str(rate_hz), "-ac", str(channels), "-i", "pipe:0")
    with tempfile.TemporaryFile() as said:
        process = Popen(command(*raw, *outputs), stdin=PIPE, stderr=said)
        with process, suppress(BrokenPipeError), process.stdin as pipe:  # type: ignore[union-attr]
            for block in blocks:
                pipe.write(np.ascontiguousarray(block).data.cast("B"))
        if process.returncode:
            said.seek(0)
            raise ffmpeg_error(said.read())
