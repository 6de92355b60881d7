"""The value of a new step, as it is written in a script."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from stilte.messages import tr
from stilte.script.edit.operation import nonsense
from stilte.script.edit.script_text import LISTS
from stilte.script.parse.grammar import ANYWHERE, VERBS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stilte.script.edit.script_text import ScriptText

_OWN = ("kind", "id", "text", "fields", "steps", "cues", "times", "raw", "line", "end_line", "problem")
_BARE = re.compile(r"[0-9]+(?:[.,][0-9]+)?(?:[-–][0-9]+(?:[.,][0-9]+)?)?")
_MARK = re.compile(r"[0-9][^<>|\n]*")
USUAL: dict[str, object] = {"pause": 8, "silence": 8, "breathe": 5, "hold": 20, "repeat": 2, "bell": 1}
"""What a new step of a kind says where nothing else is asked for."""


def step_value(step: object, script: ScriptText) -> Any:
    """Return a step {kind, text?, fields?, cues?, steps?, …} as the text or table to be written.

    Every other name in it is a setting too; `times` is the value of a verb. Raises `InputError`.
    """
    if not isinstance(step, dict) or step.get("kind") not in VERBS:
        raise nonsense(tr("There is no kind of step '{kind}'.", kind=str(_kind_of(step))))
    kind = str(step["kind"])
    given = {**_others(step), **(step.get("fields") or {})}
    made: dict[str, Any] = {kind: _value(kind, step, given)}
    if kind == "hold" and step.get("text"):
        made["say"] = step["text"]
    made |= {name: value for name, value in given.items() if name != kind and value is not None}
    if step.get("cues"):
        cues = step["cues"]
        made["say"] = (
            cues[0] if isinstance(cues, list) and len(cues) == 1 and isinstance(cues[0], dict) else cues
        )
    if "steps" in step and kind in LISTS:
        made[LISTS[kind]] = [step_value(one, script) for one in step["steps"]]
    made = {name: made[name] for name in order_of(kind) if name in made} | made
    return _line(made, script) if kind == "say" else made


def _kind_of(step: object) -> object:
    return step.get("kind", "") if isinstance(step, dict) else ""


def _others(step: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in step.items() if name not in _OWN}


def _value(kind: str, step: Mapping[str, Any], given: Mapping[str, Any]) -> Any:
    if kind in ("say", "chapter", "note"):
        words = str(step.get("text") or given.get(kind) or "").strip()
        if not words:
            raise nonsense(tr("This step has no words yet."), tr("Write what is to be said or shown."))
        return words if kind == "note" else " ".join(words.split())
    value = given.get(kind, step.get("times", USUAL.get(kind)))
    if value is None:
        raise nonsense(tr("A new `{kind}` step needs a value.", kind=kind), tr("Choose one first."))
    return value


def _line(made: dict[str, Any], script: ScriptText) -> Any:
    """Return a line as a text with its quiet in a mark, or as a table where it has more settings."""
    pause = made.get("pause")
    as_text = set(made) <= {"say", "pause"} and (pause is None or is_mark(pause))
    if not as_text or _writes_say(script):
        return made
    return made["say"] if pause is None else f"{made['say']} {mark(pause)}"


def _writes_say(script: ScriptText) -> bool:
    """Tell whether this script writes all its lines with `say`."""
    lines = [step.spot.kind for step in script.every() if step.kind == "say"]
    return len(lines) > 1 and "scalar" not in lines


def is_mark(quiet: object) -> bool:
    """Tell whether quiet can be written between `<` and `>`."""
    return not isinstance(quiet, (list, dict, tuple)) and bool(_MARK.fullmatch(str(quiet).strip()))


def mark(quiet: object) -> str:
    """Return quiet as a mark; a bare number is seconds.

    >>> mark(8), mark("20-45"), mark("1 line")
    ('<8s>', '<20-45s>', '<1 line>')
    """
    text = f"{quiet:g}" if isinstance(quiet, float) else str(quiet).strip()
    return f"<{text}s>" if _BARE.fullmatch(text) else f"<{text}>"


def order_of(kind: str) -> tuple[str, ...]:
    """Return the settings of a kind of step in the order in which they are written, long ones last."""
    names = (*VERBS[kind], *ANYWHERE)
    late = [name for name in ("with", "say", "during", "steps") if name in names]
    return (kind, *(name for name in names if name not in late), *late)
