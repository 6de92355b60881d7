"""The outline of a script: what its editor shows, with the place of each part, whatever is wrong in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from stilte.reader.edit.as_nodes import node_of
from stilte.reader.edit.spots import plain
from stilte.reader.nodes import Table, Text
from stilte.reader.report import Report
from stilte.script.edit.script_text import (
    LISTS,
    fields_of,
    id_of,
    read_script_text,
    words_of,
)
from stilte.script.parse.mistakes import choose_verb, list_as_step

if TYPE_CHECKING:
    from stilte.errors import Problem
    from stilte.script.edit.script_text import ScriptText, StepSpot


def outline(text: str) -> dict[str, Any]:
    """Return the outline of a script as values of JSON; lines are counted from 1.

    `header` holds the settings at the top, in the order written: {id, key, value, line, end_line}, values as
    texts, lists and objects of these. `steps` holds for each step {id, kind, line, end_line, text, fields,
    raw} and, where it has them, `cues` (a list of objects and "silent") and `steps`. `text` is None for a
    step without words; its `fields` are its other settings as written, the quiet after a line as `pause`.
    `kind` is the verb, or "unreadable": then `problem` is {text, hint, line}. `unread` holds the lines that
    stand outside any step and are not read: {line, end_line, raw, problem}. `language` is None where none is
    written.
    """
    script = read_script_text(text)
    root = script.file.root
    language = root.at("language") if root else None
    return {
        "header": _header(script),
        "steps": [_step(step, script) for step in script.steps],
        "unread": _unread(script),
        "language": language.value if language else None,
    }


def _header(script: ScriptText) -> list[dict[str, Any]]:
    root, source = script.file.root, script.file.source
    if root is None or root.kind != "table":
        return []
    return [
        {
            "id": key.value,
            "key": key.value,
            "value": plain(node),
            "line": source.line_of(key.start) + 1,
            "end_line": source.line_of(max(node.end, key.end)) + 1,
        }
        for key, node in zip(root.keys, root.nodes, strict=True)
        if key.value != "steps" and source.line_of(key.start) not in script.file.unread
    ]


def _step(step: StepSpot, script: ScriptText) -> dict[str, Any]:
    words = words_of(step)
    made: dict[str, Any] = {
        "id": id_of(step.path),
        "kind": step.kind,
        "line": step.first + 1,
        "end_line": step.last + 1,
        "text": words[0] if words else None,
        "fields": fields_of(step),
        "raw": "\n".join(script.file.source.lines[step.first : step.last + 1]),
    }
    if step.kind == "breathe" and (cues := step.spot.at("say")) is not None:
        made["cues"] = plain(cues) if cues.kind == "list" else [plain(cues)]
    if step.inner or (step.kind == "repeat" or (LISTS.get(step.kind, "") in made["fields"])):
        made["steps"] = [_step(each, script) for each in step.inner]
    if step.kind == "unreadable":
        made["problem"] = _told(_problem(step, script))
    return made


def _problem(step: StepSpot, script: ScriptText) -> Problem | None:
    """Return what is wrong with a step that cannot be read."""
    lines = range(step.first + 1, step.last + 2)
    for problem in script.file.problems:
        if problem.where and problem.where.line in lines:
            return problem
    report = Report()
    node = node_of(step.spot, script.file.source)
    if isinstance(node, Table):
        choose_verb(node, report)
    elif not isinstance(node, Text):
        list_as_step(node, report)
    return next(iter(report.errors), None)


def _told(problem: Problem | None) -> dict[str, Any] | None:
    if problem is None:
        return None
    line = problem.where.line if problem.where else None
    return {"text": str(problem.message), "hint": str(problem.instead), "line": line}


def _unread(script: ScriptText) -> list[dict[str, Any]]:
    """Return the stretches of lines that are written outside any step or setting, or not read as written."""
    source, seen = script.file.source, _seen(script)
    stretches: list[list[int]] = []
    for line, text in enumerate(source.lines):
        if line in seen or not text.strip() or text.lstrip(" ").startswith(("#", "---", "...", "%")):
            continue
        if stretches and stretches[-1][-1] == line - 1:
            stretches[-1].append(line)
        else:
            stretches.append([line])
    return [_stretch(each[0], each[-1], script) for each in stretches]


def _seen(script: ScriptText) -> set[int]:
    """Return the lines that the header and the steps show, and that which names the steps."""
    root, source = script.file.root, script.file.source
    shown = [(step.first, step.last) for step in script.steps]
    shown += [(entry["line"] - 1, entry["end_line"] - 1) for entry in _header(script)]
    index = root.index("steps") if root else None
    if root is not None and index is not None:
        line = source.line_of(root.keys[index].start)
        shown += [(line, line)] if root.nodes[index].kind == "list" or not root.nodes[index].value else []
    return {line for first, last in shown for line in range(first, last + 1)}


def _stretch(first: int, last: int, script: ScriptText) -> dict[str, Any]:
    found = (p for p in script.file.problems if p.where and first + 1 <= p.where.line <= last + 1)
    return {
        "line": first + 1,
        "end_line": last + 1,
        "raw": "\n".join(script.file.source.lines[first : last + 1]),
        "problem": _told(next(found, None)),
    }
