"""The usual traps of YAML, found in the text before it is parsed: what YAML makes of a row, and the cure.

An author who falls into one sees nothing wrong: a sentence loses a word, two lines become one, a pause is
spoken. Nothing is reported for a row that means what it seems to mean. A row with a trap is mended, so that
YAML can read on and the rest of the file is told about too.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from stilte.errors import Where
from stilte.reader.nodes import shorten
from stilte.reader.rows import Row, rows
from stilte.reader.sentences import glued_comment, sentence_trap

if TYPE_CHECKING:
    from collections.abc import Collection

    from stilte.reader.report import Report

_BULLETS = "–—−‐•·‣▪◦●*"
_SPACES = "\u00a0\u2007\u202f\u2009\u200a\u2002\u2003\u3000\u200b"
_ODD_INDENT = re.compile(rf"[ -]*[{_SPACES}]")
_ODD_AFTER_COLON = re.compile(rf" *(?:- +)*[\w-]+:[{_SPACES}]")
_GLUED_DASH = re.compile(r"-(?![-\s]|$)")
_COMMON_SPACES = str.maketrans({**dict.fromkeys(_SPACES, " "), "\t": " "})


class _Trap(NamedTuple):
    message: str
    cure: str
    mended: str


def check_text(lines: list[str], file: str, report: Report, words: Collection[str]) -> list[str]:
    """Report every trap in a text, and return its lines with those mended.

    `words` are the names whose colon may have been glued to the value.
    """
    mended = [line if line.strip() else "" for line in lines]
    above: Row | None = None
    for row in rows(lines):
        if report.full:
            break
        where = Where(file, row.number)
        trap = _trap(row, lines[row.number - 1], above, words)
        if trap:
            report.error(where, trap.message, trap.cure)
            report.settle(where)
            blank = [""] * row.value.count("\n")
            mended[row.number - 1 : row.number + len(blank)] = [trap.mended, *blank]
        if comment := glued_comment(row):
            report.warn(where, *comment)
        above = None if trap else row if row.dashes or row.key is not None else above
    return mended


def _trap(row: Row, line: str, above: Row | None, words: Collection[str]) -> _Trap | None:
    if found := _odd_space(line):
        return _Trap(*found, _spaced(line, above))
    if found := _bullet(line):
        return _Trap(*found, f"{' ' * row.indent}- {line.strip()[1:].lstrip()}")
    if found := _glued_name(row, words):
        return _Trap(*found, line.replace(":", ": ", 1))
    if found := _belongs_above(row, above):
        return _Trap(*found, "")
    if found := sentence_trap(row, words):
        sentence = row.key is not None and row.dashes and words and row.key not in words
        head = line[: row.column] if sentence else row.head
        return _Trap(*found, f'{head}"…"')
    return None


def _spaced(line: str, above: Row | None) -> str:
    """Return a line with common spaces; where tabs indent a setting, in the column of the one above."""
    body = line.translate(_COMMON_SPACES).strip()
    if above is not None and "\t" in line[: len(line) - len(line.lstrip())] and not body.startswith("-"):
        return " " * above.column + body
    return line.translate(_COMMON_SPACES)


def _odd_space(line: str) -> tuple[str, str] | None:
    if "\t" in line:
        return "Here stands a tab, which YAML does not take for a space.", "Replace it with spaces."
    if _ODD_INDENT.match(line) or _ODD_AFTER_COLON.match(line):
        message = "Here stands a no-break space, which YAML takes for a letter: the lines run together."
        return message, "Delete it and type a common space."
    return None


def _bullet(line: str) -> tuple[str, str] | None:
    text = line.strip()
    if _GLUED_DASH.match(text):
        message = (
            f"After the dash of '{shorten(text)}' stands no space, so YAML makes it part of the line before."
        )
        return message, f"Write `- {shorten(text[1:])}`."
    if text[:1] in _BULLETS and text[1:2].isspace():
        message = (
            f"YAML knows only the hyphen as the start of a step; `{text[0]}` becomes part of the line before."
        )
        return message, f"Write `- {shorten(text[1:].strip())}`, or put quotes around the text."
    return None


def _glued_name(row: Row, words: Collection[str]) -> tuple[str, str] | None:
    name, colon, value = (row.value if row.key is None else row.key).partition(":")
    if row.kind not in ("plain", "none") or not colon or not value or value[0].isspace() or name not in words:
        return None
    message = f"After the colon of `{name}:{shorten(value)}` stands no space, so YAML takes it all for text."
    return message, f"Write `{name}: {shorten(value)}`; or quotes around it, if it is to be spoken."


def _belongs_above(row: Row, above: Row | None) -> tuple[str, str] | None:
    if above is None or above.kind != "plain":
        return None
    if row.dashes:
        return _dash_too_deep(row, above)
    return None if row.key is None or row.column <= above.indent else _misplaced(row, above)


def _misplaced(row: Row, above: Row) -> tuple[str, str] | None:
    if above.key is None and above.dashes:
        message = f"`{row.key}` stands under a bare text, which has no settings: YAML reads on as one line."
        return message, f"Write the line above it as `- say: {shorten(above.value)}`."
    cure = f"Let `{row.key}` begin right under `{above.key}`."
    if above.key is not None and row.column > above.column:
        message = f"`{row.key}` stands further right than `{above.key}` above it: YAML reads on as one line."
        return message, cure
    if above.key is not None and above.dashes and row.column < above.column:
        return f"`{row.key}` stands further left than `{above.key}` above it, and belongs to nothing.", cure
    return None


def _dash_too_deep(row: Row, above: Row) -> tuple[str, str] | None:
    last_dash = len(above.head.rstrip()) - 1
    if row.indent > last_dash if above.key is None else row.indent >= above.column:
        message = "This dash stands further right than the line above allows: YAML reads on as one text."
        return message, "Let it begin in the same column as the dash of the step before."
    return None
