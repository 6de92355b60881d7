"""Operations on the words and settings of one step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from stilte.messages import tr
from stilte.reader.edit.set_value import as_plain, changed_values, set_in
from stilte.reader.edit.settle import refuse_label, refused, settle
from stilte.reader.edit.source_text import Change
from stilte.reader.edit.spots import plain
from stilte.reader.edit.written import column_of, write_flow, write_pair
from stilte.script.edit.new_step import is_mark, mark, order_of
from stilte.script.edit.operation import Edited, nonsense, step_at, text_in
from stilte.script.edit.script_text import TEXT_OF, split_quiet, words_of
from stilte.script.edit.step_lines import shifted
from stilte.script.edit.tree import list_spot
from stilte.script.parse.grammar import CUE_KEYS, TOP_KEYS, WORDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stilte.reader.edit.set_value import Path
    from stilte.reader.edit.spots import Spot
    from stilte.script.edit.script_text import ScriptText, StepSpot


def set_text(script: ScriptText, operation: Mapping[str, Any]) -> Edited:
    """Give a step other words; quiet written at their end becomes the quiet after the line."""
    step = step_at(script, operation.get("at"))
    return Edited(with_words(script, step, text_in(operation, "text")), step.id)


def with_words(script: ScriptText, step: StepSpot, text: str) -> str:
    """Return the script with other words in a step."""
    if step.kind not in TEXT_OF:
        if step.kind == "unreadable":
            raise refused(tr("This step cannot be read, so its words cannot be changed."))
        raise nonsense(tr("A `{kind}` step has no words.", kind=step.kind))
    words = text.strip() if step.kind == "note" else " ".join(text.split())
    if not words and step.kind != "hold":
        raise nonsense(tr("A line needs words."), tr("Write some, or delete the step."))
    if step.kind == "say":
        words = _with_quiet(step, words)
    path = step.path if step.spot.kind == "scalar" else (*step.path, TEXT_OF[step.kind])
    return set_in(script.file, path, words or None, script.manner, order_of(step.kind))


def _with_quiet(step: StepSpot, words: str) -> str:
    """Return the words with the quiet that was written in a mark at their end; a new mark replaces it."""
    spot = step.spot if step.spot.kind == "scalar" else step.spot.at("say")
    written = spot.value.rstrip() if spot else ""
    said, quiet = split_quiet(written)
    if quiet is None or split_quiet(words)[1] is not None:
        return words
    return f"{words}{written[len(said) :]}"


def set_field(script: ScriptText, operation: Mapping[str, Any]) -> Edited:
    """Set a setting of a step, or remove it with null; a part of one is named as `say/in`, `breath/out`."""
    step = step_at(script, operation.get("at"))
    field, value = text_in(operation, "field"), operation.get("value")
    if step.kind == "unreadable":
        raise refused(tr("This step cannot be read, so its settings cannot be changed."))
    path: Path = tuple(int(part) if part.isdecimal() else part for part in field.split("/"))
    if path in (("text",), (TEXT_OF.get(step.kind),)) and isinstance(value, str):
        return Edited(with_words(script, step, value), step.id)
    if path == ("say",) and step.kind == "breathe":
        return Edited(with_cues(script, step, value), step.id)
    if path == ("pause",) and step.kind == "say":
        return Edited(_with_pause(script, step, value), step.id)
    return Edited(with_field(script, step, path, value), step.id)


def with_cues(script: ScriptText, step: StepSpot, value: object) -> str:
    """Return the script with other cues of a breath: one mapping where they stand so and still can."""
    there = step.spot.at("say")
    is_table = there is not None and there.kind == "table"
    if isinstance(value, list) and len(value) == 1 and isinstance(value[0], dict) and (is_table or not there):
        return with_field(script, step, ("say",), value[0])
    if there is not None and is_table and there.is_block and isinstance(value, list) and len(value) > 1:
        return _again(_cues_as_list(script, step, there), step.id, ("say",), value)
    return with_field(script, step, ("say",), value or None)


def _cues_as_list(script: ScriptText, step: StepSpot, cues: Spot) -> str:
    """Return the script with the one mapping of a breath's cues as the one entry of a list."""
    source, dash = script.file.source, script.manner.dash
    column, first = column_of(script.file, cues.start), source.line_of(cues.start)
    last = source.line_of(cues.end)
    lines = shifted(source.saved_lines[first : last + 1], column, column + len(dash))
    lines[0] = f"{' ' * column}{dash}{lines[0].lstrip(' ')}"
    values = plain(cues)
    expected = changed_values(plain(script.file.root), (*step.path, "say"), [values])
    change = Change(source.starts[first], source.end_of_line(last), "\n".join(lines))
    return settle(script.file, [[change]], expected, WORDS)


def _with_pause(script: ScriptText, step: StepSpot, value: object) -> str:
    """Return the script with other quiet after a line: where it is written, else in a mark if it can be."""
    words = words_of(step)
    has_key = step.spot.kind == "table" and step.spot.index("pause") is not None
    if words is None or has_key:
        return with_field(script, step, ("pause",), value)
    said, marked = words
    path = step.path if step.spot.kind == "scalar" else (*step.path, "say")
    if value is None:
        return set_in(script.file, path, said, script.manner)
    if is_mark(value) and (marked is not None or step.spot.kind == "scalar"):
        return set_in(script.file, path, f"{said} {mark(value)}", script.manner)
    text = script.file.source.saved
    if marked is not None:
        text = set_in(script.file, path, said, script.manner)
        return _again(text, step.id, ("pause",), value)
    return with_field(script, step, ("pause",), value)


def _again(text: str, at: str, path: Path, value: object) -> str:
    from stilte.script.edit.script_text import read_script_text  # noqa: PLC0415

    script = read_script_text(text)
    return with_field(script, step_at(script, at), path, value)


def with_field(script: ScriptText, step: StepSpot, path: Path, value: object) -> str:
    """Return the script with a setting of a step at its value; with None it is removed."""
    refuse_label(step.spot.label)
    if step.spot.kind == "scalar":
        if value is None:
            return script.file.source.saved
        return _as_table(script, step, path, value)
    if len(path) == 1 and path[0] == step.kind and value is None:
        message = tr("A step needs its `{kind}`.", kind=step.kind)
        raise nonsense(message, tr("Delete the step, if it is not wanted."))
    order = order_of(step.kind) if len(path) == 1 or path[0] != "say" else CUE_KEYS
    return set_in(script.file, (*step.path, *path), value, script.manner, order)


def _as_table(script: ScriptText, step: StepSpot, path: Path, value: object) -> str:
    """Return the script with a plain line written as `say` with one more setting."""
    for name in reversed(path[1:]):
        value = [value] if isinstance(name, int) else {name: value}
    file, spot, name = script.file, step.spot, str(path[0])
    root = file.root
    expected = changed_values(plain(root), step.path, {"say": spot.value, name: as_plain(value)})
    raw = file.source.clean[spot.start : spot.end]
    entries = list_spot(script, step.path[:-1])
    if entries is not None and entries.flow:
        made = "{say: " + raw + f", {name}: {write_flow(value, script.manner)}" + "}"
        return settle(file, [[Change(spot.start, spot.end, made)]], expected, WORDS)
    column = column_of(file, spot.start)
    first, *rest = raw.split("\n")
    say = "\n".join([f"say: {first}", *(f"  {line}" if line.strip() else line for line in rest)])
    lines = [f"{' ' * column}{line}" for line in write_pair(name, value, script.manner)]
    end = file.source.line_of(spot.end)
    changes = [Change(spot.start, spot.end, say), file.source.insert_lines(end + 1, lines)]
    return settle(file, [changes], expected, WORDS)


def set_header(script: ScriptText, operation: Mapping[str, Any]) -> Edited:
    """Set a setting at the top of the script, or remove it with null."""
    field, value = text_in(operation, "field"), operation.get("value")
    path: Path = tuple(int(part) if part.isdecimal() else part for part in field.split("/"))
    if path[0] == "steps" or path[0] not in TOP_KEYS:
        raise nonsense(tr("There is no setting `{name}` of a script.", name=str(path[0])))
    order = TOP_KEYS if len(path) == 1 else ()
    return Edited(set_in(script.file, path, value, script.manner, order), None)
