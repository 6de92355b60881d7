"""Work that takes longer than an answer: it runs in a thread, tells how far it is, and can be ended."""

from __future__ import annotations

import secrets
import sys
import threading
import traceback
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from starlette.routing import Route

from stilte.errors import Problem, StilteError, system_problem
from stilte.messages import tr
from stilte.studio.answers import UNEXPECTED, NotThere, answer, error_json
from stilte.studio.asked import studio_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request
    from starlette.responses import Response

    from stilte.studio.events import Events

    Work = Callable[["Job"], Any]

MOST_KEPT = 20
"""How many jobs that have ended are remembered, for a page that is loaded again."""
_PATIENCE_S = 5.0


class Cancelled(BaseException):
    """Raised inside a job that is to end; no handler of ordinary errors catches it."""


@dataclass(slots=True)
class Job:
    """One piece of work; `state` is what pages are told of it."""

    id: str
    state: dict[str, Any]
    _events: Events
    _cancelled: threading.Event = field(default_factory=threading.Event)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def tell(self, **progress: object) -> None:
        """Tell every page how far it is; raises `Cancelled` where the job is to end."""
        self.check()
        self._change(progress)

    def check(self) -> None:
        """Raise `Cancelled` where the job is to end."""
        if self._cancelled.is_set():
            raise Cancelled

    def cancel(self) -> None:
        """Let the job end the next time that it tells something."""
        self._cancelled.set()

    def json(self) -> dict[str, Any]:
        """Return what is known of the job."""
        with self._lock:
            return {**self.state}

    def run(self, work: Work) -> None:
        """Do the work, and tell how it ended."""
        try:
            result = work(self)
        except Cancelled:
            self._change({"state": "cancelled"})
        except StilteError as error:
            self._change({"state": "failed", "error": error_json(error.problems)})
        except OSError as error:
            self._change({"state": "failed", "error": error_json([system_problem(error)])})
        except Exception:  # noqa: BLE001 (a job that dies in silence would be waited for)
            traceback.print_exc(file=sys.stderr)
            self._change({"state": "failed", "error": error_json([UNEXPECTED])})
        else:
            self._change({"state": "done", "fraction": 1.0, "result": result})

    def _change(self, values: dict[str, object]) -> None:
        with self._lock:
            self.state = {**self.state, **values}
            told = {**self.state}
        self._events.tell({"type": "job", **told})


@dataclass(slots=True)
class Jobs:
    """Every job of a studio: those that run, and the last that ended."""

    events: Events
    _jobs: dict[str, Job] = field(default_factory=dict)
    _threads: dict[str, threading.Thread] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def start(self, kind: str, work: Work, **about: object) -> str:
        """Begin a job of a kind ("build", "get", "publish"), and return its id."""
        name = secrets.token_hex(6)
        state = {"job": name, "kind": kind, "state": "running", "fraction": None, "text": "", **about}
        job = Job(name, state, self.events)
        thread = threading.Thread(target=job.run, args=(work,), name=f"{kind} {name}", daemon=True)
        with self._lock:
            self._forget()
            self._jobs[name], self._threads[name] = job, thread
        thread.start()
        return name

    def running(self, kind: str) -> Job | None:
        """Return the job of a kind that runs now."""
        with self._lock:
            alive = (job for name, job in self._jobs.items() if self._threads[name].is_alive())
            return next((job for job in alive if job.state["kind"] == kind), None)

    def any_running(self) -> bool:
        """Tell whether any job runs now."""
        with self._lock:
            return any(thread.is_alive() for thread in self._threads.values())

    def find(self, name: str) -> Job:
        """Return the job of an id; raises `NotThere`."""
        with self._lock:
            job = self._jobs.get(name)
        if job is None:
            raise NotThere(Problem(None, tr("This is done already.")))
        return job

    def json(self) -> list[dict[str, Any]]:
        """Return every job, the newest first."""
        with self._lock:
            return [job.json() for job in reversed(self._jobs.values())]

    def end(self) -> None:
        """Let every job end, and wait a little for it."""
        with self._lock:
            jobs, threads = [*self._jobs.values()], [*self._threads.values()]
        for job in jobs:
            job.cancel()
        for thread in threads:
            thread.join(_PATIENCE_S)

    def _forget(self) -> None:
        ended = [name for name, thread in self._threads.items() if not thread.is_alive()]
        for name in ended[:-MOST_KEPT]:
            del self._jobs[name], self._threads[name]


def get_jobs(request: Request) -> Response:
    """Answer with the jobs that run, and the last that ended."""
    return answer({"jobs": studio_of(request).jobs.json()})


def cancel_job(request: Request) -> Response:
    """Let a job end."""
    studio_of(request).jobs.find(request.path_params["id"]).cancel()
    return answer({})


routes = [Route("/api/jobs", get_jobs), Route("/api/jobs/{id}", cancel_job, methods=["DELETE"])]
