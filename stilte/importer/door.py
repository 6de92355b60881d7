"""The one door to posts: a path, an address or bytes become bytes, within limits of size and time."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

from stilte.errors import InputError, Problem

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_BYTES = 20_000_000
MOST_S = 30.0
STEP_TIMEOUT_S = 10.0
CHUNK_BYTES = 65_536


def fetch(source: str | os.PathLike[str] | bytes) -> tuple[bytes, str]:
    """Return the bytes of a post and its name; raise `InputError` where there is nothing to read."""
    if isinstance(source, bytes):
        return _bounded(source, "the post"), "the post"
    name = os.fspath(source)
    if name.lower().startswith(("http://", "https://")):
        return _download(name), name
    return _file(Path(name)), Path(name).name


def refuse(message: str, instead: str = "") -> InputError:
    """Return the error that tells an author why a post cannot be imported."""
    return InputError(Problem(None, message, instead))


def _bounded(data: bytes, name: str) -> bytes:
    if len(data) > MOST_BYTES:
        size = f"{len(data) / 1e6:.0f} MB"
        message = f"{name} is {size}; a post is read up to {MOST_BYTES // 1_000_000} MB."
        raise refuse(message, "Save the article alone, as text or HTML, and import that.")
    if not data.strip():
        raise refuse(
            f"{name} is empty.", "Give a post: an HTML, text, Markdown or WordPress export file, or a URL."
        )
    return data


def _file(path: Path) -> bytes:
    try:
        if path.stat().st_size > MOST_BYTES:
            with path.open("rb") as file:
                return _export(file.read(4096), path)
        return _bounded(path.read_bytes(), path.name)
    except FileNotFoundError:
        raise refuse(
            f"There is no file {path}.", "Give the path of a post, or an address with https://."
        ) from None
    except OSError as error:
        raise refuse(
            f"{path} cannot be read: {error.strerror or error}.", "Give the path of a post."
        ) from None


def _export(head: bytes, path: Path) -> bytes:
    """Read a large file only if it is a WordPress export, which may hold many posts."""
    if b"<rss" not in head or path.stat().st_size > 10 * MOST_BYTES:
        size = path.stat().st_size / 1e6
        message = f"{path.name} is {size:.0f} MB; a post is read up to {MOST_BYTES // 1_000_000} MB."
        raise refuse(message, "Save the article alone, as text or HTML, and import that.")
    return path.read_bytes()


def _download(address: str) -> bytes:
    import requests  # noqa: PLC0415  a heavy library that only addresses need

    try:
        headers = {"User-Agent": "stilte (imports a post for its author)"}
        with requests.get(address, timeout=STEP_TIMEOUT_S, stream=True, headers=headers) as answer:
            answer.raise_for_status()
            return _bounded(_gather(answer.iter_content(CHUNK_BYTES), address), address)
    except requests.RequestException as error:
        reason = str(getattr(error.response, "status_code", "") or type(error).__name__)
        raise refuse(
            f"{address} cannot be read ({reason}).", "Save the page from your browser and import that."
        ) from None


def _gather(chunks: Iterable[bytes], address: str) -> bytes:
    began, data = time.monotonic(), bytearray()
    for chunk in chunks:
        data += chunk
        if len(data) > MOST_BYTES or time.monotonic() - began > MOST_S:
            message = (
                f"{address} sends more than {MOST_BYTES // 1_000_000} MB, or for longer than {MOST_S:.0f} s."
            )
            raise refuse(message, "Save the page from your browser and import that.")
    return bytes(data)
