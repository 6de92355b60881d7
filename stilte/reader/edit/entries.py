"""The entries of a list in their lines: inserting, removing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stilte.reader.edit.source_text import Change
from stilte.reader.edit.written import column_of, write_entry, write_flow

if TYPE_CHECKING:
    from stilte.reader.edit.spots import Spot
    from stilte.reader.edit.written import Manner
    from stilte.reader.edit.yaml_text import YamlText


def dash_line(file: YamlText, entries: Spot, index: int) -> int:
    """Return the number, from 0, of the line on which the dash of an entry of a block list stands."""
    column, lines = column_of(file, entries.start), file.parsed
    number = file.source.line_of(entries.nodes[index].start)
    first = file.source.line_of(entries.start)
    while number > first and not (
        lines[number][column : column + 1] == "-" and not lines[number][:column].strip(" -")
    ):
        number -= 1
    return number


def last_line(file: YamlText, entries: Spot, index: int) -> int:
    """Return the number of the last line of an entry of a block list, lines that cannot be read included."""
    column, lines = column_of(file, entries.start), file.source.lines
    last = max(file.source.line_of(entries.nodes[index].end), dash_line(file, entries, index))
    for number in range(last + 1, len(lines)):
        text = lines[number].lstrip(" \t")
        if text and not text.startswith("#"):
            if len(lines[number]) - len(text) <= column:
                break
            last = number
    return last


def insert_entry(
    file: YamlText, entries: Spot, index: int, value: object, manner: Manner, *, under: int | None = None
) -> list[Change]:
    """Return the changes that write an entry before that of a number, or after the last.

    `under` is the number of the line that names the list: a new first entry stands directly under it.
    """
    if entries.flow:
        return [_insert_in_flow(entries, index, write_flow(value, manner))]
    return [insert_entry_lines(file, entries, index, write_entry(value, manner), under)]


def insert_entry_lines(
    file: YamlText, entries: Spot, index: int, lines: list[str], under: int | None = None
) -> Change:
    """Return the change that writes an entry of a block list, given as lines from the column of its dash."""
    margin = " " * column_of(file, entries.start)
    shown = [f"{margin}{line}" if line.strip() else line for line in lines]
    if index > 0:
        return file.source.insert_lines(last_line(file, entries, index - 1) + 1, shown)
    if under is not None:
        return file.source.insert_lines(under + 1, shown)
    return file.source.insert_lines(dash_line(file, entries, 0), shown)


def _insert_in_flow(entries: Spot, index: int, text: str) -> Change:
    if not entries.nodes:
        return Change(entries.start + 1, entries.start + 1, text)
    if index > 0:
        end = entries.nodes[index - 1].end
        return Change(end, end, f", {text}")
    start = entries.nodes[0].start
    return Change(start, start, f"{text}, ")


def remove_entries(file: YamlText, entries: Spot, first: int, last: int) -> list[Change]:
    """Return the changes that remove the entries of these numbers, both included, and no line besides.

    Of blank lines above and below what is removed, those above go too.
    """
    if entries.flow:
        return [_remove_in_flow(entries, first, last)]
    begin, end = dash_line(file, entries, first), last_line(file, entries, last)
    lines = file.source.lines
    above = begin
    while above > 0 and not lines[above - 1].strip():
        above -= 1
    blank_below = end + 1 >= len(lines) or not lines[end + 1].strip()
    return [file.source.remove_lines(above if blank_below and above > 0 else begin, end)]


def _remove_in_flow(entries: Spot, first: int, last: int) -> Change:
    nodes = entries.nodes
    if last + 1 < len(nodes):
        return Change(nodes[first].start, nodes[last + 1].start, "")
    if first > 0:
        return Change(nodes[first - 1].end, nodes[last].end, "")
    return Change(entries.start + 1, entries.end - 1, "")
