"""What is said in the parts of a breath, cycle by cycle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stilte.messages import plural, tr
from stilte.reader import Fields, Items, Table, Text, Unreadable
from stilte.reader.misread_text import as_sentence
from stilte.script.durations import PHASES, Pattern, Phase
from stilte.script.line import Line
from stilte.script.parse.grammar import CUE_KEYS
from stilte.script.parse.mistakes import checked_fields, cue_as_text, list_as_line
from stilte.script.parse.parse_warnings import warn_of_count_in_cue, warn_of_split_cue
from stilte.script.parse.rounds import read_on
from stilte.script.parse.scope import NOTHING
from stilte.script.routine import Cue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stilte.reader import Node
    from stilte.script.parse.scope import Scope

SILENT = "silent"


def read_cues(fields: Fields, breaths: tuple[Pattern, ...], scope: Scope) -> Iterator[Cue]:
    """Yield the cues of a breath, in the order written."""
    node = fields.node("say")
    match node:
        case Table():
            yield from _cue(node, breaths, scope)
        case Items(nodes=nodes):
            warn_of_split_cue(nodes, scope.report)
            for entry in nodes:
                yield from _cue_entry(entry, breaths, scope)
        case Text():
            cue_as_text(node, scope.report)


def _cue_entry(entry: Node, breaths: tuple[Pattern, ...], scope: Scope) -> Iterator[Cue]:
    match entry:
        case Table():
            yield from _cue(entry, breaths, scope)
        case Text(value=value) if value.strip() == SILENT:
            yield Cue((), entry.where)
        case Text():
            cue_as_text(entry, scope.report)
        case Items():
            list_as_line(entry, scope.report)


def _cue(node: Table, breaths: tuple[Pattern, ...], scope: Scope) -> Iterator[Cue]:
    fields = scope.filled(checked_fields(node, scope.report, CUE_KEYS, tr("a cue")), cue=True)
    if not scope.keeps(fields):
        return
    lasting = [
        phase for phase, _ in breaths[0].phases() if all(phase in dict(one.phases()) for one in breaths)
    ]
    lines: list[tuple[Phase, Line]] = []
    for phase in PHASES:
        if phase in fields and phase not in lasting:
            message = tr(
                "This breath has no `{phase}`: the phase lasts 0 s, so nothing can be said in it.",
                phase=phase,
            )
            scope.report.error(
                fields.where(phase), message, tr("Leave the cue out, or give the phase a length in `breath`.")
            )
        elif phase in fields:
            lines += [(phase, line) for line in _lines_of_phase(fields, phase, lasting.count(phase), scope)]
    for _, line in lines:
        warn_of_count_in_cue(node.where, line, scope.rounds, scope.report)
    on = read_on(fields, scope.rounds)
    if not lines and not any(phase in fields for phase in PHASES):
        scope.report.error(
            node.where, tr("This cue says nothing."), tr("Write `in: …` or `out: …` in it, or `- silent`.")
        )
    yield Cue(tuple(lines), node.where, on)


def _lines_of_phase(fields: Fields, phase: Phase, many: int, scope: Scope) -> Iterator[Line]:
    """Yield what is said in the parts of one kind: one line, or a list with one for each part."""
    node = fields.node(phase)
    if not isinstance(node, Items):
        yield fields.read(phase, lambda text: _cue_line(text, scope), NOTHING)
        return
    if len(node.nodes) > many:
        message = plural(
            "There are {cues} cues for `{phase}`, which occurs once in this breath.",
            "There are {cues} cues for `{phase}`, which occurs {n} times in this breath.",
            n=many,
            cues=len(node.nodes),
            phase=phase,
        )
        cure = (
            as_sentence(node)
            if many == 1 and node.flow
            else tr("Write at most {n}, one for each part.", n=many)
        )
        scope.report.error(node.where, message, cure)
        return
    for each in node.nodes:
        if isinstance(each, Text) and each.value.strip() == SILENT:
            yield Line(())
        elif isinstance(each, Text):
            yield fields.scalar(phase, each, lambda text: _cue_line(text, scope)) or NOTHING
        else:
            list_as_line(each, scope.report)


def _cue_line(text: str, scope: Scope) -> Line:
    if text.strip() == SILENT:
        raise Unreadable(
            tr("'silent' would be spoken here."),
            tr("Leave this phase out, or write `- silent` for a whole breath."),
        )
    return scope.cue(text, tr("A cue"))
