"""What a script says, as plain values, once steps are inserted, removed or moved."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from stilte.messages import tr
from stilte.reader.edit.settle import refused
from stilte.reader.edit.spots import plain
from stilte.script.edit.operation import Target

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stilte.reader.edit.set_value import Path
    from stilte.reader.edit.spots import Plain, Spot
    from stilte.script.edit.script_text import ScriptText


def plain_script(script: ScriptText) -> Plain:
    """Return what a script says, as texts, lists and dicts of its own."""
    return plain(script.file.root)


def list_spot(script: ScriptText, path: Path) -> Spot | None:
    """Return the list at a path; None where there is none, or nothing is in it yet."""
    spot = script.file.root
    for key in path:
        spot = spot.at(key) if spot else None
    return spot if spot is not None and spot.kind == "list" and (spot.nodes or spot.flow) else None


def holder_of(script: ScriptText, path: Path) -> tuple[Spot, int]:
    """Return the step that holds the list at a path, and the number of the list's name in it."""
    spot = script.file.root
    for key in path[:-1]:
        spot = spot.at(key) if spot else None
    index = spot.index(str(path[-1])) if spot else None
    if spot is None or index is None:
        raise refused()
    return spot, index


def key_line(script: ScriptText, path: Path) -> int | None:
    """Return the number, from 0, of the line that names the list at a path."""
    spot = script.file.root
    for key in path[:-1]:
        spot = spot.at(key) if spot else None
    index = spot.index(str(path[-1])) if spot else None
    return None if spot is None or index is None else script.file.source.line_of(spot.keys[index].start)


def removed_from(values: Plain, paths: Sequence[Path], emptied: dict[Path, Plain | None]) -> Plain:
    """Return values without the entries at these paths; `emptied` says what stays of a list without any.

    None there means that nothing stays, not even its name.
    """
    for path in sorted(paths, reverse=True):
        holder, entries = _holder(values, path[:-1])
        del entries[int(path[-1])]
        if not entries:
            name = str(path[-2])
            left = emptied[path[:-1]]
            if left is None:
                del holder[name]
            else:
                holder[name] = left
    return values


def inserted_in(values: Plain, target: Target, entries: Sequence[Plain]) -> Plain:
    """Return values with entries inserted at a target."""
    holder: Plain = values
    for key in target.path[:-1]:
        holder = cast("dict[str, Plain]", holder)[key]  # type: ignore[index]
    if not isinstance(holder, dict):
        raise refused()
    name = str(target.path[-1])
    there = holder.get(name)
    before = there if isinstance(there, list) else []
    holder[name] = [*before[: target.index], *entries, *before[target.index :]]
    return values


def value_at(values: Plain, path: Path) -> Plain:
    """Return the value at a path."""
    for key in path:
        values = cast("dict[str, Plain]", values)[key]  # type: ignore[index]
    return values


def _holder(values: Plain, path: Path) -> tuple[dict[str, Plain], list[Plain]]:
    holder = value_at(values, path[:-1])
    entries = holder.get(str(path[-1])) if isinstance(holder, dict) else None
    if not isinstance(holder, dict) or not isinstance(entries, list):
        raise refused(tr("This step stands in something that is not a list of steps."))
    return holder, entries


def shifted_target(target: Target, removed: Sequence[Path]) -> Target:
    """Return where a target is once the entries at these paths are removed."""
    path, index = list(target.path), target.index
    for gone in removed:
        where, number = gone[:-1], int(gone[-1])
        if where == target.path:
            index -= number < target.index
        elif target.path[: len(where)] == where and len(target.path) > len(where):
            path[len(where)] = int(path[len(where)]) - (number < int(target.path[len(where)]))
    return Target(tuple(path), index)
