"""What the program reads is in the wheel: every file of the package matches a pattern of its package data."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

SOURCE_ONLY = (".po", ".d.ts")
"""For translators and the type checker: the program reads neither."""


def test_every_file_that_the_program_needs_is_packed(root: Path) -> None:
    """A new kind of file gets its pattern; `.ci/wheel` holds the built wheel against the tree, too."""
    settings = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))
    package = root / "stilte"
    patterns = settings["tool"]["setuptools"]["package-data"]["stilte"]
    packed = {path for pattern in patterns for path in package.glob(pattern)}
    files = {path for path in package.rglob("*") if path.is_file() and "__pycache__" not in path.parts}
    left = {path for path in files - packed if path.suffix != ".py" and not path.name.endswith(SOURCE_ONLY)}
    assert left == set()
    assert len(packed) > 100
