"""A fault of YAML's own syntax, told where it began and in an author's words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from stilte.errors import Where

if TYPE_CHECKING:
    from stilte.reader.report import Report

# What the parser says, whether it blames the place where it began, and what that means to an author.
_MEANINGS = (
    (
        "end of stream",
        True,
        "A quote that opens here is never closed.",
        "Close it, or put the sentence between the other kind of quotes.",
    ),
    (
        "escape character",
        False,
        "A backslash between double quotes has a meaning of its own.",
        "Use single quotes around this text.",
    ),
    (
        "flow",
        True,
        "A `{` or `[` that opens here is not closed as YAML expects.",
        "Put quotes around each text in it.",
    ),
    (
        "mapping values are not allowed",
        False,
        "YAML takes the words before this colon for the name of a setting, and none can stand here.",
        "Put quotes around the whole sentence.",
    ),
    (
        "expected ':'",
        True,
        "This line is neither a step (a dash and a space) nor a setting (`name: value`).",
        "Look at its first signs and at its indentation.",
    ),
    (
        "block",
        False,
        "This line does not fit under the lines above it.",
        "Let what belongs together begin in one column, and put quotes around sentences with special signs.",
    ),
)


def explain(error: Exception, lines: list[str], file: str, report: Report) -> None:
    """Report why the parser stopped."""
    said = f"{getattr(error, 'context', '')} {getattr(error, 'problem', '')}"
    for words, began, message, cure in _MEANINGS:
        if words in said:
            report.error(Where(file, _line(error, lines, began=began)), message, cure)
            return
    message = f"YAML cannot read this ({getattr(error, 'problem', None) or 'it is nested too deeply'})."
    report.error(Where(file, _line(error, lines, began=True)), message, "Put quotes around the sentence.")


def _line(error: Exception, lines: list[str], *, began: bool) -> int:
    context: Any = getattr(error, "context_mark", None)
    problem: Any = getattr(error, "problem_mark", None)
    mark = (context or problem) if began else (problem or context)
    last = max(1, len(lines) - (not lines[-1].strip()))
    return min(mark.line + 1, last) if mark else 1
