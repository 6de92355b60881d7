"""Signatures in pages, feeds, pictures and workers that identify them as made by Stilte."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stilte.errors import Problem
from stilte.messages import tr

if TYPE_CHECKING:
    from pathlib import Path

# A signature is always within the first kilobytes; reading more of a remote file would cost time.
HEAD_BYTES = 1 << 16
MARKS = {
    "html": b'<meta name="generator" content="stilte">',
    "xml": b"<generator>stilte ",
    "svg": b'<view id="land" ',
    "json": b'"format": "stilte-tracks/',
    "js": b"const KEPT = /^stilte:/;",
    "webmanifest": b'"made_by": "stilte"',
    "png": b"tEXtSoftware\x00Made by Stilte",
}
"""By ending, the bytes that every file of ours holds near its beginning."""


_SAID = b"Made by Stilte"
_COMMENT = b"\xff\xfe" + (len(_SAID) + 2).to_bytes(2, "big") + _SAID


def marked_jpeg(body: bytes) -> bytes:
    """Return a JPEG with a comment that says whose it is, behind its first header; the picture is the same.

    >>> marked_jpeg(bytes.fromhex("ffd8ffe00004abcdffdb"))[:10].hex()
    'ffd8ffe00004abcdfffe'
    """
    if body[:4] != b"\xff\xd8\xff\xe0":
        return body
    end = 4 + int.from_bytes(body[4:6], "big")
    return body[:end] + _COMMENT + body[end:]


def is_marked_jpeg(body: bytes) -> bool:
    """Tell whether a picture carries our comment."""
    return _COMMENT in body[:256]


def carries_mark(name: str, head: bytes) -> bool:
    """Tell whether a page, feed, picture or worker is of our making, by its first bytes."""
    mark = MARKS.get(name.rpartition(".")[2])
    return mark is not None and mark in head[:HEAD_BYTES]


def foreign_problem(path: Path) -> Problem:
    """Return the problem with a file that Stilte did not make and that is where one of its own belongs."""
    return Problem(
        None,
        tr("{file} was not made by Stilte, and is not replaced.", file=path),
        tr("Move it elsewhere, or delete it, then build again."),
    )
