"""Where a command works: the project that it was given, or the nearest one."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from stilte.errors import InputError, Problem, called
from stilte.project import SHOW_FILE, Project, open_project


def current_project() -> Project:
    """Open the project of this call; raises `InputError` with all that is wrong in its `podcast.yaml`."""
    return open_project(current_folder())


def current_folder() -> Path:
    """Return the folder of this call: as given, else the nearest project upwards, else that of `build.py`."""
    given: Path | None = click.get_current_context().find_root().obj["project"]
    if given is not None and not given.is_dir():
        raise InputError(Problem(None, f"There is no folder {given}.", "Name the folder of the project."))
    return given.resolve() if given else _nearest()


def _nearest() -> Path:
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / SHOW_FILE).is_file():
            return folder
    started = Path(sys.argv[0]).resolve()
    return started.parent if started.name == "build.py" else here


def no_scripts_yet() -> str:
    """Return what to say to an author whose project is empty."""
    return f"There are no scripts yet: `{called()} new NAME` writes one to start from."
