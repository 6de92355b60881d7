"""The schema of a script and of a part that scripts include."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stilte.messages import tr
from stilte.schema import values
from stilte.schema.script_texts import MODIFIERS, TOP, VERB
from stilte.script.durations import PHASES
from stilte.script.parse import grammar
from stilte.script.parse.breathing import BREATH_SOUNDS
from stilte.script.parse.cues import SILENT
from stilte.script.parse.repeat_entries import RESERVED
from stilte.script.parse.scope import LEVELS_DB, SPEEDS
from stilte.script.parse.sounds import MOST_STRIKES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stilte.schema.values import Schema

_STEPS = {"$ref": "#/definitions/steps"}


def script_schema() -> Schema:
    """Return the schema of `scripts/NAME.yaml`."""
    needed = [
        {"if": {"not": {"required": ["tracks"]}}, "then": {"required": [key]}} for key in ("title", "steps")
    ]
    one_length = {"if": {"required": ["tracks"]}, "then": {"properties": {"length": {"maxItems": 1}}}}
    whole_file = values.keys(top_keys()) | {"allOf": [*needed, one_length]}
    return values.document(tr("A script: what is said, and how long it is quiet"), whole_file, definitions())


def part_schema() -> Schema:
    """Return the schema of `scripts/_NAME.yaml`, which scripts include."""
    known = {key: schema for key, schema in top_keys().items() if key in grammar.INCLUDED_KEYS}
    whole_file = values.keys(known, required=["steps"])
    return values.document(tr("A part that scripts include"), whole_file, definitions())


def top_keys() -> dict[str, Schema]:
    """Return the keys at the top of a script; a definition `steps` must be beside them."""
    known = _replaceable()
    entry = {key: schema for key, schema in known.items() if key not in grammar.NOT_IN_ENTRY}
    tracks: Schema = {
        "type": "array",
        "minItems": 1,
        "items": {
            "type": "object",
            "required": ["name"],
            "properties": {"name": values.text(), **values.told(entry, TOP)},
            "propertyNames": _mark_names({*grammar.NOT_IN_ENTRY, *RESERVED}),
            "additionalProperties": values.text(),
        },
    }
    return values.told({key: {**known, "tracks": tracks}[key] for key in grammar.TOP_KEYS}, TOP)


def _mark_names(taken: Iterable[str]) -> Schema:
    return {"pattern": "^[^0-9]", "not": {"enum": sorted(taken)}}


def _replaceable() -> dict[str, Schema]:
    return {
        "title": values.text(),
        "subtitle": values.text(),
        "description": values.text(),
        "language": values.language(),
        "author": values.text(),
        "voice": values.name(),
        "music": values.name(),
        "clear": values.flag(),
        "room": values.words(grammar.CHOICES["room"], mark=True),
        "breath": values.breath_or_parts(),
        "pause": values.quiet(),
        "length": values.one_or_list(values.lasting(), least=1) | {"uniqueItems": True},
        "stretch": values.pair(values.number()),
        "lead": values.pair(values.exact()),
        "date": values.day(),
        "season": values.whole(grammar.FIRST_NUMBER),
        "episode": values.whole(grammar.FIRST_NUMBER),
        "image": values.text(),
        "tags": values.texts(),
        "explicit": values.flag(),
        "slug": values.slug(),
        "was": values.one_or_list(values.slug()),
        "rate": values.words(grammar.CHOICES["rate"], mark=True),
        "steps": _STEPS,
    }


def definitions() -> dict[str, Schema]:
    """Return the steps, and each verb with its modifiers under `step:VERB`."""
    return {
        "steps": {"type": "array", "minItems": 1, "items": {"$ref": "#/definitions/step"}},
        "step": _step(),
        **{f"{verb}-step": _verb(verb) for verb in grammar.VERBS},
    }


def _step() -> Schema:
    """Return a step: a line, or a mapping whose verb says what else stands in it."""
    own = [verb for verb in grammar.VERBS if verb not in grammar.SHARED]
    chosen = [{"if": {"required": [verb]}, "then": {"$ref": f"#/definitions/{verb}-step"}} for verb in own]
    without = {"not": {"anyOf": [{"required": [verb]} for verb in own]}}
    for at, verb in enumerate(grammar.SHARED):
        before = [{"not": {"required": [other]}} for other in grammar.SHARED[:at]]
        meant = {"allOf": [{"required": [verb]}, without, *before]}
        chosen.append({"if": meant, "then": {"$ref": f"#/definitions/{verb}-step"}})
    some: Schema = {"anyOf": [{"required": [verb]} for verb in grammar.VERBS]}
    return {"if": {"type": "object"}, "then": {"allOf": [some, *chosen]}, "else": values.text()}


def _verb(verb: str) -> Schema:
    names = (verb, *grammar.VERBS[verb], *grammar.ANYWHERE)
    known = {name: _value(verb, name) for name in names}
    texts = {**MODIFIERS, verb: VERB[verb]}
    found: Schema = {"properties": values.told(known, texts), "additionalProperties": False}
    if verb == "repeat":
        return found | {"required": ["steps"], "not": {"required": ["every", "pause"]}}
    return found


def _value(verb: str, name: str) -> Schema:
    """Return what a key takes in a step with this verb; one that is nowhere described is a KeyError."""
    return _OF_VERB.get((verb, name)) or _EVERYWHERE[name]


def _lines() -> Schema:
    return values.text()


def _times() -> Schema:
    return values.ramp(values.length())


def _cues() -> Schema:
    said = values.one_or_list(values.text())
    known = dict.fromkeys(PHASES, said) | {name: _EVERYWHERE[name] for name in grammar.ANYWHERE}
    cue = values.keys(values.told(known, MODIFIERS)) | {"anyOf": [{"required": [phase]} for phase in PHASES]}
    entry: Schema = {"if": {"type": "object"}, "then": cue, "else": {"enum": [SILENT]}}
    return {"if": {"type": "array"}, "then": {"type": "array", "minItems": 1, "items": entry}, "else": cue}


def _overlay(keys: tuple[str, ...]) -> Schema:
    known = {name: _EVERYWHERE[name] for name in keys}
    known["every"] = values.lasting()
    return values.keys(values.told(known, MODIFIERS)) | {"not": {"required": ["at", "every"]}}


def _overlays(otherwise: Schema) -> Schema:
    """Return what may sound over something that lasts: bells and sounds, or what else is allowed."""
    bell, sound = _overlay(grammar.OVER_BELL_KEYS), _overlay(grammar.OVER_SOUND_KEYS)
    sounds: Schema = {"if": {"required": ["sound"]}, "then": sound, "else": otherwise}
    entry: Schema = {"if": {"required": ["bell"]}, "then": bell, "else": sounds}
    return entry


def _over_hold() -> Schema:
    known = {name: _EVERYWHERE[name] for name in grammar.DURING_KEYS}
    line = values.keys(values.told(known, MODIFIERS), required=["say"])
    other = _overlays(line)
    said: Schema = {"if": {"required": ["say"]}, "then": line, "else": other}
    entry: Schema = {"if": {"type": "object"}, "then": said, "else": values.text()}
    return {"type": "array", "minItems": 1, "items": entry}


def _over_breaths() -> Schema:
    entry = _overlays({"required": ["bell"]})
    timed = {"anyOf": [{"required": ["at"]}, {"required": ["every"]}]}
    return {"type": "array", "minItems": 1, "items": {"type": "object", "allOf": [entry, timed]}}


def _rounds() -> Schema:
    named: Schema = {
        "type": "object",
        "propertyNames": _mark_names(RESERVED),
        "additionalProperties": values.text(),
    }
    entry: Schema = {"if": {"type": "object"}, "then": named, "else": values.text()}
    listed: Schema = {"type": "array", "minItems": 1, "items": entry}
    return {"if": {"type": "array"}, "then": listed, "else": values.cycles()}


def _breath_sound() -> Schema:
    parts = values.keys({phase: values.text() for phase in PHASES}) | {"minProperties": 1}
    return {"if": {"type": "object"}, "then": parts, "else": values.words(BREATH_SOUNDS, mark=True)}


def _on() -> Schema:
    numbered = f"0*[1-9][0-9]{{0,8}}(?:{values.DASH}(?:[0-9]{{1,9}})?)?"
    pattern = values.written("first", "last", r"not\s+first", r"not\s+last", "odd", "even", numbered)
    term: Schema = {
        "type": ["integer", "string"],
        "minimum": 1,
        "pattern": pattern,
        "examples": ["first", "last", "not first", "not last", "odd", "even", "2-3"],
    }
    return values.one_or_list(term, least=1)


_EVERYWHERE: dict[str, Schema] = {
    "say": _lines(),
    "voice": values.name(),
    "level": values.ramp(values.number(LEVELS_DB)),
    "speed": values.ramp(values.number(SPEEDS)),
    "side": values.words(grammar.CHOICES["side"], mark=True),
    "count": values.words(grammar.CHOICES["count"], mark=True),
    "breath": values.ramp(values.breath()),
    "pause": values.ramp(values.length()),
    "sound": values.text(),
    "tone": values.tone(),
    "bell": values.strikes(MOST_STRIKES),
    "at": values.exact(signed=True),
    "every": values.ramp(values.lasting()),
    "as": values.text(),
    "steps": _STEPS,
    "over": values.exact(),
    "with": {
        "type": "object",
        "minProperties": 1,
        "propertyNames": _mark_names(RESERVED),
        "additionalProperties": values.text(),
    },
    "on": _on(),
    "only": values.texts(),
}
_OF_BREATH: Schema = {
    "if": {"type": "array"},
    "then": values.pair(values.breath()),
    "else": values.breath_or_parts(),
}
_OF_VERB: dict[tuple[str, str], Schema] = {
    ("say", "pause"): values.ramp(values.quiet()),
    ("pause", "pause"): _times(),
    ("silence", "silence"): {
        "if": {"type": "array"},
        "then": values.pair(values.length()),
        "else": values.exact(),
    },
    ("breathe", "breathe"): values.cycles(),
    ("breathe", "breath"): _OF_BREATH,
    ("breathe", "say"): _cues(),
    ("breathe", "during"): _over_breaths(),
    ("breathe", "sound"): _breath_sound(),
    ("hold", "hold"): _times(),
    ("hold", "during"): _over_hold(),
    ("repeat", "repeat"): _rounds(),
    ("repeat", "breath"): _OF_BREATH,
    ("repeat", "pause"): values.ramp(values.quiet()),
    ("chapter", "chapter"): values.text(),
    ("music", "music"): {"if": {"type": "number"}, "then": values.number(LEVELS_DB), "else": values.name()},
    ("include", "include"): {"type": "string", "pattern": r"^\s*_[^/\\]*$|<"},
    ("include", "breath"): _OF_BREATH,
    ("include", "pause"): values.ramp(values.quiet()),
    ("note", "note"): values.text(),
}
"""What a key takes in a step with a verb, where it is not what it takes everywhere."""
