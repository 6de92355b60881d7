"""The cache: entries named by what went into them, checked whenever they are read.

An entry is `MAGIC`, the SHA-256 of its body, then the body. It is written beside its place under a name that
begins with a dot and ends in `.part`, and moved there whole, so several builds can share one cache; a damaged
entry is as good as none. Behind a store there can be a second level that machines share: what is not here is
copied from there and checked before it counts, what is written here is sent there too. Deleting anything in
a cache, at any time, costs only time. What removes entries, and what is kept from it: `cache_folder`.
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
from typing import IO, TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

MAGIC = b"stilte1\n"
HEADER_BYTES = len(MAGIC) + hashlib.sha256().digest_size
TAG = "CACHEDIR.TAG"
"""A file by which backup programs know a cache (bford.info/cachedir), and we know our own."""

TAG_BODY = b"""\
Signature: 8a477f597d28d172789f06886806bc55
# This folder is a cache of Stilte: what lies here is made again when it is missing.
"""
# Reading should not become writing: an hour is exact enough to know what was used last.
_TOUCH_AFTER_S = 3600
_KEY = re.compile(r"[0-9a-f]{40}")
# The process id in the name tells whether its maker still runs.
_TEMPORARY = re.compile(r"\..{1,40}-stilte-([0-9]{1,10})-[0-9a-z_]{8}\.part")


def key_of(*parts: object) -> str:
    """Return the name of an entry: a hash of the text of all parts.

    >>> key_of("take", 1) == key_of("take", 1) != key_of("take", 2)
    True
    """
    digest = hashlib.sha256()
    for part in parts:
        raw = part if isinstance(part, bytes) else str(part).encode()
        digest.update(len(raw).to_bytes(8, "big") + raw)  # with its length: ("ab", "c") is not ("a", "bc")
    return digest.hexdigest()[:40]


def write_whole(path: Path, *chunks: bytes) -> None:
    """Write a file under a temporary name and rename it, so that nobody reads half of it."""
    with whole_file(path) as file:
        file.writelines(chunks)


@contextmanager
def whole_file(path: Path) -> Iterator[IO[bytes]]:
    """Open a file beside its place: moved there when the block ends well, removed when it does not."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = _part_of(path)
    try:
        with part.open("xb") as file:  # its mode is the umask's: `tempfile` would hide it from a web server
            yield file
        # Atomic on POSIX and Windows where both are in one folder: readers see the old file or the new one.
        part.replace(path)
    except BaseException:
        with suppress(OSError):
            part.unlink()
        raise


class SecondLevel(Protocol):
    """A place behind a store that several machines share; a name is `KIND/XX/KEY`, as in the store."""

    def fetch(self, name: str, to: Path) -> bool:
        """Copy an entry as it lies there to a file; False where there is none."""

    def send(self, name: str, entry: Path) -> None:
        """Copy an entry there, so that nobody reads half of it."""


def entry_name(kind: str, key: str) -> str:
    """Return where an entry lies: under 40 hexadecimal digits, also where its key is another text."""
    name = key if _KEY.fullmatch(key) else key_of(key)
    return f"{kind}/{name[:2]}/{name}"  # 256 folders: some systems are slow with large ones


@dataclass(frozen=True, slots=True)
class Store:
    """A folder of entries; `kind` keeps takes, pieces and what else there is apart.

    `behind` is a second level; what it raises is raised here too.
    """

    place: Path
    kind: str
    behind: SecondLevel | None = None

    def path(self, key: str) -> Path:
        """Return where an entry lies, or would."""
        return self.place / entry_name(self.kind, key)

    def find(self, key: str) -> Path | None:
        """Return the file of a whole entry, its body from `HEADER_BYTES` on (to map into memory), or None."""
        path = self.path(key)
        if is_whole(path):
            _touch(path)
            return path
        return path if self.behind and self._fetched(key, path) else None

    def body_bytes(self, key: str) -> int | None:
        """Return how long the body of an entry is that `find` gives, or None."""
        path = self.find(key)
        return None if path is None else path.stat().st_size - HEADER_BYTES

    def glance(self, key: str) -> int | None:
        """Return how long the body of an entry is whose head is in order, or None; it is not read or fetched.

        That is enough to know how long a take lasts: who plays it asks for a whole one.
        """
        try:
            with self.path(key).open("rb") as file:
                head, size_bytes = file.read(HEADER_BYTES), os.fstat(file.fileno()).st_size
        except OSError:
            return None
        return size_bytes - HEADER_BYTES if head.startswith(MAGIC) and len(head) == HEADER_BYTES else None

    def read(self, key: str) -> bytes | None:
        """Return the body of an entry, or None where there is none that is whole."""
        path = self.path(key)
        try:
            raw = path.read_bytes()
        except OSError:
            raw = b""
        body = raw[HEADER_BYTES:]
        if raw[:HEADER_BYTES] != MAGIC + hashlib.sha256(body).digest():
            return path.read_bytes()[HEADER_BYTES:] if self.behind and self._fetched(key, path) else None
        _touch(path)
        return body

    def write(self, key: str, body: bytes) -> Path:
        """Keep a body under its name and return the file; raises OSError where the disk is full."""
        path = self.path(key)
        mark(self.place)
        write_whole(path, MAGIC, hashlib.sha256(body).digest(), body)
        self._send(key, path)
        return path

    def write_pieces(self, key: str, pieces: Iterable[bytes | memoryview]) -> Path:
        """Keep a body that comes in pieces and never stands in memory; an error in them leaves nothing."""
        path, digest = self.path(key), hashlib.sha256()
        mark(self.place)
        with whole_file(path) as file:
            file.write(MAGIC + digest.digest())  # of nothing yet: holds the place of the real one
            for piece in pieces:
                digest.update(piece)
                file.write(piece)
            # The digest last: a file that is cut off before this does not verify, and counts as absent.
            file.seek(len(MAGIC))
            file.write(digest.digest())
        self._send(key, path)
        return path

    def _send(self, key: str, path: Path) -> None:
        if self.behind:
            self.behind.send(entry_name(self.kind, key), path)

    def _fetched(self, key: str, path: Path) -> bool:
        """Tell whether an entry came from the second level, whole; anything else that lies there is none."""
        part = _part_of(path)
        if not self.behind:
            return False
        mark(self.place)
        part.parent.mkdir(parents=True, exist_ok=True)
        try:
            if not self.behind.fetch(entry_name(self.kind, key), part) or not is_whole(part):
                return False
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
        return True


def is_whole(entry: Path) -> bool:
    """Tell whether a file is an entry of ours whose body is what was written."""
    try:
        with entry.open("rb") as file:
            head = file.read(HEADER_BYTES)
            return head[: len(MAGIC)] == MAGIC and _digest(file) == head[len(MAGIC) :]
    except OSError:
        return False


def mark(place: Path) -> None:
    """Leave our mark in a cache, where nothing of its name stands yet."""
    tag = place / TAG
    if not os.path.lexists(tag):
        write_whole(tag, TAG_BODY)


def is_marked(place: Path) -> bool:
    """Tell whether a folder carries our mark, and not that of another program's cache."""
    tag = place / TAG
    try:
        if not tag.is_file():  # opening a pipe would wait for ever
            return False
        with tag.open("rb") as file:
            return file.read(len(TAG_BODY)) == TAG_BODY
    except OSError:
        return False


def body_digest(entry: Path) -> str:
    """Return the hash of an entry's body as it was written, without reading the body."""
    with entry.open("rb") as file:
        return file.read(HEADER_BYTES)[len(MAGIC) :].hex()


def sweep(folder: Path, depth: int = 4) -> None:
    """Clear temporary files and folders that a crash left behind, down to so many levels.

    Their names say that they are ours, and carry the process that made them: those of a process that still
    runs are left alone. Links are not followed.
    """
    for path in _below(folder, depth):
        maker = _TEMPORARY.fullmatch(path.name)
        # A process id may be in use again by another program: its file then stays until a later sweep.
        if maker and not _runs(int(maker[1])):
            with suppress(OSError):
                shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()


def _part_of(path: Path) -> Path:
    """Return a temporary name beside a file's place."""
    return path.parent / f"{temporary_prefix(path.name)}{secrets.token_hex(4)}.part"


def temporary_prefix(name: str) -> str:
    """Return how a temporary name begins: a dot, what it is for, that it is ours, and its process."""
    return f".{name[:40]}-stilte-{os.getpid()}-"


def _below(folder: Path, depth: int) -> Iterator[Path]:
    """Yield what lies in a folder and in those below it, `depth` levels in all."""
    with suppress(OSError):
        for entry in sorted(folder.iterdir()):
            yield entry
            if depth > 1 and entry.is_dir() and not entry.is_symlink():
                yield from _below(entry, depth - 1)


def _runs(process: int) -> bool:
    if os.name == "nt":  # there a signal 0 would end the process: leave its files to a later day
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True


def _digest(file: IO[bytes]) -> bytes:
    return hashlib.file_digest(file, "sha256").digest()  # type: ignore[arg-type]


def _touch(path: Path) -> None:
    """Mark an entry as used, at most once an hour: reading should not be writing."""
    with suppress(OSError):
        if time.time() - path.stat().st_mtime > _TOUCH_AFTER_S:
            os.utime(path)
