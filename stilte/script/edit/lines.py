"""Operations on lines of text: one into two, two into one, and raw lines of the file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from stilte.messages import tr
from stilte.reader.edit.source_text import Change
from stilte.reader.edit.written import comment_of
from stilte.script.edit.moving import insert_value
from stilte.script.edit.new_step import step_value
from stilte.script.edit.operation import Edited, Target, nonsense, number_in, step_at, steps_at, text_in
from stilte.script.edit.removing import delete
from stilte.script.edit.script_text import fields_of, id_of, read_script_text, split_quiet, words_of
from stilte.script.edit.words import set_field, with_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stilte.script.edit.script_text import ScriptText, StepSpot

_LEADING = re.compile(r"\s*(<\s*[0-9][^<>|]*>)\s*")
_ONE_TIME = re.compile(r"[0-9][0-9.,:hms ]*(?:sec|min|breaths?)?\s*")
_INSIDE = re.compile(r"<<|<[^<>]*>")


def split_line(script: ScriptText, operation: Mapping[str, Any]) -> Edited:
    """Make two lines of one at an offset in its words; the quiet after it stays after the second."""
    step = _line(script, operation.get("at"))
    offset = number_in(operation, "offset")
    said, quiet = words_of(step) or ("", None)
    if any(found.start() < offset < found.end() for found in _INSIDE.finditer(said)):
        raise nonsense(
            tr("A line cannot be divided inside a mark."), tr("Choose a place before or after it.")
        )
    first, second = said[:offset].strip(), said[max(offset, 0) :].strip()
    if found := _LEADING.match(second):  # quiet belongs after what was said before it
        first, second = f"{first} {found[1]}", second[found.end() :]
    if not first or not second or not split_quiet(first)[0]:
        raise nonsense(tr("There are no words on one side of this place."), tr("Insert a new line instead."))
    fields = fields_of(step)
    fields.pop("pause", None)
    text = script.file.source.saved
    pause = (fields_of(step)).get("pause", quiet)
    if pause is not None:
        text = set_field(script, {"at": step.id, "field": "pause", "value": None}).text
    halved = read_script_text(text)
    halved = read_script_text(with_words(halved, step_at(halved, step.id), first))
    value = step_value({"kind": "say", "text": second, "fields": {**fields, "pause": pause}}, halved)
    return insert_value(halved, Target(step.path[:-1], int(step.path[-1]) + 1), value)


def join_lines(script: ScriptText, operation: Mapping[str, Any]) -> Edited:
    """Make one line of a line and the next, or of several lines; the quiet between them stays, exactly."""
    at = operation.get("at")
    steps = steps_at(script, at)
    if len(steps) == 1:
        path = steps[0].path
        following = next((s for s in script.every() if s.path == (*path[:-1], int(path[-1]) + 1)), None)
        if following is None:
            raise nonsense(tr("There is no line after this one."))
        steps = (steps[0], following)
    first, *others = [_line(script, step.id) for step in steps]
    for number, other in enumerate(others, start=1):
        if other.path != (*first.path[:-1], int(first.path[-1]) + number):
            raise nonsense(tr("Only lines that follow each other can become one."))
        _refuse_unlike(first, other)
    text = script.file.source.saved
    for _ in others:
        text = _joined(read_script_text(text), first.id)
    return Edited(text, first.id)


def _joined(script: ScriptText, at: str) -> str:
    """Return the script with a line and the next one as one."""
    first = step_at(script, at)
    other = step_at(script, id_of((*first.path[:-1], int(first.path[-1]) + 1)))
    said, next_said = (words_of(first) or ("", None))[0], (words_of(other) or ("", None))[0]
    quiet, after = fields_of(first).get("pause"), fields_of(other).get("pause")
    between = _between(quiet)
    text = delete(script, {"at": [other.id]}).text
    if quiet is not None:
        text = set_field(read_script_text(text), {"at": at, "field": "pause", "value": None}).text
    now = read_script_text(text)
    text = with_words(now, step_at(now, at), f"{said}{between} {next_said}")
    if after is not None:
        text = set_field(read_script_text(text), {"at": at, "field": "pause", "value": after}).text
    return _with_comment(read_script_text(text), at, _comment_behind(script, other))


def _comment_behind(script: ScriptText, step: StepSpot) -> str:
    """Return the comment at the end of a line that is spoken, "" without one."""
    source = script.file.source
    spot = step.spot if step.spot.kind == "scalar" else step.spot.nodes[0]
    if spot.style in ("|", ">") or step.spot.flow:
        return ""
    number = source.line_of(spot.end)
    return comment_of(source.saved_lines[number][spot.end - source.starts[number] :])


def _with_comment(script: ScriptText, at: str, comment: str) -> str:
    """Return the script with a comment on a line of its own under a step."""
    step, source = step_at(script, at), script.file.source
    if not comment:
        return source.saved
    line = source.lines[step.first]
    margin = line[: len(line) - len(line.lstrip(" "))]
    return source.changed([source.insert_lines(step.last + 1, [margin + comment])])


def _between(quiet: object) -> str:
    """Return the quiet between two lines as a mark inside one: of a range its lower end."""
    if quiet is None:
        return ""
    text = str(quiet).strip()
    lower = re.split(r"\s*[-–]\s*", text)[0]
    if isinstance(quiet, (list, dict)) or "line" in text or not _ONE_TIME.fullmatch(lower):
        message = tr("The quiet between these lines ({quiet}) cannot stand inside a line.", quiet=text)
        raise nonsense(message, tr("Write it in seconds first."))
    unit = re.search(r"[^\W\d_].*$", text)
    lower = lower + (unit[0] if unit and lower != text and not re.search(r"[^\W\d_]", lower) else "")
    return f" <{lower}s>" if re.fullmatch(r"[0-9.,]+", lower) else f" <{lower}>"


def _refuse_unlike(first: StepSpot, other: StepSpot) -> None:
    one, two = ({k: v for k, v in fields_of(step).items() if k != "pause"} for step in (first, other))
    for name in [*one, *two]:
        if one.get(name) != two.get(name):
            message = tr("These lines differ in `{name}`, so one line cannot say both.", name=name)
            raise nonsense(message, tr("Make it the same in both first."))


def _line(script: ScriptText, at: object) -> StepSpot:
    step = step_at(script, at)
    if step.kind != "say":
        raise nonsense(tr("Only spoken lines can be divided or joined."))
    return step


def replace_lines(script: ScriptText, operation: Mapping[str, Any]) -> Edited:
    """Write other lines in the place of those from `line` to `end_line`, counted from 1, as given."""
    first, last = number_in(operation, "line"), number_in(operation, "end_line")
    source = script.file.source
    if not 1 <= first <= last <= len(source.lines):
        raise nonsense(tr("The script has no such lines any more."), tr("Load the page again."))
    text = text_in(operation, "text").replace("\r\n", "\n").removesuffix("\n")
    changed = source.changed([Change(source.starts[first - 1], source.end_of_line(last - 1), text)])
    now = read_script_text(changed)
    selected = [step.id for step in now.every() if step.first <= first - 1 <= step.last]
    return Edited(changed, selected[-1] if selected else None)
