"""Repeats and includes: steps that stand in several places, or elsewhere."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from stilte.reader import Items, Table, Text, Unclear
from stilte.reader.times import refuse_curly
from stilte.script.durations import Count
from stilte.script.reading.faults import list_as_line
from stilte.script.reading.scope import NOTHING, rebound
from stilte.script.routine import Entry, Group, Repeat
from stilte.script.times import cycles, exact_s

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from stilte.reader import Fields, Node
    from stilte.script.line import Line
    from stilte.script.marks import Part
    from stilte.script.reading.scope import Scope
    from stilte.script.routine import On, Step

    StepsReader = Callable[[Node | None, Scope], tuple[Step, ...]]
    Places = Mapping[str, tuple[Part, ...]]

RESERVED = frozenset({"n", "left", "item"})
_KEY = re.compile(r"[^\W\d][\w -]*")
_PLAIN_COUNT = re.compile(r"[\s0-9–−-]+")


def read_repeat(fields: Fields, scope: Scope, on: On | None, read_steps: StepsReader) -> Repeat:
    """Return a repeat with its steps read in the scope of its rounds."""
    every_s = fields.read("every", lambda text: _beat_s(text, scope), None)
    node = fields.node("repeat")
    rounds: Count | tuple[Entry, ...]
    if isinstance(node, Items):
        rounds = _entries(node, scope)
        count = Count(max(1, len(rounds)), max(1, len(rounds)))
    elif isinstance(node, Table):
        message = "`repeat` takes a count or a list, not one entry by itself."
        fields.report.error(node.where, message, "Write its entries under it, each after a dash: `- {…}`.")
        rounds = count = Count(1, 1)
    else:
        rounds = count = fields.read(
            "repeat", lambda text: _rounds(text, every_s, fields, scope), Count(1, 1)
        )
    inner = replace(
        scope.inside(fields),
        rounds=count,
        guards=(),
        places=_inside(scope.places, rounds),
        depth=scope.depth + 1,
    )
    if every_s is not None:
        inner = replace(inner, measure=replace(scope.measure, fixed=True))
    if "steps" not in fields:
        fields.report.error(
            fields.at, "This `repeat` has no `steps`.", "Write `steps:` under it, with a list."
        )
    return Repeat(rounds, read_steps(fields.node("steps"), inner), every_s, fields.at, on)


def read_include(fields: Fields, scope: Scope, on: On | None, read_steps: StepsReader) -> tuple[Step, ...]:
    """Return the steps of another file as if they stood here; with an `on`, as one group."""
    name = fields.read("include", _include_name, None)
    inner = replace(scope.inside(fields), places={**scope.places, **_given(fields, scope)})
    if name is None or not _may_open(name, fields, scope):
        return ()
    opened = scope.library.open(name, fields.where("include"))
    if opened is None:
        return ()
    _same_language(opened, scope)
    if "steps" not in opened and opened.values:
        opened.report.error(opened.at, "This file has no `steps`.", "Write `steps:` in it, with a list.")
    guards = (*scope.guards, on) if on is not None else scope.guards
    steps = read_steps(
        opened.node("steps"), replace(inner, guards=guards, files=(*scope.files, name), depth=scope.depth + 1)
    )
    return steps if on is None else (Group(steps, fields.at, on),)


def _beat_s(text: str, scope: Scope) -> float:
    beat_s = exact_s(text, scope.measure)
    if beat_s <= 0:
        raise Unclear("A round of 0 s is no round.", "Write how long each round lasts.")
    return beat_s


def _rounds(text: str, every_s: float | None, fields: Fields, scope: Scope) -> Count:
    if every_s is None and not _PLAIN_COUNT.fullmatch(text):
        cycles(text, 1.0, scope.measure)  # first refuse what is no time at all
        if "every" not in fields:
            message = f"'{text}' is a time, and without `every` nothing says how many rounds fit into it."
            raise Unclear(message, "Add `every: …` with the length of a round, or write a count.")
    return cycles(text, every_s or 1.0, scope.measure)


def _entries(node: Items, scope: Scope) -> tuple[Entry, ...]:
    found = tuple(_entry(each, scope) for each in node.nodes)
    if not found:
        scope.report.error(
            node.where, "This list has no entries, so nothing is ever repeated.", "Add entries."
        )
    shapes = {tuple(sorted(key for key, _ in entry.values)) for entry in found}
    if len(shapes) > 1:
        message = "The entries of this list do not have the same keys."
        scope.report.error(
            node.where, message, "Give each entry the same keys, or make all of them plain texts."
        )
    return found


def _entry(node: Node, scope: Scope) -> Entry:
    match node:
        case Text():
            return Entry(_value(node, scope))
        case Table(pairs=pairs):
            values = tuple((_key(key, scope), _value(value, scope)) for key, value in pairs)
            return Entry(None, values)
        case Items():
            list_as_line(node, scope.report)
    return Entry(None)


def _value(node: Node, scope: Scope) -> Line:
    if isinstance(node, Text):
        return scope.report.attempt(node.where, lambda: scope.plain(node.value, "A filled-in text"), NOTHING)
    list_as_line(node, scope.report)
    return NOTHING


def _key(key: Text, scope: Scope) -> str:
    if key.value in RESERVED:
        message = f"`{key.value}` cannot be a name of your own: <{key.value}> has a meaning already."
        scope.report.error(key.where, message, "Choose another name.")
    elif not _KEY.fullmatch(key.value):
        message = f"'{key.value}' cannot be the name of a mark."
        scope.report.error(key.where, message, "Use letters, digits, `-` and `_`, and begin with a letter.")
    return key.value


def _inside(places: Places, rounds: Count | tuple[Entry, ...]) -> Places:
    """Return the places inside a repeat; `<item>` is of the nearest list, and one with keys has none."""
    if isinstance(rounds, Count) or not rounds:
        return rebound(places, ("n", "left"))
    if rounds[0].item is not None:
        return rebound(places, ("n", "left", "item"))
    inner = rebound(places, ("n", "left", *(key for key, _ in rounds[0].values)))
    return {name: parts for name, parts in inner.items() if name != "item"}


def _given(fields: Fields, scope: Scope) -> dict[str, tuple[Part, ...]]:
    node = fields.node("with")
    if node is None:
        return {}
    if not isinstance(node, Table):
        message = "`with` gives texts to the included file by name."
        scope.report.error(node.where, message, "Write `with: {name: text}`.")
        return {}
    return {_key(key, scope): _value(value, scope).parts for key, value in node.pairs}


def _include_name(text: str) -> str:
    refuse_curly(text)
    name = text.strip().removesuffix(".yaml")
    if "/" in name or "\\" in name or ".." in name:
        raise Unclear(
            f"'{text}' is a path; an included file stands in scripts/.", "Write its name, as _afsluiting."
        )
    if not name.startswith("_"):
        raise Unclear(f"'{name}' does not begin with _.", "Only files that begin with _ can be included.")
    return name


def _may_open(name: str, fields: Fields, scope: Scope) -> bool:
    if name not in scope.files:
        return True
    chain = " → ".join((*scope.files[scope.files.index(name) :], name))
    fields.report.error(
        fields.where("include"), f"This include never ends: {chain}.", "Take one of them out."
    )
    return False


def _same_language(opened: Fields, scope: Scope) -> None:
    language = opened.name("language", scope.language)
    if language.lower() != scope.language.lower():
        message = f"This file is in '{language}', the routine that includes it in '{scope.language}'."
        opened.report.error(opened.where("language"), message, "Make a file for each language.")
