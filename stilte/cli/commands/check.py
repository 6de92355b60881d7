"""`check`: every problem and warning, and how long the tracks will be."""

from __future__ import annotations

import click

from stilte.cli.place import current_project
from stilte.pipeline.checking import Checked, check_scripts
from stilte.pipeline.scripts import surroundings
from stilte.project import find_scripts
from stilte.units import clock


@click.command()
@click.argument("scripts", nargs=-1, metavar="[SCRIPT…]")
@click.pass_context
def command(ctx: click.Context, scripts: tuple[str, ...]) -> None:
    """Report every problem and warning with file and line, and estimate lengths; make no sound."""
    project = current_project()
    checked = check_scripts(project, surroundings(project), find_scripts(project, scripts))
    for one in checked:
        _report(one)
    if not checked:
        click.echo("There are no scripts yet: `build.py new NAME` writes one to start from.", err=True)
    if any(one.errors for one in checked):
        ctx.exit(2)


def _report(checked: Checked) -> None:
    for problem in checked.errors:
        click.echo(f"error: {problem}", err=True)
    for problem in checked.warnings:
        click.echo(f"warning: {problem}", err=True)
    for planned in checked.plans:
        about = "about " if planned.estimated else ""
        length = clock(planned.timeline.length_frames / planned.timeline.rate_hz)
        chapters = len(planned.timeline.marks)
        click.echo(f"{planned.variant.slug}: {about}{length}, {_some(chapters, 'chapter')}")


def _some(count: int, thing: str) -> str:
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"
