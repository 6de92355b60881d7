"""`plan`: the timeline of a script, as text or JSON."""

from __future__ import annotations

import click

from stilte.cli.place import current_project
from stilte.errors import InputError
from stilte.pipeline.checking import plan
from stilte.pipeline.scripts import read_scripts, surroundings
from stilte.pipeline.variants import variants
from stilte.project import find_scripts
from stilte.script.plan import plan_json, plan_text


@click.command()
@click.argument("script")
@click.option("--json", "as_json", is_flag=True, help="Print events as JSON, for programs.")
def command(script: str, *, as_json: bool) -> None:
    """Print the timeline: start, length, kind and text of everything in the track."""
    project = current_project()
    around = surroundings(project)
    for read in read_scripts(find_scripts(project, [script]), around.shelf):
        if read.routine is None:
            raise InputError(*read.problems)
        for variant in variants(read.routine):
            timeline = plan(project, around, read.routine, variant).timeline
            click.echo(plan_json(timeline, read.routine) if as_json else plan_text(timeline, read.routine))
