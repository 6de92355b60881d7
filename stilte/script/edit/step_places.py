"""Which step of an outline a place in a file belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from stilte.file_names import without_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from stilte.errors import Problem, Where


@dataclass(frozen=True, slots=True)
class StepPlaces:
    """The steps of an outline by the lines on which they stand, and those that include a file.

    `order` counts the steps from the top.
    """

    script: str
    by_line: Mapping[int, str]
    includes: tuple[tuple[str, str], ...]
    order: Mapping[str, int]

    def step_at(self, where: Where | None) -> str | None:
        """Return the innermost step at a place; for one in an included file the step that includes it."""
        if where is None:
            return None
        if where.file == self.script:
            return self.by_line.get(where.line)
        return next(iter(self._including(where)), None)

    def follow(self, wheres: Iterable[Where | None]) -> Iterator[str | None]:
        """Yield the step of each place in the order of a timeline.

        A file that is included twice is told apart by what was heard before it.
        """
        at, line, before = -1, 0, ""
        for where in wheres:
            if where is None or where.file == self.script:
                step = self.step_at(where)
                at, before = (self.order[step] if step else at), ""
            else:
                again = before == where.file and where.line >= line
                step = self._next(where, at if not again else at - 1)
                at, line, before = (self.order[step] if step else at), where.line, where.file
            yield step

    def _next(self, where: Where, at: int) -> str | None:
        steps = self._including(where)
        later = (step for step in steps if self.order[step] > at)
        return next(later, steps[0] if steps else None)

    def _including(self, where: Where) -> tuple[str, ...]:
        """Return the steps that include a file; all includes, where it is included by an included one."""
        name = where.file.rpartition("/")[2]
        steps = tuple(step for step, file in self.includes if file == without_yaml(name))
        return steps or tuple(step for step, _ in self.includes)


def step_places(outline: Mapping[str, Any], script: str) -> StepPlaces:
    """Return the places of an outline's steps; `script` is its file as problems name it."""
    by_line: dict[int, str] = {}
    includes: list[tuple[str, str]] = []
    order: dict[str, int] = {}

    def place(steps: Iterable[Mapping[str, Any]]) -> None:
        for step in steps:
            order[step["id"]] = len(order)
            by_line.update(dict.fromkeys(range(step["line"], step["end_line"] + 1), step["id"]))
            if step["kind"] == "include":
                includes.append((step["id"], without_yaml(str(step["fields"].get("include", "")).strip())))
            place(step.get("steps", ()))

    place(outline["steps"])
    return StepPlaces(script, by_line, tuple(includes), order)


def problems_json(
    outline: Mapping[str, Any], script: str, errors: Iterable[Problem], warnings: Iterable[Problem] = ()
) -> list[dict[str, Any]]:
    """Return problems as values of JSON, each with the step under which it is shown.

    {text, hint, level: "error" or "warning", script, line, step}: `step` is None for the top of the script
    and for what is in another file that no step includes.
    """
    places = step_places(outline, script)
    told = [(problem, "error") for problem in errors] + [(problem, "warning") for problem in warnings]
    return [
        {
            "text": str(problem.message),
            "hint": str(problem.instead),
            "level": level,
            "script": problem.where.file if problem.where else None,
            "line": problem.where.line if problem.where else None,
            "step": places.step_at(problem.where),
        }
        for problem, level in told
    ]
