"""Typed access to the keys of a mapping: what cannot be read is reported, and the default stands in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from stilte.errors import Where, not_found
from stilte.reader.compose import compose
from stilte.reader.mother_tongue import IN_ENGLISH
from stilte.reader.nodes import Items, Node, Table, Text, describe, plain
from stilte.reader.report import Report, Unclear
from stilte.reader.sentences import as_sentence
from stilte.reader.source import read_text, shown
from stilte.reader.times import CURLY, number, refuse_curly, time_s, whole

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from pathlib import Path

T = TypeVar("T")
D = TypeVar("D")

YES = frozenset({"true", "yes"})
NO = frozenset({"false", "no"})


@dataclass(frozen=True, slots=True)
class Fields:
    """The keys of one mapping; `what` is what a person calls the mapping ("a voice")."""

    values: Mapping[str, Node]
    at: Where
    report: Report
    what: str

    def __contains__(self, key: str) -> bool:
        return key in self.values

    def node(self, key: str) -> Node | None:
        """Return what was written under a key."""
        return self.values.get(key)

    def where(self, key: str) -> Where:
        """Return where the value of a key stands; the mapping's own place if the key is absent."""
        node = self.values.get(key)
        return node.where if node else self.at

    def text(self, key: str, default: D = "", *, required: bool = False) -> str | D:  # type: ignore[assignment]
        """Return a text, in several lines if it was written so."""
        if required and key not in self.values:
            self.report.error(
                self.at, f"{self.what.capitalize()} needs a `{key}`.", f"Add a line `{key}: …`."
            )
        return self.read(key, lambda text: text, default)

    def heading(self, key: str, *, required: bool = False) -> str:
        """Return a text in one line; warn of curly quotes around it, which are letters to everyone."""
        text = " ".join(self.text(key, "", required=required).split())
        if len(text) > 1 and text[0] in CURLY and text[-1] in CURLY and not set(text[1:-1]) & set(CURLY):
            message = f"The curly quotes are a part of the `{key}`: listeners see them."
            self.report.warn(self.where(key), message, f"Write `{key}: {text[1:-1]}`.")
        return text

    def name(self, key: str, default: D = None) -> str | D:  # type: ignore[assignment]
        """Return a name: a text in which curly quotes can only be a mistake."""
        return self.read(key, _name, default)

    def number(self, key: str, default: D, *, least: float, most: float) -> float | D:
        """Return a number between two limits, both included."""
        return self.read(key, lambda text: _within(number(text), least, most), default)

    def whole(self, key: str, default: D, *, least: int = 0, most: int = 1_000_000) -> int | D:
        """Return a whole number between two limits, both included."""
        return self.read(key, lambda text: int(_within(whole(text), least, most)), default)

    def time_s(self, key: str, default: D) -> float | D:
        """Return one time in seconds."""
        return self.read(key, time_s, default)

    def flag(self, key: str, *, default: bool) -> bool:
        """Return true or false."""
        return self.read(key, _flag, default)

    def choice(self, key: str, choices: Collection[str], default: D) -> str | D:
        """Return one of the choices."""
        return self.read(key, lambda text: _choice(text, choices, key), default)

    def times(self, key: str, default: tuple[float, ...], like: str = "") -> tuple[float, ...]:
        """Return a list of as many times as the default has, in seconds; `like` is an example of it."""
        return self._list(key, time_s, default, like)

    def numbers(
        self, key: str, default: tuple[float, ...], reader: Callable[[str], float] | None = None
    ) -> tuple[float, ...]:
        """Return a list of as many numbers as the default has; `reader` may read each otherwise."""
        return self._list(key, reader or number, default)

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts; a single text is a list of one."""
        found = (self.scalar(key, node, lambda text: text) for node in self.entries(key))
        return tuple(text for text in found if text is not None)

    def entries(self, key: str) -> tuple[Node, ...]:
        """Return the entries of a list as they were written; a value that is no list is a list of one."""
        node = self.values.get(key)
        if node is None:
            return ()
        return node.nodes if isinstance(node, Items) else (node,)

    def table(self, key: str, keys: Collection[str] | None) -> Fields:
        """Return an inner mapping, empty where the key is absent; with `keys` None any key is taken."""
        node = self.values.get(key)
        if node is None:
            return Fields({}, self.at, self.report, f"`{key}`")
        return fields_of(node, self.report, keys, f"`{key}`")

    def plain(self, key: str, default: D = None) -> Any | D:  # type: ignore[assignment]
        """Return a value of any shape as Python values."""
        node = self.values.get(key)
        return default if node is None else plain(node)

    def read(self, key: str, reader: Callable[[str], T], default: D) -> T | D:
        """Return `reader(text)`; the default where the key is absent or the reader raises `Unclear`."""
        node = self.values.get(key)
        if node is None:
            return default
        value = self.scalar(key, node, reader)
        return default if value is None else value

    def scalar(self, key: str, node: Node, reader: Callable[[str], T]) -> T | None:
        """Return `reader(text)` of a node; None, reported, where it is no text or raises `Unclear`."""
        if isinstance(node, Text) and node.value.strip():
            return self.report.attempt(node.where, lambda: reader(node.value), None)
        if isinstance(node, Text):
            self.report.error(
                node.where, f"`{key}` has no value.", f"Write one after `{key}:`, or leave it out."
            )
        else:
            self.report.error(
                node.where, f"`{key}` takes one value, not {describe(node)}.", as_sentence(node)
            )
        return None

    def _list(
        self, key: str, reader: Callable[[str], float], default: tuple[float, ...], like: str = ""
    ) -> tuple[float, ...]:
        if key not in self.values:
            return default
        found = tuple(self.scalar(key, node, reader) for node in self.entries(key))
        if len(found) != len(default):
            example = like or ", ".join(f"{value:g}" for value in default)
            instead = f"Write it like `{key}: [{example}]`."
            self.report.error(
                self.where(key), f"`{key}` takes {len(default)} values, not {len(found)}.", instead
            )
            return default
        return tuple(b if a is None else a for a, b in zip(found, default, strict=True))


def read_fields(
    path: Path,
    root: Path,
    report: Report,
    keys: Collection[str] | None,
    what: str,
    *,
    words: Collection[str] = (),
) -> Fields:
    """Read a file that holds a mapping; with nothing readable in it, report that and return empty fields.

    `words` are names whose colon an author may have glued to the value: `pause:20`.
    """
    file = shown(path, root)
    text = read_text(path, root, report)
    node = None if text is None else compose(text, file, report, words or keys or ())
    if node is None:
        if not report.failed:
            report.error(Where(file, 1), "The file is empty.", f"It should describe {what}.")
        return Fields({}, Where(file, 1), report, what)
    return fields_of(node, report, keys, what)


def fields_of(node: Node, report: Report, keys: Collection[str] | None, what: str) -> Fields:
    """Return the fields of a mapping, having reported unknown keys."""
    if not isinstance(node, Table):
        message = f"Here {what} should stand as `name: value` lines, not {describe(node)}."
        report.error(node.where, message, f"Begin with a line as `{next(iter(keys))}: …`." if keys else "")
        return Fields({}, node.where, report, what)
    values: dict[str, Node] = {}
    for key, value in node.pairs:
        if keys is not None and key.value not in keys and not report.full:
            report.error(key.where, *not_found(f"setting of {what}", key.value, keys, meanings=IN_ENGLISH))
        else:
            values[key.value] = value
    return Fields(values, node.where, report, what)


def _name(text: str) -> str:
    refuse_curly(text)
    return text.strip()


def _flag(text: str) -> bool:
    word = _name(text).lower()
    if word not in YES | NO:
        raise Unclear(f"'{text}' is neither true nor false.", "Write true or false.")
    return word in YES


def _choice(text: str, choices: Collection[str], key: str) -> str:
    if _name(text) not in choices:
        raise Unclear(*not_found(f"`{key}`", _name(text), choices))
    return _name(text)


def _within(value: float, least: float, most: float) -> float:
    if not least <= value <= most:
        raise Unclear(f"{value:g} is out of range.", f"Write a number from {least:g} to {most:g}.")
    return value
