"""The files of a finished track: sent to the shared place by content, and fetched from there."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from stilte.pipeline.cluster.inputs import KIND, EntryMissing, SentFile, lay_out, send_file
from stilte.store import Store, entry_name

if TYPE_CHECKING:
    from stilte.pipeline.cluster.shared_place import SharedPlace
    from stilte.pipeline.track import Made

INDEX = "tracks"
_MOST_FILES = 20_000
_MOST_BYTES = 10_000_000
_CONTENT = re.compile(r"[0-9a-f]{40}")
_PATH = re.compile(r"(?:(?:stems|clips)/)?[a-z0-9][A-Za-z0-9._-]{0,200}")


@dataclass(frozen=True, slots=True)
class SentTrack:
    """A finished track at the shared place: its files, its length, and the seconds that each stage took."""

    files: tuple[SentFile, ...]
    length_s: float
    stages: tuple[tuple[str, float], ...]


def send_track(folder: Path, made: Made, place: SharedPlace, name: str) -> SentTrack:
    """Send the files of a track, and the list of them last, under the name of what it was made from."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    files = tuple(send_file(path, path.relative_to(folder).as_posix(), place, set()) for path in paths)
    sent = SentTrack(files, made.length_s, made.stages)
    with TemporaryDirectory(prefix="stilte-") as temporary:
        entry = Store(Path(temporary), INDEX).write(name, json.dumps(asdict(sent)).encode())
        place.send(entry_name(INDEX, name), entry)
    return sent


def known_track(place: SharedPlace, name: str) -> SentTrack | None:
    """Return a track that was made of the same before, None where the list of it is not as we write it."""
    with TemporaryDirectory(prefix="stilte-") as folder:
        body = Store(Path(folder), INDEX, place).read(name)
    if body is None or len(body) > _MOST_BYTES:
        return None
    try:
        return _read(json.loads(body))
    except (ValueError, TypeError, KeyError, RecursionError):
        return None


def fetch_track(sent: SentTrack, place: SharedPlace, folder: Path) -> None:
    """Write the files of a track to a folder, each held against its content.

    Raises `EntryMissing` for what is not there whole, and for names that no track of ours has.
    """
    if not all(_PATH.fullmatch(file.path) for file in sent.files):
        raise EntryMissing(INDEX)
    with TemporaryDirectory(prefix="stilte-") as temporary:
        for file in sent.files:
            store = Store(Path(temporary), KIND, place)
            lay_out((file,), folder, store)
            store.path(file.content).unlink(missing_ok=True)


def _read(raw: Any) -> SentTrack:
    """Return what was written, checked value by value; raises ValueError, TypeError or KeyError."""
    files = tuple(SentFile(str(one["path"]), str(one["content"])) for one in raw["files"])
    if not 0 < len(files) <= _MOST_FILES:
        raise ValueError(len(files))
    for file in files:
        if not _CONTENT.fullmatch(file.content) or not _PATH.fullmatch(file.path):
            raise ValueError(file.path)
    stages = tuple((str(stage), float(took_s)) for stage, took_s in raw["stages"])
    if not stages:
        raise ValueError("stages")
    return SentTrack(files, float(raw["length_s"]), stages)
