"""Inserting and moving whole steps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from stilte.messages import tr
from stilte.reader.edit.entries import insert_entry
from stilte.reader.edit.set_value import as_plain, set_in
from stilte.reader.edit.settle import refuse_label, refused, settle
from stilte.reader.edit.source_text import Change
from stilte.reader.edit.spots import plain
from stilte.reader.edit.written import column_of, write_flow
from stilte.script.edit.new_step import order_of, step_value
from stilte.script.edit.operation import Edited, Target, nonsense, step_at, steps_at, target_of
from stilte.script.edit.removing import removal
from stilte.script.edit.script_text import ROOT, id_of
from stilte.script.edit.step_lines import lines_at, lines_of
from stilte.script.edit.tree import (
    inserted_in,
    key_line,
    list_spot,
    plain_script,
    removed_from,
    shifted_target,
)
from stilte.script.parse.grammar import TOP_KEYS, WORDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stilte.reader.edit.spots import Spot
    from stilte.script.edit.script_text import ScriptText, StepSpot


def insert(script: ScriptText, operation: Mapping[str, Any]) -> Edited:
    """Write a new step after, before or into another."""
    target = target_of(script, operation)
    return insert_value(script, target, step_value(operation.get("step"), script))


def insert_value(script: ScriptText, target: Target, value: Any) -> Edited:
    """Return the script with a step, as a text or table, written at a target."""
    entries = list_spot(script, target.path)
    selected = id_of((*target.path, target.index))
    if entries is None:
        order = TOP_KEYS if target.path == ROOT else (*order_of("repeat"), "during")
        return Edited(
            set_in(script.file, target.path, [value], script.manner, order), id_of((*target.path, 0))
        )
    refuse_label(entries.label)
    expected = inserted_in(plain_script(script), target, [as_plain(value)])
    under = key_line(script, target.path)
    changes = insert_entry(script.file, entries, target.index, value, script.manner, under=under)
    return Edited(settle(script.file, [changes], expected, WORDS), selected)


def move(script: ScriptText, operation: Mapping[str, Any]) -> Edited:
    """Move steps, with the comments and blank lines above them, to a place after, before or into another."""
    steps = steps_at(script, operation.get("at"))
    target = target_of(script, operation)
    for step in steps:
        if target.path[: len(step.path)] == step.path:
            raise nonsense(tr("A step cannot be moved into itself."), tr("Choose a place outside it."))
    paths = [step.path for step in steps]
    place = shifted_target(target, paths)
    selected = id_of((*place.path, place.index))
    values = [plain(step.spot) for step in steps]
    changes, emptied = removal(script, steps, with_lead=True)
    expected = inserted_in(removed_from(plain_script(script), paths, emptied), place, values)
    if expected == plain_script(script):
        return Edited(script.file.source.saved, selected)
    added = _arrival(script, steps, target)
    return Edited(settle(script.file, [[*added, *changes]], expected, WORDS), selected)


def _arrival(script: ScriptText, steps: tuple[StepSpot, ...], target: Target) -> list[Change]:
    """Return the changes that write steps, as they stand elsewhere, at a target."""
    entries, under = list_spot(script, target.path), key_line(script, target.path)
    if entries is None:
        return _into_nothing(script, steps, target, under)
    if entries.flow:
        return [_into_flow(script, steps, entries, target.index)]
    column = column_of(script.file, entries.start)
    lines = [line for step in steps for line in lines_at(script, step, column)]
    if target.index == 0:
        first = under + 1 if under is not None else script.file.source.line_of(entries.start)
        return [script.file.source.insert_lines(first, lines)]
    last = lines_of(script, target.path, entries, target.index - 1)[1]
    return [script.file.source.insert_lines(last + 1, lines)]


def _into_nothing(
    script: ScriptText, steps: tuple[StepSpot, ...], target: Target, under: int | None
) -> list[Change]:
    """Return the changes that write steps into a list that has none yet."""
    source = script.file.source
    if under is not None:
        line = source.lines[under]
        column = len(line) - len(line.lstrip(" -")) + script.manner.list_indent
        lines = [line for step in steps for line in lines_at(script, step, column)]
        return [source.insert_lines(under + 1, lines)]
    holder = step_at(script, id_of(target.path[:-1]))
    if holder.spot.flow or holder.spot.kind == "scalar":
        raise refused()
    margin = column_of(script.file, holder.spot.keys[0].start)
    column = margin + script.manner.list_indent
    lines = [line for step in steps for line in lines_at(script, step, column)]
    return [source.insert_lines(holder.last + 1, [f"{' ' * margin}{target.path[-1]}:", *lines])]


def _into_flow(script: ScriptText, steps: tuple[StepSpot, ...], entries: Spot, index: int) -> Change:
    for step in steps:
        raw = script.file.source.lines[step.first : step.last + 1]
        if any(" #" in line or line.lstrip().startswith("#") for line in raw) and not step.spot.flow:
            message = tr("The list into which this step would move stands on one line, without comments.")
            raise refused(message, tr("Write that list with a dash for each step, in the text of the file."))
    text = ", ".join(write_flow(plain(step.spot), script.manner) for step in steps)
    if index == 0:
        start = entries.start + 1
        return Change(start, start, f"{text}, " if entries.nodes else text)
    end = entries.nodes[index - 1].end
    return Change(end, end, f", {text}")
