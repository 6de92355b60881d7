"""What the list of tracks says of a script: title, length, date, and the first thing that is wrong.

A script is read and laid out for it once, and again when it or what is around it changes; what was found is
kept in the cache. A list of hundreds does not wait for that: what is not known yet is read beside it.
"""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import re
import threading
import time
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from stilte import __version__
from stilte.file_names import stem_of
from stilte.messages import language, use_language
from stilte.pipeline.checking import check_scripts
from stilte.pipeline.workers import follow_parent
from stilte.script.slug import slug_of
from stilte.store import Store, key_of
from stilte.studio.answers import problem_json
from stilte.studio.project_cache import ProjectCache

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from stilte.studio.project_cache import Around, Seen

AT_ONCE_S = 0.4
"""How long a list may wait for scripts that were not read before."""
_TITLE = re.compile(r"^title\s*:\s*(.+?)\s*$", re.MULTILINE)
_MOST_GLANCED = 4000
_KIND = "overviews"
_LOOK_AGAIN_S = 0.5
_PATIENCE_S = 5.0


@dataclass(frozen=True, slots=True)
class Overview:
    """A script at a glance; `slug` and `length_s` are those of its first track, estimated until it is spoken.

    `routine` is the slug under which it is published, the same for all its lengths; `slugs` are those of its
    tracks.
    `problem` is as the page shows it; `read` is False while only the title is known.
    """

    name: str
    title: str
    slug: str
    length_s: float | None = None
    date: str | None = None
    problem: dict[str, Any] | None = None
    read: bool = True
    routine: str = ""
    slugs: tuple[str, ...] = ()


@dataclass(slots=True)
class Overviews:
    """The overviews of a project's scripts; `ready` is told when some that were missing have been read."""

    root: Path
    ready: Callable[[], None]
    _known: dict[Path, tuple[Seen, int, int, Overview]] = field(default_factory=dict)
    _waiting: threading.Thread | None = None
    _stop: threading.Event = field(default_factory=threading.Event)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def of(self, around: Around, paths: Iterable[Path]) -> list[Overview]:
        """Return the overview of each script; for what cannot be read in time, its title."""
        found, missing = [], []
        until = time.monotonic() + AT_ONCE_S
        for path in paths:
            known = self._find(around, path) or self._take(around, path, until)
            if known is None:
                missing.append(path.name)
            found.append(known or _glanced(path))
        if missing:
            self._read_beside(missing)
        return found

    def end(self) -> None:
        """Stop reading."""
        self._stop.set()
        if self._waiting is not None:
            self._waiting.join(_PATIENCE_S)

    def _find(self, around: Around, path: Path) -> Overview | None:
        known = self._known.get(path)
        with suppress(OSError):
            if known and known[:3] == _seen(around, path):
                return known[3]
        return None

    def _take(self, around: Around, path: Path, until: float) -> Overview | None:
        """Return what the cache knows; else read the script, if there is time for it."""
        with suppress(OSError):
            seen = _seen(around, path)
            found = _kept(around, path) or (_read(around, path) if time.monotonic() < until else None)
            if found is not None:
                self._known[path] = (*seen, found)
            return found
        return None

    def _read_beside(self, names: list[str]) -> None:
        """Read scripts in another process, one such at a time: a thread would hold up every answer."""
        with self._lock:
            if self._waiting is not None and self._waiting.is_alive():
                return
            self._waiting = threading.Thread(target=self._wait, args=(names,), name="overviews", daemon=True)
            self._waiting.start()

    def _wait(self, names: list[str]) -> None:
        spawn = multiprocessing.get_context("spawn")
        process = spawn.Process(target=_read_all, args=(self.root, names, language()), daemon=True)
        process.start()
        while process.is_alive() and not self._stop.is_set():
            process.join(_LOOK_AGAIN_S)
        process.terminate()
        process.join()
        process.close()
        self.ready()


def _read_all(root: Path, names: list[str], tag: str) -> None:
    """Read scripts into the cache, in a process of its own; ends with the process that began it."""
    use_language(tag)
    follow_parent()
    around = ProjectCache(root).around()
    for name in names:
        with suppress(OSError):
            _read(around, root / "scripts" / name)


def _kept(around: Around, path: Path) -> Overview | None:
    """Return what the cache knows of a script; raises OSError."""
    body = Store(around.project.cache, _KIND).read(_key(around, path))
    with suppress(ValueError, TypeError, KeyError):  # another version kept it otherwise
        found = json.loads(body) if body else None
        return Overview(**{**found, "slugs": tuple(found["slugs"])}) if found else None
    return None


def _read(around: Around, path: Path) -> Overview:
    """Read a script, and keep what is said of it; raises OSError where it has gone."""
    key = _key(around, path)
    overview = _checked(around, path)
    with suppress(OSError):
        body = json.dumps(asdict(overview), ensure_ascii=False).encode()
        Store(around.project.cache, _KIND).write(key, body)
    return overview


def _key(around: Around, path: Path) -> str:
    return key_of(__version__, language(), around.seen, path.name, _digest(path))


def _seen(around: Around, path: Path) -> tuple[Seen, int, int]:
    stat = path.stat()
    return around.seen, stat.st_mtime_ns, stat.st_size


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _glanced(path: Path) -> Overview:
    name = stem_of(path)
    with suppress(OSError), path.open("rb") as file:
        found = _TITLE.search(file.read(_MOST_GLANCED).decode("utf-8", errors="replace"))
        title = found[1].partition("  #")[0].strip().strip("\"'") if found else name
        return Overview(name, title, slug_of(name), read=False)
    return Overview(name, name, slug_of(name), read=False)


def _checked(around: Around, path: Path) -> Overview:
    (checked,) = check_scripts(around.project, around.context, [path])
    name, routine = stem_of(path), checked.routine
    problem = next((problem_json(problem) for problem in checked.errors), None)
    if routine is None:
        return Overview(name, _glanced(path).title, slug_of(name), problem=problem)
    timeline = checked.plans[0].timeline if checked.plans else None
    length_s = timeline.length_frames / timeline.rate_hz if timeline else None
    slug = checked.plans[0].variant.slug if checked.plans else routine.slug
    slugs = tuple(plan.variant.slug for plan in checked.plans)
    return Overview(
        name, routine.title, slug, length_s, routine.date, problem, routine=routine.slug, slugs=slugs
    )
