"""The nodes of a text that was read to be edited, as the reader has them: so that one reading serves both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stilte.errors import Where
from stilte.reader.nodes import Items, Table, Text
from stilte.reader.source import MOST_BYTES

if TYPE_CHECKING:
    from stilte.reader.edit.source_text import SourceText
    from stilte.reader.edit.spots import Spot
    from stilte.reader.edit.yaml_text import YamlText
    from stilte.reader.nodes import Node


def node_of(spot: Spot, source: SourceText, file: str = "") -> Node:
    """Return a node as the reader has it; `file` is its name in problems."""
    where = Where(file, source.line_of(spot.start) + 1)
    if spot.kind == "scalar":
        return Text(spot.value, where, spot.style)
    nodes = tuple(node_of(each, source, file) for each in spot.nodes)
    if spot.kind == "list":
        return Items(nodes, where, spot.flow)
    keys = (Text(key.value, Where(file, source.line_of(key.start) + 1), key.style) for key in spot.keys)
    return Table(tuple(zip(keys, nodes, strict=True)), where, spot.flow)


def sound_node(text: YamlText, file: str) -> Node | None:
    """Return the node that `compose` returns for a text of which it tells nothing.

    None where it may have something to tell: then `compose` is to read the text itself.
    """
    too_large = len(text.source.saved.encode("utf-8", "surrogatepass")) > MOST_BYTES
    if text.root is None or text.noticed or text.unread or too_large or not _is_sound(text.root):
        return None
    return node_of(text.root, text.source, file)


def _is_sound(spot: Spot) -> bool:
    """Tell whether no name is written twice, none is a list, and nothing has a label."""
    names = [key.value for key in spot.keys if key.kind == "scalar" and not key.label]
    distinct = len(set(names)) == len(spot.keys) and "<<" not in names
    return distinct and not spot.label and all(map(_is_sound, spot.nodes))
