"""Explaining YAML syntax errors in an author's words, at the line where the error begins."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from stilte.errors import Where
from stilte.messages import tr
from stilte.reader.raw_lines import rows

if TYPE_CHECKING:
    from stilte.reader.report import Report

# The parser's message, whether its position is that of the beginning, and the explanation for an author.
_MEANINGS = (
    (
        "end of stream",
        True,
        tr("A quote that opens here is never closed."),
        tr("Close it, or put the sentence between the other kind of quotes."),
    ),
    (
        "escape character",
        False,
        tr("A backslash between double quotes has a special meaning in YAML."),
        tr("Use single quotes around this text."),
    ),
    (
        "alphabetic or numeric character",
        False,
        tr("A `&` or `*` here has a special meaning in YAML."),
        tr("Put quotes around the whole sentence."),
    ),
    (
        "flow",
        True,
        tr("A `{` or `[` that opens here is not closed as YAML expects."),
        tr("Put quotes around each text in it."),
    ),
    (
        "mapping values are not allowed",
        False,
        tr(
            "YAML reads the words before this colon as the name of a setting, and no setting is allowed here."
        ),
        tr("Put quotes around the whole sentence."),
    ),
    (
        "expected ':'",
        True,
        tr("This line is neither a step (a dash and a space) nor a setting (`name: value`)."),
        tr("Check its first characters and its indentation."),
    ),
    (
        "block",
        False,
        tr("This line does not fit under the lines above it."),
        tr(
            "Start lines that belong together in the same column, and put quotes around sentences "
            "with special characters."
        ),
    ),
)


_TOO_DEEP = tr("YAML cannot read this: it is nested too deeply.")
_SIGN = tr("YAML cannot read this: a sign on this line has a special meaning in it.")


def explain(error: Exception, lines: list[str], file: str, report: Report) -> None:
    """Report why the parser stopped; its own words are those of programmers, and are never shown."""
    said = f"{getattr(error, 'context', '')} {getattr(error, 'problem', '')}"
    if "document start" in said:
        _explain_ended(_line(error, lines, began=False), lines, file, report)
        return
    for words, began, message, cure in _MEANINGS:
        if words in said:
            report.error(Where(file, _line(error, lines, began=began)), message, cure)
            return
    stopped = getattr(error, "problem", None) is not None
    where = Where(file, _line(error, lines, began=not stopped))
    report.error(where, _SIGN if stopped else _TOO_DEEP, tr("Put quotes around the sentence."))


def _explain_ended(stopped: int, lines: list[str], file: str, report: Report) -> None:
    """Report why YAML takes what stands above line `stopped` for the whole file."""
    dots = next((number for number, line in enumerate(lines[:stopped], 1) if line.startswith("...")), None)
    if dots is not None:
        message = tr("A line of `...` ends the file for YAML: what follows is not read.")
        report.error(Where(file, dots), message, tr("Delete it."))
        return
    first = next(row.number for row in rows(lines))
    report.error(
        Where(file, first),
        tr("This line is indented further than the settings under it."),
        tr("Start it in the same column."),
    )


def _line(error: Exception, lines: list[str], *, began: bool) -> int:
    context: Any = getattr(error, "context_mark", None)
    problem: Any = getattr(error, "problem_mark", None)
    mark = (context or problem) if began else (problem or context)
    last = max(1, len(lines) - (not lines[-1].strip()))
    return min(mark.line + 1, last) if mark else 1
