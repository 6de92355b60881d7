"""Composing YAML text into nodes as written, without resolving types; anchors and tags are refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import yaml

from stilte.errors import Where
from stilte.messages import tr
from stilte.reader.builtin_tables import LOADER
from stilte.reader.nodes import Items, Node, Table, Text
from stilte.reader.syntax import explain
from stilte.reader.yaml_traps import check_text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from stilte.reader.nodes import Style
    from stilte.reader.report import Report

MOST_DEPTH = 40


def compose(text: str, file: str, report: Report, words: Collection[str] = ()) -> Node | None:
    """Return the one document of a text; None where it is empty or could not be read (which was reported)."""
    lines = text.split("\n")
    mended = "\n".join(check_text(lines, file, report, words))
    try:
        return _document(yaml.parse(mended, Loader=LOADER), lines, file, report)
    except _Stop:
        return None
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        if not report.has_error(file):  # a trap that was found says it better
            explain(error, lines, file, report)
        return None


class _Stop(Exception):
    pass


def _document(events: Iterator[yaml.Event], lines: list[str], file: str, report: Report) -> Node | None:
    builder = _Builder(events, lines, file, report)
    node = None
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent) and node is not None:
            where = builder.where(event)
            report.error(
                where,
                tr("A line of `---` ends the file for YAML: what follows is not read."),
                tr("Delete it."),
            )
            raise _Stop
        if isinstance(event, yaml.NodeEvent):
            node = builder.node(event, 0)
    return node


class _Builder:
    """Builds nodes from parser events."""

    def __init__(self, events: Iterator[yaml.Event], lines: list[str], file: str, report: Report) -> None:
        self.events, self.lines, self.file, self.report = events, lines, file, report

    def where(self, event: yaml.Event) -> Where:
        mark = event.start_mark
        return Where(self.file, mark.line + 1 if mark else 1)

    def node(self, event: yaml.Event, depth: int) -> Node:
        if depth > MOST_DEPTH:
            message = tr("This is nested more than {most} levels deep.", most=MOST_DEPTH)
            self.report.error(self.where(event), message, tr("Put inner steps in an included file."))
            raise _Stop
        self.refuse_marks(event)
        match event:
            case yaml.ScalarEvent():
                return Text(event.value, self.where(event), cast("Style", event.style or ""))
            case yaml.SequenceStartEvent():
                return Items(tuple(self._items(depth)), self.where(event), bool(event.flow_style))
            case yaml.MappingStartEvent():
                return Table(tuple(self._pairs(depth)), self.where(event), bool(event.flow_style))
        return Text("", self.where(event))  # an alias: reported already

    def refuse_marks(self, event: yaml.Event) -> None:
        """Report an anchor, an alias or a tag, unless a problem of this line has been reported."""
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        mark = f"*{anchor}" if isinstance(event, yaml.AliasEvent) else f"&{anchor}" if anchor else tag
        where = self.where(event)
        if mark is not None and not self.report.has_error(where.file, where.line):
            message = tr(
                "YAML gives `{mark}` a meaning of its own (a label, a reference or a type).", mark=mark
            )
            self.report.error(
                where, message, tr("These are not part of the language: put quotes around the text.")
            )

    def _items(self, depth: int) -> Iterator[Node]:
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            yield self.node(event, depth + 1)

    def _pairs(self, depth: int) -> Iterator[tuple[Text, Node]]:
        lines: dict[str, int] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self.node(event, depth + 1)
            value = self.node(next(self.events), depth + 1)
            if not isinstance(key, Text):
                self.report.error(key.where, tr("The name of a setting cannot be a list or a mapping."))
            elif key.value in lines:
                message = tr(
                    "`{key}` is written twice (first at line {line}).", key=key.value, line=lines[key.value]
                )
                self.report.error(key.where, message, tr("Keep one of them."))
            elif key.value == "<<":
                message = tr("`<<` (a merge key of YAML) is not part of this language.")
                self.report.error(key.where, message, tr("Write the settings out."))
            else:
                lines[key.value] = key.where.line
                yield key, value
