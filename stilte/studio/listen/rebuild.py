"""Building again whenever something that an author edits has changed, and telling the open pages."""

from __future__ import annotations

import multiprocessing
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import quote

from stilte.errors import Problem, StilteError
from stilte.file_names import yaml_files
from stilte.pipeline.build import build
from stilte.pipeline.options import Options
from stilte.project import open_project
from stilte.studio.listen.app import HEAR
from stilte.studio.project_cache import AROUND, seen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from contextlib import AbstractContextManager
    from pathlib import Path

    from stilte.pipeline.options import Listener
    from stilte.pipeline.results import Result
    from stilte.studio.listen.live_reload import ReloadSignal

WATCHED = (*AROUND, "scripts/*")
_LOOK_AGAIN_S = 0.3
_PATIENCE_S = 0.5
_MOST_WAITS = 40


class Stopped(BaseException):
    """Raised inside a build that nobody waits for any more; no handler of ordinary errors catches it."""


@dataclass(slots=True)
class Rebuild:
    """A thread that builds what changes in a project, from `start` until `end`."""

    root: Path
    news: ReloadSignal
    draft: bool
    listener: Callable[[], AbstractContextManager[Listener]]
    _stop: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin to watch."""
        self._thread = threading.Thread(target=self._watch, name="rebuild", daemon=True)
        self._thread.start()

    def end(self) -> None:
        """Stop watching; a build that goes on is given up, and the processes of it end."""
        self._stop.set()
        for _ in range(_MOST_WAITS):
            if self._thread is None or not self._thread.is_alive():
                return
            self._thread.join(_PATIENCE_S)
            for worker in multiprocessing.active_children():
                worker.terminate()

    def _watch(self) -> None:
        last: object = None
        texts: dict[str, list[bytes]] = {}
        while not self._stop.is_set():
            found = seen(self.root, WATCHED)
            if found != last:
                last, before = found, texts
                texts = _texts(self.root)
                if before and (edited := tuple(edits(before, texts))):
                    self.news.edited(*edited)
                try:
                    self.news.tell(self._built())
                except Stopped:
                    return
            self._stop.wait(_LOOK_AGAIN_S)

    def _built(self) -> tuple[Problem, ...]:
        """Build what changed; return what is wrong, for the pages to show."""
        try:
            project = open_project(self.root)
            with self.listener() as told:
                files, options = project.script_files(), Options(draft=self.draft)
                results = build(project, files, options, _Stoppable(told, self._stop))
        except StilteError as error:
            return error.problems
        return tuple(problem for result in results for problem in result.problems)


@dataclass(slots=True)
class _Stoppable:
    """A listener that passes on what it hears, and ends a build that is to stop."""

    told: Listener
    stop: threading.Event
    thread: threading.Thread = field(default_factory=threading.current_thread)

    def begins(self, tracks: Mapping[str, str]) -> None:
        self._check()
        self.told.begins(tracks)

    def speaks(self, script: str, ready: int, total: int, who: str) -> None:
        self._check()
        self.told.speaks(script, ready, total, who)

    def encodes(self, slug: str, done: int, total: int) -> None:
        self._check()
        self.told.encodes(slug, done, total)

    def ends(self, result: Result) -> None:
        self._check()
        self.told.ends(result)

    def _check(self) -> None:
        if self.stop.is_set() and threading.current_thread() is self.thread:
            raise Stopped


def wav_from(root: Path, draft: bool, script: str, line: int | None) -> tuple[int, Iterable[bytes]]:  # noqa: FBT001
    """Return the size of a WAV file of a script from a line on, and its bytes."""
    from stilte.pipeline.audio_player import blocks, wav  # noqa: PLC0415
    from stilte.pipeline.render_from_line import render_from  # noqa: PLC0415 (opens numpy and the engines)

    signal, start = render_from(open_project(root), script, line, draft=draft)
    return wav(blocks(signal, start), signal.length_frames - start, signal.rate_hz, signal.channels)


def _texts(root: Path) -> dict[str, list[bytes]]:
    """Return the lines of every script that is a track."""
    scripts = (path for path in yaml_files(root / "scripts") if not path.name.startswith("_"))
    return {path.stem: path.read_bytes().splitlines() for path in scripts}


def edits(before: dict[str, list[bytes]], now: dict[str, list[bytes]]) -> Iterator[str]:
    """Yield where to hear each script that changed, from its first line that did.

    >>> list(edits({"bron": [b"a", b"b"]}, {"bron": [b"a", b"c"], "rust": [b"x"]}))
    ['/.hear/bron.wav?from=2', '/.hear/rust.wav?from=1']
    """
    for script, lines in now.items():
        old = before.get(script, [])
        if old != lines:
            pairs = enumerate(zip(old, lines, strict=False), start=1)
            line = next((n for n, (one, other) in pairs if one != other), min(len(old), len(lines)))
            yield f"{HEAR}{quote(script)}.wav?from={max(line, 1)}"
