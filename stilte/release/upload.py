"""Sending files in an order that never breaks a feed, and nothing twice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from stilte.errors import BuildError, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from stilte.release.place import Place


@dataclass(frozen=True, slots=True)
class Upload:
    """A file to send: `fixed` ones carry a hash of their bytes in their name and never change."""

    path: str
    source: Path | bytes
    fixed: bool

    @property
    def size_bytes(self) -> int:
        """Return how much there is to send."""
        return len(self.source) if isinstance(self.source, bytes) else self.source.stat().st_size


def changed(uploads: Sequence[Upload], place: Place) -> tuple[Upload, ...]:
    """Return what a place does not have yet; a fixed file that arrived whole is never sent again."""
    return tuple(upload for upload in uploads if not _is_there(upload, place))


def send(
    uploads: Sequence[Upload], place: Place, progress: Callable[[Upload], None] = lambda _upload: None
) -> None:
    """Send in order, feeds last: whatever interrupts, what is out stays whole, and the next run goes on.

    Raises `BuildError` where the place does not answer; nothing is ever removed.
    """
    for upload in uploads:
        progress(upload)
        try:
            place.put(upload.path, upload.source)
        except BuildError:
            raise
        except Exception as error:  # every place has errors of its own
            why = str(error) or type(error).__name__
            cure = "What was out before still is. Publish again: it goes on from here."
            raise BuildError(Problem(None, f"'{upload.path}' could not be sent: {why}.", cure)) from error


def _is_there(upload: Upload, place: Place) -> bool:
    if place.size(upload.path) != upload.size_bytes:
        return False
    return upload.fixed or place.read(upload.path) == upload.source
