"""Which files at a destination were made by Stilte and may be replaced, and which were not.

Pages, feed, picture and worker carry marks in their first bytes; media carry a hash of their bytes in their
name, so that one cut short is known by what is there of it. All else is somebody's, and never replaced.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from stilte.errors import InputError, Problem
from stilte.messages import Listed, tr
from stilte.release.upload.destination import reached
from stilte.release.upload.file_signatures import HEAD_BYTES, carries_mark

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from stilte.release.upload.destination import Destination, FileInfo
    from stilte.release.upload.send import Upload

# More names would not help to find the folder that is meant.
_MOST_NAMED = 5


def refuse_foreign(
    uploads: Sequence[Upload],
    place: Destination,
    there: Mapping[str, Mapping[str, FileInfo]],
    place_name: str,
) -> None:
    """Raise `InputError` where sending these would replace what is not ours; `place_name` is shown in it."""
    with reached(tr("What is published already could not be read")):
        foreign = tuple(dict.fromkeys(_foreign(uploads, place, there)))
    if foreign:
        names = (*foreign[:_MOST_NAMED], *(("…",) if len(foreign) > _MOST_NAMED else ()))
        message = tr(
            "At {place} there are files that Stilte did not make and will not replace: {names}.",
            place=place_name,
            names=Listed(names),
        )
        cure = tr("Publish to a folder of its own, or move that elsewhere first.")
        raise InputError(Problem(None, message, cure))


def _foreign(
    uploads: Sequence[Upload], place: Destination, there: Mapping[str, Mapping[str, FileInfo]]
) -> Iterator[str]:
    for upload in uploads:
        if upload.folder and (top := there.get("", {}).get(upload.folder)) and top.kind == "file":
            yield upload.folder
        found = there[upload.folder].get(upload.name)
        if found is not None and not _ours(upload, found, place):
            yield upload.path


def _ours(upload: Upload, found: FileInfo, place: Destination) -> bool:
    if found.kind == "directory":
        return place.bucket  # in a bucket it is not a folder, only the beginning of other names
    if upload.fixed:
        return found.size_bytes == upload.size_bytes or _cut_short(upload, found.size_bytes, place)
    head = place.read_head(upload.path, HEAD_BYTES)
    return head is not None and carries_mark(upload.name, head)


def _cut_short(upload: Upload, size_bytes: int, place: Destination) -> bool:
    """Tell whether what is there is the beginning of what we would send."""
    if size_bytes > upload.size_bytes:
        return False
    sent = place.read_head(upload.path, size_bytes)
    if sent is None:
        return False
    if isinstance(upload.source, bytes):
        return upload.source.startswith(sent)
    with upload.source.open("rb") as file:
        return hashlib.sha256(file.read(len(sent))).digest() == hashlib.sha256(sent).digest()
