"""Repeats and includes: steps that stand in several places, or elsewhere."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from stilte.file_names import without_yaml
from stilte.messages import tr
from stilte.reader import Items, Table, Text, Unreadable
from stilte.reader.times import refuse_curly
from stilte.script.durations import Count, Ramp
from stilte.script.parse.breathing import UNREAD, read_breath
from stilte.script.parse.marks_as_values import whole_mark
from stilte.script.parse.parse_warnings import ROUND_MARKS
from stilte.script.parse.quantities import after_length, cycles, exact_s, pause_length
from stilte.script.parse.ramps import Over, is_ramp, read_duration, read_number_ramp
from stilte.script.parse.repeat_entries import KEY, RESERVED, read_entries, read_key, read_value
from stilte.script.parse.repeat_values import given_values, read_rounds, values_of
from stilte.script.parse.scope import rebound
from stilte.script.routine import Entry, Group, Repeat

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from stilte.reader import Fields, Node
    from stilte.script.durations import After
    from stilte.script.parse.marks import Part
    from stilte.script.parse.scope import Scope
    from stilte.script.round_selection import RoundSelection
    from stilte.script.routine import Step

    StepsReader = Callable[[Node | None, Scope], tuple[Step, ...]]
    Places = Mapping[str, tuple[Part, ...]]

_WORDS = re.compile(r"[^\W\d][^,]*(?:\s*,\s*[^\W\d][^,]*|\s+(?:and|en|und|et|y)\s+[^\W\d][^,]*)+")
TIMED = re.compile(r"^[0-9]")
_PLAIN_COUNT = re.compile(r"[\s0-9–−-]+")


def read_repeat(fields: Fields, scope: Scope, on: RoundSelection | None, read_steps: StepsReader) -> Repeat:
    """Return a repeat with its steps read in the scope of its rounds."""
    rounds, count, every = _rounds_and_beat(fields, scope)
    over = Over(count, scope.repeats)
    name = _name_of_round(fields, scope, rounds)
    inner = replace(
        _set_for_all(scope.inside(fields, over), fields, over),
        rounds=count,
        guards=(),
        places=_inside(scope.places, rounds, name),
        depth=scope.depth + 1,
        repeats=scope.repeats + 1,
    )
    if every is not None:
        if "pause" in fields:
            message = tr(
                "With `every`, the quiet after a round is the time that is left of it, so `pause` cannot "
                "be used."
            )
            fields.report.error(fields.where("pause"), message, tr("Keep `every` or `pause`."))
        inner = replace(inner, measure=replace(inner.measure, fixed=True))
    if "steps" not in fields:
        fields.report.error(
            fields.at, tr("This `repeat` has no `steps`."), tr("Write `steps:` under it, with a list.")
        )
    steps = read_rounds(fields.node("steps"), inner, values_of(fields.node("repeat"), scope), read_steps)
    given = inner.delivery if inner.delivery != scope.delivery else None
    every_s = every.first if isinstance(every, Ramp) else every
    every_ramp = every if isinstance(every, Ramp) else None
    breath = inner.measure.breath if "breath" in fields else None
    pause = inner.usual if "pause" in fields else None
    return Repeat(rounds, steps, every_s, fields.at, on, every_ramp, name, breath, pause, given)


def _rounds_and_beat(
    fields: Fields, scope: Scope
) -> tuple[Count | tuple[Entry, ...], Count, float | Ramp | None]:
    """Return the rounds, how many they are, and how long each lasts."""
    growing = is_ramp(fields, "every")
    every = None if growing else fields.read("every", lambda text: _beat_s(text, scope), None)
    node = fields.node("repeat")
    rounds: Count | tuple[Entry, ...]
    if isinstance(node, Items):
        rounds = read_entries(node, scope)
        count = Count(max(1, len(rounds)), max(1, len(rounds)))
    elif isinstance(node, Table):
        message = tr("`repeat` takes a count or a list, not one entry by itself.")
        fields.report.error(
            node.where, message, tr("Write its entries under it, each after a dash: `- {…}`.")
        )
        rounds = count = Count(1, 1)
    else:
        rounds = count = fields.read(
            "repeat", lambda text: _rounds(text, every, fields, scope, growing=growing), UNREAD
        )
    if growing:
        over = Over(count, scope.repeats)
        return rounds, count, read_number_ramp(fields, "every", over, lambda text: _beat_s(text, scope), 1.0)
    return rounds, count, every


def _name_of_round(fields: Fields, scope: Scope, rounds: Count | tuple[Entry, ...]) -> str | None:
    """Return the name that `as` gives to the number of the round."""
    node = fields.node("as")
    name = fields.name("as")
    if node is None or name is None or not isinstance(node, Text):
        return None
    bare = whole_mark(name) or name
    own = {key for entry in rounds for key, _ in entry.values} if isinstance(rounds, tuple) else set()
    taken = bare in RESERVED or bare == "countdown" or bare in scope.places or bare in own
    if taken:
        message = tr("`as: {name}`: the name is taken, <{name}> has a meaning here already.", name=bare)
        scope.report.error(node.where, message, tr("Choose another name, as `as: round`."))
        return None
    if not KEY.fullmatch(bare) or bare != name:
        message = tr("'{name}' cannot be the name of a mark.", name=name)
        scope.report.error(
            node.where, message, tr("Write one word of letters, as `as: round`, and <round> in a line.")
        )
        return None
    return bare


def _set_for_all(scope: Scope, fields: Fields, over: Over) -> Scope:
    """Return the scope with the `breath` and the `pause` that hold for everything inside a step."""
    measure = scope.measure.breathing(read_breath(fields, scope.measure.breath, over))
    usual: After | None
    if is_ramp(fields, "pause"):
        usual = read_duration(fields, "pause", over, measure, pause_length)
    else:
        usual = fields.read("pause", lambda text: after_length(text, measure), None)
    return replace(scope, measure=measure, usual=usual or scope.usual)


def read_include(
    fields: Fields, scope: Scope, on: RoundSelection | None, read_steps: StepsReader
) -> tuple[Step, ...]:
    """Return the steps of another file as if they stood here; with an `on`, as one group."""
    name = fields.read("include", _include_name, None)
    inner = _set_for_all(scope.inside(fields), fields, scope.innermost)
    inner = replace(
        inner,
        included=fields.where("include"),
        places={**scope.places, **_given(fields, scope)},
        values={**scope.values, **given_values(fields.node("with"), scope.values)},
    )
    if name is None or not _may_open(name, fields, scope):
        return ()
    opened = scope.library.open(name, fields.where("include"))
    if opened is None:
        return ()
    _same_language(opened, scope)
    if "steps" not in opened and opened.values:
        opened.report.error(
            opened.at, tr("This file has no `steps`."), tr("Write `steps:` in it, with a list.")
        )
    guards = (*scope.guards, on) if on is not None else scope.guards
    steps = read_steps(
        opened.node("steps"), replace(inner, guards=guards, files=(*scope.files, name), depth=scope.depth + 1)
    )
    return steps if on is None else (Group(steps, fields.at, on),)


def _beat_s(text: str, scope: Scope) -> float:
    beat_s = exact_s(text, scope.measure)
    if beat_s <= 0:
        raise Unreadable(tr("A round cannot last 0 s."), tr("Write how long each round lasts."))
    return beat_s


def _rounds(
    text: str, every_s: float | None, fields: Fields, scope: Scope, *, growing: bool = False
) -> Count:
    if (listed := _WORDS.fullmatch(text.strip())) and not TIMED.search(text):
        words = ", ".join(re.split(r"\s*,\s*(?:and |en |und )?|\s+(?:and|en|und|et|y)\s+", listed[0]))
        message = tr("'{text}' is neither a count nor a time.", text=text)
        raise Unreadable(message, tr("For a round for each, write a list: `repeat: [{words}]`.", words=words))
    if growing and not _PLAIN_COUNT.fullmatch(text):
        cycles(text, 1.0, scope.measure)
        message = tr(
            "It is not known how many rounds fit into '{text}': `every` changes from round to round.",
            text=text,
        )
        raise Unreadable(message, tr("Write a count, as `repeat: 5`."))
    if every_s is None and not _PLAIN_COUNT.fullmatch(text):
        cycles(text, 1.0, scope.measure)  # first refuse what is not a time
        if "every" not in fields:
            message = tr(
                "'{text}' is a time, and without `every` it is not known how many rounds fit into it.",
                text=text,
            )
            raise Unreadable(message, tr("Add `every: …` with the length of a round, or write a count."))
    return cycles(text, every_s or 1.0, scope.measure)


def _inside(places: Places, rounds: Count | tuple[Entry, ...], name: str | None) -> Places:
    """Return the places inside a repeat; `<item>` is of the nearest list, and one with keys has none."""
    own = (*ROUND_MARKS, name) if name else ROUND_MARKS
    if isinstance(rounds, Count) or not rounds:
        return rebound(places, own)
    if rounds[0].item is not None:
        return rebound(places, (*own, "item"))
    inner = rebound(places, (*own, *(key for key, _ in rounds[0].values)))
    return {name: parts for name, parts in inner.items() if name != "item"}


def _given(fields: Fields, scope: Scope) -> dict[str, tuple[Part, ...]]:
    node = fields.node("with")
    if node is None:
        return {}
    if not isinstance(node, Table):
        message = tr("`with` gives texts to the included file by name.")
        scope.report.error(node.where, message, tr("Write `with: {name: text}`."))
        return {}
    return {read_key(key, scope): read_value(value, scope).parts for key, value in node.pairs}


def _include_name(text: str) -> str:
    refuse_curly(text)
    name = without_yaml(text)
    if "/" in name or "\\" in name or ".." in name:
        raise Unreadable(
            tr("'{text}' is a path; an included file is always in scripts/.", text=text),
            tr("Write its name, as _afsluiting."),
        )
    if not name.startswith("_"):
        raise Unreadable(
            tr("'{name}' does not begin with _.", name=name),
            tr("Only files that begin with _ can be included."),
        )
    return name


def _may_open(name: str, fields: Fields, scope: Scope) -> bool:
    if name not in scope.files:
        return True
    chain = " → ".join((*scope.files[scope.files.index(name) :], name))
    fields.report.error(
        fields.where("include"),
        tr("This include never ends: {chain}.", chain=chain),
        tr("Remove one of them."),
    )
    return False


def _same_language(opened: Fields, scope: Scope) -> None:
    language = opened.name("language", scope.language)
    if language.lower() != scope.language.lower():
        message = tr(
            "This file is in '{language}', the routine that includes it in '{including}'.",
            language=language,
            including=scope.language,
        )
        opened.report.error(opened.where("language"), message, tr("Make a file for each language."))
