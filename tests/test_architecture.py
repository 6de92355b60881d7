"""The rooms of the house: imports go one way, and heavy libraries are opened only where they are used."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "stilte"
ORDER = (
    "errors units store",
    "reader",
    "script",
    "importer",
    "sound",
    "speech",
    "release",
    "project",
    "pipeline",
    "cli",
)
RANK = {name: rank for rank, names in enumerate(ORDER) for name in names.split()}


def _imports(path: Path) -> list[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            found += [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
    return found


def _room(module: str) -> str | None:
    parts = module.split(".")
    return parts[1] if parts[0] == "stilte" and len(parts) > 1 else None


FILES = sorted(PACKAGE.rglob("*.py"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_go_one_way(path: Path) -> None:
    """A room imports from itself and from rooms before it in the flow, never from a later one."""
    relative = path.relative_to(PACKAGE)
    here = relative.parts[0].removesuffix(".py")
    if here in ("__init__", "__main__"):
        return
    assert here in RANK, f"{here} is a room without a place in the order"
    backward = [name for name in _imports(path) if (room := _room(name)) in RANK and RANK[room] > RANK[here]]
    assert not backward, f"{relative} reaches forward to {backward}"


def test_there_is_no_import_loop() -> None:
    """Following imports inside the package from any module never leads back to it."""
    modules = {".".join(("stilte", *p.relative_to(PACKAGE).with_suffix("").parts)): p for p in FILES}
    graph = {
        name: {
            m for found in _run_time_imports(path) for m in (found, found.rpartition(".")[0]) if m in modules
        }
        for name, path in modules.items()
    }
    done: set[str] = set()

    def visit(name: str, trail: tuple[str, ...]) -> None:
        assert name not in trail, f"a loop: {' → '.join((*trail, name))}"
        if name in done:
            return
        for other in sorted(graph[name] - {name}):
            visit(other, (*trail, name))
        done.add(name)

    for name in graph:
        visit(name, ())


def _run_time_imports(path: Path) -> list[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    tree.body = [node for node in tree.body if not _is_type_checking(node)]
    found = []
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and node.module:
            found += [f"{node.module}.{alias.name}" for alias in node.names]
    return found


def _is_type_checking(node: ast.stmt) -> bool:
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


def test_the_script_room_knows_no_audio() -> None:
    """Reading and laying out a script needs no numpy and no ffmpeg."""
    heavy = {"numpy", "soxr", "imageio_ffmpeg", "pydub", "onnxruntime"}
    for path in (PACKAGE / "script").rglob("*.py"):
        assert not {name.split(".")[0] for name in _imports(path)} & heavy, path.name
