"""The project with its voices, music and lexicons, read again only when one of their files has changed."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from stilte.errors import InputError
from stilte.find_project import SHOW_FILE
from stilte.pipeline.scripts import project_context
from stilte.project import Project, open_project, read_project
from stilte.reader import Report

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from stilte.errors import Problem
    from stilte.pipeline.scripts import ProjectContext
    from stilte.script.line import Utterance
    from stilte.speech.engine import Sentence
    from stilte.speech.voice import Voice

    Prepare = Callable[[Utterance, Voice], Sentence]

Seen = tuple[tuple[str, int, int], ...]
AROUND = (SHOW_FILE, "scripts/_*", "voices/*", "voices/*/*", "music/*", "sounds/*")
"""What is read for scripts besides themselves."""
_MOST_LINES = 50_000


def seen(root: Path, patterns: tuple[str, ...] = AROUND) -> Seen:
    """Return names, times and sizes of files: a hint to read them again, not a proof of change."""
    return tuple(sorted(_stats(root, patterns)))


def _stats(root: Path, patterns: tuple[str, ...]) -> Iterator[tuple[str, int, int]]:
    for pattern in patterns:
        for path in root.glob(pattern):
            try:
                stat = path.stat()
            except OSError:
                continue
            yield str(path.relative_to(root)), stat.st_mtime_ns, stat.st_size


@dataclass(frozen=True, slots=True)
class Around:
    """A project and what its scripts are read with; `problems` are those of `podcast.yaml`."""

    project: Project
    context: ProjectContext
    problems: tuple[Problem, ...]
    seen: Seen


@dataclass(slots=True)
class ProjectCache:
    """Holds the last reading of a project; asked from any thread."""

    root: Path
    _last: Around | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def around(self) -> Around:
        """Return the project as it stands now, as far as its `podcast.yaml` is clear."""
        with self._lock:
            now = seen(self.root)
            if self._last is None or self._last.seen != now:
                project, problems = _readable(self.root)
                context = project_context(project)
                context = replace(context, prepare=_remembered(context.prepare))
                self._last = Around(project, context, problems, now)
            return self._last

    def project(self) -> Project:
        """Open the project; raises `InputError` for what is wrong in `podcast.yaml`."""
        return open_project(self.root)


def _remembered(prepare: Prepare) -> Prepare:
    """Return what prepares each line once: all lines of a script are asked for after every edit."""
    known: dict[tuple[Utterance, str], Sentence] = {}

    def prepared(utterance: Utterance, voice: Voice) -> Sentence:
        key = (utterance, voice.name)
        if key not in known:
            if len(known) > _MOST_LINES:
                known.clear()
            known[key] = prepare(utterance, voice)
        return known[key]

    return prepared


def _readable(root: Path) -> tuple[Project, tuple[Problem, ...]]:
    report = Report()
    try:
        return read_project(root, report), report.errors
    except InputError as error:
        return Project.without_show(root), error.problems
