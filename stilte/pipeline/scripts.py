"""Reading scripts in the context of their project: its voices, beds, sounds and lexicons."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from stilte.errors import InputError, Problem, Where
from stilte.messages import tr
from stilte.pipeline.references import references_of
from stilte.pipeline.sound_file_checks import unreadable
from stilte.pipeline.variants import variants
from stilte.reader import Report
from stilte.script.environment import ESPEAK, Environment
from stilte.script.load import load
from stilte.sound.music_names import bed_names, sound_names
from stilte.sound.music_settings import read_bed, unlicensed
from stilte.speech.consent import is_given
from stilte.speech.lexicon import wrong_lexicons
from stilte.speech.text import preparer
from stilte.speech.voice import Use, Voice
from stilte.speech.voices import read_voice, voice_names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from stilte.project import Project
    from stilte.script.line import Utterance
    from stilte.script.routine import Routine
    from stilte.sound.music_settings import BedSpec
    from stilte.speech.engine import Sentence
    from stilte.speech.voice import Consent

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Read:
    """A script that was read, or the problems that kept it from being read."""

    path: Path
    routine: Routine | None
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class ProjectContext:
    """What the scripts of a project are read and built with."""

    environment: Environment
    voices: Mapping[str, Voice]
    beds: Mapping[str, BedSpec]
    prepare: Callable[[Utterance, Voice], Sentence]
    voice_problems: Mapping[str, tuple[Problem, ...]] = field(default_factory=dict)
    bed_problems: Mapping[str, tuple[Problem, ...]] = field(default_factory=dict)
    lexicon_problems: Mapping[str, tuple[Problem, ...]] = field(default_factory=dict)
    """What is wrong with lexicons, by language; under "" what concerns every language."""
    cache: Path | None = None
    """Where is kept what was heard of recordings."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Return all problems of voices, beds and lexicons, whether a script uses them or not."""
        return _once(
            (*self.voice_problems.values(), *self.bed_problems.values(), *self.lexicon_problems.values())
        )

    def problems_for(self, routine: Routine) -> tuple[Problem, ...]:
        """Return what is wrong with the voices, sounds and lexicons that a routine uses."""
        names = references_of(routine)
        voices = (self.voice_problems.get(name, ()) for name in sorted(names.voices))
        beds = (self.bed_problems.get(name, ()) for name in sorted(names.sounds))
        words = (
            self.lexicon_problems.get(name, ()) for name in ("", routine.language.partition("-")[0].lower())
        )
        return _once((*voices, *beds, *words))

    @property
    def asks_consent(self) -> tuple[Consent, ...]:
        """Return what voices would run or send, and nobody has allowed here."""
        asked = (use.consent for voice in self.voices.values() for use in voice.use)
        return tuple(one for one in asked if one is not None and not is_given(one))

    @property
    def unlicensed(self) -> frozenset[str]:
        """Return the beds and sounds without a licence."""
        return unlicensed(self.environment.beds | self.environment.sounds, self.environment.root)


def project_context(project: Project) -> ProjectContext:
    """Read the voices, list beds and sounds; a wrong file stops only the scripts that use it."""
    root, folder = project.root, project.root / "voices"
    voices, voice_problems = _read_all(
        voice_names(folder), lambda name, report: read_voice(folder / f"{name}.yaml", root, report)
    )
    beds, bed_problems = _read_all(bed_names(root), lambda name, report: read_bed(name, root, report))
    passed_over = voice_problems.keys() - {project.default_voice}  # nobody chose them: they speak no language
    environment = Environment(
        root=root,
        voices={name: "" if name in passed_over else voice.language for name, voice in voices.items()},
        beds=frozenset(beds),
        sounds=sound_names(root) | {name for name, bed in beds.items() if bed.file},
        defaults=project.defaults,
        language=project.default_language,
        author=project.show.author,
        default_voice=project.default_voice,
        roles={name: voice.role for name, voice in voices.items()},
    )
    draft = Voice(ESPEAK, project.show.language, (Use(ESPEAK, {}, draft=True),))
    everyone = {ESPEAK: draft, **voices}
    return ProjectContext(
        environment,
        everyone,
        beds,
        preparer(folder, root),
        voice_problems,
        bed_problems,
        wrong_lexicons(folder, root),
        project.cache,
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
    paths: Iterable[Path],
    context: ProjectContext,
    taken: Mapping[str, str] | None = None,
    routines: Mapping[Path, Routine] | None = None,
    *,
    hear: bool = True,
) -> tuple[Read, ...]:
    """Read scripts one by one: a wrong one keeps its problems and does not stop the others.

    `taken` are the slugs of scripts that are not read, each with its script; `routines` are those that are
    loaded already, by the path that stands for them. Without `hear` no recording is listened to: whoever
    asks for that does it himself.
    """
    return tuple(each_script(paths, context, taken, routines, hear=hear))


def each_script(
    paths: Iterable[Path],
    context: ProjectContext,
    taken: Mapping[str, str] | None = None,
    routines: Mapping[Path, Routine] | None = None,
    *,
    hear: bool = True,
) -> Iterator[Read]:
    """Yield what `read_scripts` returns, each script as soon as it is read."""
    loaded = routines or {}
    read = (read_script(path, context, loaded.get(path), hear=hear) for path in paths)
    return _distinct(read, taken or {})


def read_script(
    path: Path, context: ProjectContext, routine: Routine | None = None, *, hear: bool = True
) -> Read:
    """Read one script, or take the routine that is loaded already; its slugs may be those of others."""
    try:
        routine = routine or load(path, context.environment)
    except InputError as error:
        return Read(path, None, error.problems, error.warnings)
    wrong = problems_of(routine, context) if hear else context.problems_for(routine)
    return Read(path, None, wrong) if wrong else Read(path, routine)


def problems_of(routine: Routine, context: ProjectContext) -> tuple[Problem, ...]:
    """Return what is wrong with the voices, beds, lexicons and recordings that a routine names."""
    files = unreadable(routine, context.beds, context.environment.root, context.cache)
    return context.problems_for(routine) or tuple(files)


def _distinct(read: Iterable[Read], taken: Mapping[str, str]) -> Iterator[Read]:
    """Two scripts with one slug would overwrite each other's track: the second is refused."""
    slugs = TakenSlugs(taken)
    for one in read:
        if one.routine is None:
            yield one
            continue
        own = (one.routine.slug, *(variant.slug for variant in variants(one.routine)))
        problem = slugs.take(one.routine.script, own)
        yield Read(one.path, None, (problem,)) if problem else one


class TakenSlugs:
    """The slugs of scripts so far, each with its script."""

    def __init__(self, taken: Mapping[str, str]) -> None:
        self._seen = dict(taken)

    def take(self, script: str, slugs: Iterable[str]) -> Problem | None:
        """Take the slugs of a script; return what is wrong instead where another has one of them."""
        own = dict.fromkeys(slugs)
        twice = next((slug for slug in own if slug in self._seen), None)
        if twice is None:
            self._seen |= dict.fromkeys(own, script)
            return None
        message = tr(
            "The slug '{slug}' is that of {script} too, and would overwrite its track.",
            slug=twice,
            script=self._seen[twice],
        )
        return Problem(Where(script, 1), message, tr("Give one of them another `slug`."))
