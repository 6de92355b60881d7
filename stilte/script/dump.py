"""Converting a routine to the values of its script, as an author would write them: the inverse of `load`.

Includes are resolved, so that one file contains everything.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from stilte.script.dump_values import Value, count, length_value, on, pattern, span_value, text
from stilte.script.durations import Pattern, PatternRamp, Ramp
from stilte.script.line import Delivery
from stilte.script.parse.sounds import DEFAULT_BELL
from stilte.script.routine import Bell, Breathe, Chapter, Group, Hold, Music, Note, Pause, Play, Repeat, Say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stilte.script.durations import After
    from stilte.script.line import Side
    from stilte.script.overlay import Overlay
    from stilte.script.routine import Cue, During, Routine, Step


@dataclass(frozen=True, slots=True)
class Inside:
    """What a repeat around a step sets: the usual pause, and the breath; None where none does."""

    usual: After | None = None
    breath: Pattern | PatternRamp | None = None


_NOTHING_SET = Inside()


def dump_head(routine: Routine) -> dict[str, Value]:
    """Return the top-level keys of a routine, without `steps`, in the order of the contract."""
    lengths = [span_value(length) for length in routine.lengths_s]
    head: dict[str, Value] = {
        "title": routine.title,
        "subtitle": routine.subtitle,
        "description": routine.description,
        "language": routine.language,
        "author": routine.author,
        "voice": routine.voice,
        "music": routine.music if routine.music != "none" else None,
        "clear": "true" if routine.clear else None,
        "room": routine.room if routine.room != "soft" else None,
        "breath": pattern(routine.breath),
        "pause": length_value(routine.pause),
        "length": lengths[0] if len(lengths) == 1 else lengths,
        "stretch": list(routine.stretch) if routine.stretch != (0.5, 3.0) else None,
        "lead": list(routine.lead_s) if routine.lead_s else None,
        "date": routine.date,
        "season": routine.season,
        "episode": routine.episode,
        "image": routine.image,
        "tags": list(routine.tags),
        "explicit": "true" if routine.explicit else None,
        "was": list(routine.was),
        "rate": routine.rate_hz,
    }
    return {key: value for key, value in head.items() if value not in (None, "", [])}


def dump_step(step: Step, context: Delivery, inside: Inside = _NOTHING_SET) -> list[dict[str, Value]]:
    """Return a step as the mappings of a script; `context` is the delivery that holds where it stands."""
    if isinstance(step, Group):
        rounds = {"on": on(step.on)} if step.on else {}
        return [{**rounds, **one} for inner in step.steps for one in dump_step(inner, context, inside)]
    made = _made(step, context, inside)
    return [{**made, "on": on(step.on)} if step.on else made]


def _made(step: Step, context: Delivery, inside: Inside) -> dict[str, Value]:  # noqa: C901, PLR0911  one a kind
    match step:
        case Say():
            after = _after(step.after or (step.usual if step.usual != inside.usual else None))
            return {"say": text(step.line), **after, **_delivery(step.delivery, context)}
        case Pause():
            return {"silence" if step.silence else "pause": length_value(step.length)}
        case Breathe():
            return {**_breathe(step, inside), **_delivery(step.delivery, context)}
        case Hold():
            return {**_hold(step), **_delivery(step.delivery, context)}
        case Repeat():
            return _repeat(step, context, inside)
        case Chapter():
            return {"chapter": text(step.title)}
        case Bell():
            other = {"sound": step.sound} if step.sound != DEFAULT_BELL else {}
            after = _after(step.after or (step.usual if step.usual != inside.usual else None))
            heard = {**_tone(step.tone_hz), **_level(step.level_db), **_side(step.side)}
            return {"bell": step.strikes, **other, **heard, **after}
        case Play():
            sound = {"sound": step.sound, **_tone(step.tone_hz), **_level(step.level_db), **_side(step.side)}
            return {**sound, **_after(step.after)}
        case Music():
            return {"music": step.bed if step.level_db is None else step.level_db, "over": step.over_s}
        case Note():
            return {"note": text(step.text)}
    raise TypeError(step)


def _breathe(step: Breathe, inside: Inside) -> dict[str, Value]:
    made: dict[str, Value] = {"breathe": count(step.count)}
    if step.ramp is None or step.ramp != inside.breath:
        made["breath"] = _breath(step.ramp or step.pattern)
    if step.cues:
        made["say"] = [_cue(cue) for cue in step.cues]
    if step.over:
        made["during"] = [_overlay(one) for one in step.over]
    if step.counting:
        made["count"] = step.counting
    if step.sound != "none" or step.part_sounds:
        made["sound"] = dict(step.part_sounds) or step.sound
    return made


def _breath(breath: Pattern | PatternRamp) -> Value:
    return pattern(breath) if isinstance(breath, Pattern) else [pattern(breath.first), pattern(breath.last)]


def _overlay(one: Overlay) -> dict[str, Value]:
    (made,) = dump_step(one.step, Delivery(""))
    at = {"at": one.at_s} if one.at_s is not None else {}
    return {**made, **at, **({"every": one.every_s} if one.every_s is not None else {})}


def _cue(cue: Cue) -> Value:
    lines: dict[str, Value] = {}
    for phase, line in cue.lines:
        said = text(line) or "silent"
        if phase in lines:
            before = lines[phase]
            lines[phase] = [*(before if isinstance(before, list) else [before]), said]
        else:
            lines[phase] = said if line.parts else [said]
    if not cue.on:
        return lines or "silent"
    return {"on": on(cue.on), **lines}


def _hold(step: Hold) -> dict[str, Value]:
    made: dict[str, Value] = {"hold": length_value(step.length)}
    if step.opening:
        made["say"] = text(step.opening)
    if step.during or step.over:
        made["during"] = list(_during(step))
    if step.counting:
        made["count"] = step.counting
    return made


def _during(step: Hold) -> Iterator[dict[str, Value]]:
    """Yield the lines along the way, and the bells and sounds where they were written among them."""
    for number in range(len(step.during) + 1):
        yield from (_overlay(one) for one in step.over if one.after_lines == number)
        if number < len(step.during):
            yield _said_along(step.during[number], step)


def _said_along(one: During, step: Hold) -> dict[str, Value]:
    return {
        "say": text(one.line),
        **({"at": one.at_s} if one.at_s is not None else {}),
        **({"on": on(one.on)} if one.on else {}),
        **_delivery(one.delivery, step.delivery),
    }


def _repeat(step: Repeat, context: Delivery, inside: Inside) -> dict[str, Value]:
    rounds: Value
    if isinstance(step.rounds, tuple):
        rounds = [
            text(entry.item) if entry.item else {key: text(line) for key, line in entry.values}
            for entry in step.rounds
        ]
    else:
        rounds = count(step.rounds)
    made: dict[str, Value] = {"repeat": rounds, **_set_by(step)}
    if step.delivery is not None:
        made |= _delivery(step.delivery, context)
        context = step.delivery
    within = Inside(step.pause or inside.usual, step.breath or inside.breath)
    made["steps"] = [one for inner in step.steps for one in dump_step(inner, context, within)]
    return made


def _set_by(step: Repeat) -> dict[str, Value]:
    every: Value = step.every_s
    if step.every_ramp is not None:
        every = [step.every_ramp.first, step.every_ramp.last]
    made = {
        "every": every,
        "as": step.name,
        "breath": _breath(step.breath) if step.breath else None,
        "pause": length_value(step.pause) if step.pause else None,
    }
    return {key: value for key, value in made.items() if value is not None}


def _delivery(delivery: Delivery, context: Delivery) -> dict[str, Value]:
    made: dict[str, Value] = {}
    if delivery.voice != context.voice:
        made["voice"] = delivery.voice
    if (delivery.level_db, delivery.level_depth) != (context.level_db, context.level_depth):
        made |= _level(delivery.level_db)
    if delivery.speed != context.speed:
        speed = delivery.speed
        made["speed"] = [speed.first, speed.last] if isinstance(speed, Ramp) else speed
    return {**made, **_side(delivery.side)}


def _tone(tone_hz: float | None) -> dict[str, Value]:
    return {} if tone_hz is None else {"tone": tone_hz}


def _side(side: Side | None) -> dict[str, Value]:
    return {"side": side} if side else {}


def _level(level_db: tuple[float, float]) -> dict[str, Value]:
    if level_db == (0.0, 0.0):
        return {}
    return {"level": level_db[0] if level_db[0] == level_db[1] else list(level_db)}


def _after(after: After | None) -> dict[str, Value]:
    return {} if after is None else {"pause": length_value(after)}
