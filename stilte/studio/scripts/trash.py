"""The trash: deleted scripts, each in a folder of its own, until it is emptied."""

from __future__ import annotations

import re
import secrets
import shutil
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from stilte.errors import Problem
from stilte.file_names import stem_of, yaml_files
from stilte.messages import tr
from stilte.studio.answers import NotThere
from stilte.studio.own_folder import NAME, own_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_ID = re.compile(r"\d{8}T\d{6}-[0-9a-f]{8}")
_TITLE = re.compile(r"^title\s*:\s*(.+?)\s*$", re.MULTILINE)


def throw_away(root: Path, path: Path) -> str:
    """Move a script into the trash; return its number there. Raises OSError; it is then where it was."""
    number = f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{secrets.token_hex(4)}"
    place = own_folder(root, "trash") / number
    place.mkdir()
    try:
        path.rename(place / path.name)
    except OSError:
        place.rmdir()
        raise
    return number


def thrown_away(root: Path) -> list[dict[str, Any]]:
    """Return what lies in the trash, the last thing first: {id, name, title, deleted}."""
    return [
        {"id": folder.name, "name": stem_of(path), "title": _title(path), "deleted": _moment(folder.name)}
        for folder, path in sorted(_entries(root), reverse=True)
    ]


def from_trash(root: Path, number: str) -> Path:
    """Return the script that lies in the trash under a number; raises `NotThere`."""
    for folder, path in _entries(root):
        if folder.name == number:
            return path
    raise NotThere(Problem(None, tr("That is no longer in the trash.")))


def take_out(path: Path, place: Path) -> None:
    """Move a script out of the trash to a place where nothing stands; raises OSError."""
    path.rename(place)
    with suppress(OSError):
        path.parent.rmdir()


def empty_trash(root: Path) -> int:
    """Delete for good what lies in the trash; return how many scripts that were."""
    gone = 0
    for folder, _ in tuple(_entries(root)):
        shutil.rmtree(folder)
        gone += 1
    return gone


def _entries(root: Path) -> Iterator[tuple[Path, Path]]:
    """Yield each folder of the trash that is of our making, with the script in it."""
    trash = root / NAME / "trash"
    if trash.is_dir() and not trash.is_symlink():
        for folder in trash.iterdir():
            if _ID.fullmatch(folder.name) and folder.is_dir() and not folder.is_symlink():
                yield from ((folder, path) for path in yaml_files(folder, only_files=False))


def _title(path: Path) -> str:
    """Return the title of a script at a glance."""
    with suppress(OSError):
        if path.is_file() and not path.is_symlink():
            found = _TITLE.search(path.read_text("utf-8", errors="replace"))
            return found[1].strip("\"'") if found else stem_of(path)
    return stem_of(path)


def _moment(number: str) -> str:
    date = datetime.strptime(number.partition("-")[0], "%Y%m%dT%H%M%S").replace(tzinfo=UTC)
    return date.isoformat(timespec="seconds")
