"""Stale scripts to tracks: read, spoken here one script after another, rendered by workers meanwhile."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from stilte.errors import Problem, StilteError
from stilte.pipeline.attempt import CacheGone, attempt
from stilte.pipeline.job import Job
from stilte.pipeline.recast import recast
from stilte.pipeline.results import Result, failed
from stilte.pipeline.scripts import Read, read_scripts, surroundings
from stilte.pipeline.sources import ready_beds
from stilte.pipeline.speaking import Casting, speak_routine, voices_used
from stilte.pipeline.variants import variants
from stilte.pipeline.workers import Workers
from stilte.project import slugs_beside
from stilte.script.shelf import ESPEAK

if TYPE_CHECKING:
    from concurrent.futures import Future

    from stilte.pipeline.freshness import Freshness, Stale
    from stilte.pipeline.options import Listener, Options
    from stilte.pipeline.stamps import Stamp
    from stilte.project import Project
    from stilte.script.routine import Routine
    from stilte.speech.speak import Spoken

_NEEDED = ("stilte.pipeline.track", "stilte.release.pages")
"""What is read from disk meanwhile: nobody needs it before the first line has been spoken."""


@dataclass(frozen=True, slots=True)
class _Order:
    """A script that has been spoken, and whose tracks are to be made."""

    routine: Routine
    item: Stale
    stamp: Stamp
    spoken: Spoken
    spoke_s: float

    def with_speech(self, result: Result) -> Result:
        """Return the result of a track with what is to be said of its voices."""
        if result.status != "built":
            return result
        notes = (*map(str, self.spoken.voices), *result.notes)
        return replace(result, notes=notes, stages=(("speaking", self.spoke_s), *result.stages))


class Workshop:
    """The place where stale scripts become tracks; `jobs` tracks are made at once."""

    def __init__(
        self, project: Project, freshness: Freshness, options: Options, listener: Listener, jobs: int
    ) -> None:
        self._project = project
        self._freshness = freshness
        self._options = options
        self._listener = listener
        self._jobs = jobs
        self._around = surroundings(project)

    def make(self, stale: list[Stale]) -> list[Result]:
        """Make the tracks of these scripts; what fails is told in its result."""
        items = {item.path: item for item in stale}
        reads = read_scripts(items, self._around, slugs_beside(self._project, items))
        tracks = sum(len(variants(read.routine)) for read in reads if read.routine)
        self._listener.begins(tracks)
        begun, results = [], []
        with Workers(min(self._jobs, tracks)) as workers:
            for read in reads:
                order = self._order(read, items[read.path], workers)
                if isinstance(order, _Order):
                    begun.append((order, self._begin(order, workers)))
                else:
                    results += self._told(order)
            for order, tracks_made in begun:
                results += self._finish(order, tracks_made)
        return results

    def _order(self, read: Read, item: Stale, workers: Workers) -> _Order | tuple[Result, ...]:
        """Speak a script; or say at once what came of it."""
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
            with ThreadPoolExecutor(1, thread_name_prefix="beds") as beside:
                if self._jobs > 1:  # what goes wrong here is told where the track is mixed
                    beside.submit(_read_modules)
                    of = (self._project, routine, self._around.beds, workers.opened)
                    beside.submit(ready_beds, *of, made_too=not workers.side_by_side)
                spoken = self._speak(routine, item)
        except StilteError as error:
            return (failed(script, routine.slug, error.problems, exit_code=error.exit_code),)
        stamp = _with_voices(stamp, spoken)
        if item.stamp and item.reason.startswith("spoken by a draft") and item.stamp.voices == stamp.voices:
            return self._freshness.as_it_was(item, routine)
        return _Order(routine, item, stamp, spoken, time.perf_counter() - began)

    def _speak(self, routine: Routine, item: Stale) -> Spoken:
        casting = Casting(
            previous=item.stamp.voices if item.stamp else {},
            only=ESPEAK if self._options.draft else None,
            anew=self._options.force,
        )

        def told(ready: int, total: int, who: str) -> None:
            self._listener.speaks(routine.slug, ready, total, who)

        return speak_routine(self._project, self._around, routine, casting, told, at_once=self._jobs)

    def _begin(self, order: _Order, workers: Workers) -> list[Future[Result]]:
        """Hand the tracks of a script to the workers."""
        threads = 1 if workers.side_by_side else self._jobs
        return [
            workers.attempt(job, partial(self._listener.encodes, job.variant.slug))
            for job in self._jobs_of(order, threads)
        ]

    def _jobs_of(self, order: _Order, threads: int) -> list[Job]:
        return [
            Job(
                project=self._project,
                routine=order.routine,
                variant=variant,
                takes=order.spoken.takes,
                voices=voices_used(order.spoken),
                beds=self._around.beds,
                fingerprint=order.stamp.fingerprint,
                formats=self._options.formats_for(self._project),
                stems=self._options.stems,
                workers=threads,
                reason=self._freshness.reason(order.item, order.stamp),
            )
            for variant in variants(order.routine)
        ]

    def _finish(self, order: _Order, tracks: list[Future[Result]]) -> list[Result]:
        """Wait for the tracks of a script, and keep what they were made from."""
        try:
            made = [track.result() for track in tracks]
        except CacheGone:
            made = self._anew(order)
        results = [order.with_speech(result) for result in made]
        if all(result.status == "built" for result in results):
            self._freshness.built(order.item.path, order.stamp, tuple(results))
        return self._told(results)

    def _anew(self, order: _Order) -> list[Result]:
        """Make the tracks of a script once more, here: somebody emptied the cache in the middle of it."""
        script, slug = order.routine.script, order.routine.slug
        try:
            spoken = self._speak(order.routine, order.item)
            return [attempt(job) for job in self._jobs_of(replace(order, spoken=spoken), self._jobs)]
        except StilteError as error:
            return [failed(script, slug, error.problems, exit_code=error.exit_code)]
        except CacheGone as gone:
            message = f"The cache was emptied twice while this was built: {gone}."
            return [failed(script, slug, (Problem(None, message, "Build again."),))]

    def _told(self, results: list[Result] | tuple[Result, ...]) -> list[Result]:
        for result in results:
            self._listener.ends(result)
        return list(results)


def _read_modules() -> None:
    for module in _NEEDED:
        import_module(module)


def _with_voices(stamp: Stamp, spoken: Spoken) -> Stamp:
    return replace(
        stamp,
        voices={voice.name: voice.fingerprint for voice in spoken.voices},
        drafts=tuple(voice.name for voice in spoken.voices if voice.draft),
    )
