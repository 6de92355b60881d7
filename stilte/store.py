"""The cache: entries named by what went into them, checked whenever they are read.

An entry is `MAGIC`, the SHA-256 of its body, then the body. It is written beside its place under a name that
begins with a dot and ends in `.part`, and moved there whole, so several builds can share one cache; a damaged
entry is as good as none. Deleting anything here, at any time, costs only time.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import shutil
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

MAGIC = b"stilte1\n"
HEADER_BYTES = len(MAGIC) + hashlib.sha256().digest_size
_TOUCH_AFTER_S = 3600


def key_of(*parts: object) -> str:
    """Return the name of an entry: a hash of the text of all parts.

    >>> key_of("take", 1) == key_of("take", 1) != key_of("take", 2)
    True
    """
    digest = hashlib.sha256()
    for part in parts:
        raw = part if isinstance(part, bytes) else str(part).encode()
        digest.update(len(raw).to_bytes(8, "big") + raw)
    return digest.hexdigest()[:40]


def write_whole(path: Path, *chunks: bytes) -> None:
    """Write a file beside its place and move it there: nobody meets half of it."""
    with whole_file(path) as file:
        file.writelines(chunks)


@contextmanager
def whole_file(path: Path) -> Iterator[IO[bytes]]:
    """Open a file beside its place: moved there when the block ends well, removed when it does not."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.parent / f"{temporary_prefix(path.name)}{secrets.token_hex(4)}.part"
    try:
        with part.open("xb") as file:  # its mode is the umask's: `tempfile` would hide it from a web server
            yield file
        part.replace(path)
    except BaseException:
        with suppress(OSError):
            part.unlink()
        raise


@dataclass(frozen=True, slots=True)
class Store:
    """A folder of entries; `kind` keeps takes, pieces and what else there is apart."""

    place: Path
    kind: str

    def _path(self, key: str) -> Path:
        return self.place / self.kind / key[:2] / key

    def find(self, key: str) -> Path | None:
        """Return the file of a whole entry, its body from `HEADER_BYTES` on (to map into memory), or None."""
        path = self._path(key)
        try:
            with path.open("rb") as file:
                head = file.read(HEADER_BYTES)
                whole = head[: len(MAGIC)] == MAGIC and _digest(file) == head[len(MAGIC) :]
        except OSError:
            return None
        if not whole:
            with suppress(OSError):
                path.unlink()
            return None
        _touch(path)
        return path

    def read(self, key: str) -> bytes | None:
        """Return the body of an entry, or None where there is none that is whole."""
        try:
            raw = self._path(key).read_bytes()
        except OSError:
            return None
        body = raw[HEADER_BYTES:]
        if raw[:HEADER_BYTES] != MAGIC + hashlib.sha256(body).digest():
            with suppress(OSError):
                self._path(key).unlink()
            return None
        _touch(self._path(key))
        return body

    def write(self, key: str, body: bytes) -> Path:
        """Keep a body under its name and return the file; raises OSError where the disk is full."""
        path = self._path(key)
        write_whole(path, MAGIC, hashlib.sha256(body).digest(), body)
        return path

    def write_pieces(self, key: str, pieces: Iterable[bytes]) -> Path:
        """Keep a body that comes in pieces and never stands in memory; an error in them leaves nothing."""
        path, digest = self._path(key), hashlib.sha256()
        with whole_file(path) as file:
            file.write(MAGIC + digest.digest())
            for piece in pieces:
                digest.update(piece)
                file.write(piece)
            file.seek(len(MAGIC))
            file.write(digest.digest())
        return path


def body_digest(entry: Path) -> str:
    """Return the hash of an entry's body as it was written, without reading the body."""
    with entry.open("rb") as file:
        return file.read(HEADER_BYTES)[len(MAGIC) :].hex()


@dataclass(frozen=True, slots=True)
class Usage:
    """What a cache holds, per kind: (kind, entries, bytes)."""

    kinds: tuple[tuple[str, int, int], ...]

    @property
    def size_bytes(self) -> int:
        """Return the size of all entries."""
        return sum(size for _, _, size in self.kinds)


def usage(place: Path) -> Usage:
    """Return what the cache at `place` holds."""
    totals: dict[str, tuple[int, int]] = {}
    for path, stat in _entries(place):
        kind = path.relative_to(place).parts[0]
        count, size = totals.get(kind, (0, 0))
        totals[kind] = (count + 1, size + stat.st_size)
    return Usage(tuple((kind, *totals[kind]) for kind in sorted(totals)))


def prune(place: Path, limit_bytes: int) -> int:
    """Remove what was used longest ago until at most `limit_bytes` are left; return the bytes removed."""
    entries = sorted(_entries(place), key=lambda entry: entry[1].st_mtime)
    excess = sum(stat.st_size for _, stat in entries) - limit_bytes
    removed = 0
    for path, stat in entries:
        if removed >= excess:
            break
        with suppress(OSError):
            path.unlink()
            removed += stat.st_size
    return removed


def sweep(folder: Path, depth: int = 4) -> None:
    """Clear temporary files and folders that a crash left behind, down to so many levels.

    Their names carry the process that made them; those of a process that still runs are left alone.
    """
    for level in range(depth):
        for path in folder.glob("*/" * level + ".*.part"):
            if not _runs(_maker(path.name)):
                shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)


def temporary_prefix(name: str) -> str:
    """Return how a temporary name begins: a dot, what it is for, and the process that makes it."""
    return f".{name[:40]}-{os.getpid()}-"


def _maker(name: str) -> int | None:
    match = re.search(r"-(\d+)-[^-]*\.part$", name)
    return int(match[1]) if match else None


def _runs(process: int | None) -> bool:
    if process is None:
        return False
    if os.name == "nt":  # there a signal 0 would end the process: leave its files to a later day
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _entries(place: Path) -> Iterator[tuple[Path, os.stat_result]]:
    for path in place.rglob("*"):
        with suppress(OSError):
            if path.is_file() and not path.name.startswith("."):
                yield path, path.stat()


def _digest(file: IO[bytes]) -> bytes:
    return hashlib.file_digest(file, "sha256").digest()  # type: ignore[arg-type]


def _touch(path: Path) -> None:
    """Mark an entry as used, at most once an hour: reading should not be writing."""
    with suppress(OSError):
        if time.time() - path.stat().st_mtime > _TOUCH_AFTER_S:
            os.utime(path)
