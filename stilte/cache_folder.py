"""The cache folder: its allowed locations, its contents, and pruning it.

Any folder may be named as its place, so nothing is removed but what proves itself to be an entry: it lies at
`KIND/XX/NAME`, its name is 40 hexadecimal digits of which XX are the first two, and its bytes begin with our
mark. Links are neither followed nor removed.
"""

from __future__ import annotations

import os
import re
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from stilte.messages import Listed, Message, tr
from stilte.store import MAGIC, TAG, is_marked

if TYPE_CHECKING:
    from collections.abc import Iterator

CACHE = "output/.cache"
"""Where a cache lies, seen from the project, when its place is not written."""

_KIND = re.compile(r"[a-z][a-z-]{2,30}")
_PAIR = re.compile(r"[0-9a-f]{2}")
_KEY = re.compile(r"[0-9a-f]{40}")
_LEFT_BY_SYSTEMS = frozenset(
    {".DS_Store", "Thumbs.db", "desktop.ini", ".directory", ".gitkeep", ".gitignore"}
)
_MOST_NAMED = 3
_LONGEST_BYTES = 240


@dataclass(frozen=True, slots=True)
class Usage:
    """What a cache holds, per kind: (kind, entries, bytes); `others` are things that are not ours."""

    kinds: tuple[tuple[str, int, int], ...]
    others: tuple[str, ...] = ()

    @property
    def size_bytes(self) -> int:
        """Return the size of all entries."""
        return sum(size for _, _, size in self.kinds)


def usage(place: Path) -> Usage:
    """Return what the cache at `place` holds."""
    totals: dict[str, tuple[int, int]] = {}
    for path, stat in _entries(place):
        if _is_marked_entry(path):
            kind = path.parent.parent.name
            count, size = totals.get(kind, (0, 0))
            totals[kind] = (count + 1, size + stat.st_size)
    return Usage(tuple((kind, *totals[kind]) for kind in sorted(totals)), other_things(place))


def prune(place: Path, limit_bytes: int) -> int:
    """Remove what was used longest ago until at most `limit_bytes` are left; return the bytes removed."""
    entries = sorted(_entries(place), key=lambda entry: entry[1].st_mtime)
    excess = sum(stat.st_size for _, stat in entries) - limit_bytes
    removed = 0
    for path, stat in entries:
        if removed >= excess:
            break
        if _is_marked_entry(path):
            with suppress(OSError):
                path.unlink()
                removed += stat.st_size
    return removed


def is_address(written: str) -> bool:
    """Tell an address that machines share, as `s3://bucket/cache`, from the name of a folder."""
    return re.fullmatch(r"[a-z][a-z0-9+.-]{1,20}://[^\s$%]+", written.strip()) is not None


def place_of(written: str, root: Path) -> Path:
    """Return the folder that `cache: {place: …}` names, seen from the project; `~` is the home folder.

    Raises ValueError for a `~` of which nobody knows where it leads, and for what is not the name of a
    folder: a variable of a shell, an address, a name longer than any folder's.
    """
    if not written.isprintable() or re.search(r"://|[$%]", written) or len(written.encode()) > _LONGEST_BYTES:
        raise ValueError(written)
    try:
        return root / Path(written.strip()).expanduser()
    except RuntimeError:
        raise ValueError(written) from None


def why_no_place(place: Path, root: Path) -> Message | None:
    """Return why a folder cannot be the cache; None where it can. The project lies at `root`."""
    real, project = _real(place), _real(root)
    if real == project or real in project.parents:
        return tr("it is the project itself, or a folder around it")
    if real == _real(Path.home()):
        return tr("it is your home folder")
    inside = real.relative_to(project).parts if real.is_relative_to(project) else ()
    if inside[:1] == ("output",) and not (len(inside) > 1 and inside[1].startswith(".")):
        return tr("it is among the finished tracks, where it would be published")
    if os.path.lexists(place) and not place.is_dir():
        return tr("it is not a folder")
    ours = is_marked(place) or (place == root / CACHE and not place.is_symlink())
    if others := () if ours else other_things(place):
        named = [f"'{name}'" for name in others[:_MOST_NAMED]] + ["…"] * (len(others) > _MOST_NAMED)
        return tr("it contains other things ({names})", names=Listed(named))
    return None


def other_things(place: Path) -> tuple[str, ...]:
    """Return the names in a cache that are not of our making, without what systems leave in every folder.

    A folder that may be a kind of ours counts as one when it holds what we make there, and nothing else.
    """
    with suppress(OSError):
        return tuple(sorted(name for entry in os.scandir(place) if (name := _other(entry))))
    return ()


def _other(entry: os.DirEntry[str]) -> str:
    if entry.name in _LEFT_BY_SYSTEMS or re.fullmatch(r"\..*-stilte-\d+-\w{8}\.part", entry.name):
        return ""
    if entry.name == TAG:
        return "" if is_marked(Path(entry.path).parent) else entry.name
    if _KIND.fullmatch(entry.name) and entry.is_dir(follow_symlinks=False):
        with suppress(OSError):
            inner = {one.name for one in os.scandir(entry.path)} - _LEFT_BY_SYSTEMS
            if inner and all(_PAIR.fullmatch(name) for name in inner):
                return ""
    return entry.name


def _entries(place: Path) -> Iterator[tuple[Path, os.stat_result]]:
    """Yield what lies where entries lie; whether it carries our mark is yet to be seen."""
    for kind in _folders(place):
        if _KIND.fullmatch(kind.name):
            for pair in _folders(kind):
                if _PAIR.fullmatch(pair.name):
                    yield from _keys(pair)


def _folders(place: Path) -> Iterator[Path]:
    with suppress(OSError):
        for entry in os.scandir(place):
            if entry.is_dir(follow_symlinks=False):
                yield Path(entry.path)


def _keys(pair: Path) -> Iterator[tuple[Path, os.stat_result]]:
    with suppress(OSError):
        for entry in os.scandir(pair):
            if _KEY.fullmatch(entry.name) and entry.name.startswith(pair.name):
                with suppress(OSError):
                    if entry.is_file(follow_symlinks=False):
                        yield Path(entry.path), entry.stat(follow_symlinks=False)


def _is_marked_entry(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(len(MAGIC)) == MAGIC
    except OSError:
        return False


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))
