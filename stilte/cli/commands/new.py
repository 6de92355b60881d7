"""`new`: a commented starting script, and a whole project for it where the folder is empty."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import click
from slugify import slugify

from stilte.cli.commands.schema import give_schemas
from stilte.cli.current_project import current_project
from stilte.cli.json_lines import Output, json_option
from stilte.errors import InputError, Problem, program_name
from stilte.file_names import usable_anywhere
from stilte.find_project import SHOW_FILE
from stilte.messages import Listed, sentences, tr
from stilte.schema.files import with_schema
from stilte.starting.first_script import (
    BEDS,
    FIRST_NAMES,
    VOICES,
    give_bed,
    give_settings,
    give_voice,
    is_empty,
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
def command(
    name: str | None,
    language: str | None,
    recipe: str | None,
    workflow: str | None,
    *,
    as_json: bool,
) -> None:
    """Write scripts/NAME.yaml, ready to build, with a comment beside every kind of line.

    In an empty folder it begins a project: a first script, which needs no NAME, with its voice, its
    background and podcast.yaml. With `--recipe` the script is one of thirty practices, whole; an unknown
    one is answered with their names. Where no voice of the project speaks the language, it gets one.
    Nothing that is there is replaced.
    """
    project, out = current_project(), Output(as_json)
    if workflow is not None:
        written = give_workflow(project.root, workflow)
        out.result(written, "file", path=str(written))
    name = name or recipe
    if name is not None or workflow is None:
        if name is None:
            _refuse_without_name(project)
        _begin(project, name, language, recipe, out)


def _refuse_without_name(project: Project) -> None:
    """Raise `InputError` unless the first script of a project is asked for: the program names that one."""
    cure = tr("Name the new script: `{program} new NAME`.", program=program_name())
    if project.script_files():
        raise InputError(Problem(None, tr("There are scripts in {folder}.", folder=project.scripts), cure))
    if not _described(project) and not is_empty(project.root):
        message = tr("{folder} is not empty: no project was begun in it.", folder=project.root)
        elsewhere = tr("Go to an empty folder.")
        raise InputError(Problem(None, message, sentences(elsewhere, cure)))


def _begin(project: Project, name: str | None, language: str | None, recipe: str | None, out: Output) -> None:
    described = _described(project)
    from_nothing = not described and is_empty(project.root)
    guessed = language is None and not described
    language = language_with_start(language or _language_of(project))
    if recipe is not None and language not in LANGUAGES:
        out.note(tr("The recipes are in {languages}.", languages=Listed(LANGUAGES)))
        language = "en"
    name = (name or FIRST_NAMES[language]).removesuffix(".yaml")
    path = _place(project, name)
    with_bed = from_nothing and recipe is None
    sound = sound_of(project, language)
    if with_bed:
        sound = replace(sound, music=BEDS[language])
    begun = sample_script(_title(name), language, sound)
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
    if with_bed and (bed := give_bed(project, language)):
        out.result(bed, "file", path=str(bed))
    if settings := give_settings(project, language):
        out.result(settings, "file", path=str(settings))
    if from_nothing:
        out.note(tr("`{program} build` makes the track.", program=program_name()))


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
    slug = usable_anywhere(slugify(name))
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
