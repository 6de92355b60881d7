"""An upload destination: a folder, SFTP, S3, or anything else that fsspec supports."""

from __future__ import annotations

import hashlib
import os
import re
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, unquote, urlsplit, urlunsplit

import fsspec
from fsspec.implementations.local import LocalFileSystem

from stilte.errors import BuildError, InputError, Problem, StilteError, refusal
from stilte.file_names import is_inside, real_path
from stilte.foreign_text import foreign_text
from stilte.messages import Message, tr

if TYPE_CHECKING:
    from collections.abc import Iterator

_TYPES = {
    "html": "text/html; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json+chapters",
    "vtt": "text/vtt; charset=utf-8",
    "xml": "application/rss+xml; charset=utf-8",
    "svg": "image/svg+xml",
    "png": "image/png",
    "webmanifest": "application/manifest+json",
    "jpg": "image/jpeg",
    "mp3": "audio/mpeg",
    "m4a": "audio/mp4",
    "opus": "audio/ogg",
    "flac": "audio/flac",
}
PART = ".stilte.part"
"""The ending of a file's name while it is being sent."""

_HALF_AN_ADDRESS = re.compile(r"[\w.@+-]{2,}:(?!//)")  # s3:/pod, name@host:folder; C:/folder is none
_EXTRAS = {"sftp": "sftp", "ssh": "sftp", "s3": "s3", "s3a": "s3"}


@dataclass(frozen=True, slots=True)
class FileInfo:
    """An entry of a folder: a file, a directory or other (a link), with its size."""

    kind: str
    size_bytes: int


@dataclass(frozen=True, slots=True)
class Destination:
    """A local or remote folder; paths are relative to it and use `/`.

    A `bucket` (S3) has no half files and nothing to move: a file is sent to its name, with its headers.
    """

    files: Any
    root: str
    bucket: bool = False

    def listing(self, folder: str) -> dict[str, FileInfo]:
        """Return the entries of a folder by name, in one request."""
        full = self._full(folder)
        try:
            found = self.files.ls(full, detail=True)
        except (FileNotFoundError, NotADirectoryError):
            return {}
        named = ((one["name"].rstrip("/"), one) for one in found)
        return {
            name.rpartition("/")[2]: FileInfo(str(one["type"]), int(one["size"] or 0))
            for name, one in named
            if name != full  # a file, or the place itself, is listed as its own content
        }

    def read_head(self, path: str, most_bytes: int) -> bytes | None:
        """Return at most the first bytes of a file, or None where there is none, or something else."""
        full = self._full(path)
        try:
            found = self.files.info(full)
            if found["type"] != "file" or not found["size"]:
                return b"" if found["type"] == "file" else None
            return bytes(self.files.cat_file(full, start=0, end=min(most_bytes, int(found["size"]))))
        except FileNotFoundError:
            return None

    def is_folder(self, folder: Path) -> bool:
        """Tell whether the place is that folder of this machine."""
        return isinstance(self.files, LocalFileSystem) and real_path(folder) == real_path(Path(self.root))

    def is_inside(self, folder: Path) -> bool:
        """Tell whether the place is that folder of this machine, or lies in it."""
        return isinstance(self.files, LocalFileSystem) and is_inside(Path(self.root), folder)

    def put(self, path: str, source: Path | bytes, *, fixed: bool = False) -> None:
        """Send a file under a temporary name, check that it arrived completely, and rename it.

        `fixed` lets browsers keep what a bucket gives them: such a file never changes.
        """
        full = self._full(path)
        if self.bucket:
            self._arrived(full, path, self._send(full, source, **_headers(path, fixed=fixed)))
            return
        folder, _, name = full.rpartition("/")
        self.files.makedirs(folder, exist_ok=True)
        # In the same folder: a rename across file systems would copy, and readers could see half of it.
        part = f"{folder}/.{name}{PART}"
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
            raise BuildError(
                Problem(None, tr("'{file}' did not arrive completely.", file=path), tr("Publish again."))
            )

    def _move(self, part: str, full: str) -> None:
        """Rename the new file over the old one; a server that refuses to overwrite is asked twice."""
        try:
            self.files.mv(part, full)
        except OSError:
            # SFTP's rename fails where the target exists (draft-ietf-secsh-filexfer-02): a real error has no
            # target.
            if not self.files.exists(full):
                raise
            self.files.rm_file(full)
            self.files.mv(part, full)

    def _full(self, path: str) -> str:
        return f"{self.root.rstrip('/')}/{path}".rstrip("/")


def open_destination(address: str) -> Destination:
    """Open a place by its address (`/srv/www`, `sftp://…`, `s3://…`); raises `InputError` with the cure."""
    shown = without_secret(address)
    scheme = address.partition("://")[0] if "://" in address else ""
    with reached(tr("'{place}' cannot be reached", place=shown)):
        try:
            return _OPENERS.get(_EXTRAS.get(scheme, ""), _open)(address)
        except ImportError as error:
            extra = _EXTRAS.get(scheme)
            ours = tr(
                'Run: pip install "stilte[{extra}]" (in a checkout: pip install -e ".[{extra}]").',
                extra=extra,
            )
            cure = ours if extra else tr("Install the package that it names, then publish again.")
            message = tr("'{place}' cannot be reached: {why}.", place=shown, why=error)
            raise InputError(Problem(None, message, cure)) from None
        except ValueError:
            cure = tr("Write a folder, or an address such as sftp://name@host/folder or s3://bucket/folder.")
            message = tr("'{place}' cannot be published to.", place=shown)
            raise InputError(Problem(None, message, cure)) from None


@contextmanager
def reached(what: Message, cure: str | Message = "") -> Iterator[None]:
    """Turn what a place says when it does not answer into a problem of ours: each has errors of its own."""
    try:
        yield
    except StilteError:
        raise
    except Exception as error:
        told = refusal(error) if isinstance(error, OSError) and error.strerror else error
        reason = (foreign_text(str(told)) or type(error).__name__).rstrip(".")
        why = tr("the connection was cut") if isinstance(error, EOFError) else reason
        raise BuildError(Problem(None, tr("{what}: {why}.", what=what, why=why), cure)) from error


def digest(body: bytes) -> str:
    """Return the ten characters of a hash that published file names carry."""
    return hashlib.sha256(body).hexdigest()[:10]


def _open(address: str) -> Destination:
    """Open what fsspec reaches, anew each time: a kept connection may be dead, or of another user."""
    if _HALF_AN_ADDRESS.match(address):
        raise ValueError(address)
    files, root = fsspec.core.url_to_fs(address, use_listings_cache=False, skip_instance_cache=True)
    if isinstance(files, LocalFileSystem):
        _refuse_file(Path(root))
    return Destination(files, root, bucket="s3" in files.protocol)


def _refuse_file(folder: Path) -> None:
    """Raise `InputError` where a file stands in the place of the folder, or of one around it."""
    there = next((path for path in (folder, *folder.parents) if os.path.lexists(path)), folder)
    if os.path.lexists(there) and not there.is_dir():
        message = tr("'{path}' is a file: nothing can be published into it.", path=there)
        raise InputError(Problem(None, message, tr("Name a folder.")))


def _open_sftp(address: str) -> Destination:
    """Open a folder of a server; `/~/` begins in the folder where a login arrives."""
    from stilte.release.upload.sftp import KnownHosts  # noqa: PLC0415 (an extra)

    parts = urlsplit(address)
    if not parts.hostname:
        raise ValueError(address)
    login = {"username": parts.username, "password": parts.password}
    named = {name: unquote(value) for name, value in login.items() if value}
    port = {"port": parts.port} if parts.port else {}
    root = unquote(parts.path)
    return Destination(KnownHosts(parts.hostname, **named, **port), root.removeprefix("/~/") or "/")


def _open_bucket(address: str) -> Destination:
    """Open a bucket: `s3://bucket/folder`, its keys as a login, `?endpoint=` for another host than Amazon."""
    parts = urlsplit(address)
    if not parts.hostname:
        raise ValueError(address)
    given = {"key": parts.username, "secret": parts.password}
    named: dict[str, Any] = {name: unquote(value) for name, value in given.items() if value}
    if len(named) == 1:  # a name alone: its secret is where this computer keeps it
        named = {}
    if endpoint := dict(parse_qsl(parts.query)).get("endpoint"):
        named["endpoint_url"] = endpoint
    plain = urlunsplit(("s3", parts.netloc.rpartition("@")[2], parts.path, "", ""))
    files, root = fsspec.core.url_to_fs(plain, use_listings_cache=False, skip_instance_cache=True, **named)
    return Destination(files, root, bucket=True)


_OPENERS = {"sftp": _open_sftp, "s3": _open_bucket}


def _headers(path: str, *, fixed: bool) -> dict[str, str]:
    kind = _TYPES.get(path.rpartition(".")[2], "application/octet-stream")
    keep = "public, max-age=31536000, immutable" if fixed else "public, max-age=300"
    return {"ContentType": kind, "CacheControl": keep}


def without_secret(address: str) -> str:
    """Return an address without its password: it may end up in a log."""
    head, at, tail = address.rpartition("@")
    scheme, slashes, login = head.partition("://")
    return f"{scheme}{slashes}{login.partition(':')[0]}{at}{tail}" if at else address
