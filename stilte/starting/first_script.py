"""A first script in an author's language, with the project's own voice and music or those it begins with."""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

from stilte.find_project import SHOW_FILE
from stilte.pipeline.scripts import project_context
from stilte.reader import Table, Text
from stilte.reader.misread_text import quoted
from stilte.schema.files import with_schema
from stilte.script.environment import ESPEAK, NO_BED
from stilte.sound.music_names import MUSIC
from stilte.starting.recipe_scripts import read_recipe
from stilte.store import write_whole

if TYPE_CHECKING:
    from pathlib import Path

    from stilte.project import Project

_COMMENTS = 26
"""The column at which comments stand in a starting script."""

VOICES = {"en": "calm", "nl": "rustig", "de": "ruhig", "fr": "calme", "es": "serena"}
"""The languages with a starting script, each with the voice that a project begins with."""

BEDS = {"en": "waves", "nl": "golven", "de": "wellen", "fr": "vagues", "es": "olas"}
"""The bed that a project begins with, by language."""

FIRST_NAMES = {"en": "welcome", "nl": "welkom", "de": "willkommen", "fr": "bienvenue", "es": "bienvenida"}
"""What the script is called with which a project begins, by language."""

_BESIDE = re.compile(r"\..*|(readme|licen[cs]e)(\..*)?", re.IGNORECASE)
"""What may lie in a folder that is empty yet: what is hidden, and what a host of repositories puts there."""


@dataclass(frozen=True, slots=True)
class Sound:
    """Who speaks a new script, and what is heard under it."""

    voice: str
    music: str


def sound_of(project: Project, language: str) -> Sound:
    """Return the project's own guide and music; the voice that it will get where it has none."""
    environment = project_context(project).environment
    voice, music = environment.voice_for(language), NO_BED
    if isinstance(environment.defaults, Table):
        pairs = {key.value: value for key, value in environment.defaults.pairs}
        named = pairs.get("music")
        music = named.value.strip() if isinstance(named, Text) else music
    guides = voice != ESPEAK and environment.speaks(voice, language)
    return Sound(voice if guides else VOICES[language], music if music in environment.beds else NO_BED)


def sample_script(title: str, language: str, sound: Sound) -> str:
    """Return a short script under a title, with a comment beside every kind of line.

    Voice and music stand in it: a reader sees who speaks, and it stays so when the project gets others.
    """
    return _text(f"script.{language}.yaml").format(
        title=written_title(title),
        voice=f"voice: {sound.voice}".ljust(_COMMENTS - 1) + " ",
        music=f"music: {sound.music}".ljust(_COMMENTS - 1) + " ",
    )


def recipe_script(recipe: str, language: str, sound: Sound) -> str:
    """Return a recipe as a script, with what it is as a comment; raises `InputError` where there is none."""
    found = read_recipe(recipe, language)
    about = "".join(f"# {line}\n" for line in textwrap.wrap(found.about, 100))
    return f"{about}{_with_voice(found.script, sound.voice)}"


def empty_script(title: str, language: str, sound: Sound) -> str:
    """Return a script that has no step yet."""
    head = f"title: {written_title(title)}\nlanguage: {language}\nvoice: {sound.voice}\n"
    return f"{head}music: {sound.music}\nsteps: []\n"


def _with_voice(script: str, voice: str) -> str:
    if re.search(r"^voice:", script, re.MULTILINE):
        return script
    return re.sub(r"^(language:.*)$", rf"\1\nvoice: {voice}", script, count=1, flags=re.MULTILINE)


def give_voice(project: Project, language: str) -> Path | None:
    """Write a voice where none of the project's own guides in the language; return its file."""
    path = project.root / "voices" / f"{VOICES[language]}.yaml"
    if path.exists() or sound_of(project, language).voice != VOICES[language]:
        return None
    write_whole(path, with_schema(_text(f"voices/{path.name}"), path, project.root).encode())
    return path


def give_bed(project: Project, language: str) -> Path | None:
    """Write the bed that a project begins with, unless it is there; return its file."""
    path = project.root / MUSIC / f"{BEDS[language]}.yaml"
    if path.exists():
        return None
    write_whole(path, with_schema(starting_bed(language), path, project.root).encode())
    return path


def give_settings(project: Project, language: str) -> Path | None:
    """Write `podcast.yaml` where there is none; return it.

    By it the project is found from the folders inside.
    """
    path = project.root / SHOW_FILE
    if path.exists():
        return None
    write_whole(path, with_schema(starting_settings(language), path, project.root).encode())
    return path


def starting_voice(name: str) -> str | None:
    """Return the file of a voice that the program brings; None where it brings none of that name."""
    return _text(f"voices/{name}.yaml") if name in VOICES.values() else None


def starting_bed(language: str) -> str:
    """Return the file of the bed that a project begins with."""
    return _text(f"music/{BEDS[language]}.yaml")


def starting_settings(language: str) -> str:
    """Return the `podcast.yaml` that a project begins with."""
    return _text(f"podcast.{language}.yaml")


def written_title(title: str) -> str:
    """Return a title as YAML: between quotes where a sign in it could mean something else.

    >>> written_title("De bron"), written_title("Adem: in")
    ('De bron', '"Adem: in"')
    """
    plain = bool(title[:1].isalpha()) and all(letter.isalnum() or letter == " " for letter in title)
    return title if plain and title.lower() not in _READ_OTHERWISE else quoted(title)


_READ_OTHERWISE = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})


def is_empty(folder: Path) -> bool:
    """Tell whether nothing lies in a folder but what is hidden, a readme or a licence."""
    return all(_BESIDE.fullmatch(path.name) for path in folder.iterdir())


def language_with_start(tag: str) -> str:
    """Return the language of a tag, `nl` of `nl-BE` or `nl_BE`; English where nothing starts in it."""
    language = tag.replace("_", "-").split("-")[0].lower()
    return language if language in VOICES else "en"


def _text(name: str) -> str:
    return files("stilte.starting").joinpath(name).read_text(encoding="utf-8")
