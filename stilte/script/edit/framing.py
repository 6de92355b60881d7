"""Operations that put steps into a repeat or a hold, and take them out of a repeat again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from stilte.messages import tr
from stilte.reader.edit.set_value import as_plain
from stilte.reader.edit.settle import refuse_label, refused, settle
from stilte.reader.edit.source_text import Change
from stilte.reader.edit.spots import plain
from stilte.reader.edit.written import column_of, comment_of, write_flow, write_pair
from stilte.script.edit.new_step import USUAL, order_of
from stilte.script.edit.operation import Edited, Target, nonsense, step_at, steps_at
from stilte.script.edit.script_text import LISTS, id_of
from stilte.script.edit.step_lines import lines_at, shifted
from stilte.script.edit.tree import inserted_in, list_spot, plain_script, removed_from
from stilte.script.parse.grammar import VERBS, WORDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stilte.reader.edit.spots import Spot
    from stilte.script.edit.script_text import ScriptText, StepSpot


def wrap(script: ScriptText, operation: Mapping[str, Any]) -> Edited:
    """Put steps that follow each other into a `repeat` or a `hold` with the settings of `in`."""
    steps = steps_at(script, operation.get("at"))
    path, first = steps[0].path[:-1], int(steps[0].path[-1])
    if [step.path for step in steps] != [(*path, first + i) for i in range(len(steps))]:
        message = tr("Only steps that follow each other can be put into a frame together.")
        raise nonsense(message, tr("Move them together first."))
    frame, name = _frame(operation.get("in"))
    entries = list_spot(script, path)
    if entries is None:
        raise refused()
    refuse_label(entries.label)
    values = plain_script(script)
    inner = [plain(step.spot) for step in steps]
    values = inserted_in(values, Target(path, first), [as_plain({**frame, name: inner})])
    expected = removed_from(values, [(*path, first + 1 + i) for i in range(len(steps))], {})
    changes = [_framed(script, steps, entries, frame, name)]
    return Edited(settle(script.file, [changes], expected, WORDS), id_of((*path, first)))


def _frame(given: object) -> tuple[dict[str, Any], str]:
    """Return the settings of a frame, and the name of the list in it."""
    kind = given.get("kind") if isinstance(given, dict) else None
    if not isinstance(given, dict) or kind not in ("repeat", "hold"):
        raise nonsense(tr("Steps can be put into a repeat or a hold."))
    others = {name: value for name, value in given.items() if name not in ("kind", "times", "fields")}
    made = {kind: given.get("times", USUAL[kind]), **others, **(given.get("fields") or {})}
    if unknown := next((name for name in made if name not in (kind, *VERBS[kind])), None):
        raise nonsense(tr("A `{kind}` step has no setting `{name}`.", kind=kind, name=unknown))
    ordered = {name: made[name] for name in order_of(kind) if made.get(name) is not None}
    return ordered, LISTS[kind]


def _framed(
    script: ScriptText, steps: tuple[StepSpot, ...], entries: Spot, frame: dict[str, Any], name: str
) -> Change:
    source, manner = script.file.source, script.manner
    if entries.flow:
        start, end = steps[0].spot.start, steps[-1].spot.end
        settings = write_flow(frame, manner)[1:-1]
        return Change(start, end, "{" + f"{settings}, {name}: [{source.raw(start, end)}]" + "}")
    column = column_of(script.file, entries.start)
    lines = source.saved_lines[steps[0].first : steps[-1].last + 1]
    inside = column + len(manner.dash)
    head = [line for key, value in frame.items() for line in write_pair(key, value, manner)]
    head = [
        f"{' ' * (column if i == 0 else inside)}{manner.dash if i == 0 else ''}{line}"
        for i, line in enumerate(head)
    ]
    made = [*head, f"{' ' * inside}{name}:", *shifted(lines, column, inside + manner.list_indent)]
    return Change(source.starts[steps[0].first], source.end_of_line(steps[-1].last), "\n".join(made))


def unwrap(script: ScriptText, operation: Mapping[str, Any]) -> Edited:
    """Take the steps out of a repeat, which goes; comments in it stay."""
    step = step_at(script, operation.get("at"))
    if step.kind != "repeat":
        raise nonsense(tr("Only a repeat can be taken apart."))
    path, index = step.path[:-1], int(step.path[-1])
    entries = list_spot(script, path)
    if entries is None or not step.inner:
        raise nonsense(tr("There is no step in this repeat."), tr("Delete it instead."))
    refuse_label(entries.label)
    values = inserted_in(plain_script(script), Target(path, index), [plain(each.spot) for each in step.inner])
    expected = removed_from(values, [(*path, index + len(step.inner))], {})
    change = _unframed(script, step, entries)
    return Edited(settle(script.file, [[change]], expected, WORDS), id_of((*path, index)))


def _unframed(script: ScriptText, step: StepSpot, entries: Spot) -> Change:
    source = script.file.source
    inner = step.spot.at("steps")
    if inner is None:
        raise refused()
    if entries.flow:
        raw = source.raw(inner.nodes[0].start, inner.nodes[-1].end)
        return Change(step.spot.start, step.spot.end, raw)
    column = column_of(script.file, entries.start)
    if inner.flow:
        lines = [line for each in step.inner for line in lines_at(script, each, column)]
        own = range(source.line_of(inner.start), source.line_of(inner.end) + 1)
        lines = [*_comments(script, range(step.first, own.start), column), *lines]
        lines += _comments(script, range(own.start, step.last + 1), column)
        return Change(source.starts[step.first], source.end_of_line(step.last), "\n".join(lines))
    begin, end = _body(script, step)
    lines = [
        *_comments(script, range(step.first, begin), column),
        *shifted(source.saved_lines[begin : end + 1], column_of(script.file, inner.start), column),
        *_comments(script, range(end + 1, step.last + 1), column),
    ]
    return Change(source.starts[step.first], source.end_of_line(step.last), "\n".join(lines))


def _body(script: ScriptText, step: StepSpot) -> tuple[int, int]:
    """Return the first and last line of the steps in a repeat, with the lines above the first."""
    index = step.spot.index("steps")
    key = step.spot.keys[index or 0]
    return script.file.source.line_of(key.start) + 1, step.inner[-1].last


def _comments(script: ScriptText, lines: range, column: int) -> list[str]:
    """Return the comments that stand on lines of a repeat that go, each on a line of its own."""
    found = (comment_of(script.file.source.saved_lines[number]) for number in lines)
    return [f"{' ' * column}{comment}" for comment in found if comment]
