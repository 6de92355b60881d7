"""A process that the system ends (memory, `kill -9`) costs no more than the time to make its track again."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import time
from concurrent.futures import Future, ProcessPoolExecutor
from pickle import UnpicklingError
from queue import Queue
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import pytest

from stilte.pipeline import workers
from stilte.pipeline.build import build
from stilte.pipeline.options import Options
from stilte.project import open_project
from tests.pipeline.conftest import SCRIPT, Told

if TYPE_CHECKING:
    from pathlib import Path

    from stilte.pipeline.job import Job
    from stilte.pipeline.results import Result

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals of Unix")
NAMES = ("adem", "bron", "rust")


class Killer(Told):
    """A listener that ends every worker there is, once."""

    killed = 0

    def speaks(self, script: str, ready: int, total: int, who: str) -> None:
        """End the workers while they make what was spoken before."""
        super().speaks(script, ready, total, who)
        for worker in multiprocessing.active_children() if not self.killed else ():
            os.kill(worker.pid or 0, signal.SIGKILL)
            self.killed += 1


def make_three(folder: Path, listener: Told) -> tuple[Result, ...]:
    for name in NAMES:
        text = SCRIPT.replace("Even ademen", name).replace("Tot ziens", f"Tot ziens, {name}")
        (folder / f"scripts/{name}.yaml").write_text(text, "utf-8")
    project = open_project(folder)
    return build(project, project.script_files(), Options(jobs=2), listener)


def end_bron(job: Job) -> Result:
    """Make a track, but for one that ends its process each time."""
    if job.variant.slug == "bron":
        os.kill(os.getpid(), signal.SIGKILL)
    return workers.attempt(job)


def test_a_worker_that_is_ended_ends_no_build(folder: Path) -> None:
    """All tracks are made, and it is told once that a process was ended."""
    killer = Killer()
    results = make_three(folder, killer)
    assert killer.killed
    assert [result.status for result in results] == ["built"] * 3
    assert all((folder / f"output/{name}/{name}.mp3").is_file() for name in NAMES)
    notes = [note for result in results for note in result.notes]
    assert notes.count(workers.GOING_ON) == 1


def test_a_track_that_ends_its_process_fails_alone(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The others are made; the failed one says why, without a word of a fault of the program."""
    monkeypatch.setattr(workers, "_attempt", end_bron)
    results = {result.slug: result for result in make_three(folder, Told())}
    assert [results[name].status for name in NAMES] == ["built", "failed", "built"]
    assert [problem.message for problem in results["bron"].problems] == [workers.WORKER_ENDED]


@pytest.mark.parametrize(
    "error",
    [
        OSError("handle is closed"),
        ValueError("bad value(s) in fds_to_keep"),
        RuntimeError("cannot schedule new futures after shutdown"),
    ],
    ids=["closed pipe", "pipe of the same number", "shut down"],
)
def test_a_pool_that_breaks_while_it_starts_a_process_ends_no_build(
    error: Exception, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever it raises is told as a process that was ended; the tracks are made one at a time."""

    def submit(*_: object) -> None:
        raise error

    monkeypatch.setattr(ProcessPoolExecutor, "submit", submit)
    monkeypatch.setattr(workers.Workers, "attempt_alone", staticmethod(workers.attempt))
    results = make_three(folder, Told())
    assert [result.status for result in results] == ["built"] * 3


def test_every_process_is_started_before_the_pool_looks_after_them() -> None:
    """None is started later, in the midst of what the pool does when one was ended."""
    with workers.Workers(3) as made:
        assert made._pool
        made._pool.submit(os.getpid).result()
        begun = set(made._pool._processes)
        assert len(begun) == 3
        for _ in range(6):
            made._pool.submit(os.getpid).result()
        assert set(made._pool._processes) == begun


def test_a_track_that_a_broken_pool_took_is_told_as_one(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A pool that breaks while it takes a track may never end it: the build does not wait for that."""

    def submit(pool: ProcessPoolExecutor, *_: object) -> Future[Result]:
        monkeypatch.setattr(pool, "_broken", "a process was ended")
        return Future()

    monkeypatch.setattr(ProcessPoolExecutor, "submit", submit)
    monkeypatch.setattr(workers.Workers, "attempt_alone", staticmethod(workers.attempt))
    results = make_three(folder, Told())
    assert [result.status for result in results] == ["built"] * 3


@pytest.mark.parametrize("error", [EOFError(), UnpicklingError("pickle data was truncated")])
def test_a_report_that_is_broken_off_ends_no_reports(error: Exception) -> None:
    """A worker that is ended while it reports leaves half a report; those of the others are told."""
    reports: Queue[Exception | tuple[str, int, int] | None] = Queue()
    for report in (error, ("bron", 1, 2)):
        reports.put(report)
    heard: Queue[tuple[str, int, int]] = Queue()

    def get(timeout: float) -> object:
        report = reports.get(timeout=timeout)
        if isinstance(report, Exception):
            raise report
        return report

    left_alone = dict.fromkeys(("cancel_join_thread", "close"), lambda: None)
    made = workers._Reports(
        cast("Any", SimpleNamespace(get=get, put=reports.put, **left_alone)), lambda *told: heard.put(told)
    )
    assert heard.get(timeout=60) == ("bron", 1, 2)
    made.end()


def test_a_process_that_the_pool_forgot_is_ended_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pool that broke while it started a process waits for that one without end; the build does not."""
    monkeypatch.setattr(workers, "_LONGEST_END_S", 0.1)
    forgotten = multiprocessing.get_context("spawn").Process(target=time.sleep, args=(600,))
    with workers.Workers(2) as made:
        assert made._pool
        made._pool.submit(os.getpid).result()
        forgotten.start()
        cast("dict[int | None, object]", made._pool._processes)[forgotten.pid] = forgotten
    assert not forgotten.is_alive()
