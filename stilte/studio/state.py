"""What the studio's handlers share: the project's folder, the secret of this start, news and jobs."""

from __future__ import annotations

import secrets
import threading
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from stilte.file_names import folded
from stilte.studio.events import Events
from stilte.studio.hearing.laid_out import LaidOutScripts
from stilte.studio.hearing.turns import RenderingTurns
from stilte.studio.jobs import Jobs
from stilte.studio.overviews import Overviews
from stilte.studio.project_cache import ProjectCache
from stilte.studio.recording.opened_long import OpenedLong
from stilte.studio.watching import Watch

if TYPE_CHECKING:
    from pathlib import Path

    from stilte.project import Project

SECRET_BYTES = 32


def new_secret() -> str:
    """Return a secret that nobody can guess, for one start of the server."""
    return secrets.token_urlsafe(SECRET_BYTES)


@dataclass(slots=True)
class Studio:
    """The state of one server: `root` is the project's folder, as an absolute path."""

    root: Path
    secret: str = field(default_factory=new_secret, repr=False)
    events: Events = field(default_factory=Events)
    cache: ProjectCache = field(init=False)
    jobs: Jobs = field(init=False)
    watch: Watch = field(init=False, repr=False)
    overviews: Overviews = field(init=False, repr=False)
    turns: RenderingTurns = field(default_factory=lambda: RenderingTurns(patience_s=0.0), repr=False)
    """One person listens: who asks again has stopped listening to what was asked before."""
    laid_out: LaidOutScripts = field(default_factory=LaidOutScripts, repr=False)
    opened_long: OpenedLong = field(default_factory=OpenedLong, repr=False)
    _locks: defaultdict[str, threading.RLock] = field(
        default_factory=lambda: defaultdict(threading.RLock), repr=False
    )

    def __post_init__(self) -> None:
        self.cache = ProjectCache(self.root)
        self.jobs = Jobs(self.events)
        self.watch = Watch(self.root, self.events)
        self.overviews = Overviews(self.root, lambda: self.events.tell({"type": "project"}))

    def project(self) -> Project:
        """Open the project as it stands now; raises `InputError` for what is wrong in `podcast.yaml`."""
        return self.cache.project()

    def script_lock(self, name: str) -> threading.RLock:
        """Return what lets one change of a script at a time happen; for lists of scripts, that of ""."""
        return self._locks[folded(name)]

    def finish_saves(self) -> None:
        """Return once every change of a script that has begun is written."""
        for lock in tuple(self._locks.values()):
            with lock:
                pass

    def tell_written(self, name: str) -> None:
        """Tell every open page that a script is another now."""
        self.watch.tell(name)

    def start(self) -> None:
        """Begin to watch the disk."""
        self.watch.start()

    def is_used(self) -> bool:
        """Tell whether a page is open, or something is being made."""
        return self.events.is_heard() or self.jobs.any_running()

    def end(self) -> None:
        """Let everything end that runs beside the requests."""
        self.events.end()
        self.jobs.end()
        self.watch.end()
        self.overviews.end()
        self.opened_long.close()
