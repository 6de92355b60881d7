"""What `check` told of a script, kept until anything that it was read from changes.

An answer is found by the program, the content of the script and all that lies around scripts: `podcast.yaml`,
every file of voices, lexicons, music and sounds, the names of parts, and who would speak. It holds only while
the parts, pictures and recordings that it names are the same, and each take that was there, or was not.
Scripts with errors are always checked again: what would put them right may lie anywhere.
"""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import suppress
from dataclasses import astuple, dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from stilte.errors import Problem, Where
from stilte.find_project import SHOW_FILE
from stilte.messages.plain import NotPlain, plain, restored
from stilte.pipeline.input_hashes import SOURCE_FOLDERS
from stilte.pipeline.inspection.script_summary import Episode, ScriptSummary, TrackSummary
from stilte.pipeline.sound_file_checks import sound_files
from stilte.store import HEADER_BYTES, Store, key_of
from stilte.this_program import files_below, stat_text, this_program

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from stilte.pipeline.scripts import ProjectContext
    from stilte.project import Project
    from stilte.script.routine import Routine

_MOST_READ_BYTES = 1 << 18
"""Larger files are recordings: they are told apart by their size, their time and their place on the disk."""


@dataclass(frozen=True, slots=True)
class TakesSeen(Store):
    """The takes of a project; `sizes` keeps how large each file was that was asked for, -1 for none."""

    sizes: dict[str, int] = field(default_factory=dict)

    def glance(self, key: str) -> int | None:
        """Return how long a take is, as `Store.glance` does, and remember it."""
        found = Store.glance(self, key)
        self.sizes[key] = -1 if found is None else found + HEADER_BYTES
        return found


@dataclass(frozen=True, slots=True)
class KeptCheck:
    """What was told of a script without errors."""

    summary: ScriptSummary
    warnings: tuple[Problem, ...]


class KeptChecks:
    """The answers of earlier checks of a project."""

    def __init__(self, project: Project, context: ProjectContext) -> None:
        self._project, self._context = project, context
        self._store = Store(project.cache, "checks")

    def takes(self) -> TakesSeen:
        """Return the takes, to be asked for while one script is checked."""
        return TakesSeen(self._project.cache, "takes")

    def find(self, path: Path) -> KeptCheck | None:
        """Return what was told of a script, if all is as it was."""
        if not path.is_file():  # reading a pipe would block
            return None
        with suppress(OSError, ValueError, TypeError, KeyError, IndexError):
            body = self._store.read(self._key(path))
            kept = json.loads(body) if body else None
            if kept and self._holds(kept["files"], kept["takes"]):
                return KeptCheck(_summary(kept["summary"]), tuple(map(_problem, kept["warnings"])))
        return None

    def keep(self, path: Path, routine: Routine, told: KeptCheck, takes: TakesSeen) -> None:
        """Keep what was told of a script; where it cannot be kept, it is found out again the next time.

        A check makes no folder in a project: nothing is kept where there is no cache yet.
        """
        if not self._project.cache.is_dir():
            return
        with suppress(OSError, NotPlain):
            files = {name: self._state(name) for name in sorted(self._named(routine, told))}
            body = {
                "files": files,
                "takes": takes.sizes,
                "summary": astuple(told.summary),
                "warnings": [_plain_problem(one) for one in told.warnings],
            }
            self._store.write(self._key(path), json.dumps(body, ensure_ascii=False).encode())

    def _named(self, routine: Routine, told: KeptCheck) -> Iterator[str]:
        """Yield what a script names that may lie anywhere in the project."""
        root = self._project.root
        yield from told.summary.files
        yield from filter(None, (track.image for track in (routine, *routine.tracks)))
        yield from (os.path.relpath(file, root) for file in sound_files(routine, self._context.beds, root))

    def _holds(self, files: dict[str, str], takes: dict[str, int]) -> bool:
        found = self.takes()
        return all(self._state(name) == state for name, state in files.items()) and all(
            _size(found.path(key)) == size for key, size in takes.items()
        )

    def _key(self, path: Path) -> str:
        return key_of("check", self._around, path.name, path.read_bytes())

    def _state(self, name: str) -> str:
        return _state(self._project.root / name)

    @cached_property
    def _around(self) -> str:
        root = self._project.root
        source_files = (file for folder in SOURCE_FOLDERS for file in files_below(root / folder))
        parts = sorted(file.name for file in self._project.scripts.glob("_*"))
        around = [(str(file), _state(file)) for file in (root / SHOW_FILE, *source_files)]
        return key_of(this_program(), root, self._project, around, parts, self._speakers())

    def _speakers(self) -> tuple[str, ...]:
        """Return who would speak each voice: by that takes are found; nothing while there are no takes."""
        if not (self._project.cache / "takes").is_dir():
            return ()
        from stilte.speech.engine_fallback import who_would_speak  # noqa: PLC0415 (opens numpy)

        return tuple(who_would_speak(self._context.voices[name]) for name in sorted(self._context.voices))


def _state(file: Path) -> str:
    """Return what tells a file from another under its name: its content, of a large one its size and time."""
    try:
        if file.stat().st_size > _MOST_READ_BYTES:
            return stat_text(file)
        return hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else "no file"
    except OSError:
        return "none"


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return -1


def _plain_problem(problem: Problem) -> list[Any]:
    where = problem.where and [problem.where.file, problem.where.line]
    return [where, plain(problem.message), plain(problem.instead)]


def _problem(data: list[Any]) -> Problem:
    where, message, instead = data
    return Problem(Where(*where) if where else None, restored(message), restored(instead))


def _summary(data: list[Any]) -> ScriptSummary:
    slugs, episodes, files, tracks = data
    return ScriptSummary(
        tuple(slugs),
        tuple(Episode(script, slug, title, date, tuple(was)) for script, slug, title, date, was in episodes),
        tuple(files),
        tuple(
            TrackSummary(slug, length_s, estimated, tuple(chapters))
            for slug, length_s, estimated, chapters in tracks
        ),
    )
