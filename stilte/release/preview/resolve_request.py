"""Resolving a browser's request: the file in the output folder, the byte range, the content type."""

from __future__ import annotations

import mimetypes
import re
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from stilte.file_names import real_path

if TYPE_CHECKING:
    from pathlib import Path

_TYPES = {
    ".vtt": "text/vtt; charset=utf-8",
    ".m4a": "audio/mp4",
    ".opus": "audio/ogg",
    ".js": "text/javascript",
}


def find(output: Path, target: str) -> Path | None:
    """Return the file that an address means, or None: nothing hidden, nothing outside `output`."""
    try:
        return _find(output, target)
    except (OSError, ValueError):  # a name longer than any file's, a loop of links
        return None


def _find(output: Path, target: str) -> Path | None:
    parts = [part for part in unquote(urlsplit(target).path).split("/") if part]
    if any(part.startswith(".") or "\\" in part or "\0" in part for part in parts):
        return None
    root, path = real_path(output), real_path(output.joinpath(*parts))
    if path.is_dir():
        path = real_path(path / "index.html")
    if not path.is_relative_to(root) or not path.is_file():
        return None
    hidden = any(part.startswith(".") for part in path.relative_to(root).parts)  # reached by a link
    return None if hidden else path


def byte_range(header: str | None, size: int) -> tuple[int, int] | None:
    """Return the first and last byte asked for; None for all. Raises ValueError where there are none.

    >>> byte_range("bytes=-3", 10), byte_range("bytes=4-", 10), byte_range(None, 10)
    ((7, 9), (4, 9), None)
    """
    asked = re.fullmatch(r"bytes=(\d*)-(\d*)", (header or "").strip())
    if not asked or asked[1] == asked[2] == "":
        return None
    first = int(asked[1]) if asked[1] else max(0, size - int(asked[2]))
    last = min(int(asked[2]), size - 1) if asked[1] and asked[2] else size - 1
    if first > last:
        raise ValueError(header)
    return first, last


def kind_of(path: Path) -> str:
    """Return the type of a file, as browsers are told it."""
    return _TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
