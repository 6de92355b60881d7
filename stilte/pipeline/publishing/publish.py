"""Publishing a project: its finished tracks, as a podcast at a place, or as posts on a blog."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stilte.errors import InputError, Problem, program_name
from stilte.messages import tr
from stilte.pipeline.building.pages import write_site
from stilte.pipeline.publication_warnings import known_scripts
from stilte.pipeline.scripts import project_context, read_scripts
from stilte.pipeline.variants import episodes_of, variants
from stilte.project import find_scripts
from stilte.release.catalog import read_catalog
from stilte.release.readiness import Scripts
from stilte.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from stilte.project import Project
    from stilte.release.catalog import Entry
    from stilte.release.podcast.publish import Published
    from stilte.release.upload.send import Upload
    from stilte.release.wordpress.credentials import Credentials
    from stilte.release.wordpress.results import Listener, PostOptions, PublishedPosts, ScriptNames
    from stilte.script.routine import Routine


def publishable_routines(project: Project) -> tuple[Routine, ...]:
    """Return the routines of a project in the order of their files; raises `InputError` for a wrong one."""
    reads = read_scripts(project.script_files(), project_context(project))
    wrong = [problem for read in reads for problem in read.problems]
    if wrong:
        raise InputError(*wrong)
    return tuple(read.routine for read in reads if read.routine)


def finished_tracks(project: Project, routines: tuple[Routine, ...]) -> tuple[Entry, ...]:
    """Return the finished tracks, each routine's episode before its other lengths.

    Raises `InputError` where nothing is finished.
    """
    slugs = [variant.slug for routine in routines for variant in variants(routine)]
    entries = read_catalog(project.output, slugs)
    if not entries:
        raise InputError(
            Problem(
                None, tr("Nothing is finished yet."), tr("Run `{program}` first.", program=program_name())
            )
        )
    return entries


def episodes(routines: tuple[Routine, ...]) -> tuple[Routine, ...]:
    """Return what has a post or an episode of its own, each under its own slug."""
    return tuple(one for routine in routines for one in episodes_of(routine))


def publish_to_podcast(
    project: Project,
    place: str,
    *,
    dry_run: bool = False,
    allow_draft: bool = False,
    remove: Collection[str] = (),
    progress: Callable[[Upload], None] = lambda _upload: None,
) -> Published:
    """Bring feed, media and listen pages to a place; only what changed is sent. Raises `StilteError`."""
    from stilte.release.podcast.publish import publish_podcast  # noqa: PLC0415 (opens lxml and the places)

    routines = publishable_routines(project)
    entries = finished_tracks(project, routines)
    out = episodes(routines)
    published = publish_podcast(
        project.show,
        project.root,
        entries,
        place,
        dry_run=dry_run,
        allow_draft=allow_draft,
        scripts=Scripts(
            slugs=tuple(one.slug for one in out),
            images={one.slug: one.image for one in out if one.image},
            explicit=frozenset(one.slug for one in out if one.explicit),
            known=known_scripts(out),
        ),
        remove=remove,
        covers=Store(project.cache, "covers"),
        progress=progress,
    )
    if not dry_run:  # the pages on this machine name the feeds from now on
        write_site(project, first=(entry.slug for entry in entries))
    return published


def publish_to_blog(
    project: Project,
    scripts: Collection[str],
    url: str,
    credentials: Credentials,
    *,
    options: PostOptions,
    listener: Listener | None = None,
) -> PublishedPosts:
    """Make or renew a post for each routine, or only for those of `scripts`; raises `StilteError`."""
    from stilte.release.wordpress.publish import publish_wordpress  # noqa: PLC0415 (opens requests and lxml)

    wanted = set(find_scripts(project, scripts))
    every = publishable_routines(project)
    routines = tuple(one for one in every if project.root / one.script in wanted)
    return publish_wordpress(
        project.show,
        project.root,
        finished_tracks(project, routines),
        url,
        credentials,
        options=options,
        scripts=_script_names(episodes(every)),
        listener=listener,
    )


def _script_names(routines: tuple[Routine, ...]) -> ScriptNames:
    from stilte.release.wordpress.results import ScriptNames  # noqa: PLC0415

    return ScriptNames(
        images={routine.slug: routine.image for routine in routines if routine.image},
        was={routine.slug: routine.was for routine in routines if routine.was},
        slugs=frozenset(routine.slug for routine in routines),
    )
