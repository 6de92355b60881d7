"""How long a recording lasts, and whether it is one: read from its head, without a sound being made."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

FORMS = "Use MP3, WAV, FLAC, OGG or M4A."
_DURATION = re.compile(rb"Duration: (\d+):(\d+):([\d.]+)")
_CUT_OFF = 0.98
_EVEN = frozenset({"WAVE", "AIFF", "MP3"})
"""Kinds of which mutagen gives the true bit rate, not one that was aimed at."""


class NoRecording(ValueError):
    """A file that cannot be played, and why, in an author's words."""


@dataclass(frozen=True, slots=True)
class _Head:
    """What the head of a file promises; its bytes are None where a compressor may need fewer."""

    length_s: float
    least_bytes: float | None


def length_s(path: Path) -> float:
    """Return about how long a recording lasts; raises `NoRecording`."""
    stat = path.stat()
    return _length_s(path, stat.st_size, stat.st_mtime_ns)


@lru_cache(maxsize=256)
def _length_s(path: Path, size_bytes: int, _changed_ns: int) -> float:
    if not size_bytes:
        raise NoRecording("it is empty")
    head = _head(path)
    if head is None:
        return _opened_s(path)
    there = size_bytes / head.least_bytes if head.least_bytes else 1.0
    return head.length_s if there >= _CUT_OFF else min(_opened_s(path), head.length_s * there)


def _head(path: Path) -> _Head | None:
    """Return what mutagen reads in the head of a file; None where it knows no such file."""
    import mutagen  # noqa: PLC0415 (only where a recording is named)

    try:
        file = mutagen.File(path)
    except (mutagen.MutagenError, OSError, ValueError):
        return None
    info = file.info if file is not None else None
    if info is None or getattr(info, "length", 0) <= 0:
        return None
    even = type(file).__name__ in _EVEN
    return _Head(float(info.length), info.bitrate * info.length / 8 if even else None)


def _opened_s(path: Path) -> float:
    """Return what FFmpeg tells of a file whose first samples it can give; raises `NoRecording`."""
    from stilte.sound.clip import ffmpeg  # noqa: PLC0415 (opens numpy: only for files that are in doubt)

    read = ["-nostdin", "-hide_banner", "-protocol_whitelist", "file", "-i", f"file:{path}"]
    first = ["-map", "0:a:0", "-frames:a", "1", "-f", "f32le", "-"]
    done = subprocess.run([ffmpeg(), *read, *first], capture_output=True, check=False)
    if done.returncode or not done.stdout:
        raise NoRecording("it holds no sound, or only the beginning of a file")
    found = _DURATION.search(done.stderr)
    return float(found[1]) * 3600 + float(found[2]) * 60 + float(found[3]) if found else float("inf")
