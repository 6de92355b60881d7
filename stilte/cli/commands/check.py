"""`check`: every problem and warning, and how long the tracks will be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from stilte.cli.commands.schema import renew
from stilte.cli.current_project import current_folder, no_scripts
from stilte.cli.json_lines import WARNING, Output, json_option, print_json, problems_data
from stilte.errors import InputError
from stilte.messages import Length, plural, tr, word
from stilte.pipeline.checking import check_project
from stilte.pipeline.inspection.spoken_text import changed_readings
from stilte.pipeline.scripts import project_context
from stilte.project import find_scripts, read_project
from stilte.reader import Report

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stilte.errors import Problem
    from stilte.messages import Message
    from stilte.pipeline.inspection.checked_script import Checked
    from stilte.pipeline.inspection.spoken_text import Reading


@click.command()
@click.argument("scripts", nargs=-1, metavar="[SCRIPT…]")
@click.option("--spoken", is_flag=True, help="Also list what is read differently from how it is written.")
@json_option
@click.pass_context
def command(ctx: click.Context, scripts: tuple[str, ...], *, spoken: bool, as_json: bool) -> None:
    """Report every problem and warning with file and line, and estimate lengths; make no sound.

    With `--spoken`, every stretch of text that a voice is given otherwise than it is written, as
    "written → read": numbers, times, abbreviations, addresses, signs.
    """
    report = Report()
    project = read_project(current_folder(), report)
    renew(project.root, Output(as_json))
    context = project_context(project)

    def readings(one: Checked) -> tuple[Reading, ...]:
        return changed_readings(context, one.routine) if spoken and one.routine else ()

    def tell(one: Checked) -> None:
        if as_json:
            print_json(_script_data(one, readings(one)))

    found = check_project(
        project,
        context,
        find_scripts(project, scripts),
        everything=not scripts,
        keep=not spoken,
        jobs=project.build.job_count,
        told=tell,
    )
    wrong, odd = (*report.errors, *found.errors), (*report.warnings, *found.warnings)
    if as_json:
        shared = {"script": None, "errors": problems_data(wrong), "warnings": problems_data(odd)}
        print_json({"kind": "project", **shared})
    else:
        told = _tell(ERROR, wrong) | _tell(WARNING, odd)
        for one in found.scripts:
            told |= _report(one, told)
            _print_readings(one, readings(one), spoken=spoken)
    if not found.scripts:
        raise InputError(no_scripts(project))
    if wrong or any(one.errors for one in found.scripts):
        ctx.exit(2)


ERROR = word("a problem", "error")


def _print_readings(checked: Checked, readings: tuple[Reading, ...], *, spoken: bool) -> None:
    for reading in readings:
        click.echo(str(reading))
    if spoken and checked.routine and not readings:
        same = tr("{script}: everything is read as it is written.", script=checked.routine.script)
        click.echo(str(same), err=True)


def _script_data(checked: Checked, readings: tuple[Reading, ...]) -> dict[str, Any]:
    """Return the line of a script; one of the project follows all of them, and its `script` is null."""
    return {
        "kind": "script",
        "script": checked.script,
        "errors": problems_data(checked.errors),
        "warnings": problems_data(checked.warnings),
        "tracks": [
            {
                "slug": track.slug,
                "length_s": track.length_s,
                "estimated": track.estimated,
                "chapters": list(track.chapters),
            }
            for track in checked.tracks
        ],
        "spoken": [{"at": str(one.where), "written": one.written, "read": one.read} for one in readings],
    }


def _tell(kind: Message, problems: Iterable[Problem]) -> set[Problem]:
    found = set(problems)
    for problem in problems:
        click.echo(f"{kind}: {problem}", err=True)
    return found


def _report(checked: Checked, told: set[Problem]) -> set[Problem]:
    """Print the problems of one script, without those of shared files that have been printed before."""
    errors = _tell(ERROR, [problem for problem in checked.errors if problem not in told])
    warnings = _tell(WARNING, [problem for problem in checked.warnings if problem not in told])
    if checked.errors and told.issuperset(checked.errors):
        uses = tr("{script} uses files with the problems above.", script=checked.path.name)
        click.echo(f"{ERROR}: {uses}", err=True)
    for track in checked.tracks:
        exact = Length(track.length_s)
        length = tr("about {length}", length=exact) if track.estimated else exact
        chapters = plural("{n} chapter", "{n} chapters", n=len(track.chapters))
        click.echo(f"{track.slug}: {length}, {chapters}")
    return errors | warnings
