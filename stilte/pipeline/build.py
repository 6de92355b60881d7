"""Building a project: tracks that are not up to date, then the pages and the cover."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from stilte.cache_folder import prune, usage
from stilte.messages import sentences, tr
from stilte.pipeline.building.pages import update_pages
from stilte.pipeline.freshness import Freshness, Stale
from stilte.store import sweep

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from stilte.messages import Message
    from stilte.pipeline.options import Listener, Options
    from stilte.pipeline.results import Result
    from stilte.project import Project
    from stilte.script.routine import Routine


def build(
    project: Project,
    paths: tuple[Path, ...],
    options: Options,
    listener: Listener,
    routines: Mapping[Path, Routine] | None = None,
) -> tuple[Result, ...]:
    """Build what is not up to date; a script or track that fails does not stop the others.

    `routines` are those that are loaded already, by the path in `paths` that stands for them.
    Raises `InputError` where `podcast.yaml`, a voice or a bed cannot be read: no script could be.
    """
    sweep(project.output, depth=2)
    freshness = Freshness(project, options, routines)
    results: list[Result] = []
    stale: list[Stale] = []
    for path in paths:
        seen = freshness.results_by_stamp(path)
        if isinstance(seen, Stale):
            stale.append(seen)
        else:
            results += seen
    for result in results:
        listener.ends(result)
    if stale:
        results += _build(project, freshness, stale, options, listener)
    results.sort(key=lambda result: result.script)  # stable: the lengths of a script keep their order
    update_pages(project, results)
    if stale and usage(project.cache).size_bytes > project.cache_limit_bytes:
        prune(project.cache, project.cache_limit_bytes)
    return tuple(results)


def _build(
    project: Project, freshness: Freshness, stale: list[Stale], options: Options, listener: Listener
) -> list[Result]:
    """Make the tracks of stale scripts, one at least; numpy and the engines are loaded only from here on."""
    from stilte.pipeline.scheduler import Scheduler  # noqa: PLC0415

    sweep(project.cache)
    jobs = options.jobs or project.build.job_count
    project, notes = (project, ()) if options.on else _within_reach(project)
    try:
        results = Scheduler(project, freshness, options, listener, jobs).make(stale)
        return [replace(results[0], notes=(*notes, *results[0].notes)), *results[1:]]
    except BaseException:
        sweep(project.output, depth=2)
        raise


def _within_reach(project: Project) -> tuple[Project, tuple[str | Message, ...]]:
    """Return a project without the place behind its cache where that does not answer, and what to say of it.

    On one machine a build needs it no more than any cache.
    """
    if not project.shared:
        return project, ()
    from stilte.pipeline.cluster.shared_place import PlaceFailed, SharedPlace  # noqa: PLC0415 (opens fsspec)

    try:
        SharedPlace(project.shared, waits_s=(0.5,)).check()
    except PlaceFailed as gone:
        without = tr("Built without it.")
        return replace(project, shared=""), (sentences(gone.problems[0].message, without),)
    return project, ()
