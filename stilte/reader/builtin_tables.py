"""Built-in YAML tables, loaded with the fastest safe loader."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import yaml

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The fastest safe loader available: libyaml's where PyYAML was built with it."""


def builtin_table(package: str, *path: str) -> dict[str, Any]:
    """Return the table in a file of one of our packages; empty where there is no such file."""
    source = files(package).joinpath(*path)
    if not source.is_file():
        return {}
    table: dict[str, Any] = yaml.load(source.read_text("utf-8"), Loader=LOADER)  # noqa: S506 (a safe loader)
    return table
