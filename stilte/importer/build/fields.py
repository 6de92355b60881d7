"""Fields of an exercise, one a line or several in a row: "Reps: 10", "Hold: 5 sec  Sets: 3  Rest: 30 sec"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from stilte.importer.build.chapter_state import Reader, as_time, quoted
from stilte.importer.build.draft import Step, Times
from stilte.importer.build.other_side import other_direction, repeat_sides
from stilte.importer.build.repeats import again, sets_of, with_rest_inside
from stilte.importer.language.phrases import number_pattern
from stilte.importer.language.quantities import Quantity, quantities
from stilte.importer.language.sentence_kinds import fields_of
from stilte.importer.language.written_numbers import ends

if TYPE_CHECKING:
    from stilte.importer.label.labelled_post import Sentence
    from stilte.importer.language.phrases import Idioms

_JUST_TOLD = 3


def read_fields(line: Sentence, reader: Reader) -> bool:
    """Read a line of fields: what came before is held, repeated, rested after, and done on both sides."""
    table = reader.table
    fields = _sets_apart(fields_of(line.text, table), table)
    phase = bool(reader.open) and not {"reps", "sets"} & set(fields)
    if not fields or phase or not (reader.steps or reader.open):
        return False
    after_fields = reader.fields_at == len(reader.steps) and not reader.open
    hold = _length(fields.get("hold", ""), table) or _length(fields.get("reps", ""), table)
    if hold is not None and not reader.open:
        _hold(hold, line, reader, inside=after_fields and "reps" not in fields)
    if (reps := _count(fields.get("reps", ""), table)) is not None:
        again(line, reps, reader)
    elif (breaths := _breaths(fields.get("reps", ""), table)) is not None:
        again(line, breaths, reader)
    sets, rest = _count(fields.get("sets", ""), table), _length(fields.get("rest", ""), table)
    counted = bool(reader.steps) and reader.steps[-1].verb == "repeat"
    if sets is not None and counted and (after_fields or {"reps"} & fields.keys()):
        step = Step("repeat", times=sets, steps=(reader.steps[-1],)).noting(quoted(line.text))
        reader.wrap(len(reader.steps) - 1, step, line)
        reader.last = sets
    elif sets is not None:
        again(line, sets, reader)
    if rest is not None:
        between = sets is not None or reps is not None or after_fields
        _rest(rest, line, reader, between=between or bool(table.find("between", line.text)))
    _sides(line, fields, reader)
    reader.fields_at = len(reader.steps)
    return True


def _sets_apart(fields: dict[str, str], table: Idioms) -> dict[str, str]:
    """Return fields with the sets that stand in the field of the repetitions apart ("Reps: 10, 2 sets")."""
    value = fields.get("reps", "")
    counts = [one for one in quantities(value, table) if one.unit == "times"]
    both = sets_of(value, counts, table)
    bare = re.match(number_pattern(table), value, re.IGNORECASE)
    if "sets" in fields:
        return fields
    if both is None and bare and len(counts) == 1 and bare.end() <= counts[0].start:
        told = value[counts[0].start : counts[0].end]
        return {**fields, "reps": bare[0], "sets": told} if table.find("rounds", told) else fields
    if both is None:
        return fields
    inner, outer = (value[one.start : one.end] for one in both)
    return {**fields, "reps": inner, "sets": outer}


def _length(value: str, table: Idioms) -> Quantity | None:
    units = ("seconds", "counts", "breaths")
    return next((one for one in quantities(value, table) if one.unit in units), None)


def _count(value: str, table: Idioms) -> Times | None:
    """Return how often a field tells; None for one that holds no count above one, or breaths."""
    found = quantities(value, table)
    told = [one for one in found if one.unit == "times"]
    number = re.search(number_pattern(table), value, re.IGNORECASE)
    if told and (number is None or told[0].start <= number.end()):
        low, high = told[0].low, told[0].high
    elif number and not any(one.start <= number.start() < one.end for one in found):
        low, high = ends(number[0], table)
    else:
        return None
    return Times(low, high) if high > 1 else None


def _breaths(value: str, table: Idioms) -> Times | None:
    told = [one for one in quantities(value, table) if one.unit == "breaths"]
    return Times(told[0].low, told[0].high) if told else None


def _hold(length: Quantity, line: Sentence, reader: Reader, *, inside: bool) -> None:
    """Hold at the end of the movement, or of each round where its count stood in a field before."""
    step = Step("hold", times=as_time(length)).noting(quoted(line.text))
    last = reader.steps[-1]
    if inside and last.verb == "repeat":
        reader.steps[-1] = replace(last, steps=(*last.steps, step))
    elif not any(one.verb == "hold" and one.times == step.times for one in reader.steps[-_JUST_TOLD:]):
        reader.add(step, reader.origins[-1])


def _rest(length: Quantity, line: Sentence, reader: Reader, *, between: bool) -> None:
    last = reader.steps[-1] if reader.steps else None
    step = Step("hold", times=as_time(length), on="not last" if between else "").noting(quoted(line.text))
    resting = with_rest_inside(last, step) if between and last is not None and last.verb == "repeat" else None
    if resting is not None:
        reader.steps[-1] = resting
    else:
        reader.add(replace(step, on=""), line)


def _sides(line: Sentence, fields: dict[str, str], reader: Reader) -> None:
    table = reader.table
    if not reader.steps or any(step.entries for step in reader.steps[-1:]):
        return
    if table.find("per_direction", line.text):
        other_direction(reader, line)
    elif "sides" in fields or table.find("per_side", line.text):
        repeat_sides(reader, line, None)
