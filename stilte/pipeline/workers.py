"""The processes that make tracks; with one, tracks are made in this process."""

from __future__ import annotations

import multiprocessing
import os
import threading
import time
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from functools import partial
from multiprocessing.connection import wait
from pickle import UnpicklingError
from queue import Empty
from typing import TYPE_CHECKING, Self, TypeVar

from stilte.errors import Problem, StilteError, system_problem
from stilte.messages import tr
from stilte.pipeline.results import Result, failed_result

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from multiprocessing.process import BaseProcess
    from multiprocessing.queues import Queue
    from types import TracebackType

    from stilte.pipeline.job import Job
    from stilte.pipeline.mixer_sources import Opened
    from stilte.pipeline.results import Result

    Encodes = Callable[[str, int, int], None]
    Report = tuple[str, int, int]

T = TypeVar("T")
Item = TypeVar("Item")

_MOST_PROCESSES = 61
"""More a pool refuses on Windows, which waits for no more than 63 things at once."""
WORKER_ENDED = tr("The system ended the process that made this track, perhaps because memory ran out.")
GOING_ON = tr("The system ended a process that made tracks; the tracks after it were made one at a time.")
_FREE_MEMORY = tr("Close other programs, and build again.")


class Workers:
    """`count` processes that make tracks, none for 1; leave them by `with`, so that they end.

    `encodes` is told from other threads how many pieces of a track are done.

    `opened` are the recordings that this process has opened.
    """

    def __init__(self, count: int, encodes: Encodes = lambda _slug, _done, _total: None) -> None:
        self.opened: Opened = {}
        spawn = multiprocessing.get_context("spawn")
        self._reports = _Reports(spawn.Queue(), encodes) if count > 1 else None
        self._pool = process_pool(count, _begin, self._reports.queue) if self._reports else None

    @property
    def in_processes(self) -> bool:
        """Tell whether tracks are made in other processes while scripts are spoken here."""
        return self._pool is not None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool is None:
            return
        end_pool(self._pool, at_once=kind is not None)  # after an error nobody waits for tracks
        if self._reports:
            self._reports.end()

    def attempt(self, job: Job, progress: Callable[[int, int], None]) -> Future[Result]:
        """Begin a track, or make it at once where it is made here; then `progress` is told of it."""
        done: Future[Result] = Future()
        try:
            if self._pool:
                return submit(self._pool, _attempt, job)
            done.set_result(attempt(job, progress, self.opened))
        except (CacheGone, BrokenProcessPool) as gone:
            done.set_exception(gone)
        return done

    @staticmethod
    def attempt_alone(job: Job) -> Result:
        """Make a track in a process of its own, after the system ended one that worked beside others.

        Where that is ended too, only this track has failed.
        """
        with ProcessPoolExecutor(1, multiprocessing.get_context("spawn"), initializer=_begin) as pool:
            try:
                return pool.submit(_attempt, job).result()
            except BrokenProcessPool:
                problem = Problem(None, WORKER_ENDED, _FREE_MEMORY)
                return failed_result(job.routine.script, job.variant.slug, (problem,))


def process_pool(count: int, begin: Callable[..., object], *given: object) -> ProcessPoolExecutor:
    """Return a pool of processes that each `begin` with what is given; end it by `end_pool`.

    All are started with the first work, not one by one as the pool is asked for more. Started later, a
    process may begin while the pool's own thread clears away after another that was ended: that thread then
    meets a process that it did not expect, and ends by an error, or waits for it.
    """
    # Not fork: a forked child inherits locks that a thread of this process may hold, and hangs on them.
    spawn = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(min(count, _MOST_PROCESSES), spawn, initializer=begin, initargs=given)
    setattr(pool, "_safe_to_dynamically_spawn_children", False)  # noqa: B010 (as with `fork`)
    return pool


def submit(pool: ProcessPoolExecutor, work: Callable[[Item], T], item: Item) -> Future[T]:
    """Give work to a process; raises `BrokenProcessPool` also where none could be started for it.

    A pool closes its pipes when a process of it ends, at times in the midst of starting another one. What is
    raised then depends on how far that had come: a closed handle (`OSError`), a pipe whose number was given
    to another one meanwhile (`ValueError`), a pool that was shut down (`RuntimeError`).
    """
    try:
        done = pool.submit(work, item)
    except (OSError, RuntimeError, ValueError) as error:
        raise BrokenProcessPool(str(error)) from error
    if getattr(pool, "_broken", False):  # meanwhile: it may have told all but this work, which never ends
        raise BrokenProcessPool
    return done


def end_pool(pool: ProcessPoolExecutor, *, at_once: bool) -> None:
    """End the processes of a pool, those at work `at_once` or where they do not end by themselves."""
    # Taken before the pool forgets them. `terminate_workers` is public from Python 3.14 on.
    processes = tuple((pool._processes or {}).values())  # noqa: SLF001
    ending = threading.Thread(target=partial(pool.shutdown, wait=True, cancel_futures=True))
    ending.start()
    _end(processes, 0.0 if at_once else _LONGEST_END_S)
    ending.join()


def _end(processes: Iterable[BaseProcess], patience_s: float) -> None:
    """Wait until all have ended by themselves, but no longer than `patience_s`; then end them.

    A pool that breaks while it starts a process forgets to end that one, and waits for it without end: every
    track is made by then, so nothing is lost with it.
    """
    running = {process.sentinel: process for process in processes}
    latest_s = time.monotonic() + patience_s
    while running:
        # Not `join`: the pool's own thread joins them too, and only one of two is told that a process ended.
        ended = wait(list(running), max(0.0, latest_s - time.monotonic()))
        if not ended:
            break
        running = {sentinel: process for sentinel, process in running.items() if sentinel not in ended}
    for process in running.values():
        process.terminate()


class _Reports:
    """What the workers report while they encode, passed on by a thread until `end`."""

    def __init__(self, queue: Queue[Report | None], encodes: Encodes) -> None:
        self.queue = queue
        self._encodes = encodes
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._pass_on, daemon=True)
        self._thread.start()

    def end(self) -> None:
        self._ended.set()
        self.queue.put(None)
        self._thread.join(timeout=20 * _PATIENCE_S)
        # Unread reports must not keep this process from ending.
        self.queue.cancel_join_thread()
        self.queue.close()

    def _pass_on(self) -> None:
        while not self._ended.is_set():
            # The last two are told of a report that was broken off, as its worker was ended.
            with suppress(Empty, OSError, ValueError, EOFError, UnpicklingError):
                if report := self.queue.get(timeout=_PATIENCE_S):
                    self._encodes(*report)


# How long the reporting thread waits for a message before it looks whether it should end.
_PATIENCE_S = 0.5
# How long idle workers may take to end by themselves.
_LONGEST_END_S = 5.0
_OPENED: Opened = {}
"""What a worker has opened: it lives for one build."""
_QUEUE: list[Queue[Report | None]] = []
"""Where a worker reports: one queue, or none."""


def _attempt(job: Job) -> Result:
    return attempt(job, partial(_report, job.variant.slug), _OPENED)


def _report(slug: str, done: int, total: int) -> None:
    for queue in _QUEUE:
        queue.put((slug, done, total))


def _begin(queue: Queue[Report | None] | None = None) -> None:
    if queue is not None:
        queue.cancel_join_thread()  # what nobody reads any more must not keep a worker
        _QUEUE[:] = [queue]
    follow_parent()


def follow_parent() -> None:
    """End this process when its parent process has ended, even if that was killed."""
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os._exit(1)


class CacheGone(Exception):
    """A cache entry was deleted between being found and being used."""


def attempt(
    job: Job,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
    opened: Opened | None = None,
) -> Result:
    """Make a track and return what came of it; raises `CacheGone` where only the cache changed under it."""
    from stilte.pipeline.track import make_track  # noqa: PLC0415 (the workshop reads it meanwhile)

    try:
        return make_track(job, progress, opened)
    except StilteError as error:
        return failed_result(job.routine.script, job.variant.slug, error.problems, exit_code=error.exit_code)
    except OSError as error:
        if isinstance(error, FileNotFoundError) and str(error.filename).startswith(str(job.project.cache)):
            raise CacheGone(str(error.filename)) from error
        return failed_result(job.routine.script, job.variant.slug, (system_problem(error),))
