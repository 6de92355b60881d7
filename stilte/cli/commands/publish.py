"""`publish`: to a podcast feed at any place, or to a WordPress blog."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from stilte.cli.current_project import current_project
from stilte.cli.json_lines import Output, json_option, print_json, problems_data
from stilte.cli.program import Family
from stilte.errors import InputError, Problem, not_found
from stilte.messages import Message, plural, tr
from stilte.pipeline.publishing.publish import episodes as episodes_of_all
from stilte.pipeline.publishing.publish import publish_to_blog, publish_to_podcast, publishable_routines
from stilte.project import find_scripts
from stilte.release.wordpress.results import PostOptions

if TYPE_CHECKING:
    from collections.abc import Callable

    from stilte.project import Project
    from stilte.release.upload.send import Upload
    from stilte.release.wordpress.results import Listener, PublishedPost
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
@click.option(
    "--remove",
    "removed",
    multiple=True,
    metavar="SLUG",
    help="Take this episode out of the feed, on purpose; may be given several times.",
)
@json_option
def podcast(
    place: str | None, removed: tuple[str, ...], *, dry_run: bool, allow_draft: bool, as_json: bool
) -> None:
    """Upload feed, media and listen pages; only what changed is sent, the feed last."""
    from stilte.release.podcast.categories import category_problems  # noqa: PLC0415

    project, out = current_project(), Output(as_json)
    tell = _upload_printer(as_json=as_json, dry_run=dry_run)
    published = publish_to_podcast(
        project,
        place or str(project.output),
        dry_run=dry_run,
        allow_draft=allow_draft,
        remove=removed,
        progress=tell,
    )
    for upload in published.sent if dry_run else ():
        tell(upload)
    if not as_json:
        for waiting in published.waiting:
            out.note(tr("{slug} waits: {why}", slug=waiting.slug, why=waiting.why))
    for line in published.moved:
        out.note(line)
    for problem in category_problems(project.show, project.root):
        out.warning(problem)
    if not published.episodes:
        out.note(
            tr("No episode is published yet: the feed is empty, and directories do not accept an empty feed.")
        )
    if as_json:
        print_json(
            {
                "kind": "published",
                "dry_run": dry_run,
                "sent": [upload.path for upload in published.sent],
                "unchanged": published.unchanged,
                "episodes": published.episodes,
                "waiting": [{"slug": one.slug, "why": one.why} for one in published.waiting],
            }
        )
    else:
        click.echo(_outcome(len(published.sent), published.unchanged, dry_run=dry_run))


def _outcome(count: int, unchanged: int, *, dry_run: bool) -> Message:
    if dry_run:
        return plural(
            "{n} file would be sent, {unchanged} are there already",
            "{n} files would be sent, {unchanged} are there already",
            n=count,
            unchanged=unchanged,
        )
    return plural(
        "{n} file sent, {unchanged} are there already",
        "{n} files sent, {unchanged} are there already",
        n=count,
        unchanged=unchanged,
    )


def _upload_printer(*, as_json: bool, dry_run: bool) -> Callable[[Upload], None]:
    """Return what tells of each file as it is sent."""

    def tell(upload: Upload) -> None:
        if as_json:
            print_json(
                {"kind": "upload", "path": upload.path, "size_bytes": upload.size_bytes, "dry_run": dry_run}
            )
        else:
            click.echo(upload.path, err=True)

    return tell


@command.command()
@click.argument("scripts", nargs=-1, metavar="[SCRIPT…]")
@click.option(
    "--to",
    "address",
    envvar="STILTE_WORDPRESS_URL",
    metavar="ADDRESS",
    help="The address of your blog; else STILTE_WORDPRESS_URL.",
)
@click.option("--publish", is_flag=True, help="Publish posts at once; otherwise new ones are drafts.")
@click.option("--podcast", "episodes", is_flag=True, help="As episodes of Seriously Simple Podcasting.")
@click.option(
    "--again",
    multiple=True,
    metavar="SLUG",
    help="Bring back a post that you withdrew or moved to the bin.",
)
@click.option("--dry-run", is_flag=True, help="Show what would change, and change nothing.")
@click.option("--allow-draft", is_flag=True, help="Publish tracks that a draft voice speaks, too.")
@json_option
def wordpress(
    scripts: tuple[str, ...],
    address: str | None,
    *,
    publish: bool,
    episodes: bool,
    again: tuple[str, ...],
    dry_run: bool,
    allow_draft: bool,
    as_json: bool,
) -> None:
    """Make or renew a post for each routine on your WordPress blog (or only for SCRIPTS)."""
    from stilte.release.wordpress.credentials import find_credentials  # noqa: PLC0415 (opens requests)

    project = current_project()
    url = _blog_address(address)
    find_scripts(project, scripts)  # a wrong name is told before anything is asked of the blog
    publish_to_blog(
        project,
        scripts,
        url,
        find_credentials(url),
        options=PostOptions(
            dry_run=dry_run,
            publish=publish,
            allow_draft=allow_draft,
            kind="podcast" if episodes else "posts",
            again=_brought_back(again, _wanted(project, scripts)) if again else frozenset(),
        ),
        listener=_json_listener(dry_run=dry_run) if as_json else _listener(dry_run=dry_run),
    )


def _blog_address(address: str | None) -> str:
    if address and address.strip():
        return address
    raise InputError(
        Problem(
            None,
            tr("There is no address of your blog."),
            tr("Set STILTE_WORDPRESS_URL to it, or write `publish wordpress --to https://…`."),
        )
    )


def _brought_back(again: tuple[str, ...], routines: tuple[Routine, ...]) -> frozenset[str]:
    """Return the routines whose posts are to come back; raises `InputError` for a name that there is not."""
    known = [routine.slug for routine in routines]
    if wrong := [slug for slug in again if slug not in known]:
        missing = tr("There is no routine '{name}'.", name=wrong[0])
        raise InputError(Problem(None, *not_found(missing, wrong[0], known)))
    return frozenset(again)


def _wanted(project: Project, scripts: tuple[str, ...]) -> tuple[Routine, ...]:
    """Return what has a post of its own among the scripts that are named."""
    wanted = set(find_scripts(project, scripts))
    routines = (one for one in publishable_routines(project) if project.root / one.script in wanted)
    return episodes_of_all(tuple(routines))


def _listener(*, dry_run: bool) -> Listener:
    from stilte.release.wordpress.results import Listener  # noqa: PLC0415

    return Listener(
        leaves_out=lambda one: click.echo(tr("{slug} waits: {why}", slug=one.slug, why=one.why), err=True),
        sends=lambda name: click.echo(name, err=True),
        ends=lambda post: _tell_post(post, dry_run=dry_run),
        waits=lambda wait_s: click.echo(
            tr("The blog asks to wait {seconds} s.", seconds=round(wait_s)), err=True
        ),
    )


def _json_listener(*, dry_run: bool) -> Listener:
    from stilte.release.wordpress.results import Listener  # noqa: PLC0415

    return Listener(
        leaves_out=lambda one: print_json({"kind": "waiting", "slug": one.slug, "why": one.why}),
        sends=lambda name: print_json({"kind": "upload", "path": name, "dry_run": dry_run}),
        ends=lambda post: print_json(_post_data(post, dry_run=dry_run)),
        waits=lambda wait_s: print_json({"kind": "pause", "wait_s": wait_s}),
    )


def _post_data(post: PublishedPost, *, dry_run: bool) -> dict[str, Any]:
    return {
        "kind": "post",
        "slug": post.slug,
        "outcome": post.outcome,
        "status": post.status,
        "address": post.address,
        "files": list(post.files),
        "warnings": problems_data(post.warnings),
        "dry_run": dry_run,
    }


def _tell_post(post: PublishedPost, *, dry_run: bool) -> None:
    from stilte.release.wordpress.results import outcome_word  # noqa: PLC0415

    outcome = outcome_word(post.outcome, dry_run=dry_run)
    files = _files(len(post.files), dry_run=dry_run) if post.files else ""
    click.echo(f"{post.slug}: {outcome} ({post.status}){files} {post.address}".rstrip())
    for warning in post.warnings:
        Output(as_json=False).warning(warning)


def _files(count: int, *, dry_run: bool) -> Message:
    if dry_run:
        return plural(", {n} file to send", ", {n} files to send", n=count)
    return plural(", {n} file sent", ", {n} files sent", n=count)
