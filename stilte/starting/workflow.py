"""A workflow that builds on every push, comments the changed seconds, and publishes what is due."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from stilte.errors import InputError, Problem
from stilte.messages import tr
from stilte.store import write_whole

if TYPE_CHECKING:
    from pathlib import Path

WORKFLOWS = {"github": ".github/workflows/tracks.yaml", "gitlab": ".gitlab-ci.yml"}
"""The hosts that run workflows, and where each looks for one."""


def give_workflow(root: Path, host: str) -> Path:
    """Write the workflow of a host into a project; raises `InputError` where there is a file already."""
    path = root / WORKFLOWS[host]
    if path.exists():
        message = tr("{path} is there already.", path=path)
        raise InputError(Problem(None, message, tr("Delete it first, or add its steps to yours by hand.")))
    write_whole(path, workflow_text(host).encode())
    return path


def workflow_text(host: str) -> str:
    """Return the workflow of a host."""
    return files("stilte.starting").joinpath(f"workflows/{host}.yaml").read_text(encoding="utf-8")
