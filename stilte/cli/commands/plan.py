"""`plan`: the timeline of a script, as text or JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from stilte.api import load, plan
from stilte.cli.current_project import current_project
from stilte.pipeline.variants import variants
from stilte.project import find_scripts
from stilte.release.cuesheet import timeline_data

if TYPE_CHECKING:
    from stilte.api import Plan


@click.command()
@click.argument("script")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for programs, a line a track.")
def command(script: str, *, as_json: bool) -> None:
    """Print the timeline: start, length, kind and text of everything in the track."""
    project = current_project()
    (path,) = find_scripts(project, [script])
    routine = load(path, project)
    for variant in variants(routine):
        planned = plan(routine, project, track=variant.slug)
        click.echo(_json(planned) if as_json else str(planned))


def _json(planned: Plan) -> str:
    """Return the plan for programs: what the cue sheet will say of the timeline, and the rows as printed."""
    data, timeline = planned.data(), planned.timeline
    about = {key: data[key] for key in ("slug", "title", "script", "length_s")}
    language = planned.routine.language
    sheet = {"language": language, "sample_rate_hz": timeline.rate_hz, **timeline_data(timeline)}
    return json.dumps({**about, **sheet, "rows": data["rows"]}, ensure_ascii=False)
