"""The one door to a file that a person wrote: bytes to text, or a clear problem."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stilte.errors import Where

if TYPE_CHECKING:
    from pathlib import Path

    from stilte.reader.report import Report

MOST_BYTES = 300_000  # over an hour of unbroken speech is a tenth of this
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ufffe\uffff]")
# Breaks that editors do not show as lines; YAML would count them, and every line number after them be wrong.
_HIDDEN_BREAKS = str.maketrans({"\x85": " ", "\u2028": " ", "\u2029": " ", "\ufeff": None})


def shown(path: Path, root: Path) -> str:
    """Return a path as it is told to an author: seen from the project's folder, with slashes."""
    for base, inner in ((root, path), (root.resolve(), path.resolve())):
        if inner.is_relative_to(base):
            return inner.relative_to(base).as_posix()
    return path.as_posix()


def read_text(path: Path, root: Path, report: Report) -> str | None:
    """Return the text of a file with single line feeds, or report why not and return None."""
    file = shown(path, root)
    if path.is_symlink() and not path.resolve().is_relative_to(root.resolve()):
        message = "The file is a link to a place outside the project."
        report.error(Where(path.relative_to(root).as_posix(), 1), message, "Copy the file itself here.")
        return None
    try:
        with path.open("rb") as opened:
            data = opened.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "its name holds a character that no file name can"
        report.error(Where(file, 1), f"The file cannot be read: {reason}.")
        return None
    if len(data) > MOST_BYTES:
        report.error(
            Where(file, 1), "The file is larger than 300 kB.", "Is it a script? Split it with `include`."
        )
        return None
    return decode(data, file, report)


def decode(data: bytes, file: str, report: Report) -> str | None:
    """Return UTF-8 bytes as text with single line feeds, or report the first byte that is not."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        advice = "Save it as UTF-8: most editors offer that under 'Save as' or 'Encoding'."
        report.error(Where(file, line), "The file is not saved as UTF-8.", advice)
        return None
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_HIDDEN_BREAKS)
    if found := _CONTROL.search(text):
        line = text.count("\n", 0, found.start()) + 1
        message = f"Here stands a control character (U+{ord(found[0]):04X}) that does not belong in a text."
        report.error(Where(file, line), message, "Delete it, or type the line anew.")
        return None
    return text


def where_of(root: Path, file: str, key: str) -> Where:
    """Return where a key stands in a file of the project; its first line where it cannot be found."""
    try:
        lines = (root / file).read_text("utf-8", errors="replace").splitlines()
    except OSError:
        lines = []
    found = (number for number, line in enumerate(lines, start=1) if line.startswith(f"{key}:"))
    return Where(file, next(found, 1))
