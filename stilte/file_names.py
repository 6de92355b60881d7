"""File names in one normal form, since systems store the same name in two ways.

A Mac may keep "é" as two characters where a keyboard writes one; a name is compared and told in one form
(NFC) and looked for on disk in the form that it has there. Endings count in any case.
"""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

YAML = (".yaml", ".yml")
_PORTS = (f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10))
DEVICES = frozenset({"con", "prn", "aux", "nul", *_PORTS})
"""What Windows keeps for its devices, with any ending ("Naming Files, Paths, and Namespaces")."""


def folded(name: str) -> str:
    """Return a name in the one form in which names are compared.

    >>> len("rene" + chr(0x301)), len(folded("rene" + chr(0x301)))
    (5, 4)
    """
    return unicodedata.normalize("NFC", name.strip())


def is_device(name: str) -> bool:
    """Tell whether Windows can have no file or folder of this name, whatever its ending."""
    return name.lower() in DEVICES


def usable_anywhere(name: str) -> str:
    """Return a name for a file, with a word added where Windows could not have it.

    >>> usable_anywhere("aux"), usable_anywhere("auxiliary"), usable_anywhere("")
    ('aux-track', 'auxiliary', '')
    """
    return f"{name}-track" if is_device(name) else name


def stem_of(path: Path) -> str:
    """Return the name of a file without its ending, in the form in which names are compared."""
    return folded(path.stem)


def without_yaml(name: str) -> str:
    """Return a name as `stem_of` would have it, whether or not its YAML ending was written.

    >>> without_yaml(" _slot.YAML "), without_yaml("_slot")
    ('_slot', '_slot')
    """
    name = folded(name)
    return next((name[: -len(ending)] for ending in YAML if name.lower().endswith(ending)), name)


def is_yaml(path: Path) -> bool:
    """Tell whether a file's name ends as YAML, in any case."""
    return path.suffix.lower() in YAML


def real_path(path: Path) -> Path:
    """Return the place that a path leads to, links followed as far as they lead.

    Links in a circle are no error here, as they are to `Path.resolve` before Python 3.13: who opens such
    a file is told by the system.
    """
    return Path(os.path.realpath(path))


def is_inside(path: Path, folder: Path) -> bool:
    """Tell whether a path leads to a folder or into it, links followed."""
    return real_path(path).is_relative_to(real_path(folder))


def yaml_files(folder: Path, *, only_files: bool = True) -> Iterator[Path]:
    """Yield the YAML files right in a folder by name, hidden ones left out; none where there is no folder.

    With `only_files` False also what has the name of one and is none (a pipe, a link to nothing): who reads
    it tells so.
    """
    found = folder.iterdir() if folder.is_dir() else ()
    yield from sorted(
        path
        for path in found
        if is_yaml(path) and not path.name.startswith(".") and (path.is_file() or not only_files)
    )


def on_disk(path: Path) -> Path:
    """Return a path as it stands on disk, where only the form of its characters or its ending differs.

    The path itself where it is there, or where nothing like it is.
    """
    try:
        if path.exists() or path.parent == path:
            return path
        parent = on_disk(path.parent)
        entries = sorted(parent.iterdir()) if parent.is_dir() else []
    except (OSError, ValueError):
        return path
    wanted, stem, ending = folded(path.name), stem_of(path), path.suffix.lower()
    same = [entry for entry in entries if folded(entry.name) == wanted]
    like = [entry for entry in entries if (stem_of(entry), entry.suffix.lower()) == (stem, ending)]
    alike = [entry for entry in entries if ending in YAML and is_yaml(entry) and stem_of(entry) == stem]
    return next(iter((*same, *like, *alike)), path)
