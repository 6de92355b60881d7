"""Somewhere that files are sent to: a folder, SFTP, S3, whatever fsspec reaches."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import fsspec
from fsspec.implementations.local import LocalFileSystem

from stilte.errors import BuildError, InputError, Problem


@dataclass(frozen=True, slots=True)
class Place:
    """A folder somewhere; paths are seen from it and use `/`."""

    files: Any
    root: str

    def size(self, path: str) -> int | None:
        """Return the size of a file, or None where there is none."""
        try:
            return int(self.files.info(self._full(path))["size"])
        except FileNotFoundError:
            return None

    def read(self, path: str) -> bytes | None:
        """Return a file whole, or None where there is none."""
        try:
            return bytes(self.files.cat_file(self._full(path)))
        except FileNotFoundError:
            return None

    def is_folder(self, folder: Path) -> bool:
        """Tell whether the place is that folder of this machine."""
        return isinstance(self.files, LocalFileSystem) and folder.resolve() == Path(self.root).resolve()

    def put(self, path: str, source: Path | bytes) -> None:
        """Send a file beside its place and move it there; checks that it arrived whole."""
        full = self._full(path)
        folder, _, name = full.rpartition("/")
        self.files.makedirs(folder, exist_ok=True)
        part = f"{folder}/.{name}.part"
        try:
            self._arrived(part, path, self._send(part, source))
            self._move(part, full)
        except BaseException:
            with suppress(Exception):
                self.files.rm_file(part)
            raise

    def _send(self, part: str, source: Path | bytes) -> int:
        if isinstance(source, bytes):
            self.files.pipe_file(part, source)
            return len(source)
        self.files.put_file(str(source), part)
        return source.stat().st_size

    def _arrived(self, part: str, path: str, size: int) -> None:
        if int(self.files.info(part)["size"]) != size:
            raise BuildError(Problem(None, f"'{path}' did not arrive whole.", "Publish again."))

    def _move(self, part: str, full: str) -> None:
        """Put the new file in the place of the old one; servers that refuse to overwrite are asked twice."""
        try:
            self.files.mv(part, full)
        except OSError:
            if not self.files.exists(full):
                raise
            self.files.rm_file(full)
            self.files.mv(part, full)

    def _full(self, path: str) -> str:
        return f"{self.root.rstrip('/')}/{path}"


def open_place(address: str) -> Place:
    """Open a place by its address (`/srv/www`, `sftp://…`, `s3://…`); raises `InputError` with the cure."""
    try:
        files, root = fsspec.core.url_to_fs(address, use_listings_cache=False)
    except ImportError as error:
        cure = "Install the package that it names, then publish again."
        raise InputError(
            Problem(None, f"'{_without_secret(address)}' cannot be reached: {error}.", cure)
        ) from None
    except ValueError:
        cure = "Write a folder, or an address such as sftp://name@host/folder or s3://bucket/folder."
        raise InputError(
            Problem(None, f"'{_without_secret(address)}' is no place to publish to.", cure)
        ) from None
    except OSError as error:
        raise BuildError(Problem(None, f"'{_without_secret(address)}' cannot be reached: {error}.")) from None
    return Place(files, root)


def digest(body: bytes) -> str:
    """Return the ten letters by which published files are told apart."""
    return hashlib.sha256(body).hexdigest()[:10]


def _without_secret(address: str) -> str:
    """Return an address without its password: it may end up in a log."""
    head, at, tail = address.rpartition("@")
    scheme, slashes, login = head.partition("://")
    return f"{scheme}{slashes}{login.partition(':')[0]}{at}{tail}" if at else address
