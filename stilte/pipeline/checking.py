"""`check` and `plan`: read and lay out scripts, and collect their problems, without making a sound."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from stilte.errors import InputError, Problem, Where
from stilte.file_names import yaml_files
from stilte.find_project import SHOW_FILE
from stilte.messages import tr
from stilte.pipeline.inspection.passed_over import passed_over
from stilte.pipeline.inspection.spoken_text import lost_signs
from stilte.pipeline.known_lengths import known_lengths
from stilte.pipeline.references import references_of
from stilte.pipeline.scripts import ProjectContext, read_scripts
from stilte.pipeline.sound_file_checks import recording_findings, unmatched
from stilte.pipeline.variants import Variant, episodes_of, variants
from stilte.project import slugs_beside
from stilte.reader import Report, read_fields
from stilte.reader.source import shown, where_of
from stilte.release.readiness import start_problems
from stilte.release.tags.id3 import MOST_CHAPTERS
from stilte.script.arrange import arrange
from stilte.script.layout.fit import LengthMissed
from stilte.script.lint import lint, missed_length
from stilte.script.parse.grammar import INCLUDED_KEYS, WORDS
from stilte.script.timeline import refuse_nothing

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from pathlib import Path

    from stilte.project import Project
    from stilte.script.routine import Routine
    from stilte.script.timeline import Timeline


_LATIN = 0x24F  # the last letter of which our font is known to have (nearly) all before it


@dataclass(frozen=True, slots=True)
class Planned:
    """One track of a routine laid out; `estimated` while not every line has been spoken."""

    variant: Variant
    timeline: Timeline
    estimated: bool


@dataclass(frozen=True, slots=True)
class Findings:
    """What a check found: of each script, and besides them in `errors` and `warnings`."""

    scripts: tuple[Checked, ...]
    errors: tuple[Problem, ...]
    warnings: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """A script with its plans, errors and warnings; `script` is its path seen from the project."""

    path: Path
    script: str
    routine: Routine | None
    plans: tuple[Planned, ...] = ()
    errors: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()


def check_project(
    project: Project,
    context: ProjectContext,
    paths: Collection[Path],
    routines: Mapping[Path, Routine] | None = None,
    *,
    everything: bool,
) -> Findings:
    """Check scripts and what they share; with `everything` also the voices, beds and parts that none uses."""
    # Only what is called is imported.
    from stilte.pipeline.publication_warnings import published_problems  # noqa: PLC0415
    from stilte.release.podcast.categories import category_problems  # noqa: PLC0415
    from stilte.speech.consent import consent_problem  # noqa: PLC0415

    checked = check_scripts(project, context, paths, routines)
    wrong, odd = picture_problems(project, project.show.image, SHOW_FILE)
    wrong = (*wrong, *photo_problems(project))
    if everything:
        unused = check_parts(project, checked)
        wrong = (*context.problems, *wrong, *unused.errors)
        odd = (*odd, *unused.warnings, *passed_over(project))
        odd = (*odd, *map(consent_problem, context.asks_consent))
        odd = (*odd, *unmatched(context, [one.routine for one in checked]))
        odd = (*odd, *published_problems(project, [one.routine for one in checked if one.routine]))
        odd = (*odd, *start_problems(project.show, project.root, _routine_slugs(project, checked)))
    return Findings(checked, wrong, (*category_problems(project.show, project.root), *odd))


def check_scripts(
    project: Project,
    context: ProjectContext,
    paths: Collection[Path],
    routines: Mapping[Path, Routine] | None = None,
) -> tuple[Checked, ...]:
    """Read and lay out scripts; problems are returned, not raised.

    `routines` are those that are loaded already, by the path in `paths` that stands for them.
    """
    checked = []
    unlicensed = context.unlicensed  # asked once: it opens every file in `music/`
    for read in read_scripts(paths, context, slugs_beside(project, paths), routines):
        if read.routine is None:
            script = shown(read.path, project.root)
            checked.append(Checked(read.path, script, None, errors=read.problems, warnings=read.warnings))
        else:
            checked.append(_checked(project, context, read.path, read.routine, unlicensed))
    return tuple(checked)


def _checked(
    project: Project, context: ProjectContext, path: Path, routine: Routine, unlicensed: frozenset[str]
) -> Checked:
    plans: list[Planned] = []
    errors: list[Problem] = []
    warnings = dict.fromkeys((*routine.warnings, *lost_signs(routine)))
    for variant in variants(routine):
        try:
            planned = plan(project, context, routine, variant)
            refuse_nothing(planned.timeline, routine.script)
        except LengthMissed as missed:
            planned = plan(project, context, routine, replace(variant, asked_s=None))
            if planned.estimated:
                warnings |= dict.fromkeys(missed_length(missed))
            else:
                errors += missed.problems
        except InputError as error:
            errors += error.problems
            continue
        plans.append(planned)
        warnings |= dict.fromkeys(_lint(context, variant.of(routine), planned, unlicensed))
    for track in routine.tracks or (routine,):
        wrong, odd = picture_problems(project, track.image, track.script)
        own = recording_findings(project, context, track)
        errors += (*wrong, *own.errors)
        warnings |= dict.fromkeys((*odd, *own.warnings, *cover_problems(project, track)))
    return Checked(path, routine.script, routine, tuple(plans), tuple(dict.fromkeys(errors)), tuple(warnings))


def picture_problems(
    project: Project, image: str | None, file: str
) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
    """Return what keeps a picture of the author from being used, and what directories hold against it."""
    if not image:
        return (), ()
    from stilte.release.images.artwork import artwork_problems  # noqa: PLC0415 (opens Pillow)

    try:
        return (), artwork_problems(project.root, image, where_of(project.root, file, "image"))
    except InputError as error:
        return error.problems, ()


def photo_problems(project: Project) -> tuple[Problem, ...]:
    """Return what keeps the teacher's photo from being shown."""
    if not project.show.photo:
        return ()
    from stilte.release.images.artwork import show_photo  # noqa: PLC0415 (opens Pillow)

    try:
        show_photo(project.show, project.root)
    except InputError as error:
        return error.problems
    return ()


def _routine_slugs(project: Project, checked: Iterable[Checked]) -> tuple[str, ...]:
    """Return the slugs by which routines are named: those that were read, and the others at a glance."""
    routines = [one.routine for one in checked if one.routine]
    read = (each.slug for routine in routines for each in (routine, *episodes_of(routine)))
    return tuple(dict.fromkeys((*read, *slugs_beside(project, ()))))


def cover_problems(project: Project, routine: Routine) -> tuple[Problem, ...]:
    """Return what the cover that is drawn for a routine cannot write."""
    if routine.image or not any(ord(letter) > _LATIN for letter in routine.title if letter.isalpha()):
        return ()
    from stilte.release.images.artwork import title_problems  # noqa: PLC0415 (opens Pillow)

    return title_problems(routine.title, where_of(project.root, routine.script, "title"))


def plan(project: Project, context: ProjectContext, routine: Routine, variant: Variant) -> Planned:
    """Lay out one track with the takes that are there, and estimates for the rest."""
    heard = variant.of(routine)
    rate_hz = heard.rate_hz or project.build.rate_hz
    lengths = known_lengths(project, context, heard, rate_hz)
    timeline = arrange(heard, lengths, rate_hz, variant.asked_s)
    return Planned(variant, timeline, estimated=not lengths.complete)


def _lint(
    context: ProjectContext, routine: Routine, planned: Planned, unlicensed: frozenset[str]
) -> tuple[Problem, ...]:
    found = lint(
        routine,
        planned.timeline,
        spoken=not planned.estimated,
        voice_languages=context.environment.voices,
        unlicensed=unlicensed,
    )
    found = (*found, *_too_many_chapters(planned.timeline))
    heard = dict.fromkeys(change.bed for change in planned.timeline.beds if change.bed)
    beds = [context.beds[name] for name in heard if name in context.beds and name not in unlicensed]
    return (*found, *(warning for bed in beds for warning in bed.warnings))


def _too_many_chapters(timeline: Timeline) -> tuple[Problem, ...]:
    if len(timeline.marks) <= MOST_CHAPTERS:
        return ()
    message = tr(
        "This track has {n} chapters; the MP3's tag can hold {most}.",
        n=len(timeline.marks),
        most=MOST_CHAPTERS,
    )
    cure = tr("The last one there lasts until the end; the listen page and `chapters.json` have them all.")
    return (Problem(timeline.marks[MOST_CHAPTERS].where, message, cure),)


def check_parts(project: Project, checked: Iterable[Checked]) -> Report:
    """Return what is wrong in the parts that no script uses; their steps wait for a script that does.

    A script that could not be read may use any of them: then only their writing is looked at.
    """
    report = Report()
    used = [references_of(one.routine).files if one.routine else None for one in checked]
    known = frozenset().union(*(files for files in used if files))
    for path in (path for path in yaml_files(project.scripts) if path.name.startswith("_")):
        where = Where(path.relative_to(project.root).as_posix(), 1)
        if where.file in known:
            continue
        read_fields(path, project.root, report, INCLUDED_KEYS, tr("an included file"), words=WORDS)
        if None not in used:
            cure = tr("Write `- include: {name}` in one, or delete the file.", name=path.stem)
            report.warn(where, tr("No script includes this file, so its steps are not checked."), cure)
    return report
