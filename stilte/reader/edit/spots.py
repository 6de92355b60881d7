"""The nodes of a YAML text with the place where each is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias, cast

import yaml

from stilte.reader.builtin_tables import LOADER
from stilte.reader.compose import MOST_DEPTH

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stilte.reader.nodes import Style

Kind = Literal["scalar", "list", "table"]
Plain: TypeAlias = "str | list[Plain] | dict[str, Plain]"


@dataclass(frozen=True, slots=True)
class Spot:
    """A node with the offsets of its first character and of the end of its last.

    `nodes` are the entries of a list, or the values of a table whose names are in `keys`. `flow` where it is
    written between brackets. `label` is an anchor, an alias or a tag that stands on it, which the language
    does not know.
    """

    kind: Kind
    start: int
    end: int
    value: str = ""
    style: Style = ""
    flow: bool = False
    nodes: tuple[Spot, ...] = ()
    keys: tuple[Spot, ...] = ()
    label: str = ""

    def at(self, key: str | int) -> Spot | None:
        """Return the value of a name, or the entry of a number; None where there is none."""
        if isinstance(key, int):
            return self.nodes[key] if self.kind == "list" and key < len(self.nodes) else None
        index = self.index(key)
        return None if index is None else self.nodes[index]

    def index(self, key: str) -> int | None:
        """Return the number of a name among those of a table."""
        if self.kind != "table":
            return None
        return next((i for i, each in enumerate(self.keys) if each.value == key), None)

    @property
    def is_block(self) -> bool:
        """Tell whether it is a list or a table that is written on lines of its own."""
        return self.kind != "scalar" and not self.flow


class TooDeep(ValueError):
    """The text is nested deeper than any file of an author."""


class SeveralDocuments(ValueError):
    """A line of `---` ends the file for YAML, and more follows."""


def read_spots(mended: list[str], starts: list[int]) -> Spot | None:
    """Return the one node of a text, None for an empty one; raises `yaml.YAMLError` or `TooDeep`.

    `mended` are the lines to parse, `starts` the offsets at which the lines begin that the spots are for.
    """
    events = yaml.parse("\n".join(mended), Loader=LOADER)
    builder = _Builder(events, mended, starts)
    found = [builder.spot(event, 0) for event in events if isinstance(event, yaml.NodeEvent)]
    if len(found) > 1:
        raise SeveralDocuments
    return found[0] if found else None


class _Builder:
    """Builds spots from parser events."""

    def __init__(self, events: Iterator[yaml.Event], lines: list[str], starts: list[int]) -> None:
        self.events, self.lines, self.starts = events, lines, starts

    def offset(self, mark: object) -> int:
        line, column = mark.line, mark.column  # type: ignore[attr-defined]
        return self.starts[line] + column if line < len(self.starts) else self.starts[-1]

    @staticmethod
    def line(mark: object) -> int:
        return mark.line  # type: ignore[attr-defined, no-any-return]

    def end_of_block(self, event: yaml.ScalarEvent) -> int:
        """Return the end of the last line of a `|` or `>` text, without the blank lines after it."""
        first, stop = self.line(event.start_mark), self.line(event.end_mark)
        stop += self.starts[min(stop, len(self.starts) - 1)] < self.offset(event.end_mark)
        while stop - 1 > first and not self.lines[stop - 1].strip():
            stop -= 1
        return self.starts[stop - 1] + len(self.lines[stop - 1])

    def spot(self, event: yaml.Event, depth: int) -> Spot:
        if depth > MOST_DEPTH:
            raise TooDeep
        label = _label(event)
        start, end = self.offset(event.start_mark), self.offset(event.end_mark)
        match event:
            case yaml.SequenceStartEvent():
                return self._list(event, start, label, depth)
            case yaml.MappingStartEvent():
                return self._table(event, start, label, depth)
            case yaml.ScalarEvent():
                if event.style in ("|", ">"):
                    end = self.end_of_block(event)
                return Spot("scalar", start, end, event.value, cast("Style", event.style or ""), label=label)
        return Spot("scalar", start, end, label=label)

    def _list(self, event: yaml.SequenceStartEvent, start: int, label: str, depth: int) -> Spot:
        nodes = []
        while not isinstance(inner := next(self.events), yaml.SequenceEndEvent):
            nodes.append(self.spot(inner, depth + 1))
        flow = bool(event.flow_style)
        end = self.offset(inner.end_mark) if flow else nodes[-1].end if nodes else start
        return Spot("list", start, end, flow=flow, nodes=tuple(nodes), label=label)

    def _table(self, event: yaml.MappingStartEvent, start: int, label: str, depth: int) -> Spot:
        keys, nodes = [], []
        while not isinstance(inner := next(self.events), yaml.MappingEndEvent):
            keys.append(self.spot(inner, depth + 1))
            nodes.append(self.spot(next(self.events), depth + 1))
        flow = bool(event.flow_style)
        end = self.offset(inner.end_mark) if flow else nodes[-1].end if nodes else start
        return Spot("table", start, end, flow=flow, nodes=tuple(nodes), keys=tuple(keys), label=label)


def _label(event: yaml.Event) -> str:
    anchor = getattr(event, "anchor", None)
    if isinstance(event, yaml.AliasEvent):
        return f"*{anchor}"
    return f"&{anchor}" if anchor else str(getattr(event, "tag", None) or "")


def plain(spot: Spot | None) -> Plain:
    """Return a node as texts, lists and dicts; `{}` for nothing at all.

    >>> plain(Spot("list", 0, 5, nodes=(Spot("scalar", 2, 5, "one"),)))
    ['one']
    """
    if spot is None:
        return {}
    if spot.kind == "scalar":
        return spot.value
    if spot.kind == "list":
        return [plain(each) for each in spot.nodes]
    made: dict[str, Plain] = {}
    for key, each in zip(spot.keys, spot.nodes, strict=True):
        made.setdefault(key.value, plain(each))  # of a name that is written twice the first is found, too
    return made
