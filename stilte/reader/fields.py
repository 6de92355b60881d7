"""Typed access to the keys of a mapping: an unreadable value is reported and replaced by the default."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from stilte.errors import Where, did_you_mean, not_found
from stilte.messages import Capitalized, sentences, tr
from stilte.reader.compose import compose
from stilte.reader.misread_text import as_sentence
from stilte.reader.nodes import Filled, Items, Node, Table, Text, describe, plain
from stilte.reader.report import Report, Unreadable
from stilte.reader.source import decode, read_text, shown
from stilte.reader.times import CURLY, number, refuse_curly, time_s, whole
from stilte.reader.translated_keywords import IN_ENGLISH

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from pathlib import Path

    from stilte.messages import Message

_WORD = re.compile(r"[^\W\d]{2}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})?")
_NAMES = frozenset(
    {"sound", "music", "side", "image", "slug", "language", "count", "include", "breathe", "bell"}
)
"""The settings in which no sentence stands."""

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
    what: str | Message

    def __contains__(self, key: str) -> bool:
        return key in self.values

    def node(self, key: str) -> Node | None:
        """Return what was written under a key."""
        return self.values.get(key)

    def where(self, key: str) -> Where:
        """Return the position of a key's value; that of the mapping if the key is absent."""
        node = self.values.get(key)
        return node.where if node else self.at

    def text(self, key: str, default: D = "", *, required: bool = False) -> str | D:  # type: ignore[assignment]
        """Return a text, in several lines if it was written so."""
        if required and key not in self.values:
            self.report.error(
                self.at,
                tr("{what} needs a `{key}`.", what=Capitalized(self.what), key=key),
                tr("Add a line `{key}: …`.", key=key),
            )
        return self.read(key, lambda text: text, default)

    def heading(self, key: str, *, required: bool = False) -> str:
        """Return a text on one line; warn of curly quotes around it, which are not quotes in YAML."""
        text = " ".join(self.text(key, "", required=required).split())
        if len(text) > 1 and text[0] in CURLY and text[-1] in CURLY and not set(text[1:-1]) & set(CURLY):
            message = tr("The curly quotes are part of the `{key}`: listeners see them.", key=key)
            self.report.warn(
                self.where(key), message, tr("Write `{key}: {value}`.", key=key, value=text[1:-1])
            )
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
        """Return the entries of a list as they were written; any other value is a list of one."""
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
        """Return `reader(text)` of a node; None, reported, where it is not a text or raises `Unclear`."""
        if isinstance(node, Text) and node.value.strip():
            return self.report.attempt(node.where, lambda: _of_text(node, reader), None)
        if isinstance(node, Text):
            self.report.error(node.where, *no_value(key))
        else:
            self.report.error(
                node.where,
                tr("`{key}` takes one value, not {found}.", key=key, found=describe(node)),
                _one_value(key, node),
            )
        return None

    def _list(
        self, key: str, reader: Callable[[str], float], default: tuple[float, ...], like: str = ""
    ) -> tuple[float, ...]:
        if key not in self.values:
            return default
        found = tuple(self.scalar(key, node, reader) for node in self.entries(key))
        if len(found) != len(default):
            example = like or ", ".join(f"{each:g}" for each in default)
            instead = tr("Write it like `{key}: [{example}]`.", key=key, example=example)
            self.report.error(
                self.where(key),
                tr(
                    "`{key}` takes {wanted} values, not {found}.",
                    key=key,
                    wanted=len(default),
                    found=len(found),
                ),
                instead,
            )
            return default
        return tuple(b if a is None else a for a, b in zip(found, default, strict=True))


def read_fields(
    path: Path,
    root: Path,
    report: Report,
    keys: Collection[str] | None,
    what: str | Message,
    *,
    words: Collection[str] = (),
) -> Fields:
    """Read a file that holds a mapping; with nothing readable in it, report that and return empty fields.

    `words` are names whose colon an author may have glued to the value: `pause:20`.
    """
    return _fields_in(read_text(path, root, report), shown(path, root), report, keys, what, words=words)


def read_text_fields(
    text: str,
    file: str,
    report: Report,
    keys: Collection[str] | None,
    what: str | Message,
    *,
    words: Collection[str] = (),
) -> Fields:
    """Read a mapping from a text as `read_fields` reads it from a file; `file` is its name in problems."""
    clean = decode(text.encode("utf-8", "surrogatepass"), file, report)
    return _fields_in(clean, file, report, keys, what, words=words)


def _fields_in(
    text: str | None,
    file: str,
    report: Report,
    keys: Collection[str] | None,
    what: str | Message,
    *,
    words: Collection[str],
) -> Fields:
    node = None if text is None else compose(text, file, report, words or keys or ())
    if node is None:
        if not report.failed:
            report.error(
                Where(file, 1), tr("The file is empty."), tr("It should describe {what}.", what=what)
            )
        return Fields({}, Where(file, 1), report, what)
    return fields_of(node, report, keys, what)


def fields_of(node: Node, report: Report, keys: Collection[str] | None, what: str | Message) -> Fields:
    """Return the fields of a mapping, having reported unknown keys."""
    if not isinstance(node, Table):
        message = tr(
            "Here {what} should be written as `name: value` lines, not {found}.",
            what=what,
            found=describe(node),
        )
        report.error(
            node.where,
            message,
            tr("Begin with a line like `{key}: …`.", key=next(iter(keys))) if keys else "",
        )
        return Fields({}, node.where, report, what)
    values: dict[str, Node] = {}
    for key, value in node.pairs:
        if keys is not None and key.value not in keys and not report.full:
            report.error(
                key.where, *not_found(_no_setting(what, key.value), key.value, keys, meanings=IN_ENGLISH)
            )
        else:
            values[key.value] = value
    return Fields(values, node.where, report, what)


def no_value(key: str) -> tuple[Message, Message]:
    """Return the message and the cure for a setting after which nothing stands."""
    return tr("`{key}` has no value.", key=key), tr("Write one after `{key}:`, or leave it out.", key=key)


def _no_setting(what: str | Message, name: str) -> Message:
    return tr("There is no setting of {what} '{name}'.", what=what, name=name)


def _one_value(key: str, node: Items | Table) -> str | Message:
    """Return the cure for a list or a mapping where one value is expected."""
    languages = isinstance(node, Table) and all(_LANGUAGE.fullmatch(name.value) for name, _ in node.pairs)
    if key in ("title", "subtitle", "description") and languages:
        return tr("A script is in one language: make a file for each, and write `{key}: …` in it.", key=key)
    if key == "voice":
        return tr("Name one voice; give a line that another voice speaks its own `voice`.")
    if key == "sound" and isinstance(node, Table):
        return tr("Name one sound here; a sound for each part of the breath belongs to a `breathe` step.")
    if key in _NAMES or (isinstance(node, Table) and not _has_words(node)):
        return tr("Write one value, as `{key}: …`.", key=key)
    return as_sentence(node)


def _has_words(node: Table) -> bool:
    texts = [value.value for _, value in node.pairs if isinstance(value, Text)]
    return not texts or any(_WORD.search(text) for text in texts)


def _of_text(node: Text, reader: Callable[[str], T]) -> T:
    """Return the result of `reader`; for a text filled in by a mark, problems name both positions."""
    try:
        return reader(node.value)
    except Unreadable as unclear:
        if not isinstance(node, Filled):
            raise
        origin = tr(
            "{mark} stands for '{value}', written at {where}.",
            mark=node.mark,
            value=node.value,
            where=node.written_at,
        )
        raise Unreadable(sentences(unclear.message, origin), unclear.instead) from None


def _name(text: str) -> str:
    refuse_curly(text)
    return text.strip()


def _flag(text: str) -> bool:
    word = _name(text).lower()
    if word not in YES | NO:
        meant = IN_ENGLISH.get(word, "")
        cure = sentences(did_you_mean(meant) if meant in YES | NO else "", tr("Write true or false."))
        raise Unreadable(tr("'{text}' is neither true nor false.", text=text), cure)
    return word in YES


def _choice(text: str, choices: Collection[str], key: str) -> str:
    if _name(text) not in choices:
        missing = tr("There is no `{key}` '{name}'.", key=key, name=_name(text))
        raise Unreadable(*not_found(missing, _name(text), choices, meanings=IN_ENGLISH))
    return _name(text)


def _within(value: float, least: float, most: float) -> float:
    if not least <= value <= most:
        raise Unreadable(
            tr("{value} is out of range.", value=value),
            tr("Write a number from {least} to {most}.", least=least, most=most),
        )
    return value
