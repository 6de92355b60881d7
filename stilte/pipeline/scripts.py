"""Scripts read within their project: what stands on its shelves, and every routine with its problems."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from stilte.errors import InputError, Problem, Where
from stilte.pipeline.named import named
from stilte.pipeline.recordings import unreadable
from stilte.pipeline.variants import variants
from stilte.reader import Report
from stilte.script.load import load
from stilte.script.shelf import ESPEAK, Shelf
from stilte.sound.music import read_bed, unlicensed
from stilte.sound.names import bed_names, sound_names
from stilte.speech.lexicon import wrong_lexicons
from stilte.speech.text import preparer
from stilte.speech.voice import Use, Voice
from stilte.speech.voices import read_voice, voice_names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from stilte.project import Project
    from stilte.script.line import Utterance
    from stilte.script.routine import Routine
    from stilte.sound.music import BedSpec
    from stilte.speech.engine import Sentence

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Read:
    """A script that was read, or the problems that kept it from being read."""

    path: Path
    routine: Routine | None
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the scripts of a project are read and built with."""

    shelf: Shelf
    voices: Mapping[str, Voice]
    beds: Mapping[str, BedSpec]
    prepare: Callable[[Utterance, Voice], Sentence]
    wrong_voices: Mapping[str, tuple[Problem, ...]] = field(default_factory=dict)
    wrong_beds: Mapping[str, tuple[Problem, ...]] = field(default_factory=dict)
    wrong_words: Mapping[str, tuple[Problem, ...]] = field(default_factory=dict)
    """What is wrong with lexicons, by language; under "" what concerns every language."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Return all that is wrong on the shelves, whether a script uses it or not."""
        return _once((*self.wrong_voices.values(), *self.wrong_beds.values(), *self.wrong_words.values()))

    def problems_for(self, routine: Routine) -> tuple[Problem, ...]:
        """Return what is wrong with the voices, sounds and lexicons that a routine uses."""
        names = named(routine)
        voices = (self.wrong_voices.get(name, ()) for name in sorted(names.voices))
        beds = (self.wrong_beds.get(name, ()) for name in sorted(names.sounds))
        words = (self.wrong_words.get(name, ()) for name in ("", routine.language.partition("-")[0].lower()))
        return _once((*voices, *beds, *words))

    @property
    def unlicensed(self) -> frozenset[str]:
        """Return the beds and sounds of which nobody says under what licence they may be passed on."""
        return unlicensed(self.shelf.beds | self.shelf.sounds, self.shelf.root)


def surroundings(project: Project) -> Surroundings:
    """Read the voices, list beds and sounds; a wrong file stops only the scripts that use it."""
    root, folder = project.root, project.root / "voices"
    voices, wrong_voices = _read_all(
        voice_names(folder), lambda name, report: read_voice(folder / f"{name}.yaml", root, report)
    )
    beds, wrong_beds = _read_all(bed_names(root), lambda name, report: read_bed(name, root, report))
    passed_over = wrong_voices.keys() - {project.default_voice}  # nobody chose them: they speak no language
    shelf = Shelf(
        root=root,
        voices={name: "" if name in passed_over else voice.language for name, voice in voices.items()},
        beds=frozenset(beds),
        sounds=sound_names(root) | {name for name, bed in beds.items() if bed.file},
        defaults=project.defaults,
        language=project.default_language,
        author=project.show.author,
        default_voice=project.default_voice,
    )
    draft = Voice(ESPEAK, project.show.language, (Use(ESPEAK, {}, draft=True),))
    everyone = {ESPEAK: draft, **voices}
    return Surroundings(
        shelf, everyone, beds, preparer(folder, root), wrong_voices, wrong_beds, wrong_lexicons(folder, root)
    )


def _read_all(
    names: Iterable[str], read: Callable[[str, Report], T | None]
) -> tuple[dict[str, T], dict[str, tuple[Problem, ...]]]:
    """Return what was read by name, and by name what is wrong with it."""
    found: dict[str, T] = {}
    wrong: dict[str, tuple[Problem, ...]] = {}
    for name in names:
        report = Report()
        value = read(name, report)
        if value is not None:
            found[name] = value
        if report.failed:
            wrong[name] = report.errors
    return found, wrong


def _once(groups: Iterable[tuple[Problem, ...]]) -> tuple[Problem, ...]:
    return tuple(dict.fromkeys(problem for group in groups for problem in group))


def read_scripts(
    paths: Iterable[Path], around: Surroundings, taken: Mapping[str, str] | None = None
) -> tuple[Read, ...]:
    """Read scripts one by one: a wrong one keeps its problems and does not stop the others.

    `taken` are the slugs of scripts that are not read, each with its script.
    """
    read = [_read(path, around) for path in paths]
    return tuple(_distinct(read, taken or {}))


def _read(path: Path, around: Surroundings) -> Read:
    try:
        routine = load(path, around.shelf)
    except InputError as error:
        return Read(path, None, error.problems, error.warnings)
    wrong = around.problems_for(routine) or tuple(unreadable(routine, around.beds, around.shelf.root))
    return Read(path, None, wrong) if wrong else Read(path, routine)


def _distinct(read: list[Read], taken: Mapping[str, str]) -> Iterable[Read]:
    """Two scripts with one slug would overwrite each other's track: the second is refused."""
    seen = dict(taken)
    for one in read:
        if one.routine is None:
            yield one
            continue
        script = one.routine.script
        slugs = dict.fromkeys((one.routine.slug, *(variant.slug for variant in variants(one.routine))))
        if twice := next((slug for slug in slugs if slug in seen), None):
            message = f"The slug '{twice}' is that of {seen[twice]} too, and would overwrite its track."
            problem = Problem(Where(script, 1), message, "Give one of them another `slug`.")
            yield Read(one.path, None, (problem,))
        else:
            seen |= dict.fromkeys(slugs, script)
            yield one
