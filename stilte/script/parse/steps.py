"""Steps: a string or a mapping with one verb."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from stilte.messages import tr
from stilte.reader import Fields, Items, Table, Text, Unreadable
from stilte.reader.times import number
from stilte.script.durations import Exact
from stilte.script.parse.bare_commands import refuse_bare_command
from stilte.script.parse.breathing import read_breathe
from stilte.script.parse.holds import read_hold
from stilte.script.parse.mistakes import choose_verb, list_as_step, steps_as_text
from stilte.script.parse.parse_warnings import warn_of_split_sentence
from stilte.script.parse.quantities import exact_s, hold_length, pause_length
from stilte.script.parse.ramps import is_ramp, read_duration
from stilte.script.parse.repeats import read_include, read_repeat
from stilte.script.parse.rounds import read_on
from stilte.script.parse.scope import LEVELS_DB, NOTHING, line_of
from stilte.script.parse.sounds import DEFAULT_BELL, read_bell, read_play, read_side
from stilte.script.routine import Chapter, Music, Note, Pause, Say

if TYPE_CHECKING:
    from collections.abc import Callable

    from stilte.reader import Node
    from stilte.script.parse.scope import Scope
    from stilte.script.round_selection import RoundSelection
    from stilte.script.routine import Step

__all__ = ["DEFAULT_BELL", "read_steps"]

DEFAULT_OVER_S = 6.0
MOST_DEPTH = 30


def read_steps(node: Node | None, scope: Scope) -> tuple[Step, ...]:
    """Return the steps of a list, in order; what cannot be read is reported and left out."""
    match node:
        case Items() if scope.depth > MOST_DEPTH:
            message = tr(
                "Repeats and includes are nested more than {most} deep here.",
                most=MOST_DEPTH,
            )
            scope.report.error(node.where, message, tr("Nest fewer of them."))
        case Items(nodes=()):
            scope.report.error(
                node.where, tr("There are no steps here."), tr("Write at least one, after a dash.")
            )
        case Items(nodes=nodes):
            warn_of_split_sentence(node, scope.report)
            return tuple(step for each in nodes for step in _read_step(each, scope))
        case Text() | Table():
            steps_as_text(node, scope.report)
    return ()


def _read_step(node: Node, scope: Scope) -> tuple[Step, ...]:
    if not scope.library.room_for_step(node.where):
        return ()
    match node:
        case Text():
            return (_line_step(node, scope),)
        case Items():
            list_as_step(node, scope.report)
            return ()
        case Table():
            chosen = choose_verb(node, scope.report)
            if chosen is None:
                return ()
            verb, fields = chosen
            return _verb_step(verb, scope.filled(fields), scope) if scope.keeps(fields) else ()


def _line_step(node: Text, scope: Scope) -> Say:
    refuse_bare_command(node, scope.report)
    line, trailing = line_of(node, scope)
    fields = Fields({}, node.where, scope.report, tr("a line"))
    after = scope.after(fields, trailing, node.where)
    return Say(line, scope.delivery, after, node.where, usual=scope.usual)


def _verb_step(verb: str, fields: Fields, scope: Scope) -> tuple[Step, ...]:
    on = read_on(fields, scope.rounds, scope.guards)
    match verb:
        case "repeat":
            return (read_repeat(fields, scope, on, read_steps),)
        case "include":
            return read_include(fields, scope, on, read_steps)
    return (_READERS[verb](fields, scope, on),)


def _say(fields: Fields, scope: Scope, on: RoundSelection | None) -> Say:
    line, trailing = fields.read("say", scope.line, (NOTHING, None))
    after = scope.after(fields, trailing, fields.at)
    delivery = replace(scope.delivered(fields, scope.innermost), side=read_side(fields))
    return Say(line, delivery, after, fields.at, on, scope.usual)


def _pause(fields: Fields, scope: Scope, on: RoundSelection | None) -> Pause:
    length = read_duration(fields, "pause", scope.innermost, scope.measure, pause_length)
    return Pause(length or Exact(0), fields.at, on=on)


def _silence(fields: Fields, scope: Scope, on: RoundSelection | None) -> Pause:
    if is_ramp(fields, "silence"):
        length = read_duration(fields, "silence", scope.innermost, scope.measure, hold_length)
        return Pause(length or Exact(0), fields.at, silence=True, on=on)
    length_s = fields.read("silence", lambda text: exact_s(text, scope.measure), 0.0)
    return Pause(Exact(length_s), fields.at, silence=True, on=on)


def _chapter(fields: Fields, scope: Scope, on: RoundSelection | None) -> Chapter:
    return Chapter(
        fields.read("chapter", lambda text: scope.plain(text, tr("A title")), NOTHING), fields.at, on
    )


def _note(fields: Fields, scope: Scope, on: RoundSelection | None) -> Note:
    return Note(fields.read("note", lambda text: scope.plain(text, tr("A note")), NOTHING), fields.at, on)


def _music(fields: Fields, scope: Scope, on: RoundSelection | None) -> Music:
    bed, level_db = fields.read("music", lambda text: _bed_or_level(text, scope), (None, 0.0))
    over_s = fields.read("over", lambda text: exact_s(text, scope.measure), DEFAULT_OVER_S)
    return Music(bed, level_db, over_s, fields.at, on)


_READERS: dict[str, Callable[[Fields, Scope, RoundSelection | None], Step]] = {
    "say": _say,
    "pause": _pause,
    "silence": _silence,
    "breathe": read_breathe,
    "hold": read_hold,
    "chapter": _chapter,
    "bell": read_bell,
    "sound": read_play,
    "music": _music,
    "note": _note,
}


def _bed_or_level(text: str, scope: Scope) -> tuple[str | None, float | None]:
    try:
        level_db = number(text)
    except Unreadable:
        if text.strip()[:1] in "-+–−" and text.strip() not in scope.environment.beds:
            raise
        return scope.environment.bed(text), None
    if not LEVELS_DB[0] <= level_db <= LEVELS_DB[1]:
        raise Unreadable(
            tr("A level of {level} dB is out of range.", level=level_db),
            tr("Write a number from -60 to 20."),
        )
    return None, level_db
