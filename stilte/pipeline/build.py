"""Building a project: tracks that are not up to date, then the pages and the cover."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from stilte.cache_folder import prune, usage
from stilte.errors import InputError
from stilte.messages import sentences, tr
from stilte.pipeline.freshness import Freshness, Stale
from stilte.pipeline.inspection.leftovers import stale_slugs
from stilte.pipeline.stamps import read_stamp
from stilte.release.catalog import finished_slugs
from stilte.store import Store, sweep

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
    _pages(project, results)
    if stale and usage(project.cache).size_bytes > project.cache_limit_bytes:
        prune(project.cache, project.cache_limit_bytes)
    return tuple(results)


def _pages(project: Project, results: list[Result]) -> None:
    """Write the listen pages and the show's cover where a track is new, or one of them is missing."""
    finished = [result for result in results if result.status != "failed"]
    needed = [project.output / result.slug / "index.html" for result in finished]
    needed += [project.output / "cover.jpg"] if finished else []
    if any(result.status == "built" for result in finished) or not all(path.is_file() for path in needed):
        from stilte.release.catalog import entries_of  # noqa: PLC0415
        from stilte.release.images.artwork import write_cover, write_photo  # noqa: PLC0415 (opens Pillow)
        from stilte.release.podcast.ledger import known_feeds  # noqa: PLC0415 (opens the templates)
        from stilte.release.site.pages import write_pages  # noqa: PLC0415

        slugs = _in_order(project, results)
        covers = Store(project.cache, "covers")
        with suppress(InputError):  # a picture that cannot be read: `check` and the tracks without one tell
            write_cover(project.output, project.show, project.root, entries_of(project.output, slugs), covers)
        with suppress(InputError):
            write_photo(project.output, project.show, project.root)
        write_pages(project.output, project.show, slugs, known_feeds(project.root, project.show))


def _in_order(project: Project, results: list[Result]) -> tuple[str, ...]:
    """Return the slugs of all tracks: by script and in its order of lengths, then what else lies there."""
    slugs: list[str] = []
    for path in project.script_files():
        script = path.relative_to(project.root).as_posix()
        stamp = read_stamp(project, path)
        slugs += stamp.tracks if stamp else (result.slug for result in results if result.script == script)
    stale = stale_slugs(project)
    others = (slug for slug in finished_slugs(project.output) if slug not in stale)
    return tuple(dict.fromkeys((*slugs, *others)))


def _build(
    project: Project, freshness: Freshness, stale: list[Stale], options: Options, listener: Listener
) -> list[Result]:
    """Make the tracks of stale scripts, one at least; numpy and the engines are loaded only from here on."""
    from stilte.pipeline.scheduler import Scheduler  # noqa: PLC0415

    sweep(project.cache)
    jobs = options.jobs or project.build.jobs or os.cpu_count() or 1
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
