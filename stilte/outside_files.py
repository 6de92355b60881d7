"""Checked reading of files from outside: recordings, pictures, lexicons, voice files.

Such a file is a regular file inside the project, no larger than its kind may be. A link out of the project, a
pipe, a device or a folder with the name of a file is refused before it is opened, so that nothing hangs and
nothing fills the memory; one problem tells which file and what to do.
"""

from __future__ import annotations

import os
import stat
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

from stilte.errors import Problem, refusal
from stilte.file_names import is_inside
from stilte.messages import Message, tr

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from stilte.errors import Where

_OPEN_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_NOTED: ContextVar[dict[Path, bytes] | None] = ContextVar("_NOTED", default=None)
_UNITS = ((10**9, "GB"), (10**6, "MB"), (10**3, "kB"))


class OutsideFileError(ValueError):
    """A file from outside that cannot be used: `message` says why, `instead` what to do."""

    def __init__(self, message: Message, instead: Message | str = "") -> None:
        super().__init__(f"{message} {instead}".strip())
        self.message = message
        self.instead = instead

    def problem(self, where: Where | None) -> Problem:
        """Return what to tell the author, at the line that names the file."""
        return Problem(where, self.message, self.instead)


def check_outside_file(path: Path, root: Path, most_bytes: int) -> os.stat_result:
    """Return what the system tells of a file of the project; raises `OutsideFileError` for any other."""
    copy_it = tr("Copy the file itself into {folder}/.", folder=path.parent.name)
    try:
        found = path.stat() if is_inside(path, root) else None
    except FileNotFoundError:
        raise _not_there(path, copy_it) from None
    except (OSError, RuntimeError, ValueError) as error:
        raise _unreadable(path, error) from error
    if found is None:
        link = tr("'{file}' is a link to a place outside the project.", file=path.name)
        beyond = tr("'{file}' lies outside the project.", file=path.name)
        raise OutsideFileError(link if path.is_symlink() else beyond, copy_it)
    _check_kind(path, found, most_bytes)
    return found


def read_outside_file(path: Path, root: Path, most_bytes: int) -> bytes:
    """Return the content of a file of the project, read once; raises `OutsideFileError`."""
    check_outside_file(path, root, most_bytes)
    try:
        with open(os.open(path, _OPEN_FLAGS), "rb") as file:  # noqa: PTH123 (flags that Path.open has not)
            _check_kind(path, os.fstat(file.fileno()), most_bytes)  # what is open now, whatever stood there
            return note_read(path, file.read(most_bytes))
    except OSError as error:
        raise _unreadable(path, error) from error


@contextmanager
def noted_reads() -> Iterator[dict[Path, bytes]]:
    """Yield what is read of text files inside the block, by their paths, as it was when it was read.

    Who hashes a file a moment later may hash what was saved meanwhile, and take it for what was used.
    """
    noted: dict[Path, bytes] = {}
    token = _NOTED.set(noted)
    try:
        yield noted
    finally:
        _NOTED.reset(token)


def note_read(path: Path, data: bytes) -> bytes:
    """Return what was read of a file, noted for whoever asked for it."""
    noted = _NOTED.get()
    if noted is not None:
        noted[path] = data
    return data


def size_shown(count_bytes: int) -> str:
    """Return a size as people write it.

    >>> size_shown(300_000), size_shown(4 * 10**9)
    ('300 kB', '4 GB')
    """
    unit, name = next(((unit, name) for unit, name in _UNITS if count_bytes >= unit), (1, "bytes"))
    return f"{count_bytes / unit:g} {name}"


def _check_kind(path: Path, found: os.stat_result, most_bytes: int) -> None:
    if stat.S_ISDIR(found.st_mode):
        raise OutsideFileError(
            tr("'{file}' is a folder, not a file.", file=path.name), tr("Give it another name.")
        )
    if not stat.S_ISREG(found.st_mode):
        message = tr("'{file}' is a pipe or a device, not a file.", file=path.name)
        raise OutsideFileError(message, tr("Put a file in its place in {folder}/.", folder=path.parent.name))
    if found.st_size > most_bytes:
        most = size_shown(most_bytes)
        raise OutsideFileError(
            tr("'{file}' is larger than {most}.", file=path.name, most=most),
            tr("Use a file of at most {most}.", most=most),
        )


def _not_there(path: Path, copy_it: Message) -> OutsideFileError:
    if path.is_symlink():
        return OutsideFileError(
            tr("'{file}' is a link to a file that is not there.", file=path.name), copy_it
        )
    return OutsideFileError(tr("'{file}' is not there.", file=path.name))


def _unreadable(path: Path, error: Exception) -> OutsideFileError:
    nowhere = tr("its name or its link leads nowhere")
    reason = refusal(error) if isinstance(error, OSError) else nowhere
    cure = tr("Give yourself the right to read it.") if isinstance(error, PermissionError) else ""
    message = tr("'{file}' cannot be read: {reason}.", file=path.name, reason=reason)
    return OutsideFileError(message, cure)
