"""Removing whole steps."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from stilte.reader.edit.entries import remove_entries
from stilte.reader.edit.pairs import remove_pair
from stilte.reader.edit.settle import refuse_label, refused, settle
from stilte.reader.edit.source_text import Change
from stilte.script.edit.operation import Edited, steps_at
from stilte.script.edit.script_text import id_of
from stilte.script.edit.step_lines import lines_of
from stilte.script.edit.tree import holder_of, key_line, list_spot, plain_script, removed_from
from stilte.script.parse.grammar import WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from stilte.reader.edit.set_value import Path
    from stilte.reader.edit.spots import Plain, Spot
    from stilte.script.edit.script_text import ScriptText, StepSpot


def delete(script: ScriptText, operation: Mapping[str, Any]) -> Edited:
    """Delete steps, with all that stands in them; comments on lines of their own above them stay."""
    steps = steps_at(script, operation.get("at"))
    changes, emptied = removal(script, steps)
    expected = removed_from(plain_script(script), [step.path for step in steps], emptied)
    return Edited(settle(script.file, [changes], expected, WORDS), _beside(script, steps))


def _beside(script: ScriptText, steps: tuple[StepSpot, ...]) -> str | None:
    """Return the id, afterwards, of the step after those deleted; else of the one before, or around."""
    path, first = steps[0].path[:-1], int(steps[0].path[-1])
    entries = list_spot(script, path)
    gone = {int(step.path[-1]) for step in steps if step.path[:-1] == path}
    left = len(entries.nodes) - len(gone) if entries else 0
    if left:
        return id_of((*path, min(first, left - 1)))
    return id_of(path[:-1]) or None


def removal(
    script: ScriptText, steps: Iterable[StepSpot], *, with_lead: bool = False
) -> tuple[list[Change], dict[Path, Plain | None]]:
    """Return the changes that remove steps, and what stays of each list that they empty.

    An emptied `steps` keeps its name, an emptied `during` does not. `with_lead`: the lines above them too.
    """
    changes: list[Change] = []
    emptied: dict[Path, Plain | None] = {}
    for path, group in groupby(steps, key=lambda step: step.path[:-1]):
        entries = list_spot(script, path)
        if entries is None:
            raise refused()
        refuse_label(entries.label)
        numbers = [int(step.path[-1]) for step in group]
        if len(numbers) == len(entries.nodes):
            changes += _all_removed(script, path, entries, emptied)
        else:
            changes += _removed(script, path, entries, numbers, with_lead=with_lead)
    return changes, emptied


def _all_removed(
    script: ScriptText, path: Path, entries: Spot, emptied: dict[Path, Plain | None]
) -> list[Change]:
    """Return the changes that empty a list."""
    if entries.flow and path[-1] == "during":
        emptied[path] = None
        holder, index = holder_of(script, path)
        return remove_pair(script.file, holder, index)
    if entries.flow:
        emptied[path] = []
        return [Change(entries.start + 1, entries.end - 1, "")]
    under = key_line(script, path)
    last = lines_of(script, path, entries, len(entries.nodes) - 1)[1]
    first = lines_of(script, path, entries, 0)[0]
    if under is None:
        raise refused()
    if path[-1] == "during":
        emptied[path] = None
        return [script.file.source.remove_lines(under, last)]
    emptied[path] = ""
    return [script.file.source.remove_lines(first, last)]


def _removed(
    script: ScriptText, path: Path, entries: Spot, numbers: list[int], *, with_lead: bool
) -> list[Change]:
    if entries.flow:
        return [
            change
            for first, last in _runs(numbers)
            for change in remove_entries(script.file, entries, first, last)
        ]
    if not with_lead:
        return [change for n in numbers for change in remove_entries(script.file, entries, n, n)]
    lines = [lines_of(script, path, entries, n) for n in numbers]
    return [script.file.source.remove_lines(first, last) for first, last in lines]


def _runs(numbers: list[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and runs[-1][1] == number - 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs
