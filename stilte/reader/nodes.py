"""The nodes of a YAML file as written: texts, lists and tables, each with its line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from stilte.messages import tr

if TYPE_CHECKING:
    from stilte.errors import Where
    from stilte.messages import Message

Style = Literal["", "'", '"', "|", ">"]


@dataclass(frozen=True, slots=True)
class Text:
    """A scalar as written, without its quotes; `style` is "" where it had none."""

    value: str
    where: Where
    style: Style = ""

    @property
    def bare(self) -> bool:
        """Tell whether it was unquoted, so that YAML may have read it differently from what was meant."""
        return self.style == ""


@dataclass(frozen=True, slots=True)
class Filled(Text):
    """A scalar that replaces a `mark`: its value was `written_at` another position."""

    mark: str = ""
    written_at: Where | None = None


@dataclass(frozen=True, slots=True)
class Items:
    """A list; `flow` where it was written `[…]`."""

    nodes: tuple[Node, ...]
    where: Where
    flow: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A mapping in the order written, repeated keys and all; `flow` where it was written `{…}`."""

    pairs: tuple[tuple[Text, Node], ...]
    where: Where
    flow: bool = False


Node = Text | Items | Table

_WHOLE = re.compile(r"[-+]?[0-9]{1,15}")
_DECIMAL = re.compile(r"[-+]?[0-9]{1,15}[.,][0-9]{1,15}")
_FLAGS = {"true": True, "false": False, "yes": True, "no": False}


def describe(node: Node) -> Message:
    """Return what a person calls this node.

    >>> from stilte.errors import Where
    >>> print(describe(Text("no", Where("a.yaml", 1))))
    the text 'no'
    """
    match node:
        case Text(value=""):
            return tr("nothing")
        case Text(value=value):
            return tr("the text '{value}'", value=shorten(value))
        case Items():
            return tr("a list")
        case Table():
            return tr("a mapping (`name: value`)")


def shorten(text: str, most: int = 60) -> str:
    """Return a text on one line, cut to at most so many characters."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def plain(node: Node) -> Any:
    """Return a node as Python values, tuples and dicts: for settings that are passed on as they are."""
    match node:
        case Items(nodes=nodes):
            return tuple(plain(each) for each in nodes)
        case Table(pairs=pairs):
            return {key.value: plain(value) for key, value in pairs}
        case Text():
            return _plain_scalar(node.value) if node.bare else node.value


def _plain_scalar(value: str) -> bool | int | float | str:
    if value.lower() in _FLAGS:
        return _FLAGS[value.lower()]
    if _WHOLE.fullmatch(value):
        return int(value)
    return float(value.replace(",", ".")) if _DECIMAL.fullmatch(value) else value
