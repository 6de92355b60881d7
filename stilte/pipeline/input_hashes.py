"""The inputs of a track: hashes of every file that is read for it, or looked for and absent."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import TYPE_CHECKING

from stilte.file_names import folded, on_disk, stem_of
from stilte.find_project import SHOW_FILE
from stilte.pipeline.references import references_of
from stilte.store import key_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from stilte.script.routine import Routine

ABSENT = "-"
SOURCE_FOLDERS = ("voices", "music", "sounds")


class Hashes:
    """Hashes of files, each file read once a build.

    `known` gives those of scripts that are not files, by the path that represents them, and of files that
    have been read for the build, as they were then.
    """

    def __init__(self, root: Path, known: Mapping[str, str] | None = None) -> None:
        self._root = root
        self._known = dict(known or {})
        self.of = lru_cache(maxsize=None)(self._of)

    def _of(self, relative: str) -> str:
        if relative in self._known:
            return self._known[relative]
        try:
            with (self._root / relative).open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest()[:32]
        except OSError:
            return ABSENT

    def were(self, read: Mapping[str, bytes]) -> None:
        """Take for these files what was read of them: they may have been saved since they were hashed."""
        self._known |= {relative: content_hash(data) for relative, data in read.items()}
        self.of.cache_clear()

    def all(self, relatives: Iterable[str]) -> dict[str, str]:
        """Return the hashes of files by their paths seen from the project, in order of path."""
        return {relative: self.of(relative) for relative in sorted(set(relatives))}

    @property
    def caches(self) -> str:
        """Return a hash of the names in `voices/`, `music/`, `sounds/`: a new file may take precedence."""
        return self.of_names("\n".join(SOURCE_FOLDERS))

    @lru_cache(maxsize=1)  # noqa: B019 (one such object a build)
    def of_names(self, folders: str) -> str:
        """Return a hash of the names in some folders."""
        found = (path for folder in folders.split("\n") for path in sorted((self._root / folder).glob("*")))
        return key_of(*(str(path.relative_to(self._root)) for path in found))[:16]


def content_hash(data: bytes) -> str:
    """Return the hash of a file with this content."""
    return hashlib.sha256(data).hexdigest()[:32]


def routine_hash(routine: Routine) -> str:
    """Return a hash of a routine that was not read from a file: of every value in it."""
    return hashlib.sha256(repr(routine).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def line_hashes(path: Path, read: bytes | None = None) -> tuple[str, ...]:
    """Return a short hash of every line of a script, as far as known as it was `read`: which one changed."""
    if read is None and not path.is_file():
        return ()
    try:
        data = path.read_bytes() if read is None else read
    except OSError:
        return ()
    return tuple(hashlib.sha256(line).hexdigest()[:8] for line in data.splitlines())


def files_of(routine: Routine, root: Path) -> frozenset[str]:
    """Return the files, seen from the project, that a routine is made from."""
    names = references_of(routine)
    found = {
        *names.files,
        SHOW_FILE,
        *filter(None, (routine.image, *(track.image for track in routine.tracks))),
    }
    in_folders = (*_of_voices(names.voices, root), *_of_names(names.sounds, root))
    return frozenset(found | {path.relative_to(root).as_posix() for path in in_folders})


def _of_voices(voices: Iterable[str], root: Path) -> Iterator[Path]:
    folder = root / "voices"
    for voice in voices:
        yield on_disk(folder / f"{voice}.yaml")
        yield from (path for path in on_disk(folder / voice).glob("*") if path.is_file())
    yield from folder.glob("[lL][eE][xX][iI][cC][oO][nN].*")
    yield from folder.glob("*.[pP][lL][sS]")


def _of_names(names: Iterable[str], root: Path) -> Iterator[Path]:
    for name in names:
        for folder in ("music", "sounds"):
            found = (root / folder).glob("*")
            yield from (path for path in found if name in (folded(path.name), stem_of(path)))
    yield from _named_in_yaml(names, root)


def _named_in_yaml(names: Iterable[str], root: Path) -> Iterator[Path]:
    """Yield the recordings that `music/NAME.yaml` points to."""
    from stilte.reader import Report  # noqa: PLC0415
    from stilte.sound.music_names import described  # noqa: PLC0415
    from stilte.sound.music_settings import read_bed  # noqa: PLC0415 (only where there is a bed)

    for name in names:
        if described(name, root):
            spec = read_bed(name, root, Report())
            if spec and spec.file and spec.file.is_relative_to(root):
                yield spec.file
