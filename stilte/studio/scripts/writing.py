"""Writing scripts whole: the old file or the new one stands there, never half of one, whatever happens."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from stilte.errors import InputError, Problem, Where
from stilte.file_names import real_path
from stilte.messages import tr
from stilte.outside_files import size_shown
from stilte.reader.source import MOST_BYTES, shown
from stilte.store import whole_file

if TYPE_CHECKING:
    from pathlib import Path


def write_script(path: Path, root: Path, raw: bytes) -> None:
    """Put bytes in the place of a script, with the rights that it had; a link stays a link.

    Raises `InputError` for what no script can be, OSError where the system refuses: the file is as it was.
    """
    where = Where(shown(path, root), 1)
    if len(raw) > MOST_BYTES:
        most = size_shown(MOST_BYTES)
        raise InputError(Problem(where, tr("A script of more than {most} is not read.", most=most)))
    place = real_path(path)
    if not place.is_relative_to(real_path(root)):
        raise InputError(Problem(where, tr("The file is a link to a place outside the project.")))
    mode = _mode(place)
    if mode is not None and not os.access(place, os.W_OK):
        cure = tr("Give yourself the right to write it.")
        raise InputError(Problem(where, tr("The file can only be read."), cure))
    with whole_file(place) as file:
        file.write(raw)
        file.flush()
        os.fsync(file.fileno())
        if mode is not None:
            os.chmod(file.name, mode)  # noqa: PTH101 (the file's own name)


def _mode(path: Path) -> int | None:
    try:
        return stat.S_IMODE(path.stat().st_mode)
    except FileNotFoundError:
        return None
