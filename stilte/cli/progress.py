"""How a build is seen: a bar with the time left when a person watches, plain lines when not."""

from __future__ import annotations

import math
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.progress import Progress, TaskID

    from stilte.pipeline.options import Listener
    from stilte.pipeline.results import Result


SOON_S = 4.0


@contextmanager
def listener(*, quiet: bool) -> Iterator[Listener]:
    """Give a listener that suits who is watching."""
    if quiet:
        yield Silent()
    elif not sys.stderr.isatty():
        yield Plain()
    else:
        from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415

        columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed}/{task.total}"))
        from rich.console import Console  # noqa: PLC0415

        with Progress(*columns, TimeRemainingColumn(), console=Console(stderr=True), transient=True) as bars:
            yield Bars(bars)


class Silent:
    """Tells nobody."""

    def begins(self, tracks: int) -> None:
        """Say nothing."""

    def speaks(self, script: str, ready: int, total: int, who: str) -> None:
        """Say nothing."""

    def encodes(self, slug: str, done: int, total: int) -> None:
        """Say nothing."""

    def ends(self, result: Result) -> None:
        """Say nothing."""


class Plain(Silent):
    """A line a track on stderr, with the reason it was built; and how long speaking will take."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._began: dict[str, tuple[float, int]] = {}
        self._told: set[str] = set()

    def speaks(self, script: str, ready: int, total: int, who: str) -> None:
        """Say once, after the first lines, how long the rest of them will take."""
        since, before = self._began.setdefault(script, (self._clock(), ready))
        passed_s = self._clock() - since
        if script not in self._told and passed_s >= SOON_S and ready > before:
            self._told.add(script)
            left_s = passed_s / (ready - before) * (total - ready)
            sys.stderr.write(f"{script}: speaking {total} lines, {who}; about {_about(left_s)} to go\n")

    def ends(self, result: Result) -> None:
        """Print the line of a track."""
        for line in summary(result):
            sys.stderr.write(line + "\n")


class Bars(Plain):
    """A bar for each script that is spoken and each track that is encoded."""

    def __init__(self, bars: Progress) -> None:
        super().__init__()
        self._bars = bars
        self._tasks: dict[str, TaskID] = {}

    def speaks(self, script: str, ready: int, total: int, who: str) -> None:
        """Move the bar of a script's lines."""
        self._move(f"{script}: speaking, {who}", ready, total)

    def encodes(self, slug: str, done: int, total: int) -> None:
        """Move the bar of a track's pieces."""
        self._move(f"{slug}: mixing", done, total)

    def ends(self, result: Result) -> None:
        """Print the line of a track above the bars."""
        for line in summary(result):
            self._bars.console.print(line, highlight=False, markup=False)

    def _move(self, label: str, done: int, total: int) -> None:
        if label not in self._tasks:
            self._tasks[label] = self._bars.add_task(label, total=total)
        self._bars.update(self._tasks[label], completed=done, total=total, visible=done < total)


def _about(length_s: float) -> str:
    """Return a length as one says it.

    >>> _about(40), _about(130)
    ('a minute', '3 minutes')
    """
    minutes = math.ceil(length_s / 60)
    return "a minute" if minutes <= 1 else f"{minutes} minutes"


def summary(result: Result) -> Iterator[str]:
    """Yield what is to be said of a track; an up-to-date one needs no word."""
    if result.status == "built":
        reason = f" ({result.reason})" if result.reason else ""
        yield f"{result.slug}: built{reason}"
        yield from (f"  {note}" for note in result.notes)
    elif result.status == "failed":
        yield f"{result.slug}: failed"
