"""`new`: a commented starting script, and a voice for it where none of the project's speaks its language."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from slugify import slugify

from stilte.cli.commands.schema import give_schemas
from stilte.cli.current_project import current_project
from stilte.cli.json_lines import Output, json_option
from stilte.errors import InputError, Problem, program_name
from stilte.find_project import SHOW_FILE
from stilte.messages import Listed, tr
from stilte.schema.files import with_schema
from stilte.starting.first_script import (
    VOICES,
    give_settings,
    give_voice,
    language_with_start,
    recipe_script,
    sample_script,
    sound_of,
)
from stilte.starting.recipe_scripts import LANGUAGES
from stilte.starting.workflow import WORKFLOWS, give_workflow
from stilte.store import write_whole

if TYPE_CHECKING:
    from pathlib import Path

    from stilte.project import Project


@click.command()
@click.argument("name", required=False)
@click.option("--language", metavar="TAG", help="nl, en, de …; else the project's, else your own.")
@click.option("--recipe", metavar="RECIPE", help="Begin with a practice that is ready: box, metta, zazen …")
@click.option(
    "--workflow", type=click.Choice(list(WORKFLOWS)), help="Write what builds and publishes on every push."
)
@json_option
@click.pass_context
def command(
    ctx: click.Context,
    name: str | None,
    language: str | None,
    recipe: str | None,
    workflow: str | None,
    *,
    as_json: bool,
) -> None:
    """Write scripts/NAME.yaml, ready to build, with a comment beside every kind of line.

    With `--recipe` it is one of thirty practices, whole; an unknown one is answered with their names.
    Where no voice of the project speaks the language, it gets one as well; a new project gets its
    podcast.yaml.
    """
    project, out = current_project(), Output(as_json)
    if workflow is not None:
        written = give_workflow(project.root, workflow)
        out.result(written, "file", path=str(written))
    if name is not None:
        _begin(project, name, language, recipe, out)
    elif workflow is None:
        raise click.MissingParameter(ctx=ctx, param_type="argument", param_hint="'NAME'")


def _begin(project: Project, name: str, language: str | None, recipe: str | None, out: Output) -> None:
    guessed = language is None and not _described(project)
    language = language_with_start(language or _language_of(project))
    if recipe is not None and language not in LANGUAGES:
        out.note(tr("The recipes are in {languages}.", languages=Listed(LANGUAGES)))
        language = "en"
    path, sound = _place(project, name), sound_of(project, language)
    title = _title(name.removesuffix(".yaml"))
    begun = sample_script(title, language, sound)
    text = begun if recipe is None else recipe_script(recipe, language, sound)
    give_schemas(project.root, out)
    write_whole(path, with_schema(text, path, project.root).encode())
    out.result(path, "file", path=str(path))
    if guessed:
        others = Listed(each for each in VOICES if each != language)
        told = tr(
            "It is in {language}; `--language` takes {others} as well.", language=language, others=others
        )
        out.note(told)
    _give_voice(project, language, out)
    if settings := give_settings(project, language):
        out.result(settings, "file", path=str(settings))


def _give_voice(project: Project, language: str, out: Output) -> None:
    """Write a voice where none of the project's own guides in the language."""
    if path := give_voice(project, language):
        out.result(path, "file", path=str(path))
        better = tr(
            "`{program} voices` shows who speaks it here, and how to get better voices.",
            program=program_name(),
        )
        out.note(better)


def _place(project: Project, name: str) -> Path:
    slug = slugify(name.removesuffix(".yaml"))
    if not slug:
        raise InputError(
            Problem(
                None,
                tr("'{name}' cannot be a file's name.", name=name),
                tr("Use letters, digits and dashes."),
            )
        )
    path = project.scripts / f"{slug}.yaml"
    if path.exists():
        raise InputError(
            Problem(
                None, tr("{path} is there already.", path=path), tr("Choose another name, or edit that file.")
            )
        )
    return path


def _title(name: str) -> str:
    """Return a name as a title.

    >>> _title("de-bron")
    'De bron'
    """
    words = " ".join(name.replace("-", " ").split())
    return words[:1].upper() + words[1:]


def _language_of(project: Project) -> str:
    """Return the show's language, or the one of the messages where nobody has described a show yet."""
    if _described(project):
        return project.show.language
    return str(click.get_current_context().find_root().obj["person_language"])


def _described(project: Project) -> bool:
    return (project.root / SHOW_FILE).is_file()
