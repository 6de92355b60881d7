"""Where tracks are made: in processes beside this one, or here where one is enough."""

from __future__ import annotations

import multiprocessing
import os
import threading
from concurrent.futures import Future, ProcessPoolExecutor
from typing import TYPE_CHECKING, Self

from stilte.pipeline.attempt import CacheGone, attempt

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from stilte.pipeline.job import Job
    from stilte.pipeline.results import Result
    from stilte.pipeline.sources import Opened


class Workers:
    """`count` processes that make tracks, none for 1; leave them by `with`, so that they end.

    `opened` are the recordings that this process has opened.
    """

    def __init__(self, count: int) -> None:
        self.opened: Opened = {}
        spawn = multiprocessing.get_context("spawn")
        self._pool = ProcessPoolExecutor(count, spawn, _begin) if count > 1 else None

    @property
    def side_by_side(self) -> bool:
        """Tell whether tracks are made while others are spoken."""
        return self._pool is not None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool is None:
            return
        if kind is not None:  # nobody waits for these tracks any more
            for worker in multiprocessing.active_children():
                worker.terminate()
        self._pool.shutdown(wait=True, cancel_futures=True)

    def attempt(self, job: Job, progress: Callable[[int, int], None]) -> Future[Result]:
        """Begin a track, or make it at once where it is made here; only then `progress` is told."""
        if self._pool:
            return self._pool.submit(_attempt, job)
        done: Future[Result] = Future()
        try:
            done.set_result(attempt(job, progress, self.opened))
        except CacheGone as gone:
            done.set_exception(gone)
        return done


_OPENED: Opened = {}
"""What a worker has opened: it lives for one build."""


def _attempt(job: Job) -> Result:
    return attempt(job, opened=_OPENED)


def _begin() -> None:
    """Let a worker end when the build is gone, also where that was killed."""
    threading.Thread(target=_follow_parent, daemon=True).start()


def _follow_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os._exit(1)
