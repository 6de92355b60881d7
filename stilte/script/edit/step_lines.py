"""The lines in which a step stands, with those that belong to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stilte.reader.edit.entries import dash_line, last_line
from stilte.reader.edit.settle import refused
from stilte.reader.edit.written import column_of
from stilte.script.edit.tree import key_line, list_spot

if TYPE_CHECKING:
    from stilte.reader.edit.set_value import Path
    from stilte.reader.edit.spots import Spot
    from stilte.script.edit.script_text import ScriptText, StepSpot


def lines_of(script: ScriptText, path: Path, entries: Spot, index: int) -> tuple[int, int]:
    """Return the numbers of the first and last line of a step, with the comments and blank lines above it."""
    under = key_line(script, path)
    if index > 0:
        first = last_line(script.file, entries, index - 1) + 1
    else:
        first = under + 1 if under is not None else dash_line(script.file, entries, 0)
    return first, last_line(script.file, entries, index)


def lines_at(script: ScriptText, step: StepSpot, column: int) -> list[str]:
    """Return the lines of a step, with those above it, as they are written with the dash in a column."""
    path = step.path[:-1]
    entries = list_spot(script, path)
    if entries is None:
        raise refused()
    lines = script.file.source.saved_lines
    if entries.flow:
        raw = script.file.source.raw(step.spot.start, step.spot.end).split("\n")
        return [
            f"{' ' * column}{script.manner.dash}{raw[0]}",
            *(f"{' ' * (column + 4)}{line.strip()}" for line in raw[1:]),
        ]
    first, last = lines_of(script, path, entries, int(step.path[-1]))
    own = column_of(script.file, entries.start)
    return shifted(lines[first : last + 1], own, column)


def shifted(lines: list[str], own: int, column: int) -> list[str]:
    """Return lines with what stood in column `own` in `column`; what is further left stays."""
    return [_shifted(line, own, column - own) for line in lines]


def _shifted(line: str, own: int, by: int) -> str:
    body = line.lstrip(" ")
    indent = len(line) - len(body)
    if not body or indent < own:
        return line
    return " " * (indent + by) + body
