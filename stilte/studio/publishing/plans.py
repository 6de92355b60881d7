"""What publishing would do: the dry runs of both places, in words, with what a directory would refuse."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from stilte.errors import InputError, Problem, StilteError
from stilte.find_project import SHOW_FILE
from stilte.messages import plural, tr
from stilte.pipeline.inspection.checked_script import picture_problems
from stilte.pipeline.publishing.publish import publish_to_blog, publish_to_podcast
from stilte.release.catalog import firsts, parse_date, read_catalog
from stilte.release.podcast.categories import category_problems
from stilte.release.podcast.ledger import read_ledger
from stilte.release.readiness import address_problems
from stilte.release.upload.destination import without_secret
from stilte.release.wordpress.results import PostOptions, outcome_word
from stilte.studio.answers import problem_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stilte.project import Project
    from stilte.release.catalog import Entry
    from stilte.release.podcast.publish import Published
    from stilte.release.show import Show
    from stilte.release.wordpress.credentials import Credentials
    from stilte.release.wordpress.results import PublishedPost


def show_problems(project: Project) -> list[dict[str, Any]]:
    """Return what keeps directories from taking the show, each as error or warning."""
    wrong = [*_missing(project.show), *address_problems(project.show, project.root)]
    refused, odd = picture_problems(project, project.show.image, SHOW_FILE)
    odd = (*odd, *category_problems(project.show, project.root), *_wishes(project))
    return [
        *(problem_json(problem, level="error") for problem in (*wrong, *refused)),
        *(problem_json(problem, level="warning") for problem in odd),
    ]


def _missing(show: Show) -> list[Problem]:
    """Return what a feed cannot do without, in the words of the form."""
    lacks = (
        (show.title, tr("The podcast has no title yet.")),
        (show.description, tr("It is not said yet what the podcast is about.")),
        (show.author, tr("The podcast has no author yet.")),
        (show.media, tr("The address of the podcast's files is not known yet.")),
    )
    return [
        Problem(None, message, tr("Write it on the page of the show."))
        for value, message in lacks
        if not value
    ]


def _wishes(project: Project) -> tuple[Problem, ...]:
    """Return what directories ask for and a feed can do without."""
    found = []
    if not project.show.email:
        told = tr("Directories ask for an e-mail address, by which they make sure that the podcast is yours.")
        found.append(Problem(None, told, tr("Write it on the page of the show.")))
    if not project.show.category:
        told = tr("Directories ask for a category.")
        found.append(Problem(None, told, tr("Choose one on the page of the show.")))
    return tuple(found)


def plan_podcast(project: Project, place: str, *, allow_draft: bool) -> dict[str, Any]:
    """Return what publishing the podcast to a place would do."""
    try:
        published = publish_to_podcast(project, place, dry_run=True, allow_draft=allow_draft)
    except StilteError as error:
        return {"problems": told(error.problems), "episodes": [], "sends": 0, "unchanged": 0}
    return podcast_json(project, place, published, dry_run=True)


def podcast_json(project: Project, place: str, published: Published, *, dry_run: bool) -> dict[str, Any]:
    """Return what was, or would be, published as a podcast."""
    waiting = {one.slug: one.why for one in published.waiting}
    known = frozenset[str]()
    with suppress(InputError):
        known = frozenset(read_ledger(project.root).episodes) if dry_run else known
    sent = [upload.path for upload in published.sent]
    count = len(sent)
    return {
        "place": without_secret(place),
        "problems": [],
        "episodes": [
            _episode(entry, sent, waiting.get(entry.slug), known=entry.routine in known)
            for entry in firsts(read_catalog(project.output))
        ],
        "sends": count,
        "unchanged": published.unchanged,
        "moved": [*published.moved],
        "sentence": str(
            plural("{n} file goes there.", "{n} files go there.", n=count)
            if dry_run
            else plural("{n} file was sent.", "{n} files were sent.", n=count)
        ),
    }


def _episode(entry: Entry, sent: Sequence[str], waits: object, *, known: bool) -> dict[str, Any]:
    touched = any(entry.slug in path for path in sent)
    if waits:
        state = "waits"
    elif not known:
        state = "new" if touched else "same"
    else:
        state = "renewed" if touched else "same"
    return {
        "slug": entry.slug,
        "title": str(entry.sheet["title"]),
        "state": state,
        "why": str(waits or ""),
        "date": entry.sheet.get("date"),
    }


def plan_blog(
    project: Project, address: str, credentials: Credentials, *, publish: bool, allow_draft: bool
) -> dict[str, Any]:
    """Return what publishing to the blog would do; it asks the blog, and changes nothing there."""
    scripts, waiting = due_scripts(project)
    if not scripts:
        return {"problems": [], "posts": [], "waiting": waiting}
    try:
        options = PostOptions(dry_run=True, publish=publish, allow_draft=allow_draft)
        found = publish_to_blog(project, scripts, address, credentials, options=options)
    except StilteError as error:
        return {"problems": told(error.problems), "posts": [], "waiting": waiting}
    return {
        "problems": [],
        "posts": [post_json(project, post, dry_run=True) for post in found.posts],
        "waiting": waiting,
    }


def due_scripts(project: Project) -> tuple[tuple[str, ...], list[dict[str, Any]]]:
    """Return the scripts with a finished track whose date has come or who have none, and those who wait."""
    due: dict[str, None] = {}
    waiting: list[dict[str, Any]] = []
    for entry in firsts(read_catalog(project.output)):
        script = str(entry.sheet["script"])
        date = parse_date(entry.sheet.get("date"))
        if not (project.root / script).is_file():
            continue
        if date and date > datetime.now(UTC):
            waiting.append({"slug": entry.slug, "title": entry.sheet["title"], "date": entry.sheet["date"]})
        else:
            due[script.removeprefix("scripts/").removesuffix(".yaml")] = None
    return tuple(due), waiting


def post_json(project: Project, post: PublishedPost, *, dry_run: bool) -> dict[str, Any]:
    """Return a post on the blog as the page shows it."""
    titles = {entry.routine: str(entry.sheet["title"]) for entry in firsts(read_catalog(project.output))}
    return {
        "slug": post.slug,
        "title": titles.get(post.slug, post.slug),
        "outcome": post.outcome,
        "told": str(outcome_word(post.outcome, dry_run=dry_run)),
        "status": post.status,
        "address": post.address,
        "files": [*post.files],
        "warnings": told(post.warnings),
    }


def told(problems: Sequence[Problem]) -> list[dict[str, Any]]:
    """Return problems as the page shows them."""
    return [problem_json(problem, level="error") for problem in problems]
