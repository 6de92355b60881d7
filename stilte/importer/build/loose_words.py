"""Loose words for what came before: until so much has passed, once more, and what only tells a cost."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from stilte.importer.build.breaths.close import close
from stilte.importer.build.chapter_state import Reader, as_time, quoted
from stilte.importer.build.draft import Step, Times
from stilte.importer.build.other_side import switch
from stilte.importer.build.reach import item_start, movement_start
from stilte.importer.build.repeats import again
from stilte.importer.build.sides import texts_of
from stilte.importer.label.verbs import shape_of
from stilte.importer.language.loose_sides import names_other_one, side_of, takes_other
from stilte.importer.language.once_more import asks_once_more, without_contrast
from stilte.importer.language.quantities import quantities
from stilte.importer.language.until_amounts import until_amount

if TYPE_CHECKING:
    from stilte.importer.label.labelled_post import Sentence
    from stilte.importer.language.phrases import Idioms

_LEAST_COST_S = 300.0
_SHORT_HOLD_S = 600.0
_TWICE = Times(2, 2)


def ends_after(line: Sentence, reader: Reader) -> bool:
    """Read "Only after 30 seconds let go": what came before lasts so long, or happens so often."""
    found = until_amount(line.text, reader.table)
    if found is None or not (reader.steps or reader.open):
        return False
    amount = found.amount
    if amount.unit == "times":
        again(line, Times(amount.low, amount.high), reader)
    else:
        close(reader)
        last, length = reader.steps[-1], as_time(amount)
        if not (last.verb == "hold" and last.times == length):
            reader.add(Step("hold", times=length).noting(quoted(line.text)), line)
    if found.then == "switch":
        switch(replace(line, label="spoken"), (), reader)
    elif found.then == "release":
        reader.say(line.text, line)
    else:
        reader.leave_out(line.text)
    return True


def goes_to_other_side(line: Sentence, reader: Reader) -> bool:
    """Tell whether a sentence that goes on with one side means the other one than was done before it."""
    table = reader.table
    if not takes_other(line.text, table) or asks_once_more(line.text, table):
        return False
    inside = reader.steps[item_start(reader, line) :]
    timed = any(
        step.verb in ("hold", "breathe") or (step.verb == "repeat" and not step.entries) for step in inside
    )
    if not timed:
        return False
    if names_other_one(line.text, table):
        return True
    if _told_by_itself(line, reader):
        return False
    before = next((at for text in texts_of(tuple(inside)) if (at := side_of(text, table)) is not None), None)
    return before is not None and side_of(line.text, table) not in (None, before)


def _told_by_itself(line: Sentence, reader: Reader) -> bool:
    """Tell whether the next sentence of the paragraph gives its own time: this side is told in full."""
    following = [one for one in reader.ahead[:1] if one.block == line.block and one.label != "left_out"]
    return any(quantities(one.text, reader.table) for one in following)


def once_more(line: Sentence, reader: Reader) -> bool:
    """Repeat what came before once more; a rest that the same sentence tells is between the two.

    The whole round is everything since the chapter began, but for how one sits and what one takes.
    """
    table = reader.table
    whole = table.find("rounds", line.text)
    if (
        not asks_once_more(line.text, table)
        or not (reader.steps or reader.open)
        or (reader.open and not whole)
    ):
        return False
    close(reader)
    rests = 0
    while rests < len(reader.steps) - 1 and line.at >= 0 and reader.origins[-1 - rests].at == line.at:
        rests += 1
    body = len(reader.steps) - rests
    repeated = reader.steps[body - 1].verb == "repeat" and not whole
    start = body - 1 if repeated else min(movement_start(reader, line, None), body - 1)
    inside = tuple(reader.steps[start:body])
    if not inside or all(step.verb in ("note", "chapter") for step in inside):
        return False
    last = inside[-1]
    if len(inside) == 1 and not rests and "once more" in last.marks and last.times:
        counted = replace(last, times=Times(last.times.low + 1, last.times.high + 1))
        reader.wrap(start, counted.noting(quoted(line.text)), line)
        return True
    between = tuple(replace(step, on="not last") for step in reader.steps[body:])
    if without_contrast(line.text, table) != line.text:
        between += (Step("say", line.text, on="first"),)
    step = Step("repeat", times=_TWICE, steps=(*inside, *between), marks=("once more",))
    reader.wrap(start, step.noting(quoted(line.text)), line)
    reader.last = _TWICE
    return True


def tells_cost(line: Sentence, reader: Reader) -> bool:
    """Tell whether a sentence only says how long something takes ("Das dauert 45 Minuten")."""
    table, text = reader.table, line.text
    found = quantities(text, table)
    if not found or any(one.unit != "seconds" or one.low < _LEAST_COST_S for one in found):
        return False
    if not table.find("costs", text) or _holds(text, table):
        return False
    before = reader.steps[-1] if reader.steps else None
    held = before is not None and before.verb == "say" and _holds(before.text, table)
    return not (held and found[0].high <= _SHORT_HOLD_S)


def _holds(text: str, table: Idioms) -> bool:
    asked = table.find("hold", text) or table.find("stay", text)
    return bool(asked and shape_of(text, table))
