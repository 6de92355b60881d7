"""Breath cycles with their cues, and holds with their lines."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from stilte.reader import Fields, Items, Table, Text, Unclear
from stilte.script.durations import PHASES, Count, Exact, Pattern, Phase
from stilte.script.reading.faults import checked_fields, cue_as_text, list_as_line, suspect_pieces
from stilte.script.reading.grammar import CUE_KEYS, DURING_KEYS
from stilte.script.reading.rounds import read_on
from stilte.script.reading.scope import NOTHING, line_of, rebound
from stilte.script.routine import Breathe, BreathSound, Counting, Cue, During, Hold
from stilte.script.times import (
    cycles,
    ends_s,
    hold_length,
    pattern,
    seconds_of_phase,
    signed_s,
    sound_pattern,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stilte.reader import Node
    from stilte.script.durations import Duration
    from stilte.script.line import Line
    from stilte.script.reading.scope import Scope
    from stilte.script.routine import On

COUNTING = ("up", "down")
BREATH_SOUNDS = ("none", "breath", "tone")
SILENT = "silent"


def read_breathe(fields: Fields, scope: Scope, on: On | None) -> Breathe:
    """Return breath cycles; the pattern is the step's own or the routine's."""
    breath = read_pattern(fields, scope.measure.pattern)
    count = fields.read(
        "breathe",
        lambda text: cycles(text, breath.cycle_s, replace(scope.measure, pattern=breath)),
        Count(1, 1),
    )
    sound = fields.choice("sound", BREATH_SOUNDS, "none")
    counting = fields.choice("count", COUNTING, None)
    inner = replace(
        scope.inside(fields),
        rounds=count,
        guards=(),
        places=rebound(scope.places, ("n", "left")),
    )
    return Breathe(
        count,
        breath,
        tuple(_cues(fields, breath, inner)),
        cast("Counting | None", counting),
        cast("BreathSound", sound),
        inner.delivery,
        fields.at,
        on,
    )


def read_pattern(fields: Fields, default: Pattern) -> Pattern:
    """Return the `breath` of a step or a script, written as numbers, a name or a mapping of phases."""
    node = fields.node("breath")
    if not isinstance(node, Table):
        return fields.read("breath", pattern, default)
    inner = checked_fields(node, fields.report, PHASES, "a breath")
    lengths = [inner.read(phase, seconds_of_phase, 1.0) if phase in inner else 0.0 for phase in PHASES]
    if not {"in", "out"} <= set(inner.values):
        message = "A breath needs an `in` and an `out`."
        fields.report.error(node.where, message, "Write {in: 4, hold: 0, out: 6, rest: 0}.")
        return default
    return fields.report.attempt(
        node.where, lambda: sound_pattern(Pattern(*lengths), "written here"), default
    )


def _cues(fields: Fields, breath: Pattern, scope: Scope) -> Iterator[Cue]:
    node = fields.node("say")
    match node:
        case Table():
            yield _cue(node, breath, scope)
        case Items(nodes=nodes):
            for entry in nodes:
                yield from _cue_entry(entry, breath, scope)
        case Text():
            cue_as_text(node, scope.report)


def _cue_entry(entry: Node, breath: Pattern, scope: Scope) -> Iterator[Cue]:
    match entry:
        case Table():
            yield _cue(entry, breath, scope)
        case Text(value=value) if value.strip() == SILENT:
            yield Cue((), entry.where)
        case Text():
            cue_as_text(entry, scope.report)
        case Items():
            list_as_line(entry, scope.report)


def _cue(node: Table, breath: Pattern, scope: Scope) -> Cue:
    fields = checked_fields(node, scope.report, CUE_KEYS, "a cue")
    lasting = dict(breath.phases())
    lines: list[tuple[Phase, Line]] = []
    for phase in PHASES:
        if phase in fields and phase not in lasting:
            message = f"This breath has no `{phase}`: the phase lasts 0 s, so nothing can be said in it."
            scope.report.error(
                fields.where(phase), message, "Leave the cue out, or give the phase a length in `breath`."
            )
        elif phase in fields:
            lines.append((phase, fields.read(phase, lambda text: _cue_line(text, scope), NOTHING)))
    on = read_on(fields, scope.rounds)
    if not lines and not any(phase in fields for phase in PHASES) and fields.values:
        scope.report.error(
            node.where, "This cue says nothing.", "Write `in: …` or `out: …` in it, or `- silent`."
        )
    return Cue(tuple(lines), node.where, on)


def _cue_line(text: str, scope: Scope) -> Line:
    if text.strip() == SILENT:
        raise Unclear(
            "'silent' would be spoken here.", "Leave this phase out, or write `- silent` for a whole breath."
        )
    return scope.cue(text, "A cue")


def read_hold(fields: Fields, scope: Scope, on: On | None) -> Hold:
    """Return a hold, with the line that opens it and those along the way."""
    length = fields.read("hold", lambda text: hold_length(text, scope.measure), Exact(0))
    inner = scope.inside(fields)
    opening = fields.read("say", lambda text: inner.cue(text, "The line that opens a hold"), None)
    counting = cast("Counting | None", fields.choice("count", COUNTING, None))
    during = tuple(_during(fields, length, inner))
    return Hold(length, opening, during, counting, inner.delivery, fields.at, on)


def _during(fields: Fields, length: Duration, scope: Scope) -> Iterator[During]:
    node = fields.node("during")
    if isinstance(node, Items):
        suspect_pieces(node, scope.report)
        for entry in node.nodes:
            yield from _during_line(entry, length, scope)
    elif node is not None:
        message = "`during` is a list of lines, each after a dash of its own."
        scope.report.error(node.where, message, "Write `during:`, and on the next line `- …`.")


def _during_line(entry: Node, length: Duration, scope: Scope) -> Iterator[During]:
    match entry:
        case Items():
            list_as_line(entry, scope.report)
        case Text():
            fields = Fields({"say": entry}, entry.where, scope.report, "a line of `during`")
            yield _during_say(fields, None, scope)
        case Table():
            fields = checked_fields(entry, scope.report, DURING_KEYS, "a line of `during`")
            if "say" not in fields and fields.values:
                scope.report.error(entry.where, "This line of `during` has no words.", "Add `say: …`.")
            yield _during_say(fields, fields.read("at", lambda text: _at_s(text, length, scope), None), scope)


def _during_say(fields: Fields, at_s: float | None, scope: Scope) -> During:
    node = fields.node("say")
    line = NOTHING
    if isinstance(node, Text):
        line, trailing = line_of(node, scope)
        if trailing is not None:
            message = f"A line inside a hold has no pause: <{trailing}> at its end goes nowhere."
            scope.report.error(node.where, message, "Leave it out; `at` says when the next line begins.")
    elif node is not None:
        list_as_line(node, scope.report)
    on = read_on(fields, scope.rounds, scope.guards)
    return During(line, at_s, scope.delivered(fields, ramp=True), fields.at, on)


def _at_s(text: str, length: Duration, scope: Scope) -> float:
    at_s = signed_s(text, scope.measure)
    least_s, _ = ends_s(length)
    if abs(at_s) > least_s:
        raise Unclear(
            f"`at: {text}` lies outside the hold, which lasts {least_s:g} s.", "Choose a moment within it."
        )
    return at_s
