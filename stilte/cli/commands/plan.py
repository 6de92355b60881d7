"""`plan`: the timeline of a script, as text or JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from stilte.api import load, plan
from stilte.cli.current_project import current_project
from stilte.cli.json_lines import json_option, print_json
from stilte.pipeline.variants import variants
from stilte.project import find_scripts
from stilte.release.cuesheet import timeline_data

if TYPE_CHECKING:
    from stilte.api import Plan


@click.command()
@click.argument("script")
@json_option
def command(script: str, *, as_json: bool) -> None:
    """Print the timeline: start, length, kind and text of everything in the track."""
    project = current_project()
    (path,) = find_scripts(project, [script])
    routine = load(path, project)
    for variant in variants(routine):
        planned = plan(routine, project, track=variant.slug)
        if as_json:
            print_json(_data(planned))
        else:
            click.echo(str(planned))


def _data(planned: Plan) -> dict[str, Any]:
    """Return the plan for programs: what the cue sheet will say of the timeline, and the rows as printed."""
    data, timeline = planned.data(), planned.timeline
    about = {key: data[key] for key in ("slug", "title", "script", "length_s")}
    language = planned.routine.language
    sheet = {"language": language, "sample_rate_hz": timeline.rate_hz, **timeline_data(timeline)}
    return {"kind": "plan", **about, **sheet, "rows": data["rows"]}
