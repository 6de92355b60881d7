"""Scripts read within their project: what stands on its shelves, and every routine with its problems."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from stilte.errors import InputError, Problem, Where
from stilte.script.load import load
from stilte.script.shelf import ESPEAK, Shelf
from stilte.sound.music import catalogue, unlicensed
from stilte.sound.names import sound_names
from stilte.speech.text import preparer
from stilte.speech.voice import Use, Voice
from stilte.speech.voices import load_voices

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from stilte.project import Project
    from stilte.script.routine import Routine, Utterance
    from stilte.sound.music import BedSpec
    from stilte.speech.engine import Sentence


@dataclass(frozen=True, slots=True)
class Read:
    """A script that was read, or the problems that kept it from being read."""

    path: Path
    routine: Routine | None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the scripts of a project are read and built with."""

    shelf: Shelf
    voices: Mapping[str, Voice]
    beds: Mapping[str, BedSpec]
    prepare: Callable[[Utterance, Voice], Sentence]

    @property
    def unlicensed(self) -> frozenset[str]:
        """Return the beds and sounds of which nobody says under what licence they may be passed on."""
        return unlicensed(self.shelf.beds | self.shelf.sounds, self.shelf.root)


def surroundings(project: Project) -> Surroundings:
    """Read the voices, list beds and sounds; raises `InputError` with the problems of the voice files."""
    folder = project.root / "voices"
    voices = load_voices(folder, project.root)
    beds = {bed.name: bed for bed in catalogue(project.root)}
    shelf = Shelf(
        root=project.root,
        voices={name: voice.language for name, voice in voices.items()},
        beds=frozenset(beds),
        sounds=frozenset(sound_names(project.root)),
        defaults=project.defaults,
        language=project.show.language,
        author=project.show.author,
        default_voice=project.default_voice,
    )
    draft = Voice(ESPEAK, project.show.language, (Use(ESPEAK, {}, draft=True),))
    return Surroundings(shelf, {ESPEAK: draft, **voices}, beds, preparer(folder, project.root))


def read_scripts(paths: Iterable[Path], shelf: Shelf) -> tuple[Read, ...]:
    """Read scripts one by one: a wrong one keeps its problems and does not stop the others."""
    read = [_read(path, shelf) for path in paths]
    return tuple(_distinct(read))


def _read(path: Path, shelf: Shelf) -> Read:
    try:
        return Read(path, load(path, shelf))
    except InputError as error:
        return Read(path, None, error.problems)


def _distinct(read: list[Read]) -> Iterable[Read]:
    """Two scripts with one slug would overwrite each other's track: the second is refused."""
    seen: dict[str, str] = {}
    for one in read:
        if one.routine is None:
            yield one
            continue
        slug, script = one.routine.slug, one.routine.script
        if slug in seen:
            message = f"The slug '{slug}' is that of {seen[slug]} too, and would overwrite its track."
            problem = Problem(Where(script, 1), message, "Give one of them another `slug`.")
            yield Read(one.path, None, (problem,))
        else:
            seen[slug] = script
            yield one
