"""Warnings about scripts whose episodes would be removed from the published feed."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from stilte.errors import InputError, Problem, not_found
from stilte.messages import tr
from stilte.project import slugs_beside
from stilte.reader.source import where_of
from stilte.release.catalog import parse_date
from stilte.release.podcast.ledger import LEDGER, read_ledger
from stilte.release.podcast.renames import follow_renames, remove_command, unaccounted
from stilte.release.readiness import KnownScript, address_problems

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from stilte.pipeline.inspection.script_summary import Episode
    from stilte.project import Project
    from stilte.release.podcast.ledger import Ledger
    from stilte.script.routine import Routine


def known_scripts(routines: Iterable[Routine | Episode]) -> dict[str, KnownScript]:
    """Return by slug what each routine is known again by."""
    return {one.slug: KnownScript(one.script, one.title, one.was) for one in routines}


def published_problems(
    project: Project, episodes: Iterable[Episode], now: datetime | None = None
) -> tuple[Problem, ...]:
    """Return what `publish podcast` would refuse, of all scripts of a project: `check` warns of it."""
    wrong = address_problems(project.show, project.root)
    if not (project.root / LEDGER).exists():
        return wrong
    read = tuple(episodes)
    at_a_glance = {slug: KnownScript(file) for slug, file in slugs_beside(project, ()).items()}
    files = {one.script for one in read}
    unread = {slug: one for slug, one in at_a_glance.items() if one.file not in files}
    scripts = {**unread, **known_scripts(read)}
    try:
        ledger = read_ledger(project.root)
        followed = follow_renames(ledger, scripts)
    except InputError as error:
        return (*wrong, *error.problems)
    gone = unaccounted(followed, scripts, project.root)
    return (
        *wrong,
        *gone,
        *_withdrawn(followed, read, project, now or datetime.now(UTC)),
        *_unknown_before(ledger, read, project),
    )


def _withdrawn(
    ledger: Ledger, routines: Iterable[Episode], project: Project, now: datetime
) -> Iterator[Problem]:
    """Yield the scripts that are published and have no date any more, or one to come."""
    for one in routines:
        date = parse_date(one.date)
        if one.slug in ledger.episodes and (date is None or date > now):
            message = (
                tr(
                    "'{slug}' is published, and would be removed from the feed: its date is {date} now.",
                    slug=one.slug,
                    date=one.date,
                )
                if date
                else tr(
                    "'{slug}' is published, and would be removed from the feed: its script has no `date` any "
                    "more.",
                    slug=one.slug,
                )
            )
            cure = tr(
                "Restore the date, or remove the episode on purpose: `{command}`.",
                command=remove_command(one.slug),
            )
            yield Problem(where_of(project.root, one.script, "date"), message, cure)


def _unknown_before(ledger: Ledger, routines: Iterable[Episode], project: Project) -> Iterator[Problem]:
    """Yield the `was` that name nothing that has been published."""
    once = {name for before in ledger.renamed.values() for name in before}
    known = {*ledger.episodes, *ledger.removed, *once}
    for one in routines:
        for name in one.was:
            if known and name not in known:
                missing = tr("No episode has been published as '{slug}'.", slug=name)
                message, cure = not_found(missing, name, sorted(ledger.episodes))
                yield Problem(where_of(project.root, one.script, "was"), message, cure)
