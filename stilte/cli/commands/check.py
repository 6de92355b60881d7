"""`check`: every problem and warning, and how long the tracks will be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from stilte.cli.place import current_folder, no_scripts_yet
from stilte.pipeline.checking import Checked, check_scripts, picture_problems
from stilte.pipeline.parts import check_parts
from stilte.pipeline.scripts import surroundings
from stilte.project import SHOW_FILE, find_scripts, read_project
from stilte.reader import Report
from stilte.release.categories import category_problems
from stilte.units import clock

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stilte.errors import Problem


@click.command()
@click.argument("scripts", nargs=-1, metavar="[SCRIPT…]")
@click.pass_context
def command(ctx: click.Context, scripts: tuple[str, ...]) -> None:
    """Report every problem and warning with file and line, and estimate lengths; make no sound."""
    report = Report()
    project = read_project(current_folder(), report)
    around = surroundings(project)
    checked = check_scripts(project, around, find_scripts(project, scripts))
    wrong, odd = picture_problems(project, project.show.image, SHOW_FILE)
    if not scripts:
        unused = check_parts(project, checked)
        wrong, odd = (*around.problems, *wrong, *unused.errors), (*odd, *unused.warnings)
    odd = (*category_problems(project.show, project.root), *odd)
    wrong, odd = (*report.errors, *wrong), (*report.warnings, *odd)
    told = _tell("error", wrong) | _tell("warning", odd)
    for one in checked:
        told |= _report(one, told)
    if not checked:
        click.echo(no_scripts_yet(), err=True)
    if wrong or any(one.errors for one in checked):
        ctx.exit(2)


def _tell(kind: str, problems: Iterable[Problem]) -> set[Problem]:
    found = set(problems)
    for problem in problems:
        click.echo(f"{kind}: {problem}", err=True)
    return found


def _report(checked: Checked, told: set[Problem]) -> set[Problem]:
    """Tell of one script; what was told already, of the project's or of included files, is not told again."""
    errors = _tell("error", [problem for problem in checked.errors if problem not in told])
    warnings = _tell("warning", [problem for problem in checked.warnings if problem not in told])
    if checked.errors and told.issuperset(checked.errors):
        click.echo(f"error: {checked.path.name} uses what is wrong above.", err=True)
    for planned in checked.plans:
        about = "about " if planned.estimated else ""
        length = clock(planned.timeline.length_frames / planned.timeline.rate_hz)
        chapters = len(planned.timeline.marks)
        click.echo(f"{planned.variant.slug}: {about}{length}, {_some(chapters, 'chapter')}")
    return errors | warnings


def _some(count: int, thing: str) -> str:
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"
