"""`publish`: to a podcast feed at any place, or to a WordPress blog."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from stilte.cli.family import Family
from stilte.cli.place import current_project
from stilte.errors import InputError, Problem, called
from stilte.pipeline.scripts import read_scripts, surroundings
from stilte.pipeline.variants import variants
from stilte.project import find_scripts
from stilte.release.catalog import finished_slugs, read_catalog
from stilte.store import Store

if TYPE_CHECKING:
    from stilte.project import Project
    from stilte.release.catalog import Entry
    from stilte.release.upload import Upload
    from stilte.script.routine import Routine


@click.group(cls=Family, name="publish")
def command() -> None:
    """Publish what is finished: a podcast feed with its pages, or posts on a blog."""


@command.command()
@click.option(
    "--to", "place", metavar="PLACE", help="A folder, or any address that fsspec knows: sftp://, s3://."
)
@click.option("--dry-run", is_flag=True, help="Show what would be sent, and send nothing.")
@click.option("--allow-draft", is_flag=True, help="Publish tracks that a draft voice speaks, too.")
def podcast(place: str | None, *, dry_run: bool, allow_draft: bool) -> None:
    """Bring feed, media and listen pages to a place; only what changed is sent, the feed last."""
    from stilte.release.categories import category_problems  # noqa: PLC0415
    from stilte.release.ledger import known_feeds  # noqa: PLC0415 (opens lxml and the places)
    from stilte.release.pages import write_pages  # noqa: PLC0415
    from stilte.release.publish import publish_podcast  # noqa: PLC0415
    from stilte.release.ready import Scripts  # noqa: PLC0415

    project = current_project()
    routines = _routines(project)
    entries = _finished(project, routines)
    published = publish_podcast(
        project.show,
        project.root,
        entries,
        place or str(project.output),
        dry_run=dry_run,
        allow_draft=allow_draft,
        scripts=Scripts(
            slugs=tuple(routine.slug for routine in routines),
            images={routine.slug: routine.image for routine in routines if routine.image},
            explicit=frozenset(routine.slug for routine in routines if routine.explicit),
        ),
        covers=Store(project.cache, "covers"),
        progress=_told,
    )
    for upload in published.sent if dry_run else ():
        _told(upload)
    if not dry_run:  # the pages on this machine name the feeds from now on
        slugs = dict.fromkeys((*(entry.slug for entry in entries), *finished_slugs(project.output)))
        write_pages(project.output, project.show, slugs, known_feeds(project.root, project.show))
    for waiting in published.waiting:
        click.echo(f"{waiting.slug} waits: {waiting.why}", err=True)
    for problem in category_problems(project.show, project.root):
        click.echo(f"warning: {problem}", err=True)
    if not published.episodes:
        click.echo("No episode is out yet: the feed is empty, and no directory takes it so.", err=True)
    verb = "would be sent" if dry_run else "sent"
    click.echo(f"{len(published.sent)} files {verb}, {published.unchanged} are there already")


def _told(upload: Upload) -> None:
    click.echo(upload.path, err=True)


def _routines(project: Project) -> tuple[Routine, ...]:
    """Return the routines of a project in the order of their files; raises `InputError` for a wrong one."""
    reads = read_scripts(project.script_files(), surroundings(project))
    wrong = [problem for read in reads for problem in read.problems]
    if wrong:
        raise InputError(*wrong)
    return tuple(read.routine for read in reads if read.routine)


def _finished(project: Project, routines: tuple[Routine, ...]) -> tuple[Entry, ...]:
    """Return the finished tracks, each routine's episode before its other lengths."""
    slugs = [variant.slug for routine in routines for variant in variants(routine)]
    entries = read_catalog(project.output, slugs)
    if not entries:
        raise InputError(Problem(None, "Nothing is finished yet.", f"Run `{called()}` first."))
    return entries


@command.command()
@click.argument("scripts", nargs=-1, metavar="[SCRIPT…]")
@click.option(
    "--to",
    "address",
    required=True,
    envvar="STILTE_WORDPRESS_URL",
    metavar="ADDRESS",
    help="The address of your blog.",
)
@click.option("--publish", is_flag=True, help="Let posts be out at once; otherwise new ones are drafts.")
@click.option("--podcast", "episodes", is_flag=True, help="As episodes of Seriously Simple Podcasting.")
@click.option("--dry-run", is_flag=True, help="Show what would change, and change nothing.")
@click.option("--allow-draft", is_flag=True, help="Publish tracks that a draft voice speaks, too.")
def wordpress(
    scripts: tuple[str, ...],
    address: str,
    *,
    publish: bool,
    episodes: bool,
    dry_run: bool,
    allow_draft: bool,
) -> None:
    """Make or renew a post for each routine on your WordPress blog (or only for SCRIPTS)."""
    from stilte.release.blog.credentials import find_credentials  # noqa: PLC0415 (opens requests and lxml)
    from stilte.release.blog.wordpress import publish_wordpress  # noqa: PLC0415

    project = current_project()
    wanted = set(find_scripts(project, scripts))
    routines = tuple(one for one in _routines(project) if project.root / one.script in wanted)
    published = publish_wordpress(
        project.show,
        project.root,
        _finished(project, routines),
        address,
        find_credentials(address),
        dry_run=dry_run,
        publish=publish,
        allow_draft=allow_draft,
        kind="podcast" if episodes else "posts",
        images={routine.slug: routine.image for routine in routines if routine.image},
        progress=lambda name: click.echo(name, err=True),
    )
    for waiting in published.waiting:
        click.echo(f"{waiting.slug} waits: {waiting.why}", err=True)
    for post in published.posts:
        would = "would be " if dry_run and post.outcome != "unchanged" else ""
        files = f", {len(post.files)} files {'to send' if dry_run else 'sent'}" if post.files else ""
        click.echo(f"{post.slug}: {would}{post.outcome} ({post.status}){files} {post.address}".rstrip())
