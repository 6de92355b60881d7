"""A build's connection to a Dask scheduler: who may work, and tasks that are done until they succeed."""

from __future__ import annotations

import re
import threading
import time
from concurrent.futures import CancelledError
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self
from uuid import uuid4

from stilte.errors import BuildError, InputError, Problem, StilteError
from stilte.foreign_text import foreign_text
from stilte.messages import Listed, Message, plural, tr
from stilte.pipeline.cluster.identity import differences, program_identity
from stilte.pipeline.cluster.inputs import EntryMissing
from stilte.pipeline.cluster.retries import Patience, Retries
from stilte.pipeline.cluster.shared_place import PlaceFailed
from stilte.pipeline.cluster.tasks import packed
from stilte.pipeline.cluster.worker_entry import Refused, run_on_worker

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from types import TracebackType

    from distributed import Client, Future

    from stilte.pipeline.cluster.tasks import Task

_CONNECT_S = 10.0
_LOOK_S = 2.0
"""How often it is seen which workers there are."""
_NOT_THERE = re.compile("ImportError|ModuleNotFoundError|AttributeError")


class Stopped(Exception):
    """The build was interrupted."""


@dataclass(slots=True)
class Connection:
    """The scheduler at an address; leave it by `with`, so that nothing of the build goes on there.

    `encodes` is told from other threads how many pieces of a track are done.
    """

    address: str
    encodes: Callable[[str, int, int], None]
    limit_bytes: int = 5 * 10**9
    patience: Patience = field(default_factory=Patience)
    refused: dict[str, str | Message] = field(default_factory=dict)
    """Workers with another program, by address, and why."""
    _client: Client | None = None
    _workers: frozenset[str] = frozenset()
    _threads: int = 1
    _seen_s: float = 0.0
    _topic: str = field(default_factory=lambda: f"stilte-{uuid4().hex[:12]}")
    _lock: threading.RLock = field(default_factory=threading.RLock)
    _stopping: threading.Event = field(default_factory=threading.Event)
    _pending: set[Future[Any]] = field(default_factory=set)

    def __enter__(self) -> Self:
        """Connect, and ask every worker what it has; raises `InputError` where nothing can be done there."""
        self._connect(_CONNECT_S)
        self._look()
        self._ask_workers()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        if self._client is not None:
            with suppress(Exception):
                self._client.close(timeout=2)

    @property
    def threads(self) -> int:
        """Return how many tasks the workers can do at once, as far as is known."""
        return self._threads

    def stop(self) -> None:
        """Give up every task that is not done; whoever waits for one gets `Stopped`."""
        self._stopping.set()
        with self._lock:
            pending, client = list(self._pending), self._client
        if client is not None and pending and client.status == "running":
            with suppress(Exception):
                client.cancel(pending, asynchronous=False, force=True)

    def do(
        self,
        task: Task,
        *,
        resources: Mapping[str, float] | None = None,
        priority: int = 0,
        refused: dict[str, str | Message] | None = None,
    ) -> Any:
        """Return what a task gives, however often it has to be done for that.

        `refused` are workers that cannot do this kind of task, with their reasons; who says so is added.
        Raises what the work raises, `EntryMissing`, and `BuildError` where it cannot be done.
        """
        retries = Retries(self.patience)
        refused = {} if refused is None else refused
        number = 0
        while True:
            number += 1
            future = None
            try:
                good = self._good({**self.refused, **refused})
                future = self._submitted(task, number, good, resources, priority)
                return self._result(future, good)
            except Refused as no:
                refused[no.worker] = no.why
            except _Again:
                pass
            except PlaceFailed as failed:
                retries.count_place(failed)
            except (StilteError, EntryMissing, Stopped):
                raise
            except CancelledError:
                self._reconnect(retries)
            except Exception as error:  # noqa: BLE001 (what a worker of Dask may meet)
                retries.count_other(error)
            finally:
                self._forget(future)
            if self._stopping.wait(retries.wait_s):
                raise Stopped

    def _submitted(
        self,
        task: Task,
        number: int,
        good: frozenset[str] | None,
        resources: Mapping[str, float] | None,
        priority: int,
    ) -> Future[Any]:
        client, kind = self._running(), type(task).__name__.removesuffix("Task").lower()
        again = f"-{number}" if number > 1 else ""
        future: Future[Any] = client.submit(
            run_on_worker,
            task.identity,
            packed(task),
            self._topic,
            self.limit_bytes,
            key=f"stilte-{kind}-{task.name}{again}",
            workers=sorted(good) if good is not None else None,
            resources=dict(resources) if resources else None,
            priority=priority,
            retries=0,
            pure=False,
        )
        with self._lock:
            self._pending.add(future)
        return future

    def _result(self, future: Future[Any], good: frozenset[str] | None) -> Any:
        """Wait for a task; raises `_Again` where those that may do it are gone, `Stopped` after `stop`."""
        done = threading.Event()
        future.add_done_callback(lambda _future: done.set())
        since_s = time.monotonic()
        while not done.wait(_LOOK_S):
            if self._stopping.is_set():
                raise Stopped
            self._look()
            if good is not None and self._workers and not good & self._workers:
                future.cancel(force=True)
                raise _Again
            if self._workers:
                since_s = time.monotonic()
            elif time.monotonic() - since_s > self.patience.workers_s:
                raise BuildError(_no_workers(self.address))
        if self._stopping.is_set():
            raise Stopped
        return future.result(timeout=_CONNECT_S)

    def _good(self, refused: Mapping[str, str | Message]) -> frozenset[str] | None:
        """Return who may do a task, None for everybody; raises `BuildError` where all have refused."""
        self._look()
        if not refused.keys() & self._workers:
            return None
        if good := self._workers - refused.keys():
            return good
        told = Listed([refusal(worker, refused[worker]) for worker in sorted(self._workers)], between="; ")
        cure = tr("Install there what is installed here, the same versions of it.")
        raise BuildError(Problem(None, tr("No worker can do this: {reasons}.", reasons=told), cure))

    def _forget(self, future: Future[Any] | None) -> None:
        with self._lock:
            if future is not None:
                self._pending.discard(future)

    def _running(self) -> Client:
        with self._lock:
            if self._client is None or self._client.status != "running":
                raise CancelledError
            return self._client

    def _look(self) -> None:
        """See which workers there are, where that was not seen a moment ago."""
        with self._lock:
            if time.monotonic() - self._seen_s < _LOOK_S / 2:
                return
            self._seen_s = time.monotonic()
            client = self._client
        if client is None or client.status != "running":
            return
        with suppress(OSError, RuntimeError, ValueError):
            known = client.scheduler_info(n_workers=-1)["workers"]
            self._workers = frozenset(known)
            self._threads = max(1, sum(int(one["nthreads"]) for one in known.values()))

    def _ask_workers(self) -> None:
        """Note which workers have another program; raises `InputError` where none has this one."""
        client = self._running()
        until_s = time.monotonic() + min(self.patience.workers_s, 60.0)
        while not self._workers and time.monotonic() < until_s and not self._stopping.wait(0.3):
            self._seen_s = 0.0
            self._look()
        if not self._workers:
            raise InputError(_no_workers(self.address))
        told = client.run(program_identity, speaks=True, hears=True, on_error="return")
        here = program_identity()
        for worker, there in told.items():
            why = differences(here, there) if isinstance(there, tuple) else _no_program(there)
            if why:
                self.refused[worker] = why
        if self.refused.keys() >= self._workers:
            self._good(self.refused)

    def _connect(self, timeout_s: float) -> None:
        try:
            from distributed import Client  # noqa: PLC0415 (an extra)
        except ImportError:
            cure = tr('Run: pip install "stilte[cluster]" (in a checkout: pip install -e ".[cluster]").')
            message = tr("`--on` needs the package 'distributed', which is not installed.")
            raise InputError(Problem(None, message, cure)) from None
        try:
            client = Client(self.address, timeout=timeout_s, set_as_default=False)
            client.subscribe_topic(self._topic, self._heard)
        except (OSError, ValueError, TypeError) as error:
            message = tr("There is no Dask scheduler at '{address}'.", address=self.address)
            cure = tr("Write its address, as tcp://192.168.1.10:8786, or start one: `dask scheduler`.")
            raise InputError(Problem(None, message, cure)) from error
        with self._lock:
            self._client, self._seen_s = client, 0.0

    def _reconnect(self, retries: Retries) -> None:
        """Connect anew after a scheduler was gone: tasks begun there are done again."""
        with self._lock:
            if self._stopping.is_set():
                raise Stopped
            if self._client is not None and self._client.status == "running":
                retries.wait_s = 0.2
                return
            if self._client is not None:
                with suppress(Exception):
                    self._client.close(timeout=1)
            until_s = time.monotonic() + self.patience.scheduler_s
            while not self._stopping.is_set():
                try:
                    self._connect(_LOOK_S)
                except InputError as gone:
                    if time.monotonic() > until_s:
                        raise BuildError(*gone.problems) from gone
                    self._stopping.wait(0.5)
                else:
                    return
            raise Stopped

    def _heard(self, event: tuple[float, Any]) -> None:
        told = event[1]
        if isinstance(told, tuple | list) and len(told) == 3:  # noqa: PLR2004 (slug, done, total)
            self.encodes(str(told[0]), int(told[1]), int(told[2]))


class _Again(Exception):
    """Those that may do a task are gone: ask others."""


def refusal(worker: str, why: str | Message) -> Message:
    """Return that a worker is not used, by its address, and why."""
    return tr("{worker}: {why}", worker=worker, why=why)


def refusals(refused: Mapping[str, str | Message]) -> tuple[Message, ...]:
    """Return what to say of workers that are passed over."""
    if not refused:
        return ()
    told = Listed([refusal(worker, why) for worker, why in sorted(refused.items())], between="; ")
    return (
        plural(
            "{n} worker is not used: {reasons}.",
            "{n} workers are not used: {reasons}.",
            n=len(refused),
            reasons=told,
        ),
    )


def _no_workers(address: str) -> Problem:
    message = tr("The Dask scheduler at '{address}' has no workers.", address=address)
    return Problem(None, message, tr("Start some, on any machine: `dask worker {address}`.", address=address))


def _no_program(error: object) -> Message:
    if isinstance(error, ImportError) or _NOT_THERE.search(str(error)):
        return tr("Stilte is not installed there, or another version of it")
    return tr("it does not answer ({said})", said=foreign_text(f"{type(error).__name__}: {error}"))
