"""`import`: a post to routine scripts, and what its author should look at."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from stilte.cli.commands.schema import give_schemas
from stilte.cli.current_project import current_project
from stilte.cli.json_lines import Output, json_option, print_json
from stilte.cli.output_file import check_script_file
from stilte.errors import InputError, Problem, program_name
from stilte.file_names import real_path
from stilte.importer.import_post import Imported, import_post
from stilte.messages import Length, Listed, plural, tr
from stilte.pipeline.inspection.checked_script import plan
from stilte.pipeline.scripts import ProjectContext, project_context, read_scripts
from stilte.pipeline.variants import variants
from stilte.schema.files import kind_of, with_schema
from stilte.script.lint_length import too_long
from stilte.sound.music_names import own_bed
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
@click.option("--language", metavar="TAG", help="The language of the post, where it is guessed wrong.")
@click.option("--force", is_flag=True, help="Replace scripts that are there already.")
@json_option
def command(
    post: str,
    output: Path | None,
    exercise: int | None,
    slug: str | None,
    language: str | None,
    *,
    force: bool,
    as_json: bool,
) -> None:
    """Write a routine script from a post.

    POST is an HTML, text, Markdown, Word, OpenDocument, PDF or subtitle file, a WordPress export, or an
    address.
    """
    project = current_project()
    context = project_context(project)
    environment = context.environment
    found = import_post(
        post,
        exercise,
        slug,
        name=output.stem if output else None,
        voices=environment.voice_names,
        voice=environment.guide_for,
        music=own_bed(project.root),
        language=language or "",
    )
    folder = output.parent if output else project.scripts
    places = [(one, folder / f"{one.name}.yaml") for one in found]
    for _, path in places:
        check_script_file(path, project.root)
    _refuse_to_overwrite([path for _, path in places], force=force)
    if any(kind_of(path, project.root) for _, path in places):
        give_schemas(project.root, Output(as_json))
    for one, path in places:
        write_whole(path, with_schema(one.script_text, path, project.root).encode())
        tracks = _tracks(path, project, context)
        if as_json:
            print_json(_data(one, path, tracks))
        else:
            _tell(one, path, tracks)
        for track in tracks:
            if track.too_long:
                Output(as_json).warning(track.too_long)


@dataclass(frozen=True, slots=True)
class _Track:
    """A track of an imported script: its slug, how long it will be, and what to say of a very long one."""

    slug: str
    length_s: float
    too_long: Problem | None


def _data(one: Imported, path: Path, tracks: tuple[_Track, ...]) -> dict[str, Any]:
    return {
        "kind": "script",
        "path": str(path),
        "report": list(one.report),
        "tracks": [{"slug": track.slug, "length_s": track.length_s} for track in tracks],
    }


def _refuse_to_overwrite(paths: list[Path], *, force: bool) -> None:
    there = [path for path in paths if path.exists()]
    if there and not force:
        message = plural(
            "{paths} is there already.", "{paths} are there already.", n=len(there), paths=Listed(there)
        )
        raise InputError(
            Problem(None, message, tr("Choose another name with `-o`, or replace it with `--force`."))
        )


def _tell(one: Imported, path: Path, tracks: tuple[_Track, ...]) -> None:
    """Say what was made of the sentences and what was guessed, and how long the track will be."""
    click.echo(str(path))
    for line in one.report:
        click.echo(str(line), err=True)
    for track in tracks:
        told = tr(
            "About {length}; `{called} plan {name}` shows it line by line.",
            length=Length(track.length_s),
            called=program_name(),
            name=path.stem,
        )
        click.echo(str(told), err=True)


def _tracks(path: Path, project: Project, context: ProjectContext) -> tuple[_Track, ...]:
    """Return the tracks of a script, with estimated lengths; none outside the project."""
    if real_path(path).parent != real_path(project.scripts):
        return ()
    reads = read_scripts([project.scripts / path.name], context)
    return tuple(
        _Track(variant.slug, timeline.length_frames / timeline.rate_hz, too_long(read.routine, timeline))
        for read in reads
        if read.routine is not None
        for variant in variants(read.routine)
        for timeline in [plan(project, context, read.routine, variant).timeline]
    )
