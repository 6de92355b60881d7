"""The entries of a list under `repeat`, and the texts that fill in marks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stilte.messages import tr
from stilte.reader import Items, Table, Text
from stilte.reader.written_quiet import refuse_written_quiet
from stilte.script.parse.mistakes import list_as_line
from stilte.script.parse.scope import NOTHING
from stilte.script.routine import Entry

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from stilte.reader import Node
    from stilte.script.line import Line
    from stilte.script.parse.marks import Part
    from stilte.script.parse.scope import Scope
    from stilte.script.routine import Step

    StepsReader = Callable[[Node | None, Scope], tuple[Step, ...]]
    Places = Mapping[str, tuple[Part, ...]]

RESERVED = frozenset({"n", "left", "item"})
KEY = re.compile(r"[^\W\d][\w -]*")


def read_entries(node: Items, scope: Scope) -> tuple[Entry, ...]:
    """Return the entries of a list under `repeat`."""
    found = tuple(_entry(each, scope) for each in node.nodes)
    if not found:
        scope.report.error(
            node.where, tr("This list has no entries, so nothing is ever repeated."), tr("Add entries.")
        )
    shapes = {tuple(sorted(key for key, _ in entry.values)) for entry in found}
    if len(shapes) > 1:
        message = tr("The entries of this list do not have the same keys.")
        scope.report.error(
            node.where, message, tr("Give each entry the same keys, or make all of them plain texts.")
        )
    return found


def _entry(node: Node, scope: Scope) -> Entry:
    match node:
        case Text():
            return Entry(read_value(node, scope))
        case Table(pairs=pairs):
            values = tuple((read_key(key, scope), read_value(value, scope)) for key, value in pairs)
            return Entry(None, values)
        case Items():
            list_as_line(node, scope.report)
    return Entry(None)


def read_value(node: Node, scope: Scope) -> Line:
    """Return a text that fills in a mark."""
    if isinstance(node, Text):
        return scope.report.attempt(node.where, lambda: _filled_in(node.value, scope), NOTHING)
    list_as_line(node, scope.report)
    return NOTHING


def _filled_in(text: str, scope: Scope) -> Line:
    refuse_written_quiet(text)
    return scope.plain(text, tr("A filled-in text"))


def read_key(key: Text, scope: Scope) -> str:
    """Return the name of a mark of the author's own."""
    if key.value in RESERVED:
        message = tr("`{name}` cannot be a name of your own: <{name}> has a meaning already.", name=key.value)
        scope.report.error(key.where, message, tr("Choose another name."))
    elif not KEY.fullmatch(key.value):
        message = tr("'{name}' cannot be the name of a mark.", name=key.value)
        scope.report.error(
            key.where, message, tr("Use letters, digits, `-` and `_`, and begin with a letter.")
        )
    return key.value
