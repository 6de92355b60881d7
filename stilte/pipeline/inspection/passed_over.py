"""Warnings about files that look like scripts, voices or settings and are not read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stilte.errors import Problem, Where
from stilte.file_names import YAML, folded, is_inside, is_yaml, yaml_files
from stilte.find_project import SHOW_FILE
from stilte.messages import sentences, tr

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from stilte.messages import Message
    from stilte.project import Project

# Backups and typing slips of a YAML ending: `x.yaml.bak`, `x.yml~`, `x.yalm`.
_BESIDE_YAML = re.compile(r"\.ya?ml(\.[a-z]{2,4}|~)$|\.(yalm|yml~|yaml~)$", re.IGNORECASE)
_TEXTS = (".txt", ".md", ".rtf", ".docx", ".doc", ".odt")
# Looked for in bytes: the file may be in any encoding.
_STEPS = re.compile(rb"^\s*steps\s*:", re.MULTILINE)
_MOST_BYTES = 100_000
_MOST_TOLD = 20
_ENDING = tr("This file is ignored: its name does not end in .yaml.")


def passed_over(project: Project) -> tuple[Problem, ...]:
    """Return a warning for each file of the project that an author may think is read."""
    found = [*_scripts(project), *_source_folders(project), *_show(project)]
    return tuple(found[:_MOST_TOLD])


def _scripts(project: Project) -> Iterator[Problem]:
    folder = project.scripts
    for path in _entries(folder):
        if path.is_dir():
            if is_inside(folder, path):  # a link that leads back: its scripts are those of the project
                continue
            for script in yaml_files(path):
                message = tr("Scripts in a subfolder are ignored.")
                yield _warning(project, script, message, tr("Move it into scripts/."))
        elif _BESIDE_YAML.search(path.name) or (
            path.is_file() and path.suffix.lower() in _TEXTS and _holds_steps(path)
        ):
            yield _warning(project, path, _ENDING, _rename(path))


def _source_folders(project: Project) -> Iterator[Problem]:
    for folder in ("voices", "music"):
        for path in _entries(project.root / folder):
            if path.is_file() and _BESIDE_YAML.search(path.name):
                yield _warning(project, path, _ENDING, _rename(path))


def _show(project: Project) -> Iterator[Problem]:
    """Yield what `podcast.yaml` was named by mistake, where there is none."""
    if (project.root / SHOW_FILE).exists():
        return
    stem = SHOW_FILE.removesuffix(YAML[0])
    for path in _entries(project.root):
        own = path.is_file() and path.name.lower().startswith(f"{stem}.")
        if own and (is_yaml(path) or _BESIDE_YAML.search(path.name)):
            cure = tr("Name it {name}.", name=SHOW_FILE)
            yield _warning(project, path, tr("This file is ignored."), cure)


def _entries(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except OSError:
        return []


def _holds_steps(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return bool(_STEPS.search(file.read(_MOST_BYTES)))
    except OSError:
        return False


def _rename(path: Path) -> Message:
    stem = _BESIDE_YAML.sub("", folded(path.name))
    stem = stem.removesuffix(path.suffix) if stem == folded(path.name) else stem
    return sentences(
        tr("Name it {name}.", name=f"{stem}.yaml"), tr("Your system may hide the end of file names.")
    )


def _warning(project: Project, path: Path, message: Message, cure: Message) -> Problem:
    return Problem(Where(folded(path.relative_to(project.root).as_posix()), 1), message, cure)
