"""Marks as values of settings: `hold: <item>` is read as if the list entry were written there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stilte.errors import not_found
from stilte.file_names import without_yaml
from stilte.messages import sentences, tr
from stilte.reader import Fields, Items, Table, Text
from stilte.reader.nodes import Filled
from stilte.script.parse.marks import Absent

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from stilte.errors import Where
    from stilte.messages import Message
    from stilte.reader import Node, Report
    from stilte.script.parse.included_files import Library
    from stilte.script.parse.marks import Part

MARK = re.compile(r"<([^<>|]+)>")
TEXTS = frozenset({"say", "chapter", "note", "with", "steps", "during", "as"})
"""Settings that do not hold values, but text to speak or show, or steps."""
NUMBERS = ("n", "left", "countdown")
_CUES = ("in", "hold", "out", "rest")


@dataclass(frozen=True, slots=True)
class Value:
    """What a mark stands for, as it was written, and where."""

    text: str
    where: Where


@dataclass(frozen=True, slots=True)
class Known:
    """What marks stand for where a step stands: as values and in texts; and who includes its file."""

    values: Mapping[str, Value]
    places: Mapping[str, tuple[Part, ...]]
    included: Where | None = None


def whole_mark(text: str) -> str | None:
    """Return the name of the mark that is the whole of a text; None if it is something else.

    >>> whole_mark(" <item> "), whole_mark("<item>m"), whole_mark("3")
    ('item', None, None)
    """
    found = MARK.fullmatch(text.strip())
    return found[1].strip() if found else None


def fill(
    fields: Fields,
    values: Mapping[str, Value],
    places: Mapping[str, tuple[Part, ...]],
    *,
    cue: bool = False,
    included: Where | None = None,
) -> Fields:
    """Return fields with every mark that stands for a whole value replaced by what it stands for.

    `places` are all marks that may be written in a text here. What cannot be replaced is reported and left
    out. In a `cue` the parts of a breath hold what is said.
    """
    texts = TEXTS | set(_CUES) if cue else TEXTS
    found: dict[str, Node] = {}
    known = Known(values, places, included)
    for key, node in fields.values.items():
        made = node if key in texts else _filled(key, node, known, fields.report)
        if made is not None:
            found[key] = made
    return Fields(found, fields.at, fields.report, fields.what)


def _filled(key: str, node: Node, known: Known, report: Report) -> Node | None:
    match node:
        case Text(value=text) if "<" in text:
            return _of_text(key, node, known, report)
        case Items(nodes=nodes) if key != "repeat":
            made = tuple(_filled(key, each, known, report) for each in nodes)
            return Items(tuple(each for each in made if each is not None), node.where, node.flow)
        case Table(pairs=pairs) if key in ("sound", "breath"):
            pieces = [(one, _filled(key, each, known, report)) for one, each in pairs]
            return Table(
                tuple((one, each) for one, each in pieces if each is not None), node.where, node.flow
            )
    return node


def _of_text(key: str, node: Text, known: Known, report: Report) -> Node | None:
    name = whole_mark(node.value)
    if name is None:
        return _part_of_text(key, node, known.values, report)
    if value := known.values.get(name):
        return Filled(value.text, node.where, mark=f"<{name}>", written_at=value.where)
    if name in NUMBERS:
        message = tr(
            "<{name}> is a number of a round, and cannot be the value of `{key}`.", name=name, key=key
        )
        cure = tr("Give the values in a list, as `repeat: [1, 2, 3]`, and write `{key}: <item>`.", key=key)
    elif absent := next((part for part in known.places.get(name, ()) if isinstance(part, Absent)), None):
        message, cure = absent.problem(name)
    elif name in known.places:
        message = tr("<{name}> has no value that can be used in `{key}`.", name=name, key=key)
        cure = tr("An entry of a list, or a text given with `with` or in `tracks`, can be a value.")
    else:
        report.error(node.where, *_unknown(name, known))
        return None
    report.error(node.where, message, cure)
    return None


def _unknown(name: str, known: Known) -> tuple[str | Message, str | Message]:
    if known.included is not None:
        message = sentences(
            tr("There is no mark <{name}> here.", name=name),
            tr("{included} includes this file.", included=known.included),
        )
        return message, tr(
            "Give the value there, as `with: {example}`, or write it here.", example="{" + name + ": …}"
        )
    names = [f"<{each}>" for each in known.places if each not in NUMBERS]
    if not names:
        return tr("There is no mark <{name}> here.", name=name), tr("Write the value itself.")
    return not_found(tr("There is no mark '<{name}>'.", name=name), f"<{name}>", names)


def _part_of_text(key: str, node: Text, values: Mapping[str, Value], report: Report) -> Node | None:
    """Report `<item>m`: a mark is the whole value or none of it."""
    found = MARK.search(node.value)
    if found is None:
        return node
    name = found[1].strip()
    message = tr(
        "`{key}: {value}` contains more than the mark: <{name}> is the whole value, or none of it.",
        key=key,
        value=node.value,
        name=name,
    )
    known = values.get(name)
    example = node.value.strip().replace(found[0], known.text if known else "3")
    mark = found[0]
    if name == "item" or known is None:
        cure = tr("Write {value} in the list, and `{key}: {mark}` here.", value=example, key=key, mark=mark)
    else:
        at = known.where
        cure = tr(
            "Write {value} at {where}, and `{key}: {mark}` here.", value=example, where=at, key=key, mark=mark
        )
    report.error(node.where, message, cure)
    return None


def uses_values(node: Node, names: frozenset[str], library: Library, depth: int = 0) -> bool:
    """Tell whether one of these marks stands for the value of a setting in a step, or in what it includes."""
    if not isinstance(node, Table) or depth > _DEEPEST:
        return False
    inner = names
    for key, value in node.pairs:
        if key.value == "repeat" and isinstance(value, Items):
            inner = _inside_list(value, names)
    return any(_setting_uses(pair, node, (names, inner), library, depth) for pair in node.pairs)


_DEEPEST = 60


def _setting_uses(
    setting: tuple[Text, Node],
    step: Table,
    names: tuple[frozenset[str], frozenset[str]],
    library: Library,
    depth: int,
) -> bool:
    outer, inner = names
    key, value = setting[0].value, setting[1]
    if key == "include" and isinstance(value, Text) and whole_mark(value.value) is None:
        return _included_uses(value, step, outer, library, depth)
    if key in ("steps", "during") or (key == "say" and not isinstance(value, Text)):
        nodes = value.nodes if isinstance(value, Items) else (value,)
        within = inner if key == "steps" else outer
        return any(uses_values(each, within, library, depth + 1) for each in nodes)
    if key in TEXTS or (key == "repeat" and isinstance(value, Items)):
        return False
    return any(_mentions(text, outer) for text in _texts(value))


def _included_uses(name: Text, step: Table, names: frozenset[str], library: Library, depth: int) -> bool:
    given = next((value for key, value in step.pairs if key.value == "with"), None)
    own = given.pairs if isinstance(given, Table) else ()
    passed = {key.value for key, value in own if isinstance(value, Text) and _mentions(value.value, names)}
    hidden = {key.value for key, _ in own}
    stem = without_yaml(name.value)
    opened = library.open(stem, name.where) if stem in library.names() else None
    steps = opened.node("steps") if opened is not None else None
    if not isinstance(steps, Items):
        return False
    inner = (names - hidden) | passed
    return any(uses_values(each, inner, library, depth + 8) for each in steps.nodes)


def _inside_list(entries: Items, names: frozenset[str]) -> frozenset[str]:
    """Return the marks inside a repeat over a list: its own hide those around it, unless made of them."""
    found = names
    for entry in entries.nodes:
        pairs = entry.pairs if isinstance(entry, Table) else ()
        own = [(key.value, value) for key, value in pairs] or [("item", entry)]
        for name, value in own:
            passed = isinstance(value, Text) and _mentions(value.value, names)
            found = found | {name} if passed else found - {name}
    return found


def _texts(node: Node) -> Iterator[str]:
    match node:
        case Text(value=value):
            yield value
        case Items(nodes=nodes):
            for each in nodes:
                yield from _texts(each)
        case Table(pairs=pairs):
            for _, each in pairs:
                yield from _texts(each)


def _mentions(text: str, names: Collection[str]) -> bool:
    return any(found[1].strip() in names for found in MARK.finditer(text))


def marks_in(node: Node) -> frozenset[str]:
    """Return the names of all marks anywhere in a node."""
    found = (mark[1].strip() for text in _texts(node) for mark in MARK.finditer(text))
    return frozenset(found)
