"""What tells this program and its libraries from any other: what was kept by another one is made again."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from stilte import __version__
from stilte.store import key_of

if TYPE_CHECKING:
    from collections.abc import Iterable


def this_program() -> str:
    """Return a hash that is another one after an edit of a checkout, too; the files are not read."""
    own = [(str(file), stat_text(file)) for file in files_below(Path(__file__).parent)]
    libraries = [(place, stat_text(Path(place))) for place in sys.path if place]
    return key_of(__version__, sys.version, own, libraries)


def files_below(folder: Path) -> Iterable[Path]:
    """Return the files in a folder and all inside it, in order, but for what Python compiled."""
    found = (Path(place, name) for place, _, names in os.walk(folder) for name in names)
    return sorted(file for file in found if file.suffix != ".pyc")


def stat_text(file: Path) -> str:
    """Return size, time and place on the disk of a file."""
    try:
        stat = file.stat()
    except OSError:
        return "none"
    return f"{stat.st_size} {stat.st_mtime_ns} {stat.st_ino}"
