"""The lines on which each step of a script stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from stilte.script.edit import outline

if TYPE_CHECKING:
    from collections.abc import Iterator


def step_lines(text: str) -> dict[str, tuple[int, int]]:
    """Return the first and last line of each step of a script's text, by its id."""
    return {step["id"]: (step["line"], step["end_line"]) for step in _every(outline(text)["steps"])}


def _every(steps: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for step in steps:
        yield step
        yield from _every(step.get("steps", []))
