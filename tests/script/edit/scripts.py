"""The scripts that every operation is tried on: those of the project, its recipes, its tests and its docs."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stilte.script.edit import outline

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ROOT = Path(__file__).resolve().parents[3]
_FOLDERS = ("scripts", "stilte/cli/starting", "tests/script", "tests/importer")
_BLOCK = re.compile(r"^```yaml\n(.*?)^```", re.MULTILINE | re.DOTALL)


@cache
def all_scripts() -> dict[str, str]:
    """Return the text of every script with steps, by the name of its file, as the file holds it."""
    found: dict[str, str] = {}
    for folder in _FOLDERS:
        for path in sorted((ROOT / folder).rglob("*.yaml")):
            found[path.relative_to(ROOT).as_posix()] = path.read_bytes().decode("utf-8")
    for page in sorted([*(ROOT / "docs").glob("*.md"), ROOT / "README.md"]):
        for number, block in enumerate(_BLOCK.findall(page.read_bytes().decode("utf-8"))):
            found[f"{page.name}:{number}"] = block
    return {name: text for name, text in found.items() if outline(text)["steps"]}


def every_step(steps: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield each step of an outline, from the top; what stands in one right after it."""
    for step in steps:
        yield step
        yield from every_step(step.get("steps", ()))


def steps_of(text: str) -> list[dict[str, Any]]:
    """Return every step of a text."""
    return list(every_step(outline(text)["steps"]))
