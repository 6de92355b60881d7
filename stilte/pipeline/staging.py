"""Writing a finished track to a temporary folder, and moving it into place file by file."""

from __future__ import annotations

import filecmp
import hashlib
import json
import os
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stilte.errors import BuildError
from stilte.release.chapters import chapters_json
from stilte.release.cuesheet import FORMAT, cue_sheet
from stilte.release.images.timeline_picture import picture
from stilte.release.track import TrackFile
from stilte.release.transcript import subrip, transcript
from stilte.release.upload.file_signatures import HEAD_BYTES, carries_mark, foreign_problem
from stilte.store import temporary_prefix

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stilte.release.track import Track

_CLAIM = ".made-by-stilte"  # exists in a track's folder while files are moved there

TYPES = {".mp3": "audio/mpeg", ".m4a": "audio/mp4", ".opus": "audio/ogg", ".flac": "audio/flac"}


@contextmanager
def staged(output: Path, slug: str) -> Iterator[Path]:
    """Give a folder beside the track's place, gone at the end whatever happens.

    Raises `BuildError` where files that Stilte did not make are in that folder.
    """
    refuse_foreign(output / slug, slug)
    output.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=temporary_prefix(slug), suffix=".part", dir=output) as folder:
        yield Path(folder)


def track_file(path: Path, bitrate_kbps: int | None) -> TrackFile:
    """Return what the cue sheet says of an audio file."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return TrackFile(path.name, TYPES[path.suffix], path.stat().st_size, digest, bitrate_kbps)


def write_sidecars(track: Track, folder: Path) -> None:
    """Write the files that accompany the audio: transcript, chapters, picture, cue sheet."""
    sidecars = {
        f"{track.slug}.vtt": transcript(track),
        f"{track.slug}.srt": subrip(track),
        "chapters.json": chapters_json(track),
        "timeline.svg": picture(track),
        f"{track.slug}.json": cue_sheet(track),
    }
    for name, text in sidecars.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def last_sheet(place: Path, slug: str) -> dict[str, Any] | None:
    """Return the cue sheet of the version that stands, or None where there is none to compare with."""
    try:
        sheet: dict[str, Any] = json.loads((place / f"{slug}.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return sheet if sheet.get("format") == FORMAT else None


def refuse_foreign(place: Path, slug: str) -> None:
    """Raise `BuildError` where a file that Stilte did not make has a name of one of the track's files.

    A folder is ours by the cue sheet in it, by a page or picture that carries our mark, or by the claim that
    a move leaves which was cut off.
    """
    if place.is_symlink() or (os.path.lexists(place) and not place.is_dir()):
        raise BuildError(foreign_problem(place))
    if (place / _CLAIM).exists() or _has(place / f"{slug}.json", f'"{FORMAT}"'.encode()):
        return
    names = [f"{slug}{ending}" for ending in (*TYPES, ".json", ".vtt", ".srt")]
    foreign = [
        place / name for name in (*names, "chapters.json", "timeline.svg") if os.path.lexists(place / name)
    ]
    pages = [place / name for name in ("index.html", "embed.html", "timeline.svg")]
    if foreign and not any(carries_mark(page.name, _head(page)) for page in pages):
        raise BuildError(*(foreign_problem(path) for path in foreign))


def _has(path: Path, mark: bytes) -> bool:
    return mark in _head(path)


def _head(path: Path) -> bytes:
    if not path.is_file():
        return b""
    with path.open("rb") as file:
        return file.read(HEAD_BYTES)


def move_into_place(folder: Path, place: Path, slug: str) -> None:
    """Move every file, the cue sheet last; a file that is the same already is left as it was."""
    refuse_foreign(place, slug)
    place.mkdir(parents=True, exist_ok=True)
    # Before the first file: a run that is cut off leaves files without a cue sheet, which this marks as ours.
    (place / _CLAIM).touch()
    files = (path for path in folder.rglob("*") if path.is_file())
    # The cue sheet last: a folder counts as finished by it, so it must not name files that are not there yet.
    for path in sorted(files, key=lambda path: (path.name == f"{slug}.json", path)):
        there = place / path.relative_to(folder)
        there.parent.mkdir(parents=True, exist_ok=True)
        # An equal file keeps its time, so that browsers and uploads need not fetch it again.
        if not (there.is_file() and filecmp.cmp(path, there, shallow=False)):
            path.replace(there)
    (place / _CLAIM).unlink(missing_ok=True)
