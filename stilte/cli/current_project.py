"""Finding the project of a command: the one that `--project` names, or the nearest one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from stilte.errors import InputError, Problem, program_name
from stilte.file_names import real_path
from stilte.find_project import SHOW_FILE, nearest_project
from stilte.messages import sentences, tr
from stilte.project import Project, open_project

if TYPE_CHECKING:
    from pathlib import Path


def current_project() -> Project:
    """Open the project of this call; raises `InputError` with all that is wrong in its `podcast.yaml`."""
    return open_project(current_folder())


def current_folder() -> Path:
    """Return the folder of this call: as given, else the nearest project upwards, else that of `build.py`."""
    given: Path | None = click.get_current_context().find_root().obj["project"]
    if given is not None and not given.is_dir():
        raise InputError(
            Problem(
                None, tr("There is no folder {folder}.", folder=given), tr("Name the folder of the project.")
            )
        )
    return real_path(given) if given else nearest_project()


def no_scripts(project: Project) -> Problem:
    """Return what to say where a folder holds no scripts: it is empty yet, or it is the wrong one."""
    start = tr("`{program} new NAME` writes one to start from.", program=program_name())
    if (project.root / SHOW_FILE).is_file():
        return Problem(None, tr("There are no scripts in {folder} yet.", folder=project.scripts), start)
    message = tr(
        "There are no scripts in {folder}, and no {file} stands here or in a folder above.",
        folder=project.scripts,
        file=SHOW_FILE,
    )
    elsewhere = tr("Go to your project's folder, or name it with `--project`.")
    return Problem(None, message, sentences(elsewhere, start))
