"""The values of settings as JSON Schema (draft 7) has them: never narrower than what the readers take.

An editor sees YAML 1.2: `5` is a number, `4-7-8` and `1:30` are texts. Readers take every value as a text,
tidy dashes, commas and spaces, and fill in marks: a pattern allows all of that, and any text with a `<`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from stilte.file_names import DEVICES
from stilte.messages import Message
from stilte.reader.fields import NO, YES
from stilte.reader.times import CURLY, LONGEST_S
from stilte.reader.tones import HIGHEST_HZ, LOWEST_HZ
from stilte.script.durations import PHASES
from stilte.script.parse.patterns import NAMED
from stilte.script.parse.quantities import MOST_COUNT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Schema = dict[str, Any]

NUMBER = "[0-9]{1,12}(?:[.,][0-9]{1,12})?"
DASH = r"\s*[-–−‐‑]\s*"
_CLOCK = r"(?:[0-9]{1,6}:)?[0-9]{1,6}:[0-9]{2}(?:[.,][0-9]{1,12})?"
_UNITS = rf"(?=[0-9])(?:{NUMBER}\s*h)?\s*(?:{NUMBER}\s*(?:min|m))?\s*(?:{NUMBER}\s*(?:sec|s))?"
TIME = f"(?:{_CLOCK}|{_UNITS}|{NUMBER})"
RANGE = f"{TIME}(?:{DASH}{TIME})?"
_SOME = "0*[1-9][0-9]*"
COUNT = f"{_SOME}(?:{DASH}{_SOME})?"
BREATHS = rf"{COUNT}\s*breaths?"
LINES = r"[0-9]{1,4}(?:[.,][0-9]{1,6})?\s*lines?"
_MARK = "<"


def written(*forms: str, mark: bool = True) -> str:
    """Return the pattern of a text that is written in one of these forms, or that a mark fills in."""
    whole = rf"^\s*(?:{'|'.join(forms)})\s*$"
    return f"{whole}|{_MARK}" if mark else whole


def text() -> Schema:
    """Return what takes any text; a number or a flag is read as it is written."""
    return {"type": ["string", "number", "boolean"], "pattern": r"\S"}


def name() -> Schema:
    """Return what takes a name: curly quotes around it would be letters of it."""
    pattern = rf"^(?!\s*[{CURLY}])(?![\s\S]*[{CURLY}]\s*$)[\s\S]*\S"
    return {"type": ["string", "number", "boolean"], "pattern": pattern}


def texts() -> Schema:
    """Return what takes a text, or a list of them."""
    return one_or_list(text())


def one_or_list(one: Schema, *, least: int = 0) -> Schema:
    """Return what takes a value, or a list of such values."""
    many: Schema = {"type": "array", "items": one}
    if least:
        many["minItems"] = least
    return {"if": {"type": "array"}, "then": many, "else": one}


def words(choices: Iterable[str], *, mark: bool = False) -> Schema:
    """Return what takes one of a few words; those that look like numbers may be numbers."""
    listed = list(choices)
    numbers = [int(each) for each in listed if each.isdigit()]
    chosen: Schema = {"enum": [*listed, *numbers]}
    pattern = written(*map(re.escape, listed))
    return {"anyOf": [chosen, {"type": "string", "pattern": pattern}]} if mark else chosen


def flag() -> Schema:
    """Return what takes true or false, also as `yes` or `no`."""
    spelled = "|".join("".join(f"[{c}{c.upper()}]" for c in word) for word in sorted(YES | NO))
    return {"type": ["boolean", "string"], "pattern": written(spelled)}


def number(limits: tuple[float, float] | None = None, *, mark: bool = True) -> Schema:
    """Return what takes a number between two limits, both included."""
    found: Schema = {"type": ["number", "string"], "pattern": written(rf"[-+–−‐‑]?\s*{NUMBER}", mark=mark)}
    return found | ({"minimum": limits[0], "maximum": limits[1]} if limits else {})


def whole(least: int, most: int | None = None) -> Schema:
    """Return what takes a whole number."""
    found: Schema = {"type": ["integer", "string"], "minimum": least, "pattern": written("[0-9]{1,12}")}
    return found if most is None else found | {"maximum": most}


def time(*forms: str, signed: bool = False) -> Schema:
    """Return what takes a time in seconds, or a text in one of these forms."""
    sign = r"[-–−‐‑]?\s*" if signed else ""
    pattern = written(*(f"{sign}(?:{form})" for form in forms))
    found: Schema = {"type": ["number", "string"], "maximum": LONGEST_S, "pattern": pattern}
    return found | {"minimum": -LONGEST_S if signed else 0}


def length() -> Schema:
    """Return what takes a time that may be elastic."""
    return time(RANGE, BREATHS)


def exact(*, signed: bool = False) -> Schema:
    """Return what takes one time."""
    return time(TIME, BREATHS, signed=signed)


def lasting() -> Schema:
    """Return what takes one time that is not zero."""
    found = exact()
    del found["minimum"]
    return found | {"exclusiveMinimum": 0}


def quiet() -> Schema:
    """Return what takes the quiet after a line, which may be counted in lines."""
    return time(RANGE, BREATHS, LINES)


def ramp(one: Schema) -> Schema:
    """Return what takes a value, or `[first, last]`."""
    return {"if": {"type": "array"}, "then": pair(one), "else": one}


def pair(one: Schema) -> Schema:
    """Return what takes a list of two."""
    return {"type": "array", "items": one, "minItems": 2, "maxItems": 2}


def cycles() -> Schema:
    """Return what takes a number of times, or a time to fill."""
    pattern = written(COUNT, RANGE, BREATHS)
    return {"type": ["number", "string"], "exclusiveMinimum": 0, "maximum": MOST_COUNT, "pattern": pattern}


def strikes(most: int) -> Schema:
    """Return what takes the strikes of a bell."""
    return {"type": ["integer", "string"], "minimum": 1, "maximum": most, "pattern": written(COUNT)}


def tone() -> Schema:
    """Return what takes a note or hertz."""
    return {
        "type": ["number", "string"],
        "minimum": LOWEST_HZ,
        "maximum": HIGHEST_HZ,
        "pattern": written("[A-Ga-g][#♯b♭]?[0-6]", r"[0-9]+(?:[.,][0-9]+)?\s?(?:[Hh]z)?"),
        "examples": ["D2", "F#3", 432],
    }


def breath() -> Schema:
    """Return what takes a breath as a name, numbers or parts that are written out."""
    part = rf"(?:{'|'.join(PHASES)})\s*[0-9.,]+(?:\s*(?:sec|s))?[\s,;]*"
    numbers = rf"[0-9.,]+(?:{DASH}[0-9.,]+){{1,3}}"
    return {
        "type": "string",
        "pattern": written(*NAMED, numbers, f"(?:{part}){{2,}}"),
        "examples": [*NAMED, "4-7-8", "in 2, in 1, out 6"],
    }


def breath_or_parts() -> Schema:
    """Return what takes a breath, or a mapping of its parts."""
    parts = keys({phase: number() for phase in PHASES}, required=("in", "out"))
    return {"if": {"type": "object"}, "then": parts, "else": breath()}


def day() -> Schema:
    """Return what takes a date as ISO 8601 has it."""
    form = r"[0-9]{4}-?(?:[0-9]{2}-?[0-9]{2}|W[0-9]{2}(?:-?[0-9])?)"
    return {"type": ["string", "integer"], "pattern": written(form), "examples": ["2026-11-02"]}


def slug() -> Schema:
    """Return what takes a name as it stands in addresses."""
    return {
        "type": ["string", "integer"],
        "pattern": rf"^(?!(?:{'|'.join(sorted(DEVICES))})$)[a-z0-9]+(?:-[a-z0-9]+)*$|<",
    }


def language() -> Schema:
    """Return what takes the tag of a language."""
    return {
        "type": "string",
        "pattern": written("[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*"),
        "examples": ["en", "nl"],
    }


def keys(known: Mapping[str, Schema], required: Iterable[str] = ()) -> Schema:
    """Return what takes a mapping of these keys and no others."""
    found: Schema = {"type": "object", "properties": dict(known), "additionalProperties": False}
    needed = list(required)
    return found | ({"required": needed} if needed else {})


def told(known: Mapping[str, Schema], texts_of: Mapping[str, object]) -> dict[str, Schema]:
    """Return keys with their descriptions, as messages; each has one."""
    return {key: {"description": texts_of[key], **schema} for key, schema in known.items()}


def document(title: object, whole_file: Schema, definitions: Mapping[str, Schema] | None = None) -> Schema:
    """Return the schema of a file in the language in use; `$comment` is filled in when it is written."""
    head: Schema = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$comment": "",
        "title": str(title),
    }
    found: Schema = _in_words(head | whole_file | ({"definitions": dict(definitions)} if definitions else {}))
    return found


def _in_words(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _in_words(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_in_words(each) for each in value]
    return str(value) if isinstance(value, Message) else value
