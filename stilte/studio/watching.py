"""Seeing what other programs change in a project while it is open: a text editor, git, a synced folder."""

from __future__ import annotations

import threading
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from stilte.errors import StilteError
from stilte.file_names import stem_of
from stilte.studio.project_cache import AROUND, seen
from stilte.studio.script_files import read_script, script_paths

if TYPE_CHECKING:
    from pathlib import Path

    from stilte.studio.events import Events
    from stilte.studio.project_cache import Seen

LOOK_AGAIN_S = 0.4
_BUILT = ("output/*/*.json", "published.yaml")
_PATIENCE_S = 5.0


@dataclass(slots=True)
class Watch:
    """Tells pages of every script that is another on disk, and of what is around scripts."""

    root: Path
    events: Events
    _scripts: dict[str, Seen] | None = None
    _around: Seen | None = None
    _told: dict[str, str | None] = field(default_factory=dict)
    _stop: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def start(self) -> None:
        """Look again and again, in a thread, until `end`."""
        self.look()
        self._thread = threading.Thread(target=self._watch, name="watch", daemon=True)
        self._thread.start()

    def end(self) -> None:
        """Stop looking."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join(_PATIENCE_S)

    def look(self) -> None:
        """Tell what has changed since the last look; the first look tells nothing."""
        scripts = self._seen_scripts()
        around = seen(self.root, (*AROUND, *_BUILT))
        before, self._scripts = self._scripts, scripts
        was, self._around = self._around, around
        if before is None:
            return
        for name in sorted(scripts.keys() | before.keys()):
            if scripts.get(name) != before.get(name):
                self.tell(name)
        if was != around or scripts.keys() != before.keys():
            self.events.tell({"type": "project"})

    def tell(self, name: str) -> None:
        """Tell pages which version of a script is on disk, unless they were told; None for none."""
        version: str | None = None
        with suppress(StilteError, OSError):
            version = read_script(self.root, name).version
        with self._lock:
            if self._told.get(name, "") == version:
                return
            self._told[name] = version
        self.events.tell({"type": "disk", "name": name, "version": version})

    def _seen_scripts(self) -> dict[str, Seen]:
        found: dict[str, Seen] = {}
        for path in script_paths(self.root).values():
            with suppress(OSError):
                stat = path.stat()
                found[stem_of(path)] = ((path.name, stat.st_mtime_ns, stat.st_size),)
        return found

    def _watch(self) -> None:
        while not self._stop.wait(LOOK_AGAIN_S):
            with suppress(OSError):  # a folder that goes away while it is read
                self.look()
