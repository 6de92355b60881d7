"""`clean`: the tracks of scripts that are gone, shown, and removed after a yes."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from stilte.cli.current_project import current_project
from stilte.messages import Number, plural, sentences, tr
from stilte.pipeline.inspection.leftovers import Leftover, find_leftovers, remove
from stilte.release.catalog import finished_slugs

if TYPE_CHECKING:
    from stilte.project import Project


@click.command()
@click.option("--yes", "agreed", is_flag=True, help="Remove without asking.")
@click.option("--dry-run", is_flag=True, help="Show what would be removed, and remove nothing.")
def command(*, agreed: bool, dry_run: bool) -> None:
    """Show the finished tracks that no script makes any more, and remove them after a yes.

    Only files that a build made are removed: those in a folder with a cue sheet, the sound as the sheet
    knows it. Where nobody can be asked, nothing is removed without `--yes`.
    """
    project = current_project()
    found = find_leftovers(project)
    for leftover in found:
        click.echo(_row(project, leftover))
    if not found:
        click.echo(tr("Every finished track has its script: there is nothing to remove."), err=True)
    elif not dry_run and (agreed or _asked(len(found))):
        for leftover in found:
            remove(leftover)
        _write_pages(project)
        click.echo(plural("{n} track removed", "{n} tracks removed", n=len(found)), err=True)


def _row(project: Project, leftover: Leftover) -> str:
    place = leftover.folder.relative_to(project.root).as_posix()
    size = tr("{size} MB", size=Number(leftover.size_bytes / 1e6, decimals=1))
    told = [leftover.why]
    if leftover.others:
        told.append(
            plural("{n} other file there is kept.", "{n} other files there are kept.", n=leftover.others)
        )
    return f"{place}  {size}  {sentences(*told)}"


def _asked(count: int) -> bool:
    if not sys.stdin.isatty():
        click.echo(tr("Nothing was removed: `--yes` removes them."), err=True)
        return False
    return click.confirm(str(plural("Remove {n} track?", "Remove {n} tracks?", n=count)), err=True)


def _write_pages(project: Project) -> None:
    """Write the pages anew, so that none of them leads to what was removed."""
    from stilte.release.podcast.ledger import known_feeds  # noqa: PLC0415 (opens the templates)
    from stilte.release.site.pages import write_pages  # noqa: PLC0415

    write_pages(
        project.output,
        project.show,
        finished_slugs(project.output),
        known_feeds(project.root, project.show),
    )
