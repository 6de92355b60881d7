"""What is told to a person is a message of the catalogues: no text of the code reaches anyone as it is."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(__file__).resolve().parent.parent.parent / "stilte"
TELLING = {
    "Problem",
    "Unreadable",
    "EngineUnavailable",
    "EngineFailed",
    "LineFailed",
    "NotFetched",
    "BadTake",
}
METHODS = {"error", "warn", "echo", "not_found"}
WORDS = re.compile(r"[A-Za-z]{2,} +[A-Za-z]{2,}")


def _texts(path: Path) -> Iterator[str]:
    """Yield the texts with several words that a call which tells a person is given as they stand."""
    tree = ast.parse(path.read_text("utf-8"))
    for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.Module)):
        given = {
            target.id: node.value
            for node in ast.walk(function)
            if isinstance(node, ast.Assign)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        for call in (node for node in ast.walk(function) if isinstance(node, ast.Call) and _tells(node)):
            for value in call.args:
                named = given.get(value.id) if isinstance(value, ast.Name) else value
                if named is not None and WORDS.search(text := _literal(named)):
                    yield f"{path.relative_to(PACKAGE)}:{call.lineno}: {text}"


def _tells(call: ast.Call) -> bool:
    if isinstance(call.func, ast.Name):
        return call.func.id in TELLING | {"not_found"}
    return isinstance(call.func, ast.Attribute) and call.func.attr in METHODS


def _literal(value: ast.expr) -> str:
    if isinstance(value, ast.Constant):
        return str(value.value)
    if isinstance(value, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "…" for part in value.values)
    return ""


FILES = sorted(PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_every_text_that_is_told_is_a_message(path: Path) -> None:
    """Problems, cures, refusals and results are made by `tr`, `plural` and `word`."""
    assert sorted(set(_texts(path))) == []
