"""What can go wrong, told to an author: where, what, and what to write instead."""

from __future__ import annotations

import difflib
import errno
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


@dataclass(frozen=True, slots=True, order=True)
class Where:
    """A line of a file; `file` is a POSIX path seen from the project's folder, `line` counts from 1."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to tell the author.

    `message` says what is wrong in the author's words; `instead` what to write, as a sentence of its own.
    """

    where: Where | None
    message: str
    instead: str = ""

    def __str__(self) -> str:
        head = f"{self.where}: " if self.where else ""
        return f"{head}{self.message}" + (f" {self.instead}" if self.instead else "")


class StilteError(Exception):
    """The base of every error that reaches an author; it carries problems and the exit code it stands for."""

    exit_code = 1

    def __init__(self, *problems: Problem) -> None:
        super().__init__(*problems)
        self.problems = problems

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)


class InputError(StilteError):
    """A script, another file of the author's, or the command line is wrong (exit code 2).

    `warnings` are what else was found in the same reading.
    """

    exit_code = 2

    def __init__(self, *problems: Problem, warnings: tuple[Problem, ...] = ()) -> None:
        super().__init__(*problems)
        self.warnings = warnings


class BuildError(StilteError):
    """A track could not be made, though its script is right (exit code 1)."""


def called() -> str:
    """Return how the program was called, for messages that name a command: `stilte`, `python build.py`."""
    name = Path(sys.argv[0]).name
    return f"python {name}" if name.endswith(".py") else "stilte"


def not_found(
    kind: str, name: str, available: Iterable[str], place: str = "", meanings: Mapping[str, str] | None = None
) -> tuple[str, str]:
    """Return the message and the cure for a name that is not there: what there is, and the nearest spelling.

    `meanings` tells what a name may stand for, however little it looks like it.

    >>> not_found("voice", "rustg", ["fluister", "rustig"])
    ("There is no voice 'rustg'.", "Did you mean 'rustig'? There are: fluister, rustig.")
    """
    names = sorted(available)
    known = {each.lower(): each for each in reversed(names)}
    near = difflib.get_close_matches(name.lower(), known, n=1)
    likely = ((meanings or {}).get(name.lower(), ""), *near)
    meant = next((known[each] for each in likely if each in known), None)
    cure = f"Did you mean '{meant}'? " if meant else ""
    cure += (
        f"There are: {', '.join(names)}." if names else f"There are none{f' in {place}' if place else ''}."
    )
    return f"There is no {kind} '{name}'.", cure


def system_problem(error: OSError) -> Problem:
    """Return what the system refused, by the name that the author knows: never that of a temporary file.

    >>> print(system_problem(PermissionError(13, "Permission denied", "scripts/.dag-12-ab.part")))
    In scripts nothing can be written: permission denied. Give yourself the right to, or use another folder.
    """
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        cure = "Free some space and build again; earlier tracks stand as they were."
        return Problem(None, "The disk is full.", cure)
    why = error.strerror or str(error)
    refused = error.errno in (errno.EACCES, errno.EPERM, errno.EROFS)
    cure = "Give yourself the right to, or use another folder." if refused else ""
    path = Path(error.filename) if isinstance(error.filename, str) else None
    if path and path.suffix == ".part":
        return Problem(None, f"In {path.parent} nothing can be written: {why[:1].lower()}{why[1:]}.", cure)
    return Problem(None, f"{why}: {path or 'a file'}.", cure)
