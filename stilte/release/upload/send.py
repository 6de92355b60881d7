"""Sending changed files in an order that never breaks a feed."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stilte.errors import BuildError, Problem
from stilte.messages import tr
from stilte.release.upload.destination import PART, FileInfo, reached

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from stilte.release.upload.destination import Destination

_CURE = tr("What was published before is still in place. Publish again to continue from here.")


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


Listing = Mapping[str, Mapping[str, FileInfo]]
"""What lies in each folder of a place, by name."""


def listing_of(place: Destination, uploads: Sequence[Upload]) -> Listing:
    """Return what lies in the folders that files are sent to; raises `BuildError` where nobody answers."""
    folders = dict.fromkeys(("", *(upload.folder for upload in uploads)))
    with reached(tr("What is published already could not be read"), _CURE):
        return {folder: place.listing(folder) for folder in folders}


def changed(
    uploads: Sequence[Upload], place: Destination, there: Listing | None = None
) -> tuple[Upload, ...]:
    """Return what a place does not have yet; a fixed file that arrived whole is never sent again.

    Raises `BuildError` where the place does not answer.
    """
    found = listing_of(place, uploads) if there is None else there
    with reached(tr("What is published already could not be read"), _CURE):
        return tuple(upload for upload in uploads if not _is_there(upload, place, found))


def _is_there(upload: Upload, place: Destination, there: Listing) -> bool:
    found = there[upload.folder].get(upload.name)
    if found is None or found.kind == "directory" or found.size_bytes != upload.size_bytes:
        return False
    # A fixed file has its hash in its name, so its size tells enough; others are compared byte by byte.
    return upload.fixed or place.read_head(upload.path, upload.size_bytes) == upload.source


def send(
    uploads: Sequence[Upload], place: Destination, progress: Callable[[Upload], None] = lambda _upload: None
) -> None:
    """Send in order, feeds last: whatever interrupts, what is out stays whole, and the next run goes on.

    Raises `BuildError` where the place does not answer; nothing that is out is ever removed.
    """
    for upload in uploads:
        progress(upload)
        _check(upload)
        with reached(tr("'{file}' could not be sent", file=upload.path), _CURE):
            place.put(upload.path, upload.source, fixed=upload.fixed)


def clear_parts(uploads: Sequence[Upload], place: Destination, there: Listing) -> None:
    """Remove halves of files that a run of ours left when it was cut off; those of others stay.

    They are known by our ending, or by the name of one of these files with another hash in it.
    """
    names = {re.escape(upload.name.rpartition("-")[0]) for upload in uploads if upload.fixed}
    half = re.compile(rf"\..+{re.escape(PART)}|\.(?:{'|'.join(sorted(names))})-[0-9a-f]{{10}}\.\w+\.part")
    with reached(tr("What is published already could not be read"), _CURE):
        for folder, found in there.items():
            for name, listed in found.items():
                if listed.kind == "file" and half.fullmatch(name):
                    place.remove(f"{folder}/{name}" if folder else name)


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
                tr("'{file}' is not the file that its cue sheet describes.", file=upload.source.name),
                tr("Build it again."),
            )
        )
