"""Steps: a string or a mapping with one verb."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stilte.reader import Fields, Items, Table, Text, Unclear
from stilte.reader.times import number
from stilte.script.durations import Exact
from stilte.script.reading.breathing import read_breathe, read_hold
from stilte.script.reading.faults import (
    choose_verb,
    list_as_step,
    steps_as_text,
    suspect_line,
    suspect_pieces,
)
from stilte.script.reading.loops import read_include, read_repeat
from stilte.script.reading.rounds import read_on
from stilte.script.reading.scope import LEVELS_DB, NOTHING, line_of
from stilte.script.routine import Bell, Chapter, Music, Note, Pause, Play, Say
from stilte.script.times import count, exact_s, pause_length

if TYPE_CHECKING:
    from collections.abc import Callable

    from stilte.reader import Node
    from stilte.script.reading.scope import Scope
    from stilte.script.routine import On, Step

DEFAULT_BELL = "bowl"
DEFAULT_OVER_S = 6.0
MOST_STRIKES = 108
MOST_DEPTH = 30


def read_steps(node: Node | None, scope: Scope) -> tuple[Step, ...]:
    """Return the steps of a list, in order; what cannot be read is reported and left out."""
    match node:
        case Items() if scope.depth > MOST_DEPTH:
            message = f"Here repeats and includes stand more than {MOST_DEPTH} deep in each other."
            scope.report.error(node.where, message, "Write fewer of them inside each other.")
        case Items(nodes=()):
            scope.report.error(node.where, "Here are no steps.", "Write at least one, after a dash.")
        case Items(nodes=nodes):
            suspect_pieces(node, scope.report)
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
            return () if chosen is None else _verb_step(*chosen, scope)


def _line_step(node: Text, scope: Scope) -> Say:
    suspect_line(node, scope.report)
    line, trailing = line_of(node, scope)
    fields = Fields({}, node.where, scope.report, "a line")
    return Say(line, scope.delivery, scope.after(fields, trailing, node.where), node.where)


def _verb_step(verb: str, fields: Fields, scope: Scope) -> tuple[Step, ...]:
    on = read_on(fields, scope.rounds, scope.guards)
    match verb:
        case "repeat":
            return (read_repeat(fields, scope, on, read_steps),)
        case "include":
            return read_include(fields, scope, on, read_steps)
    return (_READERS[verb](fields, scope, on),)


def _say(fields: Fields, scope: Scope, on: On | None) -> Say:
    line, trailing = fields.read("say", scope.line, (NOTHING, None))
    after = scope.after(fields, trailing, fields.at)
    return Say(line, scope.delivered(fields, ramp=True), after, fields.at, on)


def _pause(fields: Fields, scope: Scope, on: On | None) -> Pause:
    length = fields.read("pause", lambda text: pause_length(text, scope.measure), Exact(0))
    return Pause(length, fields.at, on=on)


def _silence(fields: Fields, scope: Scope, on: On | None) -> Pause:
    length_s = fields.read("silence", lambda text: exact_s(text, scope.measure), 0.0)
    return Pause(Exact(length_s), fields.at, silence=True, on=on)


def _chapter(fields: Fields, scope: Scope, on: On | None) -> Chapter:
    return Chapter(fields.read("chapter", lambda text: scope.plain(text, "A title"), NOTHING), fields.at, on)


def _note(fields: Fields, scope: Scope, on: On | None) -> Note:
    return Note(fields.read("note", lambda text: scope.plain(text, "A note"), NOTHING), fields.at, on)


def _bell(fields: Fields, scope: Scope, on: On | None) -> Bell:
    strikes = fields.read("bell", lambda text: _strikes(text, scope), 1)
    sound = fields.read("sound", scope.shelf.sound, DEFAULT_BELL)
    after = scope.after(fields, None, fields.at)
    return Bell(strikes, sound, scope.level_db(fields, ramp=True), after, fields.at, on)


def _sound(fields: Fields, scope: Scope, on: On | None) -> Play:
    sound = fields.read("sound", scope.shelf.sound, "")
    return Play(sound, scope.level_db(fields, ramp=True), scope.after(fields, None, fields.at), fields.at, on)


def _music(fields: Fields, scope: Scope, on: On | None) -> Music:
    bed, level_db = fields.read("music", lambda text: _bed_or_level(text, scope), (None, 0.0))
    over_s = fields.read("over", lambda text: exact_s(text, scope.measure), DEFAULT_OVER_S)
    return Music(bed, level_db, over_s, fields.at, on)


_READERS: dict[str, Callable[[Fields, Scope, On | None], Step]] = {
    "say": _say,
    "pause": _pause,
    "silence": _silence,
    "breathe": read_breathe,
    "hold": read_hold,
    "chapter": _chapter,
    "bell": _bell,
    "sound": _sound,
    "music": _music,
    "note": _note,
}


def _strikes(text: str, scope: Scope) -> int:
    found = count(text, scope.measure)
    if found.low != found.high:
        raise Unclear(f"'{text}' is a range; a bell is struck a fixed number of times.", "Write one number.")
    if found.low > MOST_STRIKES:
        raise Unclear(f"{found.low} strikes are too many.", f"Write at most {MOST_STRIKES}.")
    return found.low


def _bed_or_level(text: str, scope: Scope) -> tuple[str | None, float | None]:
    try:
        level_db = number(text)
    except Unclear:
        return scope.shelf.bed(text), None
    if not LEVELS_DB[0] <= level_db <= LEVELS_DB[1]:
        raise Unclear(f"A level of {level_db:g} dB is out of range.", "Write a number from -60 to 20.")
    return None, level_db
