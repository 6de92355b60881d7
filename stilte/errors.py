"""Errors for authors: where, what is wrong, and what to write instead."""

from __future__ import annotations

import difflib
import errno
import re
import socket
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from stilte.messages import Message, sentences, tr

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
    Both are put into words when the problem is told, in the language in use then.
    """

    where: Where | None
    message: str | Message
    instead: str | Message = ""

    def __str__(self) -> str:
        head = f"{self.where}: " if self.where else ""
        return f"{head}{sentences(self.message, self.instead)}"


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


def program_name() -> str:
    """Return how the program was called: `stilte`, `python build.py`, `python -m stilte`."""
    name = Path(sys.argv[0]).name
    if name == "__main__.py":
        return "python -m stilte"
    return f"python {name}" if name.endswith(".py") else "stilte"


def not_found(
    missing: str | Message,
    name: str,
    available: Iterable[str],
    place: str | Message = "",
    meanings: Mapping[str, str] | None = None,
) -> tuple[Message, Message]:
    """Return the message and the cure for a name that is not there: what there is, and the nearest spelling.

    `missing` is the message, a whole sentence (or, as text, what kind of thing is missing); `meanings` tells
    what a name may stand for, however little it looks like it.

    >>> missing = tr("There is no voice '{name}'.", name="rustg")
    >>> print(*not_found(missing, "rustg", ["fluister", "rustig"]))
    There is no voice 'rustg'. Did you mean 'rustig'? There are: fluister, rustig.
    """
    names = sorted(available)
    known = {each.lower(): each for each in reversed(names)}
    near = difflib.get_close_matches(name.lower(), known, n=1)
    likely = (name.lower(), (meanings or {}).get(name.lower(), ""), *near)
    meant = next((known[each] for each in likely if each in known), None)
    if isinstance(missing, str):
        missing = tr("There is no {kind} '{name}'.", kind=missing, name=name)
    return missing, sentences(did_you_mean(meant) if meant else "", _what_there_is(names, place))


def did_you_mean(name: str) -> Message:
    """Return the question that names the nearest thing that there is."""
    return tr("Did you mean '{name}'?", name=name)


def _what_there_is(names: list[str], place: str | Message) -> Message:
    from stilte.messages import Listed  # noqa: PLC0415 (a start that goes well needs no lists)

    if names:
        return tr("There are: {names}.", names=Listed(names))
    return tr("There are none in {place}.", place=place) if place else tr("There are none.")


def system_problem(error: OSError) -> Problem:
    """Return what the system refused, by the name that the author knows: never that of a temporary file.

    >>> print(system_problem(PermissionError(13, "Permission denied", "scripts/.dag-12-ab.part")))
    Nothing can be written in scripts: permission denied. Change the permissions, or use another folder.
    """
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        cure = tr("Free some space and build again; earlier tracks are unchanged.")
        return Problem(None, tr("The disk is full."), cure)
    why = refusal(error)
    right: Message | str = ""
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        right = tr("Change the permissions, or use another folder.")
    elif error.errno in (errno.EISDIR, errno.ENOTDIR, errno.EEXIST):
        right = tr("Rename it, or move it elsewhere.")
    path = _known_name(Path(error.filename)) if isinstance(error.filename, str) else None
    if path and path.suffix == ".part":
        place = path.parent
        return Problem(None, tr("Nothing can be written in {folder}: {why}.", folder=place, why=why), right)
    if path:
        return Problem(None, tr("Something went wrong with {file}: {why}.", file=path, why=why), right)
    return Problem(None, tr("Something went wrong with a file: {why}.", why=why), right)


def _known_name(path: Path) -> Path:
    """Return a path as the author knows it, where it leads through a folder that is being made.

    >>> _known_name(Path("output/.dag-stilte-26806-x26q0tkr.part/dag.mp3")).as_posix()
    'output/dag/dag.mp3'
    """
    return Path(*(_BEING_MADE.sub(r"\1", part) for part in path.parent.parts), path.name)


def refusal(error: OSError) -> Message | str:
    """Return why the system refused, as the end of a sentence; in the system's words where we have none."""
    if isinstance(error, socket.gaierror):  # its numbers are others on every system
        return _NO_SUCH_HOST
    if error.errno == errno.EEXIST and isinstance(error.filename, str) and Path(error.filename).is_file():
        return _NO_FOLDER
    why = _REFUSALS.get(error.errno or 0) or error.strerror or str(error)
    return f"{why[:1].lower()}{why[1:]}" if isinstance(why, str) else why


_NO_SUCH_HOST = tr("there is no computer of that name, or no network")
_NO_FOLDER = tr("it is a file, not a folder")
_BEING_MADE = re.compile(r"^\.(.+)-stilte-[0-9]+-\w+\.part$")
_REFUSALS = {
    errno.EACCES: tr("permission denied"),
    errno.EPERM: tr("this is not permitted"),
    errno.EROFS: tr("the disk can only be read"),
    errno.ENOENT: tr("no such file or folder"),
    errno.EEXIST: tr("it is there already"),
    errno.EISDIR: tr("it is a folder"),
    errno.ENOTDIR: tr("a part of the path is a file, not a folder"),
    errno.ENAMETOOLONG: tr("the name is too long"),
    errno.ENOSPC: tr("the disk is full"),
    errno.EDQUOT: tr("your share of the disk is full"),
    errno.ELOOP: tr("it is a link that leads back to itself"),
    errno.EIO: tr("the disk gives an error"),
    errno.EMFILE: tr("too many files are open"),
    errno.EBUSY: tr("another program uses it"),
    errno.ETIMEDOUT: tr("there is no answer in time"),
    errno.ECONNREFUSED: tr("the connection is refused"),
    errno.ECONNRESET: tr("the connection is broken off"),
    errno.EHOSTUNREACH: tr("the computer there cannot be reached"),
    errno.ENETUNREACH: tr("there is no network"),
}
