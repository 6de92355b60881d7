"""A fault of YAML's own syntax, told where it began and in an author's words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml

from stilte.errors import Where

if TYPE_CHECKING:
    from stilte.reader.report import Report


def explain(error: Exception, lines: list[str], file: str, report: Report) -> None:
    """Report why YAML stopped."""
    mark = getattr(error, "context_mark", None) or getattr(error, "problem_mark", None)
    line = min(mark.line + 1, len(lines)) if mark else 1
    problem = getattr(error, "problem", None) or "it is nested too deeply"
    advice = "Look at the indentation, and put quotes around a sentence with a colon or another special sign."
    report.error(Where(file, line), f"YAML cannot read this: {problem}.", advice)


__all__ = ["explain", "yaml"]
