"""Somewhere that files are sent to: a folder, SFTP, S3, whatever fsspec reaches."""

from __future__ import annotations

import hashlib
import re
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

import fsspec
from fsspec.implementations.local import LocalFileSystem

from stilte.errors import BuildError, InputError, Problem, StilteError

if TYPE_CHECKING:
    from collections.abc import Iterator

_TYPES = {
    "html": "text/html; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json+chapters",
    "vtt": "text/vtt; charset=utf-8",
    "xml": "application/rss+xml; charset=utf-8",
    "svg": "image/svg+xml",
    "jpg": "image/jpeg",
    "mp3": "audio/mpeg",
    "m4a": "audio/mp4",
    "opus": "audio/ogg",
    "flac": "audio/flac",
}
_HALF_AN_ADDRESS = re.compile(r"[\w.@+-]{2,}:(?!//)")  # s3:/pod, name@host:folder; C:/folder is none
_EXTRAS = {"sftp": "sftp", "ssh": "sftp", "s3": "s3", "s3a": "s3"}


@dataclass(frozen=True, slots=True)
class Place:
    """A folder somewhere; paths are seen from it and use `/`.

    A `bucket` (S3) has no half files and nothing to move: a file is sent to its name, with its headers.
    """

    files: Any
    root: str
    bucket: bool = False

    def sizes(self, folder: str) -> dict[str, int]:
        """Return the sizes of what lies in a folder, by name: one question for all of it."""
        try:
            found = self.files.ls(self._full(folder), detail=True)
        except FileNotFoundError:
            return {}
        return {
            one["name"].rstrip("/").rpartition("/")[2]: int(one["size"] or 0)
            for one in found
            if one["type"] != "directory"
        }

    def read(self, path: str) -> bytes | None:
        """Return a file whole, or None where there is none."""
        try:
            return bytes(self.files.cat_file(self._full(path)))
        except FileNotFoundError:
            return None

    def is_folder(self, folder: Path) -> bool:
        """Tell whether the place is that folder of this machine."""
        return isinstance(self.files, LocalFileSystem) and folder.resolve() == Path(self.root).resolve()

    def put(self, path: str, source: Path | bytes, *, fixed: bool = False) -> None:
        """Send a file beside its place and move it there; checks that it arrived whole.

        `fixed` lets browsers keep what a bucket gives them: such a file never changes.
        """
        full = self._full(path)
        if self.bucket:
            self._arrived(full, path, self._send(full, source, **_headers(path, fixed=fixed)))
            return
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

    def remove(self, path: str) -> None:
        """Remove a file."""
        self.files.rm_file(self._full(path))

    def _send(self, full: str, source: Path | bytes, **headers: str) -> int:
        if isinstance(source, bytes):
            self.files.pipe_file(full, source, **headers)
            return len(source)
        self.files.put_file(str(source), full, **headers)
        return source.stat().st_size

    def _arrived(self, full: str, path: str, size: int) -> None:
        if int(self.files.info(full)["size"]) != size:
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
        return f"{self.root.rstrip('/')}/{path}".rstrip("/")


def open_place(address: str) -> Place:
    """Open a place by its address (`/srv/www`, `sftp://…`, `s3://…`); raises `InputError` with the cure."""
    told = _without_secret(address)
    scheme = address.partition("://")[0] if "://" in address else ""
    with reached(f"'{told}' cannot be reached"):
        try:
            return _open_sftp(address) if scheme in ("sftp", "ssh") else _open(address)
        except ImportError as error:
            extra = _EXTRAS.get(scheme)
            cure = f'Run: pip install "stilte[{extra}]" (in a checkout: pip install -e ".[{extra}]").'
            cure = cure if extra else "Install the package that it names, then publish again."
            raise InputError(Problem(None, f"'{told}' cannot be reached: {error}.", cure)) from None
        except ValueError:
            cure = "Write a folder, or an address such as sftp://name@host/folder or s3://bucket/folder."
            raise InputError(Problem(None, f"'{told}' is no place to publish to.", cure)) from None


@contextmanager
def reached(what: str, cure: str = "") -> Iterator[None]:
    """Turn what a place says when it does not answer into a problem of ours: each has errors of its own."""
    try:
        yield
    except StilteError:
        raise
    except Exception as error:
        why = "the connection was cut" if isinstance(error, EOFError) else str(error) or type(error).__name__
        raise BuildError(Problem(None, f"{what}: {why.rstrip('.')}.", cure)) from error


def digest(body: bytes) -> str:
    """Return the ten letters by which published files are told apart."""
    return hashlib.sha256(body).hexdigest()[:10]


def _open(address: str) -> Place:
    """Open what fsspec reaches, anew each time: a kept connection may be dead, or of another user."""
    if _HALF_AN_ADDRESS.match(address):
        raise ValueError(address)
    files, root = fsspec.core.url_to_fs(address, use_listings_cache=False, skip_instance_cache=True)
    return Place(files, root, bucket="s3" in files.protocol)


def _open_sftp(address: str) -> Place:
    """Open a folder of a server; `/~/` begins in the folder where a login arrives."""
    from stilte.release.sftp import KnownHosts  # noqa: PLC0415 (an extra)

    parts = urlsplit(address)
    if not parts.hostname:
        raise ValueError(address)
    login = {"username": parts.username, "password": parts.password}
    named = {name: unquote(value) for name, value in login.items() if value}
    port = {"port": parts.port} if parts.port else {}
    root = unquote(parts.path)
    return Place(KnownHosts(parts.hostname, **named, **port), root.removeprefix("/~/") or "/")


def _headers(path: str, *, fixed: bool) -> dict[str, str]:
    kind = _TYPES.get(path.rpartition(".")[2], "application/octet-stream")
    keep = "public, max-age=31536000, immutable" if fixed else "public, max-age=300"
    return {"ContentType": kind, "CacheControl": keep}


def _without_secret(address: str) -> str:
    """Return an address without its password: it may end up in a log."""
    head, at, tail = address.rpartition("@")
    scheme, slashes, login = head.partition("://")
    return f"{scheme}{slashes}{login.partition(':')[0]}{at}{tail}" if at else address
