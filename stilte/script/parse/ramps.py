"""`[first, last]`: a value that goes in equal steps from the first round to the last."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from stilte.messages import plural, sentences, tr
from stilte.reader import Items, Text, Unreadable
from stilte.reader.nodes import describe
from stilte.script.durations import Breaths, DurationRamp, Ramp
from stilte.script.parse.quantities import ends_s, hold_length

if TYPE_CHECKING:
    from collections.abc import Callable

    from stilte.reader import Fields, Node
    from stilte.script.durations import Count, Duration, Elastic, Exact
    from stilte.script.parse.quantities import Measure

T = TypeVar("T")
_TWO = 2
_RANGE = re.compile(r"([0-9][\w.:]*)\s*(?:-|–|→|\.\.+|to|tot|bis|à)\s*([0-9][\w.:]*)")
"""A first and a last value, as people write them without a comma."""


@dataclass(frozen=True, slots=True)
class Over:
    """What a value goes over: the rounds of a repeat, or the breaths of a `breathe`; None for neither.

    `depth` as in `Ramp`; `breaths` tells whether they are breaths.
    """

    rounds: Count | None
    depth: int
    breaths: bool = False


def is_ramp(fields: Fields, key: str) -> bool:
    """Tell whether `[first, last]` was written, or at least a list."""
    return isinstance(fields.node(key), Items)


def read_ends(fields: Fields, key: str, over: Over, reader: Callable[[str], T]) -> tuple[T, T] | None:
    """Return the first and the last value of a list of two; None, reported, where it is something else."""
    node = fields.node(key)
    if not isinstance(node, Items):
        return None
    if len(node.nodes) != _TWO:
        many = len(node.nodes)
        message = plural(
            "`{key}: […]` goes from a first value to a last one; there is {n} here.",
            "`{key}: […]` goes from a first value to a last one; there are {n} here.",
            n=many,
            key=key,
        )
        cure = tr("Write `{key}: [first, last]`.", key=key)
        if key == "breath" and many > _TWO:
            quotes = tr('Put quotes around each: `breath: ["in 2, in 1, out 6", "in 3, in 2, out 7"]`.')
            cure = sentences(cure, quotes)
        elif (
            many == 1
            and isinstance(only := node.nodes[0], Text)
            and (ends := _RANGE.fullmatch(only.value.strip()))
        ):
            cure = tr("Write `{key}: [{first}, {last}]`.", key=key, first=ends[1], last=ends[2])
        fields.report.error(node.where, message, cure)
        return None
    if not _has_rounds(fields, key, over):
        return None
    found = [_one(fields, key, each, reader) for each in node.nodes]
    return None if found[0] is None or found[1] is None else (found[0], found[1])


def _one(fields: Fields, key: str, node: Node, reader: Callable[[str], T]) -> T | None:
    if isinstance(node, Text):
        return fields.scalar(key, node, reader)
    message = tr(
        "`{key}: […]` contains two values, and one of them is {found}.", key=key, found=describe(node)
    )
    fields.report.error(fields.where(key), message, tr("Write `{key}: [first, last]`.", key=key))
    return None


def _has_rounds(fields: Fields, key: str, over: Over) -> bool:
    """Report a value that has no rounds to go over."""
    where = fields.where(key)
    if over.rounds is None:
        message = tr(
            "`{key}: [first, last]` changes from round to round, and this step is not inside a `repeat`.",
            key=key,
        )
        fields.report.error(
            where, message, tr("Write one value, as `{key}: …`, or put it inside a `repeat`.", key=key)
        )
        return False
    if over.rounds.high < _TWO:
        breaths = tr(
            "`{key}: [first, last]` needs at least two breaths to go over, and there is one.", key=key
        )
        rounds = tr("`{key}: [first, last]` needs at least two rounds to go over, and there is one.", key=key)
        message = breaths if over.breaths else rounds
        fields.report.error(where, message, tr("Write one value, as `{key}: …`, or a higher count.", key=key))
        return False
    return True


def read_number_ramp(
    fields: Fields, key: str, over: Over, reader: Callable[[str], float], default: float | Ramp
) -> float | Ramp:
    """Return a number, one that goes from first to last, or the default."""
    if not is_ramp(fields, key):
        return fields.read(key, reader, default)
    ends = read_ends(fields, key, over, reader)
    return default if ends is None else Ramp(*ends, over.depth)


def read_duration(
    fields: Fields,
    key: str,
    over: Over,
    measure: Measure,
    reader: Callable[[str, Measure], Duration] = hold_length,
) -> Duration | None:
    """Return a time, or one that goes from first to last; None where there is none or it cannot be read."""
    if not is_ramp(fields, key):
        return fields.read(key, lambda text: reader(text, measure), None)
    ends = read_ends(fields, key, over, lambda text: _end(text, measure, reader))
    return None if ends is None else DurationRamp(*ends, over.depth)


def _end(text: str, measure: Measure, reader: Callable[[str, Measure], Duration]) -> Exact | Elastic:
    low_s, high_s = ends_s(hold_length(text, measure))
    if low_s != high_s:
        raise Unreadable(
            tr("'{text}' is a range where a single time is expected.", text=text),
            tr("Write `[20, 60]`, two times."),
        )
    found = reader(f"{low_s:.12g}" if isinstance(hold_length(text, measure), Breaths) else text, measure)
    if isinstance(found, Breaths | DurationRamp):
        raise Unreadable(
            tr("'{text}' cannot go from a first to a last value.", text=text), tr("Write seconds.")
        )
    return found
