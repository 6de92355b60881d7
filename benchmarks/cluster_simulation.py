"""A build on many machines, simulated from the measured times of its tasks and what they move.

Workers are served in order; what all share is one queue each: the author's processor and line, the scheduler,
the place. A track goes before lines, as in a build; no more scripts are begun than a build begins.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass, field

WORKERS = (1, 2, 4, 16, 32, 64, 128, 256)
ROUTINES = 1000
LINES_A_TASK = 8
_GBIT = 125e6
"""Bytes in a second at one gigabit."""


@dataclass(frozen=True, slots=True)
class Costs:
    """What a routine costs: seconds of a processor, bytes to and from the place, requests to it."""

    lines: int
    speak_s: float
    track_s: float
    author_s: float
    takes_bytes: int
    track_bytes: int
    requests: int


@dataclass(frozen=True, slots=True)
class Network:
    """What is assumed: bytes in a second of a worker, of the place and of the author; seconds of a request."""

    worker: float = _GBIT
    place: float = 10 * _GBIT
    author: float = _GBIT
    request_s: float = 0.02
    scheduler_s: float = 0.001


@dataclass(slots=True)
class Queue:
    """Something that serves one after another: when it is free, and how long it was busy."""

    free_s: float = 0.0
    busy_s: float = 0.0

    def serve(self, at_s: float, takes_s: float) -> float:
        """Return when what arrives at a time is served."""
        self.free_s = max(self.free_s, at_s) + takes_s
        self.busy_s += takes_s
        return self.free_s


@dataclass(frozen=True, slots=True)
class Outcome:
    """How long 1,000 routines took with so many workers, and how busy each thing was."""

    workers: int
    took_s: float
    alone_s: float
    busy: dict[str, float]

    def row(self) -> str:
        """Return the outcome as a row of a table."""
        speedup = self.alone_s / self.took_s
        most = max(self.busy, key=lambda name: self.busy[name])
        shares = ", ".join(f"{name} {share:.0%}" for name, share in self.busy.items())
        return (
            f"| {self.workers} | {self.took_s / 3600:.2f} h | {speedup:.1f} | {speedup / self.workers:.0%} "
            f"| {most} ({shares}) |"
        )


@dataclass(slots=True)
class _Build:
    costs: Costs
    network: Network
    workers: int
    author: Queue = field(default_factory=Queue)
    line: Queue = field(default_factory=Queue)
    scheduler: Queue = field(default_factory=Queue)
    place: Queue = field(default_factory=Queue)
    events: list[tuple[float, int, str, int]] = field(default_factory=list)
    waiting: list[tuple[int, int, str, int]] = field(default_factory=list)
    free: int = 0
    busy_s: float = 0.0
    count: int = 0
    open_groups: dict[int, int] = field(default_factory=dict)
    begun: int = 0

    def run(self) -> Outcome:
        groups = -(-self.costs.lines // LINES_A_TASK)
        self.free = self.workers
        for _ in range(min(ROUTINES, 300, max(8, 3 * self.workers))):
            self._begin(0.0, groups)
        now_s = 0.0
        while self.events:
            now_s, _, what, routine = heapq.heappop(self.events)
            if what == "queued speak":
                self._wait(1, "speak", routine, now_s)
            elif what == "queued track":
                self._wait(0, "track", routine, now_s)
            elif what == "done speak":
                self._release(now_s)
                self.open_groups[routine] -= 1
                if not self.open_groups[routine]:
                    self._later(
                        self.scheduler.serve(now_s, self.network.scheduler_s), "queued track", routine
                    )
            elif what == "done track":
                self._release(now_s)
                at_s = self.line.serve(now_s, self.costs.track_bytes / self.network.author)
                self._later(self.author.serve(at_s, self.costs.author_s / 2), "home", routine)
            else:
                self._begin(now_s, groups)
        alone_s = ROUTINES * (self._speak_s() * groups + self._track_s())
        shares = {
            "workers": self.busy_s / self.workers,
            "the author's machine": self.author.busy_s,
            "the author's line": self.line.busy_s,
            "the place": self.place.busy_s,
            "the scheduler": self.scheduler.busy_s,
        }
        return Outcome(self.workers, now_s, alone_s, {name: s / now_s for name, s in shares.items()})

    def _begin(self, at_s: float, groups: int) -> None:
        if self.begun == ROUTINES:
            return
        self.begun += 1
        self.open_groups[self.begun] = groups
        at_s = self.author.serve(at_s, self.costs.author_s / 2)
        for _ in range(groups):
            at_s = self.scheduler.serve(at_s, self.network.scheduler_s)
            self._later(at_s, "queued speak", self.begun)

    def _later(self, at_s: float, what: str, routine: int) -> None:
        self.count += 1
        heapq.heappush(self.events, (at_s, self.count, what, routine))

    def _wait(self, priority: int, kind: str, routine: int, now_s: float) -> None:
        self.count += 1
        heapq.heappush(self.waiting, (priority, self.count, kind, routine))
        self._give(now_s)

    def _release(self, now_s: float) -> None:
        self.free += 1
        self._give(now_s)

    def _give(self, now_s: float) -> None:
        while self.free and self.waiting:
            _, _, kind, routine = heapq.heappop(self.waiting)
            self.free -= 1
            moved = self._speak_bytes() if kind == "speak" else self._track_bytes()
            at_s = max(
                now_s + (self._speak_s() if kind == "speak" else self._track_s()),
                self.place.serve(now_s, moved / self.network.place),
            )
            self.busy_s += at_s - now_s
            self._later(at_s, f"done {kind}", routine)

    def _share(self) -> float:
        return LINES_A_TASK / max(self.costs.lines, 1)

    def _speak_bytes(self) -> float:
        return self.costs.takes_bytes * self._share()

    def _track_bytes(self) -> float:
        return float(self.costs.takes_bytes + self.costs.track_bytes)

    def _speak_s(self) -> float:
        requests = self.costs.requests / 2 * self._share() * self.network.request_s
        return self.costs.speak_s * self._share() + self._speak_bytes() / self.network.worker + requests

    def _track_s(self) -> float:
        requests = self.costs.requests / 2 / 8 * self.network.request_s  # eight takes are fetched at once
        return self.costs.track_s + self._track_bytes() / self.network.worker + requests


def simulated(costs: Costs, workers: int, network: Network | None = None) -> Outcome:
    """Return how a build of 1,000 routines goes with so many workers."""
    return _Build(costs, network or Network(), workers).run()
