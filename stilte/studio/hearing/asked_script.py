"""The script and the step that a page asks to hear."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stilte.errors import Problem
from stilte.messages import tr
from stilte.studio.answers import Conflict, NotThere
from stilte.studio.outlines import step_lines
from stilte.studio.script_files import read_script

if TYPE_CHECKING:
    from stilte.studio.script_files import ScriptFile
    from stilte.studio.state import Studio


def asked_script(studio: Studio, name: str, version: str | None) -> ScriptFile:
    """Return a script of the version that the page has; raises `NotThere` or `Conflict`."""
    file = read_script(studio.root, name)
    if version is not None and version != file.version:
        raise Conflict(Problem(None, tr("This script has changed since."), tr("Load it again.")))
    return file


def lines_of_step(file: ScriptFile, step: str) -> tuple[int, int]:
    """Return the first and last line of a step; raises `NotThere`."""
    lines = step_lines(file.text).get(step)
    if lines is None:
        raise NotThere(Problem(None, tr("That step is no longer in the script."), tr("Load it again.")))
    return lines
