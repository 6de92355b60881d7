"""`clean`: the tracks of scripts that are gone, shown, and removed after a yes."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from stilte.cli.current_project import current_project
from stilte.cli.json_lines import Output, json_option
from stilte.messages import Number, plural, sentences, tr
from stilte.pipeline.building.pages import write_site
from stilte.pipeline.inspection.leftovers import Leftover, find_leftovers, remove

if TYPE_CHECKING:
    from stilte.project import Project


@click.command()
@click.option("--yes", "agreed", is_flag=True, help="Remove without asking.")
@click.option("--dry-run", is_flag=True, help="Show what would be removed, and remove nothing.")
@json_option
def command(*, agreed: bool, dry_run: bool, as_json: bool) -> None:
    """Show the finished tracks that no script makes any more, and remove them after a yes.

    Only files that a build made are removed: those in a folder with a cue sheet, the sound as the sheet
    knows it. Where nobody can be asked, nothing is removed without `--yes`.
    """
    project, out = current_project(), Output(as_json)
    found = find_leftovers(project)
    for leftover in found:
        out.result(_row(project, leftover), "leftover", **_data(project, leftover))
    if not found:
        out.note(tr("Every finished track has its script: there is nothing to remove."))
    elif not dry_run and (agreed or _asked(len(found), out)):
        for leftover in found:
            remove(leftover)
            if as_json:
                out.result("", "removed", **_data(project, leftover))
        write_site(project)  # none of the pages may lead to what was removed
        if not as_json:
            out.note(plural("{n} track removed", "{n} tracks removed", n=len(found)))


def _data(project: Project, leftover: Leftover) -> dict[str, Any]:
    return {
        "slug": leftover.slug,
        "why": leftover.why,
        "files": [path.relative_to(project.root).as_posix() for path in leftover.files],
        "others": leftover.others,
    }


def _row(project: Project, leftover: Leftover) -> str:
    place = leftover.folder.relative_to(project.root).as_posix()
    size = tr("{size} MB", size=Number(leftover.size_bytes / 1e6, decimals=1))
    told = [leftover.why]
    if leftover.others:
        told.append(
            plural("{n} other file there is kept.", "{n} other files there are kept.", n=leftover.others)
        )
    return f"{place}  {size}  {sentences(*told)}"


def _asked(count: int, out: Output) -> bool:
    if out.as_json or not sys.stdin.isatty():
        out.note(tr("Nothing was removed: `--yes` removes them."))
        return False
    return click.confirm(str(plural("Remove {n} track?", "Remove {n} tracks?", n=count)), err=True)
