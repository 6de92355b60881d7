"""Parsing holds, with the lines and sounds during them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from stilte.messages import tr
from stilte.reader import Fields, Items, Table, Text, Unreadable
from stilte.script.durations import Exact
from stilte.script.parse.bare_commands import refuse_command_in_hold
from stilte.script.parse.grammar import CHOICES, DURING_KEYS
from stilte.script.parse.mistakes import checked_fields, list_as_line
from stilte.script.parse.parse_warnings import warn_of_split_sentence
from stilte.script.parse.quantities import Measure, ends_s, hold_length, signed_s
from stilte.script.parse.ramps import read_duration
from stilte.script.parse.rounds import read_on
from stilte.script.parse.scope import NOTHING, line_of
from stilte.script.parse.sounds import THE_HOLD, check_inside, read_overlay, read_side
from stilte.script.routine import Counting, During, Hold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stilte.reader import Node
    from stilte.script.durations import Duration
    from stilte.script.overlay import Overlay
    from stilte.script.parse.scope import Scope
    from stilte.script.round_selection import RoundSelection

WORDY = re.compile(r"[^\W\d]{2,}\s+[^\W\d]{2,}")


def read_hold(fields: Fields, scope: Scope, on: RoundSelection | None) -> Hold:
    """Return a hold, with the line that opens it and those along the way."""
    length = read_duration(fields, "hold", scope.innermost, scope.measure, _hold_length)
    inner = scope.inside(fields)
    opening = fields.read("say", lambda text: inner.cue(text, tr("The line that opens a hold")), None)
    counting = cast("Counting | None", fields.choice("count", CHOICES["count"], None))
    lines: list[During] = []
    least_s = None if length is None else ends_s(length)[0]
    over = tuple(_during(fields, least_s, inner, lines))
    return Hold(length or Exact(0), opening, tuple(lines), counting, inner.delivery, fields.at, on, over)


def _hold_length(text: str, measure: Measure) -> Duration:
    try:
        return hold_length(text, measure)
    except Unreadable:
        if not WORDY.search(text):
            raise
        message = tr("'{text}' is not a time: a track lasts as long for everyone who listens.", text=text)
        cure = tr("Say a longer hold, as `hold: 60`, and tell listeners to come back sooner if they need.")
        raise Unreadable(message, cure) from None


def _during(fields: Fields, least_s: float | None, scope: Scope, lines: list[During]) -> Iterator[Overlay]:
    """Add the lines along the way to `lines`, and yield the bells and sounds among them."""
    node = fields.node("during")
    if not isinstance(node, Items):
        if node is not None:
            message = tr("`during` is a list of lines, each after a dash of its own.")
            scope.report.error(node.where, message, tr("Write `during:`, and on the next line `- …`."))
        return
    warn_of_split_sentence(node, scope.report)
    for entry in node.nodes:
        keys = {key.value for key, _ in entry.pairs} if isinstance(entry, Table) else set()
        if isinstance(entry, Table) and "say" not in keys and keys & {"bell", "sound"}:
            made = read_overlay(entry, least_s, THE_HOLD, scope, len(lines), loose=True)
            if made is not None:
                yield made
        else:
            lines += _during_line(entry, least_s, scope)


def _during_line(entry: Node, least_s: float | None, scope: Scope) -> Iterator[During]:
    match entry:
        case Items():
            list_as_line(entry, scope.report)
        case Text():
            refuse_command_in_hold(entry, scope.report)
            fields = Fields({"say": entry}, entry.where, scope.report, tr("a line of `during`"))
            yield _during_say(fields, None, scope)
        case Table():
            fields = scope.filled(checked_fields(entry, scope.report, DURING_KEYS, tr("a line of `during`")))
            if not scope.keeps(fields):
                return
            if "say" not in fields and fields.values:
                scope.report.error(
                    entry.where, tr("This line of `during` has no words."), tr("Add `say: …`.")
                )
            yield _during_say(
                fields, fields.read("at", lambda text: _at_s(text, least_s, scope), None), scope
            )


def _during_say(fields: Fields, at_s: float | None, scope: Scope) -> During:
    node = fields.node("say")
    line = NOTHING
    if isinstance(node, Text):
        line, trailing = line_of(node, scope)
        if trailing is not None:
            message = tr(
                "A line inside a hold has no pause: <{quiet}> at its end has no effect.", quiet=trailing
            )
            scope.report.error(node.where, message, tr("Leave it out; `at` says when the next line begins."))
    elif node is not None:
        list_as_line(node, scope.report)
    on = read_on(fields, scope.rounds, scope.guards)
    delivery = replace(scope.delivered(fields, scope.innermost), side=read_side(fields))
    return During(line, at_s, delivery, fields.at, on)


def _at_s(text: str, least_s: float | None, scope: Scope) -> float:
    at_s = signed_s(text, scope.measure)
    check_inside(text, at_s, least_s, THE_HOLD)
    return at_s
