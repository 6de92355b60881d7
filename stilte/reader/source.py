"""Reading a hand-written file: bytes to text, or a clear problem. All such files are read here."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

from stilte.errors import Where, refusal
from stilte.file_names import is_inside, real_path
from stilte.messages import tr
from stilte.outside_files import OutsideFileError, check_outside_file, note_read

if TYPE_CHECKING:
    from pathlib import Path

    from stilte.reader.report import Report

MOST_BYTES = 300_000  # the text of over an hour of unbroken speech is a tenth of this
_ANY_SIZE = sys.maxsize
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ufffe\uffff]")
# Line breaks that editors do not show; YAML counts them, and every line number after them would be wrong.
_HIDDEN_BREAKS = str.maketrans({"\x85": " ", "\u2028": " ", "\u2029": " ", "\ufeff": None})


def shown(path: Path, root: Path) -> str:
    """Return a path as it is shown to an author: relative to the project's folder, with slashes."""
    for base, inner in ((root, path), (real_path(root), real_path(path))):
        if inner.is_relative_to(base):
            return inner.relative_to(base).as_posix()
    return path.as_posix()


def read_text(path: Path, root: Path, report: Report) -> str | None:
    """Return the text of a file with single line feeds, or report why not and return None."""
    file = shown(path, root)
    if path.is_symlink() and not is_inside(path, root):
        message = tr("The file is a link to a place outside the project.")
        report.error(Where(path.relative_to(root).as_posix(), 1), message, tr("Copy the file itself here."))
        return None
    try:
        if path.exists() or path.is_symlink():
            check_outside_file(path, root, _ANY_SIZE)  # reading a pipe would block, a device has no end
        with path.open("rb") as opened:
            data = note_read(path, opened.read(MOST_BYTES + 1))
    except OutsideFileError as refused:
        report.error(Where(file, 1), refused.message, refused.instead)
        return None
    except (OSError, ValueError) as error:
        odd_name = tr("its name contains a character that is not allowed in file names")
        reason = refusal(error) if isinstance(error, OSError) else odd_name
        report.error(Where(file, 1), tr("The file cannot be read: {reason}.", reason=reason))
        return None
    return decode(data, file, report)


def decode(data: bytes, file: str, report: Report) -> str | None:
    """Return UTF-8 bytes as text with single line feeds, or report the first byte that is not."""
    if len(data) > MOST_BYTES:
        cure = tr("Is it a script? Split it with `include`.")
        report.error(Where(file, 1), tr("The file is larger than 300 kB."), cure)
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        advice = tr("Save it as UTF-8: most editors offer that under 'Save as' or 'Encoding'.")
        report.error(Where(file, line), tr("The file is not saved as UTF-8."), advice)
        return None
    text = text.replace("\r\n", "\n").replace("\r", "\n").translate(_HIDDEN_BREAKS)
    if found := _CONTROL.search(text):
        line = text.count("\n", 0, found.start()) + 1
        message = tr(
            "There is a control character ({sign}) here, which does not belong in a text.",
            sign=f"U+{ord(found[0]):04X}",
        )
        report.error(Where(file, line), message, tr("Delete it, or retype the line."))
        return None
    return text


def where_of(root: Path, file: str, key: str) -> Where:
    """Return the position of a key in a file of the project; its first line where it cannot be found."""
    try:
        lines = (root / file).read_text("utf-8", errors="replace").splitlines()
    except OSError:
        lines = []
    found = (number for number, line in enumerate(lines, start=1) if line.startswith(f"{key}:"))
    return Where(file, next(found, 1))
