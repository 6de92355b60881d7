"""A folder full of somebody's files, under names that a command of ours would like to use."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def put_foreign(folder: Path, names: Iterable[str]) -> None:
    """Write a file of somebody's under each name; one that ends in a slash is an empty folder."""
    for name in names:
        path = folder / name
        if name.endswith("/"):
            path.mkdir(parents=True, exist_ok=True)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(f"somebody's {name}".encode())


def state_of(folder: Path) -> dict[str, str]:
    """Return what lies below a folder: the digest of each file, where each link leads, every folder."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            found[name] = f"link to {path.readlink()}"
        elif path.is_dir():
            found[name] = "folder"
        else:
            found[name] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found


def changed_since(before: dict[str, str], folder: Path) -> list[str]:
    """Return what was there and is gone, or is another now; what is new does not count."""
    now = state_of(folder)
    return [name for name, digest in before.items() if now.get(name) != digest]
