"""Finding the smallest parts of a YAML text that cannot be parsed, so that the rest can be read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import yaml

from stilte.reader.edit.spots import TooDeep, read_spots

if TYPE_CHECKING:
    from collections.abc import Iterator

UNPARSABLE = (yaml.YAMLError, TooDeep, RecursionError, ValueError)
PLACEHOLDER = '"…"'
_DASH = re.compile(r"( *)-(?: |$)")
_NAME = re.compile(r" *(?:- +)*[\w-]+:(?: |$)")
_FURTHEST = 80
"""The column up to which the entries of a list are looked at one by one."""
_OPENS = re.compile(r"( *(?:- +)*)[\w-]+:\s*(?:#.*)?$")


def replace_unparsable(lines: list[str], written: list[str]) -> None:
    """Replace each setting at the top, or entry of a list in it, that YAML cannot parse, in as many lines.

    `written` are the lines as the author wrote them, before faults in them were taken out of `lines`.
    """
    heads = [i for i, line in enumerate(lines) if _is_setting(lines, i, line)]
    for i in range(heads[0] if heads else 0):
        if not lines[i].startswith(("---", "%", "#")):
            lines[i] = ""
    for start, end in _between([0, *heads], len(lines)):
        if not _parses(lines, start, end):
            _replace_in(lines, written, start, end, 0)
        if not _parses(lines, start, end):
            _blank(lines, start, end, None)


def _is_setting(lines: list[str], index: int, line: str) -> bool:
    """Tell whether a setting at the top begins here; one with a value and more under it is out of place."""
    if not re.match(r"[\w-]+:(?: |$)", line):
        return False
    below = next((each for each in lines[index + 1 :] if _is_written(each)), "")
    deeper = below.startswith(" ") and bool(_DASH.match(below) or _NAME.match(below))
    return not deeper or bool(_OPENS.match(line))


def _replace_in(lines: list[str], written: list[str], start: int, end: int, column: int) -> None:
    """Replace what cannot be parsed in the lists of a part; then lines that are indented less than it."""
    for first, stop in list(_lists(lines, start, end)):
        _replace_entries(lines, written, first, stop)
    if not _parses(lines, start, end):
        for i in range(start + 1, end):
            if _is_written(lines[i]) and _indent(lines[i]) <= column and not _DASH.match(lines[i]):
                lines[i] = ""


def _lists(lines: list[str], start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield where each list of a part begins and ends."""
    opened: int | None = None
    index = start
    while index < end:
        line = lines[index]
        if opened is not None and _DASH.match(line) and _indent(line) >= opened:
            stop = _end_of_list(lines, index, end, opened)
            yield index, stop
            index, opened = stop, None
            continue
        if _is_written(line):
            found = _OPENS.match(line)
            opened = len(found[1]) if found else None
        index += 1


def _end_of_list(lines: list[str], first: int, end: int, key_column: int) -> int:
    """Return where a list ends: at the next name in the column of its own."""
    for i in range(first + 1, end):
        if _NAME.match(lines[i]) and not _DASH.match(lines[i]) and _indent(lines[i]) == key_column:
            return i
    return end


def _replace_entries(lines: list[str], written: list[str], first: int, stop: int) -> None:
    column = _indent(lines[first])
    if column > _FURTHEST:  # no author writes so; each level would be parsed again
        return
    for i in range(first, stop):  # an entry that was taken out because of one above it
        if not lines[i].strip() and _DASH.match(written[i]) and _indent(written[i]) == column:
            lines[i] = written[i]
    heads = [i for i in range(first, stop) if _DASH.match(lines[i]) and _indent(lines[i]) <= column]
    for start, end in _between(heads, stop):
        misplaced = _indent(lines[start]) < column
        if not misplaced and not _parses(lines, start, end):
            _replace_in(lines, written, start, end, column)
        if misplaced or not _parses(lines, start, end):
            _blank(lines, start, end, column)


def _between(heads: list[int], stop: int) -> Iterator[tuple[int, int]]:
    return ((start, end) for start, end in zip(heads, [*heads[1:], stop], strict=True) if start < end)


def _parses(lines: list[str], start: int, end: int) -> bool:
    part = lines[start:end]
    try:
        read_spots(part, [0] * (len(part) + 1))
    except UNPARSABLE:
        return False
    return True


def _is_written(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _blank(lines: list[str], start: int, end: int, column: int | None) -> None:
    """Replace a part by an entry of a list, or a setting, of as many lines; or by nothing."""
    head = lines[start]
    if column is not None:
        lines[start] = f"{' ' * column}- {PLACEHOLDER}"
    elif found := re.match(r"([\w-]+):(?: |$)", head):
        lines[start] = f"{found[1]}: {PLACEHOLDER}"
    elif _is_written(head):
        lines[start] = ""
    for i in range(start + 1, end):
        if _is_written(lines[i]):
            lines[i] = ""
