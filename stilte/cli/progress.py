"""The progress of a build: bars with the time left on a terminal, plain lines elsewhere."""

from __future__ import annotations

import math
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from stilte.messages import plural, tr
from stilte.pipeline.options import SilentListener

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from rich.progress import Progress, TaskID

    from stilte.messages import Message
    from stilte.pipeline.options import Listener
    from stilte.pipeline.results import Result


SOON_S = 4.0
"""No progress is shown before this time: the build may be over in a moment."""
_SPOKEN_SHARE = 0.5
"""The estimated share of speaking in a track's work; the rest is mixing and encoding."""


@contextmanager
def listener(*, quiet: bool) -> Iterator[Listener]:
    """Yield a listener for this output: silent, plain lines, or a bar."""
    if quiet:
        yield SilentListener()
    elif not sys.stderr.isatty():
        yield Plain()
    else:
        from rich.console import Console  # noqa: PLC0415
        from rich.progress import BarColumn, Progress, TextColumn  # noqa: PLC0415

        columns = (BarColumn(), TextColumn("{task.description}", markup=False))
        with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
            yield Bar(bars)


class Plain(SilentListener):
    """Lines on stderr: one a track with the reason it was built, one for each phase that takes its time."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._began_s = clock()
        self._tracks = 0
        self._shares: dict[str, float] = {}
        self._ended: set[str] = set()
        self._told: set[tuple[str, str]] = set()
        self._spoke: dict[str, tuple[float, int]] = {}

    def begins(self, tracks: Mapping[str, str]) -> None:
        """Note how many tracks are to be made; what was up to date is none of them."""
        self._tracks = len(tracks)
        self._shares.clear()
        self._ended.clear()

    def speaks(self, script: str, ready: int, total: int, who: str) -> None:
        """Say once, after the first lines, how long the rest of them will take."""
        self._note(script, _SPOKEN_SHARE * ready / max(total, 1))
        since, before = self._spoke.setdefault(script, (self._clock(), ready))
        passed_s = self._clock() - since
        if passed_s < SOON_S or ready <= before or not self._is_new(script, "speaks"):
            return
        left = _about(passed_s / (ready - before) * (total - ready))
        told = plural(
            "{script}: speaking {n} line, {who}; about {left} to go",
            "{script}: speaking {n} lines, {who}; about {left} to go",
            n=total,
            script=script,
            who=who,
            left=left,
        )
        sys.stderr.write(f"{told}\n")

    def encodes(self, slug: str, done: int, total: int) -> None:
        """Say once for each track that it is mixed, where the build is not over in a moment."""
        self._note(slug, _SPOKEN_SHARE + (1 - _SPOKEN_SHARE) * done / max(total, 1))
        if done < total and self._clock() - self._began_s >= SOON_S and self._is_new(slug, "encodes"):
            sys.stderr.write(f"{self._status(tr('mixing {name}', name=slug))}\n")

    def ends(self, result: Result) -> None:
        """Print the line of a track."""
        self._note(result.slug, 1.0)
        self._ended.add(result.slug)
        for line in summary(result):
            sys.stderr.write(line + "\n")

    def _note(self, name: str, share: float) -> None:
        if share > _SPOKEN_SHARE:  # a length of a script is mixed: the script has been spoken
            for script in [key for key in self._shares if name.startswith(f"{key}-")]:
                del self._shares[script]
        self._shares[name] = max(share, self._shares.get(name, 0.0))

    def _is_new(self, name: str, phase: str) -> bool:
        new = (name, phase) not in self._told
        self._told.add((name, phase))
        return new

    def _share(self) -> float:
        """Return how much of the whole is done, from 0 to 1."""
        return min(sum(self._shares.values()) / max(self._tracks, len(self._shares), 1), 1.0)

    def _status(self, phase: Message) -> Message:
        """Return where the build is: `3 of 30 · mixing adem · 40 s left`."""
        tracks = max(self._tracks, len(self._ended), 1)
        at = min(len(self._ended) + 1, tracks)
        share, passed_s = self._share(), self._clock() - self._began_s
        if passed_s < SOON_S or not 0 < share < 1:
            return tr("{at} of {tracks} · {phase}", at=at, tracks=tracks, phase=phase)
        left = _left(passed_s * (1 - share) / share)
        return tr("{at} of {tracks} · {phase} · {left} left", at=at, tracks=tracks, phase=phase, left=left)


class Bar(Plain):
    """One bar for the whole build, with what is done now and the time left."""

    def __init__(self, bars: Progress, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(clock)
        self._bars = bars
        self._task: TaskID | None = None

    def speaks(self, script: str, ready: int, total: int, who: str) -> None:
        """Show how much of a script is spoken."""
        self._note(script, _SPOKEN_SHARE * ready / max(total, 1))
        self._show(tr("speaking {name}, {who}", name=script, who=who))

    def encodes(self, slug: str, done: int, total: int) -> None:
        """Show how much of a track is encoded."""
        self._note(slug, _SPOKEN_SHARE + (1 - _SPOKEN_SHARE) * done / max(total, 1))
        self._show(tr("mixing {name}", name=slug))

    def ends(self, result: Result) -> None:
        """Print the line of a track above the bar."""
        self._note(result.slug, 1.0)
        self._ended.add(result.slug)
        for line in summary(result):
            self._bars.console.print(line, highlight=False, markup=False)

    def _show(self, phase: Message) -> None:
        if self._task is None:
            self._task = self._bars.add_task("", total=1.0)
        self._bars.update(self._task, completed=self._share(), description=str(self._status(phase)))


def _left(length_s: float) -> Message:
    """Return how long something will still take, in few letters.

    >>> str(_left(38.2)), str(_left(130))
    ('40 s', '3 min')
    """
    if length_s < _MINUTE_S:
        return tr("{n} s", n=max(5, 5 * math.ceil(length_s / 5)))
    return tr("{n} min", n=math.ceil(length_s / _MINUTE_S))


_MINUTE_S = 60


def _about(length_s: float) -> Message:
    """Return a length as one says it.

    >>> str(_about(40)), str(_about(130))
    ('a minute', '3 minutes')
    """
    return plural("a minute", "{n} minutes", n=max(1, math.ceil(length_s / 60)))


def summary(result: Result) -> Iterator[str]:
    """Yield what is to be said of a track; an up-to-date one needs no word."""
    if result.status == "built":
        yield str(
            tr("{slug}: built ({reason})", slug=result.slug, reason=result.reason)
            if result.reason
            else tr("{slug}: built", slug=result.slug)
        )
        yield from (f"  {note}" for note in result.notes)
    elif result.status == "failed":
        yield str(tr("{slug}: failed", slug=result.slug))
