"""The names of a table with their values in their lines: adding, replacing, removing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stilte.reader.edit.scalars import rewritten
from stilte.reader.edit.source_text import Change
from stilte.reader.edit.written import begins_line, column_of, write_flow, write_name, write_pair

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stilte.reader.edit.spots import Spot
    from stilte.reader.edit.written import Manner
    from stilte.reader.edit.yaml_text import YamlText


def add_pair(
    file: YamlText, table: Spot, after: int, pair: tuple[str, object], manner: Manner
) -> list[Change]:
    """Return the changes that write a pair after that of a number; -1 for before the first."""
    name, value = pair
    if table.flow:
        text = f"{write_name(name)}: {write_flow(value, manner)}"
        if not table.nodes:
            return [Change(table.start + 1, table.start + 1, text)]
        end = table.nodes[after].end if after >= 0 else table.keys[0].start
        return [Change(end, end, f", {text}" if after >= 0 else f"{text}, ")]
    margin = " " * column_of(file, table.keys[0].start)
    lines = write_pair(name, value, manner)
    shown = [f"{margin}{line}" if line.strip() else line for line in lines]
    if after >= 0:
        return [file.source.insert_lines(pair_end(file, table, after) + 1, shown)]
    start = table.keys[0].start
    if begins_line(file, start):
        return [file.source.insert_lines(file.source.line_of(start), shown)]
    return [Change(start, start, "\n".join([lines[0], *shown[1:]]) + f"\n{margin}")]


def pair_end(file: YamlText, table: Spot, index: int) -> int:
    """Return the number of the last line of a pair."""
    return file.source.line_of(max(table.nodes[index].end, table.keys[index].end))


def replace_pair(
    file: YamlText, table: Spot, index: int, value: object, manner: Manner
) -> Iterator[list[Change]]:
    """Yield the changes that give a name another value, the most alike first."""
    key, old = table.keys[index], table.nodes[index]
    if old.kind == "scalar" and not isinstance(value, (dict, list, tuple)) and old.end > old.start:
        for text in rewritten(file, old, value, manner, flow=table.flow):
            yield [Change(old.start, old.end, text)]
        if table.flow:
            return
    if table.flow or (old.flow and _fits_on_one_line(value)):
        start = old.start
        space = "" if file.source.clean[start - 1 : start] in (" ", "\n") else " "
        yield [Change(start, old.end, space + write_flow(value, manner))]
        return
    margin = " " * column_of(file, key.start)
    first, *rest = write_pair(key.value, value, manner)
    shown = [
        first[len(write_name(key.value)) + 1 :],
        *(f"{margin}{line}" if line.strip() else line for line in rest),
    ]
    if rest and old.end == old.start:  # a comment may stand behind the name
        yield [file.source.insert_lines(file.source.line_of(key.start) + 1, shown[1:])]
    colon = file.source.clean.index(":", key.end) + 1
    line = file.source.line_of(key.start)
    if rest and not old.is_block and file.source.line_of(old.end) == line:  # a comment stays on its line
        yield [Change(colon, old.end, shown[0]), file.source.insert_lines(line + 1, shown[1:])]
    yield [Change(colon, max(old.end, colon), "\n".join(shown))]


def _fits_on_one_line(value: object) -> bool:
    """Tell whether a value is a list or a table of plain values."""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, (list, tuple)) else [{}]
    return not any(isinstance(each, (dict, list, tuple)) for each in inner)


def remove_pair(file: YamlText, table: Spot, index: int) -> list[Change]:
    """Return the changes that remove a name and its value; comments on lines of their own stay."""
    key, value = table.keys[index], table.nodes[index]
    if table.flow:
        return [_remove_in_flow(table, index)]
    if begins_line(file, key.start):
        return [file.source.remove_lines(file.source.line_of(key.start), pair_end(file, table, index))]
    if index + 1 == len(table.keys):  # the one pair of an entry: what stays is an empty one
        return [Change(key.start, max(value.end, key.end + 1), "{}")]
    following = table.keys[index + 1].start
    between = file.source.clean[max(value.end, key.end) : following]
    comments = [line.strip() for line in between.split("\n") if line.lstrip().startswith("#")]
    number = file.source.line_of(key.start)
    line = file.source.lines[number]
    margin = line[: len(line) - len(line.lstrip(" "))]
    above = [file.source.insert_lines(number, [margin + one for one in comments])] if comments else []
    return [*above, Change(key.start, following, "")]


def _remove_in_flow(table: Spot, index: int) -> Change:
    if index + 1 < len(table.keys):
        return Change(table.keys[index].start, table.keys[index + 1].start, "")
    if index > 0:
        return Change(table.nodes[index - 1].end, table.nodes[index].end, "")
    return Change(table.start + 1, table.end - 1, "")
