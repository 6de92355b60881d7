"""`plan`: the timeline of a script, as text or JSON."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from stilte.cli.place import current_project
from stilte.errors import InputError
from stilte.pipeline.checking import plan
from stilte.pipeline.scripts import read_scripts, surroundings
from stilte.pipeline.variants import variants
from stilte.project import find_scripts
from stilte.release.cuesheet import timeline_data
from stilte.script.plan import plan_json, plan_text

if TYPE_CHECKING:
    from stilte.script.routine import Routine
    from stilte.script.timeline import Timeline


@click.command()
@click.argument("script")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for programs, a line a track.")
def command(script: str, *, as_json: bool) -> None:
    """Print the timeline: start, length, kind and text of everything in the track."""
    project = current_project()
    around = surroundings(project)
    for read in read_scripts(find_scripts(project, [script]), around):
        if read.routine is None:
            raise InputError(*read.problems)
        for variant in variants(read.routine):
            timeline = plan(project, around, read.routine, variant).timeline
            routine = replace(read.routine, slug=variant.slug)
            click.echo(_json(timeline, routine) if as_json else plan_text(timeline, routine))


def _json(timeline: Timeline, routine: Routine) -> str:
    """Return the plan for programs: what the cue sheet will say of the timeline, and the rows as printed."""
    plan = plan_json(timeline, routine)
    about = {key: plan[key] for key in ("slug", "title", "script", "length_s")}
    sheet = {"language": routine.language, "sample_rate_hz": timeline.rate_hz, **timeline_data(timeline)}
    return json.dumps({**about, **sheet, "rows": plan["rows"]}, ensure_ascii=False)
