"""Common YAML mistakes, found in the text before it is parsed: how YAML reads a row, and the correction.

An author who falls into one sees nothing wrong: a sentence loses a word, two lines become one, a pause is
spoken. Nothing is reported for a row that YAML reads as intended. A wrong row is corrected in memory, so
that parsing can continue and the rest of the file is checked too.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from stilte.errors import Where
from stilte.messages import tr
from stilte.reader.misread_text import glued_comment, sentence_trap
from stilte.reader.nodes import shorten
from stilte.reader.raw_lines import Row, rows
from stilte.reader.report import ENOUGH

if TYPE_CHECKING:
    from collections.abc import Collection

    from stilte.messages import Message
    from stilte.reader.report import Report

_BULLETS = "–—−‐•·‣▪◦●*"
_SPACES = "\u00a0\u2007\u202f\u2009\u200a\u2002\u2003\u3000\u200b"
_ODD_INDENT = re.compile(rf"[ -]*[{_SPACES}]")
_ODD_AFTER_COLON = re.compile(rf" *(?:- +)*[\w-]+:[{_SPACES}]")
_GLUED_DASH = re.compile(r"-(?![-\s]|$)")
_COMMON_SPACES = str.maketrans({**dict.fromkeys(_SPACES, " "), "\t": " "})


class _Trap(NamedTuple):
    message: Message
    cure: Message
    mended: str


def check_text(lines: list[str], file: str, report: Report, words: Collection[str]) -> list[str]:
    """Report every such mistake in a text, and return its lines with the mistakes corrected.

    `words` are the names whose colon may have been glued to the value.
    """
    mended = [_blank_or_comment(line) for line in lines]
    for found in _traps(tuple(lines), frozenset(words)):
        if report.full:
            break
        where = Where(file, found.number)
        if found.trap:
            report.error(where, found.trap.message, found.trap.cure)
            report.settle(where)
            blank = [""] * found.more_lines
            mended[found.number - 1 : found.number + len(blank)] = [found.trap.mended, *blank]
        if found.comment:
            report.warn(where, *found.comment)
    return mended


def _blank_or_comment(line: str) -> str:
    """Return a line without the blanks that nobody sees: of an empty line, and tabs before a comment."""
    bare = line.lstrip()
    if not bare:
        return ""
    before = line[: len(line) - len(bare)]
    return f"{before.translate(_COMMON_SPACES)}{bare}" if bare.startswith("#") else line


class _Found(NamedTuple):
    """What was found on the row that begins at line `number`, and how many lines of its value follow."""

    number: int
    more_lines: int
    trap: _Trap | None
    comment: tuple[Message, Message] | None


@lru_cache(maxsize=4)
def _traps(lines: tuple[str, ...], words: frozenset[str]) -> tuple[_Found, ...]:
    """Return what there is to report; remembered, as an editor reads each text several times."""
    found: list[_Found] = []
    above: Row | None = None
    mappings: tuple[int, ...] = ()
    for row in rows([*lines]):
        if sum(one.trap is not None for one in found) > ENOUGH:
            break
        fits, mappings = _open_mappings(row, mappings, above)
        line = lines[row.number - 1]
        trap = _instruction(line, above) or _trap(row, line, above, words, fits=fits)
        comment = glued_comment(row)
        if trap or comment:
            found.append(_Found(row.number, row.value.count("\n"), trap, comment))
        above = None if trap else row if row.dashes or row.key is not None else above
    return tuple(found)


def _open_mappings(row: Row, columns: tuple[int, ...], above: Row | None) -> tuple[bool, tuple[int, ...]]:
    """Return whether a row's column fits, and the columns of the mappings that are open after it.

    A name may begin in the column of an open mapping, or open one of its own under a name without a value.
    """
    edge = row.indent if row.dashes else row.column
    kept = tuple(column for column in columns if column <= edge)
    if row.key is None:
        return True, kept
    opens = row.dashes > 0 or not kept or above is None or above.kind == "none"
    if row.column in kept:
        return True, kept
    if opens:
        return True, (*kept, row.column)
    return False, kept


def _trap(row: Row, line: str, above: Row | None, words: Collection[str], *, fits: bool) -> _Trap | None:
    if found := _odd_space(line):
        return _Trap(*found, _spaced(line, above))
    if found := _bullet(line):
        return _Trap(*found, f"{' ' * row.indent}- {line.strip()[1:].lstrip()}")
    if found := _glued_name(row, words):
        return _Trap(*found, line.replace(":", ": ", 1))
    if found := _belongs_above(row, above, fits=fits):
        moved = above is not None and above.key is not None and not row.dashes
        return _Trap(*found, f"{' ' * above.column}{line.strip()}" if moved and above else "")
    found = sentence_trap(row, words)
    if found is None:
        return None
    sentence = row.key is not None and row.dashes and words and row.key not in words
    return _Trap(*found, f'{line[: row.column] if sentence else row.head}"…"')


def _instruction(line: str, above: Row | None) -> _Trap | None:
    if not line.startswith("%") or above is not None:
        return None
    return _Trap(tr("A line that begins with `%` is an instruction to YAML."), tr("Delete it."), "")


def _spaced(line: str, above: Row | None) -> str:
    """Return a line with common spaces; where tabs indent a setting, in the column of the one above."""
    body = line.translate(_COMMON_SPACES).strip()
    if above is not None and "\t" in line[: len(line) - len(line.lstrip())] and not body.startswith("-"):
        return " " * above.column + body
    return line.translate(_COMMON_SPACES)


def _odd_space(line: str) -> tuple[Message, Message] | None:
    if "\t" in line:
        return tr("There is a tab here, which YAML does not treat as a space."), tr("Replace it with spaces.")
    if _ODD_INDENT.match(line) or _ODD_AFTER_COLON.match(line):
        message = tr("There is a no-break space here, which YAML treats as a letter: the lines run together.")
        return message, tr("Delete it and type an ordinary space.")
    return None


def _bullet(line: str) -> tuple[Message, Message] | None:
    text = line.strip()
    if _GLUED_DASH.match(text):
        message = tr(
            "There is no space after the dash of '{text}', so YAML makes it part of the line before.",
            text=shorten(text),
        )
        return message, tr("Write `- {text}`.", text=shorten(text[1:]))
    if text[:1] in _BULLETS and text[1:2].isspace():
        message = tr(
            "YAML knows only the hyphen as the start of a step; `{sign}` becomes part of the line before.",
            sign=text[0],
        )
        return message, tr("Write `- {text}`, or put quotes around the text.", text=shorten(text[1:].strip()))
    return None


def _glued_name(row: Row, words: Collection[str]) -> tuple[Message, Message] | None:
    name, colon, value = (row.value if row.key is None else row.key).partition(":")
    if row.kind not in ("plain", "none") or not colon or not value or value[0].isspace() or name not in words:
        return None
    message = tr(
        "There is no space after the colon of `{name}:{value}`, so YAML reads it all as text.",
        name=name,
        value=shorten(value),
    )
    return message, tr(
        "Write `{name}: {value}`; or quotes around it, if it should be spoken.",
        name=name,
        value=shorten(value),
    )


def _belongs_above(row: Row, above: Row | None, *, fits: bool) -> tuple[Message, Message] | None:
    if above is None or above.kind != "plain":
        return None
    if row.dashes:
        return _dash_too_deep(row, above)
    if row.key is None:
        return None
    of_repeat = row.key == "steps" and above.key == "repeat" and row.column != above.column
    wrong = of_repeat or not fits or row.column > above.indent
    return _misplaced(row, above, fits=fits) if wrong else None


def _misplaced(row: Row, above: Row, *, fits: bool = True) -> tuple[Message, Message] | None:
    if above.key is None and above.dashes:
        message = tr(
            "`{key}` is written under a plain text, which has no settings: YAML reads both as one line.",
            key=row.key,
        )
        return message, tr("Write the line above it as `- say: {value}`.", value=shorten(above.value))
    cure = tr("Start `{key}` directly under `{above}`.", key=row.key, above=above.key)
    if above.key is not None and row.column > above.column:
        message = tr(
            "`{key}` is indented further than `{above}` above it: YAML reads both as one line.",
            key=row.key,
            above=above.key,
        )
        return message, cure
    if above.key is not None and row.column < above.column and (above.dashes or not fits):
        return tr(
            "`{key}` is indented less than `{above}` above it, and belongs to nothing.",
            key=row.key,
            above=above.key,
        ), cure
    return None


def _dash_too_deep(row: Row, above: Row) -> tuple[Message, Message] | None:
    last_dash = len(above.head.rstrip()) - 1
    if row.indent > last_dash if above.key is None else row.indent >= above.column:
        message = tr("This dash is indented further than the line above allows: YAML reads both as one text.")
        return message, tr("Start it in the same column as the dash of the step before.")
    return None
