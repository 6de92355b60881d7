"""Tables of exercises: a name in each row, and columns that say how often, how long, and how to rest."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from stilte.importer.language.columns import column_field

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

_FEWEST_ROWS = 2
_TOLD_WORDS = 3
_TIMED = ("hold", "rest")
_UNIT = re.compile(r"\(\s*(?:in )?([^()\d]{1,12})\)")


class ExerciseRow(NamedTuple):
    """A row of a table of exercises: what is done, as sentences, and its fields in one line."""

    told: str
    fields: str


def exercise_rows(
    rows: Sequence[Sequence[str]], told_elsewhere: Container[str] = ()
) -> tuple[ExerciseRow | None, ...]:
    """Return the rows of a table of exercises, None for its head and for empty rows; () for any other table.

    One that sums up exercises whose names, in small letters, are `told_elsewhere` is another table, too.
    Cells are texts with single spaces. A bare number under "Rest" or "Hold" gets the unit of its column's
    head ("Rest (min)"), seconds where there is none.

    >>> exercise_rows([["Move", "Sets", "Rest"], ["Squats", "3", "60"]])[1]
    ExerciseRow(told='Squats.', fields='Sets: 3 | Rest: 60 s')
    """
    if len(rows) < _FEWEST_ROWS:
        return ()
    head, *body = rows
    columns = [_column(cell) for cell in head]
    name = next((at for at, one in enumerate(columns) if not one.kind and _names(body, at)), None)
    if name is None or not any(one.kind for one in columns):
        return ()
    again = sum(name < len(cells) and cells[name].lower() in told_elsewhere for cells in body)
    if again * 2 >= len(body):
        return ()
    return (None, *(_row(cells, columns, name) for cells in body))


class _Column(NamedTuple):
    kind: str
    name: str
    unit: str


def _column(head: str) -> _Column:
    unit = _UNIT.search(head)
    return _Column(*column_field(_UNIT.sub("", head).strip(" .:")), unit[1] if unit else "s")


def _names(body: Sequence[Sequence[str]], at: int) -> bool:
    """Tell whether a column holds words in most rows: numbers of rows are no names."""
    worded = sum(bool(re.search(r"[^\W\d_]{2}", cells[at])) for cells in body if at < len(cells))
    return worded * 2 > len(body)


def _row(cells: Sequence[str], columns: Sequence[_Column], name: int) -> ExerciseRow | None:
    if name >= len(cells) or not re.search(r"\w", cells[name]):
        return None
    told, fields = [_closed(cells[name])], []
    for at, (column, cell) in enumerate(zip(columns, cells, strict=False)):
        if column.kind and re.search(r"\d", cell):
            bare = column.kind in _TIMED and re.fullmatch(r"\d{1,3}", cell)
            fields.append(f"{column.name}: {cell}{f' {column.unit}' if bare else ''}")
        elif at != name and len(cell.split()) >= _TOLD_WORDS:
            told.append(_closed(cell))
    return ExerciseRow(" ".join(told), " | ".join(fields))


def _closed(text: str) -> str:
    return text if text.endswith((".", "!", "?", "…")) else f"{text.rstrip(' ,;:')}."
