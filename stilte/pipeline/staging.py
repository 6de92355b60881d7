"""A finished track beside its place, and its move there: file by file, each whole."""

from __future__ import annotations

import filecmp
import hashlib
import json
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stilte.release.chapters import chapters_json
from stilte.release.cuesheet import FORMAT, cue_sheet
from stilte.release.picture import picture
from stilte.release.track import TrackFile
from stilte.release.transcript import transcript
from stilte.store import temporary_prefix

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stilte.release.track import Track

TYPES = {".mp3": "audio/mpeg", ".m4a": "audio/mp4", ".opus": "audio/ogg", ".flac": "audio/flac"}


@contextmanager
def staged(output: Path, slug: str) -> Iterator[Path]:
    """Give a folder beside the track's place, gone at the end whatever happens."""
    output.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=temporary_prefix(slug), suffix=".part", dir=output) as folder:
        yield Path(folder)


def track_file(path: Path, bitrate_kbps: int | None) -> TrackFile:
    """Return what the cue sheet says of an audio file."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return TrackFile(path.name, TYPES[path.suffix], path.stat().st_size, digest, bitrate_kbps)


def write_papers(track: Track, folder: Path) -> None:
    """Write what goes with the sound: transcript, chapters, picture, cue sheet."""
    papers = {
        f"{track.slug}.vtt": transcript(track),
        "chapters.json": chapters_json(track),
        "timeline.svg": picture(track),
        f"{track.slug}.json": cue_sheet(track),
    }
    for name, text in papers.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def last_sheet(place: Path, slug: str) -> dict[str, Any] | None:
    """Return the cue sheet of the version that stands, or None where there is none to compare with."""
    try:
        sheet: dict[str, Any] = json.loads((place / f"{slug}.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return sheet if sheet.get("format") == FORMAT else None


def move_into_place(folder: Path, place: Path, slug: str) -> None:
    """Move every file, the cue sheet last; a file that is the same already is left as it was."""
    files = (path for path in folder.rglob("*") if path.is_file())
    for path in sorted(files, key=lambda path: (path.name == f"{slug}.json", path)):
        there = place / path.relative_to(folder)
        there.parent.mkdir(parents=True, exist_ok=True)
        if not (there.is_file() and filecmp.cmp(path, there, shallow=False)):
            path.replace(there)
