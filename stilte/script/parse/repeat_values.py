"""List entries as values of settings: steps that use them are parsed once for every entry."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from stilte.reader import Items, Table, Text
from stilte.script.parse.marks_as_values import Value, uses_values, whole_mark
from stilte.script.round_selection import RoundRange, RoundSelection
from stilte.script.rounds import Round

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from stilte.reader import Node
    from stilte.script.parse.repeats import StepsReader
    from stilte.script.parse.scope import Scope
    from stilte.script.routine import Step


def values_of(node: Node | None, scope: Scope) -> tuple[dict[str, Value], ...]:
    """Return what each entry of a list gives as values: under `item`, or under its own keys."""
    if not isinstance(node, Items):
        return ()
    return tuple(dict(_entry_values(entry, scope.values)) for entry in node.nodes)


def _entry_values(entry: Node, around: Mapping[str, Value]) -> Iterator[tuple[str, Value]]:
    match entry:
        case Text():
            yield "item", _value(entry, around)
        case Table(pairs=pairs):
            for key, value in pairs:
                if isinstance(value, Text):
                    yield key.value, _value(value, around)


def given_values(node: Node | None, around: Mapping[str, Value]) -> dict[str, Value]:
    """Return what `with` gives as values."""
    pairs = node.pairs if isinstance(node, Table) else ()
    return {key.value: _value(value, around) for key, value in pairs if isinstance(value, Text)}


def _value(node: Text, around: Mapping[str, Value]) -> Value:
    name = whole_mark(node.value)
    return around[name] if name in around else Value(node.value, node.where)  # type: ignore[index]


def read_rounds(
    node: Node | None,
    scope: Scope,
    values: tuple[dict[str, Value], ...],
    read_steps: StepsReader,
) -> tuple[Step, ...]:
    """Return the steps inside a repeat; those that need the value of an entry once for each, in its round."""
    names = frozenset(name for each in values for name in each)
    library = scope.library
    if not isinstance(node, Items) or not any(uses_values(each, names, library) for each in node.nodes):
        return read_steps(node, _hiding(scope, names))
    steps: list[Step] = []
    for each in node.nodes:
        alone = Items((each,), node.where, node.flow)
        if not uses_values(each, names, library):
            steps += read_steps(alone, _hiding(scope, names))
            continue
        for number, own in enumerate(values, 1):
            inside = replace(scope, values={**scope.values, **own})
            steps += _only_in(read_steps(alone, inside), number, len(values))
    return tuple(steps)


def _hiding(scope: Scope, names: frozenset[str]) -> Scope:
    """Return the scope without values of the names that the list gives anew."""
    return replace(scope, values={name: value for name, value in scope.values.items() if name not in names})


def _only_in(steps: Sequence[Step], number: int, of: int) -> Iterator[Step]:
    """Yield the steps that happen in one round, kept to that round."""
    for step in steps:
        if Round(number, of).happens(step.on):
            yield replace(step, on=RoundSelection((RoundRange(number, number),)))
