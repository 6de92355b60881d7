"""Stale scripts to tracks: read, spoken here one script after another, rendered by workers meanwhile."""

from __future__ import annotations

import errno
import multiprocessing
import os
import threading
import time
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Self

from stilte.errors import Problem, StilteError
from stilte.pipeline.job import Job
from stilte.pipeline.recast import recast
from stilte.pipeline.results import Result, failed
from stilte.pipeline.scripts import Read, read_scripts, surroundings
from stilte.pipeline.speaking import Casting, speak_routine
from stilte.pipeline.track import make_track
from stilte.pipeline.variants import variants
from stilte.project import slugs_beside
from stilte.release.track import VoiceUsed
from stilte.script.shelf import ESPEAK
from stilte.store import sweep

if TYPE_CHECKING:
    from types import TracebackType

    from stilte.pipeline.freshness import Freshness, Stale
    from stilte.pipeline.options import Listener, Options
    from stilte.pipeline.stamps import Stamp
    from stilte.project import Project
    from stilte.script.routine import Routine
    from stilte.speech.speak import Spoken


@dataclass(frozen=True, slots=True)
class _Order:
    """A script whose tracks are being made."""

    routine: Routine
    item: Stale
    stamp: Stamp
    notes: tuple[str, ...]
    spoke_s: float
    tracks: tuple[Future[Result], ...]


class Workshop:
    """The place where stale scripts become tracks; leave it by `with`, so that its workers end."""

    def __init__(
        self, project: Project, freshness: Freshness, options: Options, listener: Listener, jobs: int
    ) -> None:
        self._project = project
        self._freshness = freshness
        self._options = options
        self._listener = listener
        self._jobs = jobs
        self._around = surroundings(project)
        self._pool: Executor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool:
            if kind is not None:  # nobody waits for these tracks any more
                for worker in multiprocessing.active_children():
                    worker.terminate()
            self._pool.shutdown(wait=True, cancel_futures=True)
        if kind is not None:
            sweep(self._project.output, depth=2)

    def make(self, stale: list[Stale]) -> list[Result]:
        """Make the tracks of these scripts; what fails is told in its result."""
        items = {item.path: item for item in stale}
        reads = read_scripts(items, self._around, slugs_beside(self._project, items))
        tracks = sum(len(variants(read.routine)) for read in reads if read.routine)
        self._listener.begins(tracks)
        if tracks > 1 and self._jobs > 1:
            spawn = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(min(self._jobs, tracks), spawn, _end_with_parent)
        orders, results = [], []
        for read in reads:
            begun = self._begin(read, items[read.path])
            if isinstance(begun, _Order):
                orders.append(begun)
            else:
                results += self._told(begun)
        for order in orders:
            results += self._finish(order)
        return results

    def _begin(self, read: Read, item: Stale) -> _Order | tuple[Result, ...]:
        """Speak a script and hand its tracks to the workers; or say at once what came of it."""
        script = read.path.relative_to(self._project.root).as_posix()
        if read.routine is None:
            return (failed(script, read.path.stem, read.problems, exit_code=2),)
        routine = recast(read.routine, self._options.voice) if self._options.voice else read.routine
        if wrong := self._around.problems_for(routine):
            return (failed(script, routine.slug, wrong, exit_code=2),)
        stamp = self._freshness.now(read.path, routine)
        if good := self._freshness.still_good(item, stamp, routine):
            return good
        began = time.perf_counter()
        try:
            spoken = self._speak(routine, item)
        except StilteError as error:
            return (failed(script, routine.slug, error.problems, exit_code=error.exit_code),)
        spoke_s = time.perf_counter() - began
        stamp = _with_voices(stamp, spoken)
        if item.stamp and item.reason.startswith("spoken by a draft") and item.stamp.voices == stamp.voices:
            return self._freshness.as_it_was(item, routine)
        return _Order(
            routine,
            item,
            stamp,
            tuple(str(voice) for voice in spoken.voices),
            spoke_s,
            self._render(routine, spoken, item, stamp),
        )

    def _speak(self, routine: Routine, item: Stale) -> Spoken:
        casting = Casting(
            previous=item.stamp.voices if item.stamp else {},
            only=ESPEAK if self._options.draft else None,
            anew=self._options.force,
        )

        def told(ready: int, total: int, who: str) -> None:
            self._listener.speaks(routine.slug, ready, total, who)

        return speak_routine(self._project, self._around, routine, casting, told)

    def _render(
        self, routine: Routine, spoken: Spoken, item: Stale, stamp: Stamp
    ) -> tuple[Future[Result], ...]:
        jobs = self._jobs_of(routine, spoken, item, stamp)
        if self._pool:
            return tuple(self._pool.submit(attempt, job) for job in jobs)
        return tuple(self._here(job) for job in jobs)

    def _jobs_of(self, routine: Routine, spoken: Spoken, item: Stale, stamp: Stamp) -> tuple[Job, ...]:
        return tuple(
            Job(
                project=self._project,
                routine=routine,
                variant=variant,
                takes=spoken.takes,
                voices=tuple(
                    VoiceUsed(voice.name, voice.engine, voice.draft, voice.synthetic, voice.credit)
                    for voice in spoken.voices
                ),
                beds=self._around.beds,
                fingerprint=stamp.fingerprint,
                formats=self._options.formats_for(self._project),
                stems=self._options.stems,
                workers=1 if self._pool else self._jobs,
                reason=self._freshness.reason(item, stamp),
            )
            for variant in variants(routine)
        )

    def _here(self, job: Job) -> Future[Result]:
        done: Future[Result] = Future()
        slug = job.variant.slug
        try:
            done.set_result(attempt(job, lambda part, of: self._listener.encodes(slug, part, of)))
        except CacheGone as gone:
            done.set_exception(gone)
        return done

    def _finish(self, order: _Order) -> list[Result]:
        try:
            made = tuple(track.result() for track in order.tracks)
        except CacheGone:
            made = self._anew(order)
        results = [_with_speech(result, order) for result in made]
        if all(result.status == "built" for result in results):
            self._freshness.built(order.item.path, order.stamp, tuple(results))
        return self._told(results)

    def _anew(self, order: _Order) -> tuple[Result, ...]:
        """Make the tracks of a script once more, here: somebody emptied the cache in the middle of it."""
        try:
            spoken = self._speak(order.routine, order.item)
            jobs = self._jobs_of(order.routine, spoken, order.item, order.stamp)
            return tuple(attempt(job) for job in jobs)
        except StilteError as error:
            routine = order.routine
            return (failed(routine.script, routine.slug, error.problems, exit_code=error.exit_code),)
        except CacheGone as gone:
            message = f"The cache was emptied twice while this was built: {gone}."
            return (failed(order.routine.script, order.routine.slug, (Problem(None, message),)),)

    def _told(self, results: list[Result] | tuple[Result, ...]) -> list[Result]:
        for result in results:
            self._listener.ends(result)
        return list(results)


def _end_with_parent() -> None:
    """Let a worker end when the build is gone, also where it was killed: idle workers would stay for ever."""
    threading.Thread(target=_follow_parent, daemon=True).start()


def _follow_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os._exit(1)


class CacheGone(Exception):
    """Something in the cache vanished between being found and being used."""


def attempt(job: Job, progress: object = None) -> Result:
    """Make a track; whatever goes wrong becomes a result, so that the others are still built.

    Raises `CacheGone` where only the cache has changed under it.
    """
    try:
        return make_track(job, progress) if progress else make_track(job)  # type: ignore[arg-type]
    except StilteError as error:
        return failed(job.routine.script, job.variant.slug, error.problems, exit_code=error.exit_code)
    except OSError as error:
        if isinstance(error, FileNotFoundError) and str(error.filename).startswith(str(job.project.cache)):
            raise CacheGone(str(error.filename)) from error
        return failed(job.routine.script, job.variant.slug, (_told_of(error),))


def _with_speech(result: Result, order: _Order) -> Result:
    """Return the result of a track with what is to be said of its voices."""
    if result.status != "built":
        return result
    stages = (("speaking", order.spoke_s), *result.stages)
    return replace(result, notes=(*order.notes, *result.notes), stages=stages)


def _told_of(error: OSError) -> Problem:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return Problem(
            None, "The disk is full.", "Free some space and build again; the last good track stands."
        )
    return Problem(None, f"{error.strerror or error}: {error.filename or 'a file'}.")


def _with_voices(stamp: Stamp, spoken: Spoken) -> Stamp:
    return replace(
        stamp,
        voices={voice.name: voice.fingerprint for voice in spoken.voices},
        drafts=tuple(voice.name for voice in spoken.voices if voice.draft),
    )
