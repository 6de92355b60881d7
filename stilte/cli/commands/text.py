"""`text`: a script as the section of a post, so that post and track do not drift apart."""

from __future__ import annotations

from pathlib import Path

import click

from stilte.cli.current_project import current_project
from stilte.cli.json_lines import Output, json_option
from stilte.cli.output_file import check_output_file
from stilte.errors import InputError
from stilte.importer.script_to_post import to_text
from stilte.pipeline.scripts import project_context, read_scripts
from stilte.project import find_scripts
from stilte.store import write_whole

MARKDOWN, HTML = (".md", ".markdown", ".txt"), (".html", ".htm")
FILE = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.argument("script")
@click.option(
    "--format", "form", type=click.Choice(["markdown", "html"]), default="markdown", show_default=True
)
@click.option("-o", "--output", type=FILE, metavar="FILE", help="Write this file instead of printing.")
@json_option
def command(script: str, form: str, output: Path | None, *, as_json: bool) -> None:
    """Write the exercise section of a post from a script: steps in order, counts in words."""
    project, out = current_project(), Output(as_json)
    if output:
        check_output_file(output, project.root, HTML if form == "html" else MARKDOWN)
    context = project_context(project)
    for read in read_scripts(find_scripts(project, [script]), context):
        if read.routine is None:
            raise InputError(*read.problems)
        text = to_text(read.routine, "html" if form == "html" else "markdown")
        if output:
            write_whole(output, text.encode())
            out.result(output, "file", path=str(output))
        else:
            out.result(text.rstrip("\n"), "text", script=read.routine.script, format=form, text=text)
