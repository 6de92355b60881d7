"""`new`: a commented starting script, and a voice for it where none of the project's speaks its language."""

from __future__ import annotations

import locale
from importlib.resources import files
from typing import TYPE_CHECKING

import click
from slugify import slugify

from stilte.cli.place import current_project
from stilte.errors import InputError, Problem, called
from stilte.pipeline.scripts import surroundings
from stilte.project import SHOW_FILE
from stilte.reader.sentences import quoted
from stilte.store import write_whole

if TYPE_CHECKING:
    from pathlib import Path

    from stilte.project import Project

VOICES = {"en": "calm", "nl": "rustig", "de": "ruhig", "fr": "calme", "es": "serena"}
"""The languages with a starting script, each with the voice that a project begins with."""


@click.command()
@click.argument("name")
@click.option("--language", metavar="TAG", help="nl, en, de …; else the project's, else this computer's.")
def command(name: str, language: str | None) -> None:
    """Write scripts/NAME.yaml, ready to build, with a comment beside every kind of line.

    Where no voice of the project speaks the language, it gets one as well.
    """
    project = current_project()
    guessed = language is None and not _described(project)
    language = _spoken(language or _language_of(project))
    path = _place(project, name)
    template = _text(f"script.{language}.yaml")
    write_whole(path, template.format(title=_title(name.removesuffix(".yaml"))).encode())
    click.echo(str(path))
    if guessed:
        others = ", ".join(each for each in VOICES if each != language)
        click.echo(f"It is in {language}; `--language` takes {others} as well.", err=True)
    _give_voice(project, language)


def _give_voice(project: Project, language: str) -> None:
    """Write a voice where none of the project's own speaks the language."""
    own = surroundings(project).shelf.voices
    path = project.root / "voices" / f"{VOICES[language]}.yaml"
    if path.exists() or any(_spoken(spoken) == language for spoken in own.values()):
        return
    write_whole(path, _text(f"voices/{path.name}").encode())
    click.echo(str(path))
    click.echo(f"`{called()} voices` shows who speaks it here, and how to get better voices.", err=True)


def _place(project: Project, name: str) -> Path:
    slug = slugify(name.removesuffix(".yaml"))
    if not slug:
        raise InputError(
            Problem(None, f"'{name}' cannot be a file's name.", "Use letters, digits and dashes.")
        )
    path = project.scripts / f"{slug}.yaml"
    if path.exists():
        raise InputError(
            Problem(None, f"{path} is there already.", "Choose another name, or edit that file.")
        )
    return path


def _title(name: str) -> str:
    """Return a name as a title in YAML: between quotes where a sign in it could mean something else.

    >>> _title("de-bron"), _title("Adem: in")
    ('De bron', '"Adem: in"')
    """
    words = " ".join(name.replace("-", " ").split())
    title = words[:1].upper() + words[1:]
    return title if all(letter.isalnum() or letter == " " for letter in title) else quoted(title)


def _text(name: str) -> str:
    return files("stilte.cli").joinpath(f"starting/{name}").read_text(encoding="utf-8")


def _spoken(tag: str) -> str:
    """Return the language of a tag, `nl` of `nl-BE` or `nl_BE`; English where nothing starts in it."""
    language = tag.replace("_", "-").split("-")[0].lower()
    return language if language in VOICES else "en"


def _language_of(project: Project) -> str:
    """Return the show's language, or this computer's where nobody has described a show yet."""
    return project.show.language if _described(project) else locale.getlocale()[0] or "en"


def _described(project: Project) -> bool:
    return (project.root / SHOW_FILE).is_file()
