"""Scripts as a caller gives them: a file, a slug, a text, or a routine that was loaded before."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from stilte.errors import InputError
from stilte.file_names import real_path
from stilte.find_project import project_above
from stilte.project import find_scripts, open_project
from stilte.script.load import load, load_text
from stilte.script.routine import Routine

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stilte.project import Project
    from stilte.script.environment import Environment

Script = Path | str | Routine


@dataclass(slots=True)
class GivenScripts:
    """The paths of scripts, in order, and the routines of those that are not what a file says.

    `failed` holds the errors of texts that could not be loaded.
    """

    paths: list[Path] = field(default_factory=list)
    routines: dict[Path, Routine] = field(default_factory=dict)
    failed: list[InputError] = field(default_factory=list)


def is_text(script: Path | str) -> bool:
    """Tell the text of a script from a name: it has keys, so it has several lines or a colon and a space."""
    return isinstance(script, str) and ("\n" in script or ": " in script or not script.strip())


def project_of(script: Script) -> Project:
    """Return the project that a file lies in, for anything else that of the current folder."""
    is_file = not isinstance(script, Routine) and not is_text(script) and Path(script).is_file()
    start = Path(str(script)).resolve().parent if is_file else Path.cwd()
    return open_project(project_above(start) or (start.parent if start.name == "scripts" else start))


def load_given(script: Script, project: Project, environment: Environment) -> Routine:
    """Return the routine of a script in any form; raises `InputError` with every problem of it."""
    if isinstance(script, Routine):
        return script
    if is_text(script):
        text = str(script)
        slug = load_text(text, environment).slug
        return load_text(text, environment, file=f"{slug}.yaml")
    path = Path(script)
    return load(real_path(path) if path.is_file() else find_scripts(project, [str(script)])[0], environment)


def resolve_scripts(
    scripts: Script | Iterable[Script] | None, project: Project, environment: Environment
) -> GivenScripts:
    """Return scripts in any form as paths and routines; None stands for all of the project.

    Raises `InputError` for a name that is not there; a text that cannot be loaded goes to `failed`.
    """
    given = GivenScripts()
    if scripts is None:
        given.paths += project.script_files()
        return given
    for script in (scripts,) if isinstance(scripts, (str, Path, Routine)) else scripts:
        if not isinstance(script, Routine) and not is_text(script):
            given.paths += find_scripts(project, [str(script)])
            continue
        try:
            routine = load_given(script, project, environment)
        except InputError as error:
            given.failed.append(error)
        else:
            _place(routine, project, environment, given)
    given.paths = list(dict.fromkeys(given.paths))
    return given


def _place(routine: Routine, project: Project, environment: Environment, given: GivenScripts) -> None:
    """Give a routine a path; the routine is kept too, unless the file of that path says just the same.

    A routine stands for the script that it was loaded from as long as it has that script's slug. Any other
    is named after its slug, so that two of them never pass for one script.
    """
    path = project.root / routine.script
    written = _written(path, environment) if path.parent == project.scripts else None
    if written is None or written.slug != routine.slug:
        path = project.root / f"{routine.slug}.yaml"
        routine = replace(routine, script=path.name)
    given.paths.append(path)
    if routine != written:
        given.routines[path] = routine


def _written(path: Path, environment: Environment) -> Routine | None:
    try:
        return load(path, environment)
    except InputError:
        return None
