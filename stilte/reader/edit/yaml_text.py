"""A YAML text that is to be edited: its nodes with their places, as far as it can be read.

Where a line or a stretch cannot be read, it is replaced, in memory, by a text of as many lines, so that the
rest has its places. `unread` are the lines on which that was done.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from stilte.reader.edit.recovery import UNPARSABLE, replace_unparsable
from stilte.reader.edit.source_text import SourceText
from stilte.reader.edit.spots import Spot, read_spots
from stilte.reader.report import Report
from stilte.reader.source import MOST_BYTES
from stilte.reader.syntax import explain
from stilte.reader.yaml_traps import check_text

if TYPE_CHECKING:
    from stilte.errors import Problem

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class YamlText:
    """A text with its nodes; `unread` are the numbers, from 0, of lines that are not read as written."""

    source: SourceText
    root: Spot | None
    unread: frozenset[int]
    problems: tuple[Problem, ...]
    parsed: tuple[str, ...]
    """The lines that were parsed."""
    noticed: bool = True
    """Whether there is anything to tell of how it is written, if only a warning."""


@lru_cache(maxsize=16)
def read_yaml_text(text: str, words: frozenset[str] = frozenset()) -> YamlText:
    """Return a text with its nodes; nothing in it is an error here.

    `words` are the names whose colon an author may have glued to a value, as `read_fields` takes them.
    """
    source, report = SourceText(text), Report()
    if len(text) > MOST_BYTES:
        return YamlText(source, None, frozenset(), report.errors, tuple(source.lines))
    lines = [_CONTROL.sub("\ufffd", line) for line in source.lines]
    mended = check_text(lines, "", report, words)
    before = [line if line.strip() else "" for line in source.lines]
    root = _spots(mended, source, report)
    unread = frozenset(i for i, (old, new) in enumerate(zip(before, mended, strict=True)) if old != new)
    noticed = bool(report.errors or report.warnings)
    return YamlText(source, root, unread, report.errors, tuple(mended), noticed)


def _spots(mended: list[str], source: SourceText, report: Report) -> Spot | None:
    """Return the nodes; what cannot be parsed is replaced in `mended`."""
    try:
        return read_spots(mended, source.starts)
    except UNPARSABLE as error:
        explain(error, source.lines, "", report)
    for i, (written, line) in enumerate(zip(source.lines, mended, strict=True)):
        if written.lstrip(" ") == line.lstrip(" "):  # only moved, which tells less about where it belongs
            mended[i] = written
    replace_unparsable(mended, source.lines)
    try:
        return read_spots(mended, source.starts)
    except UNPARSABLE:
        return None
