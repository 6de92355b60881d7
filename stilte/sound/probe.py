"""The length of a recording, and whether it can be played, read from its header without decoding it."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from stilte.errors import Problem
from stilte.messages import Message, tr
from stilte.sound.containers import BrokenOff, NotThisKind, check_whole
from stilte.sound.ffmpeg_program import ffmpeg

if TYPE_CHECKING:
    from pathlib import Path

    from stilte.errors import Where

FORMS = tr("Use MP3, WAV, FLAC, OGG or M4A.")
COPY = tr("Copy it here once more, or record it anew.")
EXPORT = tr("Export it again, as 16 or 24 bit, mono or stereo, 44100 or 48000 Hz.")
LEAST_RATE_HZ, MOST_RATE_HZ = 8_000, 384_000
MOST_CHANNELS = 8
# ffmpeg prints the header's duration on stderr; there is no ffprobe in imageio-ffmpeg.
_OPENED = re.compile(rb"Duration: (\d+):(\d+):([\d.]+)")


class NoRecording(ValueError):
    """A file that cannot be played; its text says why, in a sentence; `instead` says what to do."""

    def __init__(self, why: Message, instead: Message = FORMS) -> None:
        super().__init__(why)
        self.why = why
        self.instead = instead

    def problem(self, name: str, where: Where | None) -> Problem:
        """Return what to tell the author of a file, at the line that names it."""
        message = tr("The recording '{name}' cannot be played. {why}", name=name, why=self.why)
        return Problem(where, message, self.instead)


@dataclass(frozen=True, slots=True)
class Promise:
    """How long a file says that it is; `exact` where not a sample may be missing."""

    length_s: float
    exact: bool


def length_s(path: Path) -> float:
    """Return about how long a recording lasts; raises `NoRecording`."""
    stat = path.stat()
    return _length_s(path, stat.st_size, stat.st_mtime_ns)


@lru_cache(maxsize=256)
def _length_s(path: Path, size_bytes: int, _changed_ns: int) -> float:
    if not size_bytes:
        raise NoRecording(tr("It is empty."))
    try:
        check_whole(path)
    except BrokenOff as broken:
        raise _broken(str(broken)) from broken
    except NotThisKind as other:
        raise NoRecording(tr("It holds no sound that can be read.")) from other
    info = _head(path)
    if info is None:
        return _opened_s(path)
    check_form(int(info.sample_rate), int(info.channels))
    return min(float(info.length), _most_s(info, size_bytes))


def _most_s(info: Any, size_bytes: int) -> float:
    """Return how long a WAV file can be at most: written into a pipe, it does not know its length."""
    uncompressed = type(info).__module__.endswith("wave") and info.bitrate
    return 8 * size_bytes / info.bitrate if uncompressed else float("inf")


def _broken(share: str) -> NoRecording:
    if share:
        return NoRecording(
            tr("It breaks off: only {share} of what its head promises is there.", share=share), COPY
        )
    return NoRecording(tr("It breaks off: this is only the beginning of a file."), COPY)


def promised_s(path: Path) -> Promise | None:
    """Return how long a file says that it is; None where it does not say it, or its container is checked."""
    info = _head(path)
    if info is None:
        return None
    kind = type(info).__module__.rpartition(".")[2]
    if kind == "mp3":
        from mutagen.mp3 import BitrateMode  # noqa: PLC0415 (only where a recording is named)

        return None if info.bitrate_mode == BitrateMode.UNKNOWN else Promise(float(info.length), exact=False)
    return Promise(float(info.length), exact=kind == "flac") if kind in ("flac", "mp4", "oggvorbis") else None


def told_form(path: Path) -> tuple[int, int] | None:
    """Return the rate in hertz and the channels that the head of a file tells; None where it does not."""
    info = _head(path)
    return (int(info.sample_rate), int(info.channels)) if info else None


def check_form(rate_hz: int, channels: int) -> None:
    """Raise `NoRecording` for a sample rate or a number of channels that no recording of a voice has."""
    if not LEAST_RATE_HZ <= rate_hz <= MOST_RATE_HZ:
        why = tr(
            "It has a sample rate of {rate} Hz; {least} to {most} Hz can be used.",
            rate=rate_hz,
            least=LEAST_RATE_HZ,
            most=MOST_RATE_HZ,
        )
        raise NoRecording(why, EXPORT)
    if not 1 <= channels <= MOST_CHANNELS:
        raise NoRecording(
            tr("It has {n} channels; one to {most} can be used.", n=channels, most=MOST_CHANNELS), EXPORT
        )


def _head(path: Path) -> Any | None:
    """Return what mutagen reads in the head of a file; None where it knows no such file, or no length."""
    import mutagen  # noqa: PLC0415 (only where a recording is named)

    try:
        file = mutagen.File(path)
    except (mutagen.MutagenError, OSError, ValueError, ArithmeticError, LookupError):
        return None
    info = file.info if file is not None else None
    if info is None or getattr(info, "length", 0) <= 0 or not getattr(info, "channels", 0):
        return None
    return info if getattr(info, "sample_rate", 0) else None


def _opened_s(path: Path) -> float:
    """Return FFmpeg's length of a file whose first samples it can decode; raises `NoRecording`."""
    read = ["-nostdin", "-hide_banner", "-protocol_whitelist", "file", "-i", f"file:{path}"]
    first = ["-map", "0:a:0", "-frames:a", "1", "-f", "f32le", "-"]
    try:
        done = subprocess.run([ffmpeg(), *read, *first], capture_output=True, check=False, timeout=60)
    except subprocess.TimeoutExpired as error:
        raise NoRecording(tr("It takes minutes to open.")) from error
    if done.returncode or not done.stdout:
        raise NoRecording(tr("It holds no sound that can be read, or only the beginning of a file."))
    found = _OPENED.search(done.stderr)
    return _seconds(found) if found else float("inf")


def _seconds(found: re.Match[bytes]) -> float:
    return float(found[1]) * 3600 + float(found[2]) * 60 + float(found[3])
