"""Tables that were pasted into plain text, their cells parted by tabs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stilte.importer.post import Block
from stilte.importer.source.exercise_table import ExerciseRow, exercise_rows

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

_LEAST_ROWS, _LEAST_TABS, _TOLD_WORDS, _SHORT_CELL = 3, 2, 3, 4


def is_row(line: str) -> bool:
    """Tell whether a line may be a row of a table: three cells or more."""
    return line.strip().count("\t") >= _LEAST_TABS


def table_blocks(lines: Sequence[tuple[int, str]]) -> dict[int, tuple[Block, ...]]:
    """Return the blocks of the rows of every table, by the number of their line.

    A table of exercises has a name and an instruction in each row: the name becomes a heading. Rows of any
    other table, and the heads of columns, belong to no instruction.
    """
    found: dict[int, tuple[Block, ...]] = {}
    others = {" ".join(line.split()).lower() for _, line in lines if not is_row(line)}
    rows: list[tuple[int, list[str]]] = []
    for at, line in (*lines, (0, "")):
        if is_row(line):
            rows.append((at, [" ".join(cell.split()) for cell in line.strip().split("\t")]))
            continue
        if len(rows) >= _LEAST_ROWS:
            found |= _read(rows, others)
        rows = []
    return found


def _read(rows: list[tuple[int, list[str]]], others: Container[str]) -> dict[int, tuple[Block, ...]]:
    if exercises := exercise_rows([cells for _, cells in rows], others):
        return {
            at: _blocks(cells, exercise, at) for (at, cells), exercise in zip(rows, exercises, strict=True)
        }
    head = rows[0][1] if not any(re.search(r"\d", cell) for cell in rows[0][1]) else []
    body = rows[1:] if head else rows
    told = sum(len(cells[1].split()) >= _TOLD_WORDS for _, cells in body)
    found: dict[int, tuple[Block, ...]] = {at: (_apart(cells, at),) for at, cells in rows}
    if told * 2 >= len(body):
        found |= {at: _exercise(cells, head, at) for at, cells in body}
    return found


def _blocks(cells: list[str], exercise: ExerciseRow | None, at: int) -> tuple[Block, ...]:
    if exercise is None:
        return (_apart(cells, at),)
    return tuple(Block("text", text, line=at) for text in exercise if text)


def _apart(cells: list[str], at: int) -> Block:
    return Block("text", " | ".join(cells), line=at, page=True)


def _exercise(cells: list[str], head: list[str], at: int) -> tuple[Block, ...]:
    """Return a row as a heading and a paragraph.

    The first amount joins the instruction ("…, 8x."); a later one keeps its column ("Rest: 30 s.").
    """
    told: list[str] = []
    counted = False
    for number, cell in enumerate(cells[1:], 1):
        if not re.search(r"\w", cell):
            continue
        if not re.search(r"\d", cell) or len(cell.split()) > _SHORT_CELL:
            told.append(cell.rstrip(" .") + ".")
        elif told and not counted:
            told[-1] = f"{told[-1].rstrip('.')}, {cell}."
            counted = True
        else:
            named = number < len(head) and head[number]
            told.append(f"{head[number]}: {cell}." if named else f"{cell}.")
    return Block("heading", cells[0], level=4, line=at), Block("text", " ".join(told), line=at)
