"""Recordings of one file a line, as an audio editor exports them: by their words, or in order."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stilte.errors import InputError, Problem
from stilte.messages import tr
from stilte.speech.engines.recorded import KINDS, file_name

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_NUMBER = re.compile(r"^\W*\d+\W+")
_DIGITS = re.compile(r"(\d+)")


def files_of_lines(folder: Path, lines: Sequence[str]) -> dict[str, Path]:
    """Return the file of each line that has one; raises InputError where that cannot be told.

    A file is named by the words of its line, perhaps with a number before them; else there is one for each
    line, in order.
    """
    files = sorted((path for path in folder.iterdir() if path.suffix.lower() in KINDS), key=_natural)
    if not files:
        raise InputError(Problem(None, tr("There is no recording in '{folder}'.", folder=folder.name)))
    names = {file_name(line): line for line in lines}
    named = {names[name]: path for path in files if (name := _line_name(path, names)) is not None}
    if named:
        return named
    if len(files) != len(lines):
        told = tr(
            "There are {files} recordings in '{folder}', and {lines} lines to record.",
            files=len(files),
            folder=folder.name,
            lines=len(lines),
        )
        cure = tr("Name each file after the words of its line, or have one file for each line, in order.")
        raise InputError(Problem(None, told, cure))
    return dict(zip(lines, files, strict=True))


def _line_name(path: Path, names: dict[str, str]) -> str | None:
    tries = (file_name(path.stem), file_name(_NUMBER.sub("", path.stem)))
    return next((name for name in tries if name in names), None)


def _natural(path: Path) -> list[tuple[int, str]]:
    """Return a key by which 2 comes before 10."""
    parts = _DIGITS.split(path.name.lower())
    return [(int(part), "") if part.isdigit() else (0, part) for part in parts]
