"""Checking the target of `-o`: never a file of another kind, or one that a project is made from."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from stilte.errors import InputError, Problem
from stilte.file_names import real_path
from stilte.find_project import SHOW_FILE
from stilte.messages import Listed, tr

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from pathlib import Path

INPUT_FOLDERS = ("scripts", "voices", "music", "sounds")


def check_output_file(path: Path, root: Path, endings: Collection[str]) -> None:
    """Raise `InputError` unless a file may be written there; one that stands there is asked about.

    Asked before any work is done; where nobody can answer, a file that stands there is never replaced.
    """
    if path.suffix.lower() not in endings:
        message = tr("`-o` cannot write '{file}': its name ends otherwise.", file=path.as_posix())
        raise InputError(Problem(None, message, tr("End it in {endings}.", endings=Listed(endings, "or"))))
    if _is_input(path, root):
        message = tr("'{file}' lies among what the project is made from.", file=path.as_posix())
        cure = tr("Write it to another folder, as `-o ../{name}`.", name=path.name)
        raise InputError(Problem(None, message, cure))
    if path.is_dir():
        raise InputError(Problem(None, tr("'{file}' is a folder, not a file.", file=path.as_posix())))
    if path.exists() and not _may_replace(path):
        message = tr("'{file}' is there already, and is not replaced.", file=path.as_posix())
        raise InputError(Problem(None, message, tr("Give another name, or delete that file first.")))


def check_script_file(path: Path, root: Path) -> None:
    """Raise `InputError` for a file that a script must never replace, whatever was forced.

    These are `podcast.yaml` and what lies among the voices, the music and the sounds of a project.
    """
    if _is_input(path, root, (name for name in INPUT_FOLDERS if name != "scripts")):
        message = tr("'{file}' is no place for a script: it belongs to the project.", file=path.as_posix())
        cure = tr("Write it among the scripts, as `-o scripts/{name}`.", name=path.name)
        raise InputError(Problem(None, message, cure))


def _is_input(path: Path, root: Path, folders: Iterable[str] = INPUT_FOLDERS) -> bool:
    whole, home = real_path(path), real_path(root)
    return whole == home / SHOW_FILE or any(whole.is_relative_to(home / name) for name in folders)


def _may_replace(path: Path) -> bool:
    if not sys.stdin.isatty():
        return False
    return click.confirm(str(tr("'{file}' is there already. Replace it?", file=path.as_posix())), err=True)
