"""The files that a track is made from: they travel by content, each once, and are laid out elsewhere."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from threading import Lock
from typing import TYPE_CHECKING

from stilte.errors import BuildError, Problem
from stilte.messages import tr
from stilte.outside_files import OutsideFileError, check_outside_file
from stilte.pipeline.input_hashes import files_of
from stilte.store import HEADER_BYTES, Store, entry_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from stilte.pipeline.cluster.shared_place import SharedPlace
    from stilte.pipeline.job import Job

KIND = "files"
_BLOCK_BYTES = 1 << 20
_MOST_BYTES = 4 * 10**9
_PART = re.compile(r"[^/\\:\x00-\x1f]{1,255}")


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file by its path seen from a folder, and the name of its content at the shared place."""

    path: str
    content: str


class EntryMissing(Exception):
    """What should lie at the shared place is not there whole; `names` are the entries."""

    def __init__(self, *names: str) -> None:
        super().__init__(*names)
        self.names = names


def needed_files(job: Job) -> tuple[str, ...]:
    """Return the files that are opened while a track is made, seen from the project, in order.

    Scripts, lexicons and settings are in the job as values. Of a voice only its recordings are needed, for
    the quiet of their room.
    """
    recorded = {voice.name for voice in job.voices if "recorded" in voice.engine}
    routine = job.variant.of(job.routine)
    found = {path for path in files_of(routine, job.project.root) if _opened_in_a_track(path, recorded)}
    images = {job.project.show.image, job.routine.image, routine.image} - {None, ""}
    return tuple(sorted(found | {str(image) for image in images}))


def _opened_in_a_track(path: str, recorded: set[str]) -> bool:
    folder, _, rest = path.partition("/")
    if folder == "voices":
        return rest.partition("/")[0].removesuffix(".yaml") in recorded
    return bool(rest) and folder != "scripts"


@dataclass(slots=True)
class Sender:
    """Sends files to the shared place, each content once; `there` are the names that lie there already."""

    place: SharedPlace
    there: set[str]
    root: Path
    _sent: dict[str, SentFile] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def send(self, paths: Iterable[str]) -> tuple[SentFile, ...]:
        """Send the files of a project that are there, and return their contents by path.

        Raises `BuildError` for a file that leads out of the project, or is none.
        """
        with self._lock:  # one at a time: two tracks often need the same large recording
            return tuple(one for path in paths if (one := self._one(path)) is not None)

    def forget(self, name: str) -> None:
        """Forget that an entry lies at the place: it turned out not to be whole."""
        with self._lock:
            self.there.discard(name)
            self._sent.clear()

    def _one(self, path: str) -> SentFile | None:
        if path not in self._sent:
            whole = self.root / path
            if not whole.exists():
                return None  # where the track needs it, that is told with the line that names it
            try:
                check_outside_file(whole, self.root, _MOST_BYTES)
            except OutsideFileError as refused:
                raise BuildError(refused.problem(None)) from refused
            self._sent[path] = send_file(whole, path, self.place, self.there)
        return self._sent[path]


def send_file(file: Path, path: str, place: SharedPlace, there: set[str]) -> SentFile:
    """Send a file by its content, unless that lies there already."""
    content = content_of(file)
    name = entry_name(KIND, content)
    if name not in there:
        with TemporaryDirectory(prefix="stilte-") as folder:
            entry = Store(Path(folder), KIND).write_pieces(content, _blocks(file))
            place.send(name, entry)
        there.add(name)
    return SentFile(path, content)


def content_of(file: Path, offset: int = 0) -> str:
    """Return the name of a file's content, from a byte on: the first 40 digits of its SHA-256."""
    with file.open("rb") as opened:
        opened.seek(offset)
        return hashlib.file_digest(opened, "sha256").hexdigest()[:40]


def lay_out(files: Iterable[SentFile], folder: Path, store: Store) -> None:
    """Write files by their contents to a folder; raises `EntryMissing` for what is not there as it was sent.

    `store` has the shared place behind it. A path that leads out of the folder raises `BuildError`.
    """
    missing = []
    for file in files:
        target = folder / checked_path(file.path)
        entry = store.find(file.content)
        # The header of an entry guards against damage; that the content is the one asked for, its name tells.
        if entry is None or content_of(entry, HEADER_BYTES) != file.content:
            missing.append(entry_name(KIND, file.content))
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        with entry.open("rb") as source, target.open("wb") as copy:
            source.seek(HEADER_BYTES)
            for block in iter(partial(source.read, _BLOCK_BYTES), b""):
                copy.write(block)
    if missing:
        raise EntryMissing(*missing)


def checked_path(path: str) -> PurePosixPath:
    """Return a path below a folder, as it came from elsewhere; raises `BuildError` for one that leads out.

    >>> checked_path("music/rain.flac")
    PurePosixPath('music/rain.flac')
    """
    parts = path.split("/")
    if not all(_PART.fullmatch(part) and part not in (".", "..") for part in parts):
        raise BuildError(
            Problem(None, tr("A worker was given a path that leads elsewhere: '{path}'.", path=path))
        )
    return PurePosixPath(*parts)


def _blocks(file: Path) -> Iterator[bytes]:
    with file.open("rb") as opened:
        yield from iter(partial(opened.read, _BLOCK_BYTES), b"")
