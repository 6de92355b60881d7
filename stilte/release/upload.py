"""Sending files in an order that never breaks a feed, and nothing twice."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stilte.errors import BuildError, Problem
from stilte.release.place import reached

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from stilte.release.place import Place

_CURE = "What was out before still is. Publish again: it goes on from here."


@dataclass(frozen=True, slots=True)
class Upload:
    """A file to send: `fixed` ones carry a hash of their bytes in their name and never change."""

    path: str
    source: Path | bytes
    fixed: bool

    @property
    def folder(self) -> str:
        """Return the folder it goes to; nothing for the place itself."""
        return self.path.rpartition("/")[0]

    @property
    def name(self) -> str:
        """Return its name in that folder."""
        return self.path.rpartition("/")[2]

    @property
    def size_bytes(self) -> int:
        """Return how much there is to send."""
        return len(self.source) if isinstance(self.source, bytes) else self.source.stat().st_size


def changed(uploads: Sequence[Upload], place: Place) -> tuple[Upload, ...]:
    """Return what a place does not have yet; a fixed file that arrived whole is never sent again.

    Raises `BuildError` where the place does not answer.
    """
    with reached("What is published already could not be read", _CURE):
        there = {folder: place.sizes(folder) for folder in {upload.folder for upload in uploads}}
        return tuple(
            upload
            for upload in uploads
            if there[upload.folder].get(upload.name) != upload.size_bytes
            or not (upload.fixed or place.read(upload.path) == upload.source)
        )


def send(
    uploads: Sequence[Upload], place: Place, progress: Callable[[Upload], None] = lambda _upload: None
) -> None:
    """Send in order, feeds last: whatever interrupts, what is out stays whole, and the next run goes on.

    Raises `BuildError` where the place does not answer; nothing that is out is ever removed.
    """
    for upload in uploads:
        progress(upload)
        _check(upload)
        with reached(f"'{upload.path}' could not be sent", _CURE):
            place.put(upload.path, upload.source, fixed=upload.fixed)


def clear_parts(place: Place, folder: str) -> None:
    """Remove halves of files that a run left in a folder when it was cut off."""
    with reached("What is published already could not be read", _CURE):
        for name in place.sizes(folder):
            if name.startswith(".") and name.endswith(".part"):
                place.remove(f"{folder}/{name}")


def _check(upload: Upload) -> None:
    """Hold a file of the disk against the hash in its name: an address may never lie."""
    if isinstance(upload.source, bytes) or not upload.fixed:
        return
    with upload.source.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if f"-{found[:10]}." not in upload.name:
        raise BuildError(
            Problem(
                None,
                f"'{upload.source.name}' is not the file that its cue sheet describes.",
                "Build it again.",
            )
        )
