"""The order of work in a build: scripts are spoken here one after another while workers render others."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING

from stilte.errors import Problem, StilteError
from stilte.messages import tr
from stilte.outside_files import noted_reads
from stilte.pipeline.building.pages import prepare_pages
from stilte.pipeline.building.ready_to_mix import read_modules, ready_to_mix, refuse
from stilte.pipeline.cluster.shared_place import shared_place
from stilte.pipeline.freshness import DRAFT_VOICE
from stilte.pipeline.job import Job
from stilte.pipeline.results import Result, failed_result
from stilte.pipeline.scripts import Read, project_context, read_scripts
from stilte.pipeline.sound_file_checks import inaudible
from stilte.pipeline.speaking import VoiceChoice, speak_routine, voices_used
from stilte.pipeline.variants import variants
from stilte.pipeline.voice_override import override_voice
from stilte.pipeline.workers import GOING_ON, CacheGone, Workers, attempt
from stilte.project import slugs_beside
from stilte.script.environment import ESPEAK
from stilte.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from concurrent.futures import Future
    from pathlib import Path

    from stilte.messages import Message
    from stilte.pipeline.cluster.cluster_workers import ClusterWorkers
    from stilte.pipeline.freshness import Freshness, Stale
    from stilte.pipeline.options import Listener, Options
    from stilte.pipeline.stamps import Stamp
    from stilte.project import Project
    from stilte.script.routine import Routine
    from stilte.speech.speak import Spoken

    AnyWorkers = Workers | ClusterWorkers


@dataclass(frozen=True, slots=True)
class _Order:
    """A script that has been spoken, and whose tracks are to be made."""

    routine: Routine
    item: Stale
    stamp: Stamp
    spoken: Spoken
    spoke_s: float
    advice: tuple[Problem, ...] = ()

    def with_speech(self, result: Result) -> Result:
        """Return the result of a track with what is to be said of its voices."""
        if result.status != "built":
            return result
        notes = (*(voice.summary() for voice in self.spoken.voices), *map(str, self.advice), *result.notes)
        return replace(result, notes=notes, stages=(("speaking", self.spoke_s), *result.stages))


class Scheduler:
    """Makes the tracks of stale scripts, `jobs` of them at once."""

    def __init__(
        self, project: Project, freshness: Freshness, options: Options, listener: Listener, jobs: int
    ) -> None:
        self._project = project
        self._freshness = freshness
        self._options = options
        self._listener = listener
        self._jobs = jobs
        with noted_reads() as noted:
            self._around = project_context(project)
        freshness.were_read(noted)
        self._takes = Store(project.cache, "takes", shared_place(project))
        self._told_of_ended_worker = False
        self._far: ClusterWorkers | None = None
        self._hearing = Lock()

    def make(self, stale: list[Stale]) -> list[Result]:
        """Make the tracks of these scripts; what fails is reported in its result."""
        items = {item.path: item for item in stale}
        others = slugs_beside(self._project, items)
        with noted_reads() as noted:
            reads = read_scripts(items, self._around, others, self._freshness.routines, hear=False)
        self._freshness.were_read(noted)
        tracks = {
            track.slug: read.routine.slug
            for read in reads
            if read.routine
            for track in variants(read.routine)
        }
        self._listener.begins(tracks)
        if self._options.on:
            return self._make_on_machines(self._options.on, reads, items)
        begun: list[tuple[_Order, list[Future[Result]]]] = []
        results: list[Result] = []
        count = 1 if self._options.in_process else min(self._jobs, len(tracks))
        routines = [read.routine for read in reads if read.routine]
        with Workers(count, self._listener.encodes) as workers, ThreadPoolExecutor(1, "pages") as beside:
            for read in reads:
                order = self._order(read, items[read.path], workers)
                if isinstance(order, _Order):
                    if (
                        self._jobs > 1 and not begun
                    ):  # what goes wrong here is told when the pages are written
                        beside.submit(prepare_pages, self._project, routines)
                    begun.append((order, self._begin(order, workers)))
                else:
                    results += self._report(order)
                # Finished scripts are reported while others are spoken, in the order in which they were
                # begun.
                while begun and all(track.done() for track in begun[0][1]):
                    results += self._finish(*begun.pop(0))
            for order, tracks_made in begun:
                results += self._finish(order, tracks_made)
        return results

    def _make_on_machines(
        self, address: str, reads: tuple[Read, ...], items: Mapping[Path, Stale]
    ) -> list[Result]:
        """Make the tracks on other machines; this one sees to many scripts at once, which mostly wait."""
        from stilte.pipeline.cluster.cluster_workers import ClusterWorkers  # noqa: PLC0415 (needs an extra)
        from stilte.pipeline.cluster.serial_listener import SerialListener  # noqa: PLC0415 (only there)

        self._listener = SerialListener(self._listener)
        results: list[Result] = []
        with ClusterWorkers(address, self._project, self._listener.encodes) as workers:
            self._far = workers

            def whole(read: Read) -> list[Result]:
                order = self._order(read, items[read.path], workers)
                if not isinstance(order, _Order):
                    return self._report(order)
                return self._finish(order, self._begin(order, workers))

            for made in workers.each(whole, reads):
                results += made
        return _with_notes(results, workers.notes)

    def _order(self, read: Read, item: Stale, workers: AnyWorkers) -> _Order | tuple[Result, ...]:
        """Speak a script; return its results instead where there is nothing to make."""
        script = read.path.relative_to(self._project.root).as_posix()
        if read.routine is None:
            return (failed_result(script, read.path.stem, read.problems, exit_code=2),)
        routine = override_voice(read.routine, self._options.voice) if self._options.voice else read.routine
        if wrong := self._around.problems_for(routine):
            return (failed_result(script, routine.slug, wrong, exit_code=2),)
        stamp = self._freshness.now(read.path, routine)
        if good := self._freshness.results_if_same(item, stamp, routine):
            return good
        began = time.perf_counter()
        try:
            spoken = self._speak_and_hear(routine, item, workers)
        except StilteError as error:
            return (failed_result(script, routine.slug, error.problems, exit_code=error.exit_code),)
        stamp = _with_voices(stamp, spoken)
        if item.stamp and item.reason == DRAFT_VOICE and item.stamp.voices == stamp.voices:
            return self._freshness.previous_results(item, routine)
        spoke_s = time.perf_counter() - began
        return _Order(routine, item, stamp, spoken, spoke_s, self._advice(routine))

    def _speak_and_hear(self, routine: Routine, item: Stale, workers: AnyWorkers) -> Spoken:
        """Speak a script while its recordings are heard; raises `InputError` for those nobody can play."""
        ready = partial(
            ready_to_mix,
            self._project,
            self._around,
            routine,
            workers.opened,
            made_too=self._jobs > 1 and not workers.in_processes,
        )
        if self._far or self._jobs == 1:
            with self._hearing:  # many scripts at once, and a recording is heard once
                refuse(ready())
            return self._speak(routine, item)
        # Speaking mostly waits for a server or a model: reading what mixing needs meanwhile costs no time.
        with ThreadPoolExecutor(1, thread_name_prefix="beds") as beside:
            heard = beside.submit(ready)
            beside.submit(read_modules)
            spoken = self._speak(routine, item, heard)
            refuse(heard.result())
        return spoken

    def _advice(self, routine: Routine) -> tuple[Problem, ...]:
        """Return what an author should know of the recordings of a routine, though it can be built."""
        context = self._around
        found = inaudible(routine, context.beds, context.environment.root, context.cache)
        return tuple(dict.fromkeys(found))

    def _speak(
        self, routine: Routine, item: Stale, heard: Future[tuple[Problem, ...]] | None = None
    ) -> Spoken:
        """Speak a script; as soon as it has been `heard` that a recording cannot be played, no more of it."""
        voice_choice = VoiceChoice(
            previous=item.stamp.voices if item.stamp else {},
            only=ESPEAK if self._options.draft else None,
            anew=self._options.force,
        )

        def report_progress(ready: int, total: int, who: str) -> None:
            self._listener.speaks(routine.slug, ready, total, who)
            if heard and heard.done():
                refuse(heard.result())

        return speak_routine(
            self._project,
            self._around,
            routine,
            voice_choice,
            report_progress,
            at_once=self._jobs,
            store=self._far.takes if self._far else self._takes,
            elsewhere=self._far,
        )

    def _begin(self, order: _Order, workers: AnyWorkers) -> list[Future[Result]]:
        """Hand the tracks of a script to the workers."""
        threads = 1 if workers.in_processes else self._jobs
        return [
            workers.attempt(job, partial(self._listener.encodes, job.variant.slug))
            for job in self._jobs_of(order, threads)
        ]

    def _jobs_of(self, order: _Order, threads: int) -> list[Job]:
        return [
            Job(
                project=self._project,
                routine=variant.of(order.routine),
                variant=variant,
                takes=order.spoken.takes,
                voices=voices_used(order.spoken),
                beds=self._around.beds,
                fingerprint=order.stamp.fingerprint,
                formats=self._options.formats_for(self._project),
                stems=self._options.stems,
                clips=self._options.clips,
                workers=threads,
                reason=self._freshness.reason(order.item, order.stamp),
            )
            for variant in variants(order.routine)
        ]

    def _finish(self, order: _Order, tracks: list[Future[Result]]) -> list[Result]:
        """Wait for the tracks of a script, and keep what they were made from."""
        try:
            try:
                made = [track.result() for track in tracks]
            except BrokenProcessPool:
                made = self._alone(order, tracks)
        except CacheGone:
            made = self._make_again(order)
        results = [order.with_speech(result) for result in made]
        # A stamp vouches for all tracks of a script: with one that failed, the next build looks again.
        if all(result.status == "built" for result in results):
            self._freshness.built(order.item.path, order.stamp, tuple(results))
        return self._report(results)

    def _alone(self, order: _Order, tracks: list[Future[Result]]) -> list[Result]:
        """Make what a process that was ended did not, one track at a time, and say so once in a build."""
        jobs = self._jobs_of(order, 1)
        made = [
            Workers.attempt_alone(job) if track.exception() else track.result()
            for job, track in zip(jobs, tracks, strict=True)
        ]
        if self._told_of_ended_worker:
            return made
        self._told_of_ended_worker = True
        return _with_notes(made, (GOING_ON,))

    def _make_again(self, order: _Order) -> list[Result]:
        """Make the tracks of a script again, in this process, after the cache was emptied meanwhile."""
        script, slug = order.routine.script, order.routine.slug
        try:
            spoken = self._speak(order.routine, order.item)
            jobs = self._jobs_of(replace(order, spoken=spoken), self._jobs)
            return [self._far.again(job) if self._far else attempt(job) for job in jobs]
        except StilteError as error:
            return [failed_result(script, slug, error.problems, exit_code=error.exit_code)]
        except CacheGone as gone:
            message = tr("The cache was emptied twice while this was built: {gone}.", gone=gone)
            return [failed_result(script, slug, (Problem(None, message, tr("Build again.")),))]

    def _report(self, results: list[Result] | tuple[Result, ...]) -> list[Result]:
        for result in results:
            self._listener.ends(result)
        return list(results)


def _with_notes(results: list[Result], notes: Iterable[str | Message]) -> list[Result]:
    """Return results of which the first, if any, says something of the whole build."""
    return [
        replace(result, notes=(*(() if at else notes), *result.notes)) for at, result in enumerate(results)
    ]


def _with_voices(stamp: Stamp, spoken: Spoken) -> Stamp:
    return replace(
        stamp,
        voices={voice.name: voice.fingerprint for voice in spoken.voices},
        drafts=tuple(voice.name for voice in spoken.voices if voice.draft),
    )
