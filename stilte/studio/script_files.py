"""The scripts of a project as files: found by name, read with what is to be kept of their writing."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stilte.errors import InputError, Problem, Where, not_found
from stilte.file_names import folded, stem_of, yaml_files
from stilte.outside_files import OutsideFileError, read_outside_file
from stilte.project import no_script
from stilte.reader import Report
from stilte.reader.source import MOST_BYTES, decode, shown
from stilte.studio.answers import NotThere

if TYPE_CHECKING:
    from pathlib import Path

_BOM = b"\xef\xbb\xbf"
_MOST_BYTES = 10 * MOST_BYTES  # what is too large for a script is shown, and told, up to here


@dataclass(frozen=True, slots=True)
class ScriptFile:
    """A script as it is on disk: its bytes, and its text as far as they can be read.

    `text` has the line ends of the file; `unreadable` says why it cannot be edited: what is not UTF-8 would
    be lost.
    """

    path: Path
    raw: bytes
    text: str
    unreadable: tuple[Problem, ...] = ()

    @property
    def whole_text(self) -> str:
        """Return the text with the byte order mark, where the file begins with one."""
        return ("\ufeff" if self.raw.startswith(_BOM) else "") + self.text

    @property
    def version(self) -> str:
        """Return the name of these very bytes."""
        return version_of(self.raw)

    def encoded(self, text: str) -> bytes:
        """Return the bytes of a new text of this file, in its own way of writing.

        A text field of a browser knows one kind of line end; where the file has another, it keeps that.
        """
        if "\r" not in text and self.raw.count(b"\r\n") * 2 > self.raw.count(b"\n"):
            text = text.replace("\n", "\r\n")
        head = _BOM if self.raw.startswith(_BOM) and not text.startswith("\ufeff") else b""
        return head + text.encode("utf-8")


def version_of(raw: bytes) -> str:
    """Return the name of the bytes of a file: their SHA-256."""
    return hashlib.sha256(raw).hexdigest()


def script_paths(root: Path) -> dict[str, Path]:
    """Return every script and part of a project, by its name: that of its file without the ending."""
    return {stem_of(path): path for path in reversed([*yaml_files(root / "scripts")])}


def script_path(root: Path, name: str) -> Path:
    """Return the file of a script; raises `NotThere`. A name is looked up, never joined to a path."""
    paths = script_paths(root)
    path = paths.get(folded(name))
    if path is None:
        named = [each for each in paths if not each.startswith("_")]
        raise NotThere(Problem(None, *not_found(no_script(name), name, named)))
    return path


def read_script(root: Path, name: str) -> ScriptFile:
    """Return a script as it is on disk now; raises `NotThere`, or `InputError` where it cannot be read."""
    path = script_path(root, name)
    where = Where(shown(path, root), 1)
    try:
        raw = read_outside_file(path, root, _MOST_BYTES)
    except OutsideFileError as refused:
        raise InputError(refused.problem(where)) from None
    report = Report()
    decode(raw, where.file, report)
    text = raw.removeprefix(_BOM).decode("utf-8", errors="replace")
    return ScriptFile(path, raw, text, () if _is_utf8(raw) else report.errors)


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
