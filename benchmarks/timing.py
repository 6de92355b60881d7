"""Commands timed from outside, as the operating system accounts for them."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Run:
    """One run: wall and CPU seconds, and the memory of its largest process in MB."""

    wall_s: float
    cpu_s: float
    peak_mb: float
    out: str


def run(*command: str) -> Run:
    """Run a command to its end; raises `RuntimeError` with its messages where it fails."""
    started = time.perf_counter()
    pipe = subprocess.PIPE
    child = subprocess.Popen(
        command, stdout=pipe, stderr=pipe, cwd=ROOT, text=True, env=_as_authors_have_it()
    )
    out, err = "", ""
    assert child.stdout is not None
    assert child.stderr is not None
    out, err = child.stdout.read(), child.stderr.read()
    _, status, used = os.wait4(child.pid, 0)
    wall_s = time.perf_counter() - started
    if status:
        raise RuntimeError(f"{' '.join(command)}: {err[-2000:]}")
    peak = used.ru_maxrss / (1024 if sys.platform != "darwin" else 1024**2)
    return Run(wall_s, used.ru_utime + used.ru_stime, peak, out)


def _as_authors_have_it() -> dict[str, str]:
    """Return the environment, but for a switch of test machines: an author's Python keeps what it compiled."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def stilte(*words: str) -> Run:
    """Run the program as an author does."""
    return run(sys.executable, "build.py", *words)


@dataclass(frozen=True, slots=True)
class Figures:
    """Several runs of one thing: medians."""

    runs: tuple[Run, ...]

    @property
    def wall_s(self) -> float:
        """Return the median of the wall time."""
        return statistics.median(run.wall_s for run in self.runs)

    @property
    def cores(self) -> float:
        """Return how many cores were busy, on average: the median."""
        return statistics.median(run.cpu_s / run.wall_s for run in self.runs)

    @property
    def peak_mb(self) -> float:
        """Return the largest memory of any run."""
        return max(run.peak_mb for run in self.runs)


def in_turn(count: int, *things: Callable[[], Run]) -> tuple[Figures, ...]:
    """Run things in turn, A B A B …, so that a machine whose speed drifts is fair to both."""
    rounds = [[thing() for thing in things] for _ in range(count)]
    return tuple(Figures(tuple(runs)) for runs in zip(*rounds, strict=True))


def ratio(one: Figures, other: Figures) -> float:
    """Return the median of the ratios, pair by pair."""
    pairs: Sequence[tuple[Run, Run]] = tuple(zip(one.runs, other.runs, strict=True))
    return statistics.median(a.wall_s / b.wall_s for a, b in pairs)
