"""Workers that are killed, a place that refuses, a scheduler that vanishes: the same bytes all the same."""

from __future__ import annotations

import random
import signal
import threading
import time
from typing import TYPE_CHECKING

import pytest

from tests.pipeline.conftest import Told
from tests.real.cluster.four_scripts import made, problems, tracks

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from stilte.pipeline.results import Result
    from tests.real.cluster.machines import Machines
    from tests.real.cluster.refusing_s3 import Bucket

pytestmark = [pytest.mark.real, pytest.mark.filterwarnings("ignore"), pytest.mark.timeout(480)]
_MOST_KILLED = 6
"""On a busy machine a worker takes longer to start than it is given: at some point it may live."""


def every(seconds: float, work: Callable[[], None], until: threading.Event) -> threading.Thread:
    def again() -> None:
        while not until.wait(seconds):
            work()

    thread = threading.Thread(target=again, daemon=True)
    thread.start()
    return thread


def test_workers_are_killed_and_the_place_refuses(
    machines: Machines, s3: Bucket, folder: Path, alone: dict[str, bytes]
) -> None:
    """With a worker killed every few seconds and three requests of ten refused, the bytes are the same."""
    chance, over = random.Random(5), threading.Event()
    killed: list[int] = []

    def kill() -> None:
        if len(killed) < _MOST_KILLED and (running := machines.processes()):
            one = chance.choice(running)
            killed.append(one.pid)
            one.send_signal(signal.SIGKILL)

    class KillsAtOnce(Told):
        """A listener that ends a worker at the first line: a quick machine is done in four seconds."""

        def speaks(self, script: str, ready: int, total: int, who: str) -> None:
            super().speaks(script, ready, total, who)
            if not killed:
                kill()

    s3.refuses = 0.3
    thread = every(4.0, kill, over)
    try:
        results = made(folder, KillsAtOnce(), on=machines.address)
    finally:
        over.set()
        thread.join(9)
        s3.refuses = 0.0
    assert problems(results) == [], machines.told()
    assert tracks(folder) == alone
    assert (len(killed) > 0, s3.counts["refused"] > 0) == (True, True)
    assert not list((folder / "output").glob(".*.part"))


def test_a_scheduler_that_is_started_again(machines: Machines, folder: Path, alone: dict[str, bytes]) -> None:
    """What was begun is done again; the build waits for it to come back, and for workers."""
    began = threading.Event()

    class Hears(Told):
        def speaks(self, script: str, ready: int, total: int, who: str) -> None:
            super().speaks(script, ready, total, who)
            began.set()

    results: list[Result] = []
    thread = threading.Thread(target=lambda: results.extend(made(folder, Hears(), on=machines.address)))
    thread.start()
    assert began.wait(120)
    machines.stop()
    machines.workers.clear()
    time.sleep(1)
    machines.start_scheduler()
    for number in range(2):
        machines.start_worker(f"worker-again-{number}")
    thread.join(300)
    assert not thread.is_alive(), machines.told()
    assert problems(tuple(results)) == []
    assert tracks(folder) == alone
