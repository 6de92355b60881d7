"""A routine → the values of its script, as an author would write them: the inverse of `load`.

Includes stand resolved, so the values say the same in one file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from stilte.script.durations import Breaths, Elastic, Exact, Pattern
from stilte.script.line import Gap, Place, Said
from stilte.script.reading.steps import DEFAULT_BELL
from stilte.script.routine import (
    Bell,
    Breathe,
    Chapter,
    Group,
    Hold,
    Music,
    Note,
    Pause,
    Play,
    Repeat,
    RoundRange,
    Say,
)

if TYPE_CHECKING:
    from stilte.script.durations import Count, Duration
    from stilte.script.line import Delivery, Line
    from stilte.script.routine import Cue, On, Routine, Step

Value = Any


def unload_head(routine: Routine) -> dict[str, Value]:
    """Return the top-level keys of a routine, without `steps`, in the order of the contract."""
    lengths = [_span(length) for length in routine.lengths_s]
    head: dict[str, Value] = {
        "title": routine.title,
        "subtitle": routine.subtitle,
        "description": routine.description,
        "language": routine.language,
        "author": routine.author,
        "voice": routine.voice,
        "music": routine.music if routine.music != "none" else None,
        "clear": "true" if routine.clear else None,
        "breath": pattern(routine.breath),
        "pause": duration(routine.pause),
        "length": lengths[0] if len(lengths) == 1 else lengths,
        "stretch": list(routine.stretch) if routine.stretch != (0.5, 3.0) else None,
        "lead": list(routine.lead_s) if routine.lead_s else None,
        "date": routine.date,
        "season": routine.season,
        "episode": routine.episode,
        "image": routine.image,
        "tags": list(routine.tags),
        "explicit": "true" if routine.explicit else None,
        "rate": routine.rate_hz,
    }
    return {key: value for key, value in head.items() if value not in (None, "", [])}


def unload_step(step: Step, around: Delivery) -> list[dict[str, Value]]:
    """Return a step as the mappings of a script; `around` is the delivery that holds where it stands."""
    if isinstance(step, Group):
        rounds = {"on": on(step.on)} if step.on else {}
        return [{**rounds, **one} for inner in step.steps for one in unload_step(inner, around)]
    made = _made(step, around)
    return [{**made, "on": on(step.on)} if step.on else made]


def _made(step: Step, around: Delivery) -> dict[str, Value]:  # noqa: C901, PLR0911  one a kind
    match step:
        case Say():
            return {"say": text(step.line), **_after(step.after), **_delivery(step.delivery, around)}
        case Pause():
            return {"silence" if step.silence else "pause": duration(step.length)}
        case Breathe():
            return {**_breathe(step), **_delivery(step.delivery, around)}
        case Hold():
            return {**_hold(step), **_delivery(step.delivery, around)}
        case Repeat():
            return _repeat(step, around)
        case Chapter():
            return {"chapter": text(step.title)}
        case Bell():
            other = {"sound": step.sound} if step.sound != DEFAULT_BELL else {}
            return {"bell": step.strikes, **other, **_level(step.level_db), **_after(step.after)}
        case Play():
            return {"sound": step.sound, **_level(step.level_db), **_after(step.after)}
        case Music():
            return {"music": step.bed if step.level_db is None else step.level_db, "over": step.over_s}
        case Note():
            return {"note": text(step.text)}
    raise TypeError(step)


def _breathe(step: Breathe) -> dict[str, Value]:
    made: dict[str, Value] = {"breathe": count(step.count), "breath": pattern(step.pattern)}
    if step.cues:
        made["say"] = [_cue(cue) for cue in step.cues]
    if step.counting:
        made["count"] = step.counting
    if step.sound != "none":
        made["sound"] = step.sound
    return made


def _cue(cue: Cue) -> Value:
    lines = {phase: text(line) for phase, line in cue.lines}
    if not cue.on:
        return lines or "silent"
    return {"on": on(cue.on), **lines}


def _hold(step: Hold) -> dict[str, Value]:
    made: dict[str, Value] = {"hold": duration(step.length)}
    if step.opening:
        made["say"] = text(step.opening)
    if step.during:
        made["during"] = [
            {
                "say": text(one.line),
                **({"at": one.at_s} if one.at_s is not None else {}),
                **({"on": on(one.on)} if one.on else {}),
                **_delivery(one.delivery, step.delivery),
            }
            for one in step.during
        ]
    if step.counting:
        made["count"] = step.counting
    return made


def _repeat(step: Repeat, around: Delivery) -> dict[str, Value]:
    rounds: Value
    if isinstance(step.rounds, tuple):
        rounds = [
            text(entry.item) if entry.item else {key: text(line) for key, line in entry.values}
            for entry in step.rounds
        ]
    else:
        rounds = count(step.rounds)
    made: dict[str, Value] = {"repeat": rounds}
    if step.every_s is not None:
        made["every"] = step.every_s
    made["steps"] = [one for inner in step.steps for one in unload_step(inner, around)]
    return made


def _delivery(delivery: Delivery, around: Delivery) -> dict[str, Value]:
    made: dict[str, Value] = {}
    if delivery.voice != around.voice:
        made["voice"] = delivery.voice
    if delivery.level_db != around.level_db:
        made |= _level(delivery.level_db)
    if delivery.speed != around.speed:
        made["speed"] = delivery.speed
    return made


def _level(level_db: tuple[float, float]) -> dict[str, Value]:
    if level_db == (0.0, 0.0):
        return {}
    return {"level": level_db[0] if level_db[0] == level_db[1] else list(level_db)}


def _after(after: Duration | None) -> dict[str, Value]:
    return {} if after is None else {"pause": duration(after)}


def duration(length: Duration) -> str:
    """Return a time as written: a range by its ends, other elastic time by its middle."""
    match length:
        case Exact():
            return f"{length.written_s:.6g}"
        case Breaths():
            return f"{count(length.count)} breaths"
        case Elastic() if length.written_s == length.least_s:
            return f"{length.least_s:.6g}-{length.most_s:.6g}"
        case Elastic():
            return f"{length.written_s:.6g}"


def _span(length: float | tuple[float, float]) -> str:
    return f"{length[0]:.6g}-{length[1]:.6g}" if isinstance(length, tuple) else f"{length:.6g}"


def count(number: Count) -> str:
    """Return a count, or a range of counts."""
    return f"{number.low}" if number.low == number.high else f"{number.low}-{number.high}"


def pattern(breath: Pattern) -> str:
    """Return a pattern as four numbers, or two where nothing is held."""
    if not breath.hold_s and not breath.rest_s:
        return f"{breath.in_s:g}-{breath.out_s:g}"
    return f"{breath.in_s:g}-{breath.hold_s:g}-{breath.out_s:g}-{breath.rest_s:g}"


def on(rounds: On) -> Value:
    """Return the rounds in which something happens, as written."""
    terms = [_term(term) if isinstance(term, RoundRange) else term for term in rounds.terms]
    return terms[0] if len(terms) == 1 else terms


def _term(term: RoundRange) -> str:
    if term.last is None:
        return f"{term.first}-"
    return f"{term.first}" if term.first == term.last else f"{term.first}-{term.last}"


def text(line: Line) -> str:
    """Return a line with its marks, as written."""
    return "".join(_part(part) for part in line.parts).strip()


def _part(part: str | Said | Gap | Place) -> str:
    match part:
        case Said():
            return f"<{part.word}|{part.as_said}>"
        case Gap():
            return f" <{part.length_s:.6g}s> "
        case Place():
            return f"<{part.name}>"
        case _:
            return part.replace("<", "<<")
