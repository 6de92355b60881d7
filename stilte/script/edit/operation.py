"""An operation on a script: what it asks for, read from values of JSON, and the places it names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from stilte.errors import InputError, Problem
from stilte.messages import Message, tr
from stilte.script.edit.script_text import LISTS, ROOT, ScriptText, StepSpot, id_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stilte.reader.edit.set_value import Path

Operation = "Mapping[str, Any]"


@dataclass(frozen=True, slots=True)
class Edited:
    """The text after an operation, and the id of the step to select; None where no step is."""

    text: str
    select: str | None


@dataclass(frozen=True, slots=True)
class Target:
    """A place for a step: the path of a list, and the number of the entry before which it stands."""

    path: Path
    index: int


def nonsense(message: Message, cure: Message | str = "") -> InputError:
    """Return the error for an operation that makes no sense."""
    return InputError(Problem(None, message, cure))


_TYPES: dict[str, type | tuple[type, ...]] = {
    "at": (str, list),
    "after": str,
    "before": str,
    "into": str,
    "field": str,
    "step": dict,
    "in": dict,
    "kind": str,
    "text": str,
    "fields": dict,
    "steps": list,
    "cues": (list, dict),
}


def refuse_odd_types(asked: Mapping[str, Any]) -> None:
    """Raise `InputError` where a part of an operation, or of a step in it, is not of its type."""
    for name, value in asked.items():
        if value is not None and name in _TYPES and not isinstance(value, _TYPES[name]):
            raise nonsense(tr("`{name}` of an operation cannot be '{value}'.", name=name, value=str(value)))
        if name == "at" and isinstance(value, list) and not all(isinstance(each, str) for each in value):
            raise nonsense(tr("`{name}` of an operation cannot be '{value}'.", name=name, value=str(value)))
        if name in ("step", "in") and isinstance(value, dict):
            refuse_odd_types(value)
        for inner in value if name == "steps" and isinstance(value, list) else ():
            refuse_odd_types({"step": inner})


def step_at(script: ScriptText, at: object) -> StepSpot:
    """Return the step of an id; raises `InputError` where there is none."""
    for step in script.every():
        if step.id == at:
            return step
    raise nonsense(
        tr("There is no step '{id}' in this script any more.", id=str(at)), tr("Load the page again.")
    )


def steps_at(script: ScriptText, at: object) -> tuple[StepSpot, ...]:
    """Return the steps of some ids, in the order of the script; none that stands in another of them."""
    ids = at if isinstance(at, (list, tuple)) else [at]
    found = [step_at(script, one) for one in dict.fromkeys(ids)]
    if not found:
        raise nonsense(tr("No step is selected."), tr("Select one first."))
    paths = {step.path for step in found}
    kept = [step for step in found if not any(step.path[:i] in paths for i in range(len(step.path)))]
    order = {step.path: i for i, step in enumerate(script.every())}
    return tuple(sorted(kept, key=lambda step: order[step.path]))


def text_in(operation: Mapping[str, Any], name: str) -> str:
    """Return a text that an operation carries; raises `InputError` where it is something else."""
    value = operation.get(name)
    if not isinstance(value, str):
        raise nonsense(tr("The operation needs a text `{name}`.", name=name))
    return value


def number_in(operation: Mapping[str, Any], name: str) -> int:
    """Return a whole number that an operation carries; raises `InputError` where it is something else."""
    value = operation.get(name)
    if not isinstance(value, int) or isinstance(value, bool):
        raise nonsense(tr("The operation needs a whole number `{name}`.", name=name))
    return value


def target_of(script: ScriptText, operation: Mapping[str, Any]) -> Target:
    """Return the place that `after`, `before` or `into` names; `into: "steps"` is the end of the script."""
    if (into := operation.get("into")) is not None:
        if into in ("", id_of(ROOT)):
            return Target(ROOT, len(script.steps))
        step = step_at(script, into)
        name = LISTS.get(step.kind)
        if name is None:
            message = tr("A `{kind}` step holds no other steps.", kind=step.kind)
            raise nonsense(message, tr("Choose a place before or after it."))
        return Target((*step.path, name), len(step.inner))
    for side, later in (("after", 1), ("before", 0)):
        if (beside := operation.get(side)) is not None:
            path = step_at(script, beside).path
            return Target(path[:-1], int(path[-1]) + later)
    raise nonsense(tr("The operation needs a place: `after`, `before` or `into` a step."))
