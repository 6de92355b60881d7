"""A task on a scheduler is done again until it is done, and told in the author's words where it cannot be."""

from __future__ import annotations

import pickle
import sys
import threading
import time
from concurrent.futures import CancelledError
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest

from stilte.errors import BuildError, InputError, Problem
from stilte.pipeline.cluster import connection as connections
from stilte.pipeline.cluster.connection import Connection, Stopped, refusals
from stilte.pipeline.cluster.identity import differences, program_identity
from stilte.pipeline.cluster.retries import Patience
from stilte.pipeline.cluster.shared_place import PlaceFailed
from stilte.pipeline.cluster.worker_entry import Refused
from stilte.speech.engine import EngineFailed, EngineUnavailable

if TYPE_CHECKING:
    from collections.abc import Callable

ONE, TWO = "tcp://one:1", "tcp://two:1"


class KilledWorker(Exception):
    """What Dask raises after several workers ended in a task: known by its name."""


@dataclass
class Scheduler:
    """Stands for a client: gives each task the next answer; `asked` are the keywords of each submission."""

    answers: list[Any]
    workers: tuple[str, ...] = (ONE, TWO)
    status: str = "running"
    asked: list[dict[str, Any]] = field(default_factory=list)

    def scheduler_info(self, n_workers: int) -> dict[str, Any]:  # noqa: ARG002 (Dask's signature)
        """Give the workers there are."""
        return {"workers": {name: {"nthreads": 2} for name in self.workers}}

    def submit(self, *_: Any, **named: Any) -> Future:
        """Take a task and give its next answer."""
        self.asked.append(named)
        return Future(self.answers.pop(0) if self.answers else None)

    def cancel(self, futures: list[Future], **_: Any) -> None:
        """Give up tasks."""
        for future in futures:
            future.end(CancelledError())

    def close(self, timeout: float) -> None:  # noqa: ARG002 (Dask's signature)
        """Be closed."""
        self.status = "closed"


@dataclass(eq=False)
class Future:
    """A future that is done at once, but for the answer `...`, which never comes."""

    answer: Any
    told: Callable[[Any], None] | None = None

    def add_done_callback(self, told: Callable[[Any], None]) -> None:
        """Tell when it is done."""
        self.told = told
        if self.answer is not ...:
            told(self)

    def end(self, answer: Any) -> None:
        """Be done with an answer."""
        self.answer = answer
        if self.told:
            self.told(self)

    def cancel(self, *, force: bool) -> None:  # noqa: ARG002 (Dask's signature)
        """Be given up."""
        self.end(CancelledError())

    def result(self, timeout: float) -> Any:  # noqa: ARG002 (Dask's signature)
        """Give or raise the answer."""
        if isinstance(self.answer, BaseException):
            raise self.answer
        return self.answer


@dataclass(frozen=True)
class Work:
    """A task of which only the name matters."""

    name: str = "abc"
    identity: tuple[tuple[str, str], ...] = ()


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look at workers often, and wait for nothing."""
    monkeypatch.setattr(connections, "_LOOK_S", 0.02)
    monkeypatch.setattr(threading.Event, "wait", _quick(threading.Event.wait))


def _quick(wait: Callable[..., bool]) -> Callable[..., bool]:
    return lambda event, timeout=None: wait(event, None if timeout is None else min(timeout, 0.02))


def connected(scheduler: Scheduler, **patience: float) -> Connection:
    found = Connection("tcp://here:8786", lambda *_: None, patience=Patience(**patience))
    found._client = scheduler  # type: ignore[assignment]
    return found


def test_a_task_is_done_again_until_it_is_done() -> None:
    """Workers that end, a fault of a worker, a place that fails: the fourth try gives what is wanted."""
    failed = PlaceFailed("s3://x", "slow down")
    scheduler = Scheduler([KilledWorker(), ConnectionError("gone"), failed, "made"])
    assert connected(scheduler).do(Work()) == "made"  # type: ignore[arg-type]
    keys = [one["key"] for one in scheduler.asked]
    assert keys == ["stilte-work-abc", "stilte-work-abc-2", "stilte-work-abc-3", "stilte-work-abc-4"]


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ([KilledWorker()] * 8, "The workers that did this were ended each time"),
        ([RuntimeError("odd")] * 3, "A worker failed: RuntimeError: odd"),
        ([RuntimeError("Error during deserialization of the task graph.")], "The scheduler has no Stilte"),
        (
            [PlaceFailed("s3://x", "no key", final=True, worker=ONE)],
            "'s3://x' cannot be reached from tcp://one:1",
        ),
        ([BuildError(Problem(None, "broken"))], "broken"),
        ([EngineFailed("silent")], "silent"),
    ],
)
def test_what_cannot_be_done_is_told(answers: list[BaseException], told: str) -> None:
    """After as many tries as make sense, and at once where no try helps."""
    scheduler = Scheduler(list(answers))
    with pytest.raises(BuildError, match=told):
        connected(scheduler).do(Work())  # type: ignore[arg-type]
    assert len(scheduler.asked) == len(answers)


def test_a_place_that_stays_away_is_told_in_the_end() -> None:
    """It is waited for as long as was said, and then its own problem is raised."""
    scheduler = Scheduler([PlaceFailed("s3://x", "slow down")] * 99)
    with pytest.raises(PlaceFailed, match="slow down"):
        connected(scheduler, place_s=0.05).do(Work())  # type: ignore[arg-type]
    assert 1 < len(scheduler.asked) < 99


def test_who_refuses_is_not_asked_again() -> None:
    """The task goes to the others; their reasons are kept for the next task of the kind."""
    scheduler = Scheduler([Refused("no model", ONE), "made", "made"])
    build, refused = connected(scheduler), dict[str, Any]()
    assert build.do(Work(), refused=refused) == "made"  # type: ignore[arg-type]
    assert build.do(Work("def"), refused=refused) == "made"  # type: ignore[arg-type]
    assert [one["workers"] for one in scheduler.asked] == [None, [TWO], [TWO]]


def test_where_all_refuse_each_is_named() -> None:
    """With its reason, and with what to do."""
    scheduler = Scheduler([Refused("no model", ONE), Refused("another model", TWO)])
    with pytest.raises(
        BuildError, match=r"tcp://one:1: no model; tcp://two:1: another model.*the same versions"
    ):
        connected(scheduler).do(Work())  # type: ignore[arg-type]


def test_a_task_whose_workers_are_gone_goes_to_others() -> None:
    """Given to the only one that does not refuse, which then vanishes: new workers are asked."""
    scheduler = Scheduler([Refused("no model", ONE), ..., "made"])
    build = connected(scheduler)

    def vanish() -> None:
        while len(scheduler.asked) < 2:
            time.sleep(0.005)
        scheduler.workers = (ONE, "tcp://three:1")

    thread = threading.Thread(target=vanish)
    thread.start()
    assert build.do(Work()) == "made"  # type: ignore[arg-type]
    thread.join()
    assert [one["workers"] for one in scheduler.asked] == [None, [TWO], ["tcp://three:1"]]


def test_without_workers_a_build_ends_after_its_patience() -> None:
    """Told with the command that starts some."""
    with pytest.raises(BuildError, match=r"tcp://here:8786' has no workers.*dask worker tcp://here:8786"):
        connected(Scheduler([...], workers=()), workers_s=0.05).do(Work())  # type: ignore[arg-type]


def test_a_scheduler_that_comes_back_gets_the_task_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """A connection that was lost is made anew, after tries that fail."""
    first, second, tries = Scheduler([...]), Scheduler(["made"]), [0]
    build = connected(first)

    def connect(self: Connection, _timeout_s: float) -> None:
        tries[0] += 1
        if tries[0] < 3:
            raise InputError(Problem(None, "nobody"))
        self._client = second  # type: ignore[assignment]

    monkeypatch.setattr(Connection, "_connect", connect)

    def lose() -> None:
        while not build._pending:
            time.sleep(0.005)
        first.status = "closed"
        for future in list(build._pending):
            future.cancel(force=True)

    thread = threading.Thread(target=lose)
    thread.start()
    assert build.do(Work()) == "made"  # type: ignore[arg-type]
    thread.join()
    assert (tries[0], len(second.asked)) == (3, 1)


def test_who_waits_when_a_build_is_stopped_waits_no_longer() -> None:
    """Every task is given up at the scheduler, and those that asked for it are told."""
    scheduler = Scheduler([...])
    build, ended = connected(scheduler), list[type]()

    def wait() -> None:
        try:
            build.do(Work())  # type: ignore[arg-type]
        except Stopped:
            ended.append(Stopped)

    thread = threading.Thread(target=wait)
    thread.start()
    while not build._pending:
        time.sleep(0.005)
    build.stop()
    thread.join(60)
    assert ended == [Stopped]


def test_without_the_extra_the_command_that_installs_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """No traceback of an import that fails."""
    monkeypatch.setitem(sys.modules, "distributed", None)
    with (
        pytest.raises(InputError, match=r"needs the package 'distributed'.*stilte\[cluster\]"),
        Connection("tcp://here:8786", lambda *_: None),
    ):
        pass


def test_progress_is_what_workers_tell_and_nothing_else() -> None:
    """An event of another shape is passed over."""
    heard: list[tuple[str, int, int]] = []
    build = Connection("tcp://here:8786", lambda *told: heard.append(told))
    for event in (("adem", 1, 2), ["adem", 2, 2], "adem", None, (1, 2)):
        build._heard((0.0, event))
    assert heard == [("adem", 1, 2), ("adem", 2, 2)]


def test_another_program_is_named_with_both_versions() -> None:
    """Whoever differs in a library that shapes sound is told by it; what matters not is not compared."""
    here = program_identity(speaks=True)
    there = tuple(
        (name, "9.9" if name == "numpy" else version) for name, version in here if name != "lameenc"
    )
    told = str(differences(here, there))
    assert "numpy 9.9 instead of" in told
    assert "lameenc - instead of" in told
    assert differences(program_identity(), here) is None
    assert [str(one) for one in refusals({ONE: told})] == [f"1 worker is not used: {ONE}: {told}."]
    assert refusals({}) == ()


@pytest.mark.parametrize(
    "error",
    [EngineUnavailable("no key", "set it"), EngineFailed("silent"), BuildError(Problem(None, "x", "y"))],
)
def test_errors_survive_the_journey(error: BuildError) -> None:
    """What a worker raises is what the author's machine gets."""
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), again.problems) == (type(error), error.problems)
