"""`import`: a blog post to routine scripts, and the plan of each."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from stilte.cli.place import current_project
from stilte.errors import InputError, Problem
from stilte.importer.import_post import Imported, import_post
from stilte.pipeline.checking import plan
from stilte.pipeline.scripts import Surroundings, read_scripts, surroundings
from stilte.pipeline.variants import variants
from stilte.script.plan import plan_text
from stilte.store import write_whole

if TYPE_CHECKING:
    from stilte.project import Project


@click.command()
@click.argument("post")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), metavar="SCRIPT", help="Write here."
)
@click.option("--exercise", type=click.IntRange(min=1), metavar="N", help="Only this exercise of the post.")
@click.option("--slug", metavar="SLUG", help="Only this post of a WordPress export.")
@click.option("--force", is_flag=True, help="Replace scripts that are there already.")
def command(post: str, output: Path | None, exercise: int | None, slug: str | None, *, force: bool) -> None:
    """Write a routine script from a blog post.

    POST is an HTML, text or Markdown file, a WordPress export, or an address.
    """
    project = current_project()
    around = surroundings(project)
    name = output.stem if output else None
    found = import_post(post, exercise, slug, name=name, voices=around.shelf.voice_names)
    folder = output.parent if output else project.scripts
    places = [(one, folder / f"{one.name}.yaml") for one in found]
    _refuse_to_overwrite([path for _, path in places], force=force)
    for one, path in places:
        write_whole(path, one.script_text.encode())
        click.echo(str(path))
        _tell(one, path, project, around)


def _refuse_to_overwrite(paths: list[Path], *, force: bool) -> None:
    there = [path for path in paths if path.exists()]
    if there and not force:
        message = f"{', '.join(map(str, there))} is there already."
        raise InputError(
            Problem(None, message, "Choose another name with `-o`, or replace it with `--force`.")
        )


def _tell(one: Imported, path: Path, project: Project, around: Surroundings) -> None:
    """Say what was guessed, then print the plan of a script that stands within the project."""
    for line in one.report:
        click.echo(f"look at: {line}", err=True)
    if path.resolve().parent != project.scripts.resolve():
        return
    for read in read_scripts([project.scripts / path.name], around):
        if read.routine is None:
            raise InputError(*read.problems)
        for variant in variants(read.routine):
            click.echo(plan_text(plan(project, around, read.routine, variant).timeline, read.routine))
