"""A build: which scripts are stale, who speaks them, and their tracks made, one by one or side by side."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from stilte.errors import InputError
from stilte.pipeline.freshness import Freshness, Stale
from stilte.pipeline.stamps import read_stamp
from stilte.release.catalog import finished_slugs
from stilte.store import Store, prune, sweep, usage

if TYPE_CHECKING:
    from pathlib import Path

    from stilte.pipeline.options import Listener, Options
    from stilte.pipeline.results import Result
    from stilte.project import Project


def build(
    project: Project, paths: tuple[Path, ...], options: Options, listener: Listener
) -> tuple[Result, ...]:
    """Build what is not up to date; a script or track that fails does not stop the others.

    Raises `InputError` where `podcast.yaml`, a voice or a bed cannot be read: no script could be.
    """
    sweep(project.output, depth=2)
    freshness = Freshness(project, options)
    results: list[Result] = []
    stale: list[Stale] = []
    for path in paths:
        seen = freshness.at_a_glance(path)
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
        from stilte.release.artwork import write_cover  # noqa: PLC0415 (opens Pillow)
        from stilte.release.catalog import entries_of  # noqa: PLC0415
        from stilte.release.ledger import known_feeds  # noqa: PLC0415 (opens the templates)
        from stilte.release.pages import write_pages  # noqa: PLC0415

        slugs = _in_order(project, results)
        write_pages(project.output, project.show, slugs, known_feeds(project.root, project.show))
        covers = Store(project.cache, "covers")
        with suppress(InputError):  # a picture that cannot be read: `check` and the tracks without one tell
            write_cover(project.output, project.show, project.root, entries_of(project.output, slugs), covers)


def _in_order(project: Project, results: list[Result]) -> tuple[str, ...]:
    """Return the slugs of all tracks: by script and in its order of lengths, then what else lies there."""
    slugs: list[str] = []
    for path in project.script_files():
        script = path.relative_to(project.root).as_posix()
        stamp = read_stamp(project, path)
        slugs += stamp.tracks if stamp else (result.slug for result in results if result.script == script)
    return tuple(dict.fromkeys((*slugs, *finished_slugs(project.output))))


def _build(
    project: Project, freshness: Freshness, stale: list[Stale], options: Options, listener: Listener
) -> list[Result]:
    """Make the tracks of stale scripts; numpy and the engines are loaded only from here on."""
    from stilte.pipeline.workshop import Workshop  # noqa: PLC0415

    sweep(project.cache)
    jobs = options.jobs or project.build.jobs or os.cpu_count() or 1
    try:
        return Workshop(project, freshness, options, listener, jobs).make(stale)
    except BaseException:
        sweep(project.output, depth=2)
        raise
