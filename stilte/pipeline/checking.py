"""`check` and `plan`: read and lay out scripts, and collect their problems, without making a sound."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from stilte.errors import InputError, Problem, Where
from stilte.file_names import yaml_files
from stilte.find_project import SHOW_FILE
from stilte.messages import tr
from stilte.pipeline.inspection.checked_script import Checked, ScriptChecker, picture_problems
from stilte.pipeline.inspection.kept_checks import KeptChecks
from stilte.pipeline.inspection.many_scripts import check_each
from stilte.pipeline.inspection.passed_over import passed_over
from stilte.pipeline.inspection.rarer_collections import rarer_collections
from stilte.pipeline.scripts import ProjectContext, TakenSlugs
from stilte.pipeline.sound_file_checks import has_recorded_voice, unmatched
from stilte.project import slugs_beside
from stilte.reader import Report, read_fields
from stilte.reader.source import shown
from stilte.release.readiness import start_problems
from stilte.script.parse.grammar import INCLUDED_KEYS, WORDS

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping
    from pathlib import Path

    from stilte.project import Project
    from stilte.script.routine import Routine


@dataclass(frozen=True, slots=True)
class Findings:
    """What a check found: of each script, and besides them in `errors` and `warnings`."""

    scripts: tuple[Checked, ...]
    errors: tuple[Problem, ...]
    warnings: tuple[Problem, ...]


def check_project(
    project: Project,
    context: ProjectContext,
    paths: Collection[Path],
    routines: Mapping[Path, Routine] | None = None,
    *,
    everything: bool,
    keep: bool = False,
    jobs: int = 1,
    told: Callable[[Checked], None] = lambda _checked: None,
) -> Findings:
    """Check scripts and what they share; with `everything` also the voices, beds and parts that none uses.

    Each script is told as soon as it is checked.

    With `keep` an unchanged script is not checked again, and only the summaries of scripts are returned:
    thousands of routines would not fit in memory. Then as many as `jobs` processes read them. Where a voice
    is recorded every script is read, in this process.
    """
    # Only what is called is imported.
    from stilte.pipeline.publication_warnings import published_problems  # noqa: PLC0415
    from stilte.release.podcast.categories import category_problems  # noqa: PLC0415
    from stilte.speech.consent import consent_problem  # noqa: PLC0415

    keep = keep and not routines and not has_recorded_voice(context)
    kept = KeptChecks(project, context) if keep else None
    checked = check_scripts(project, context, paths, routines, kept, jobs=jobs if kept else 1, told=told)
    wrong, odd = picture_problems(project, project.show.image, SHOW_FILE)
    wrong = (*wrong, *photo_problems(project))
    if everything:
        unused = check_parts(project, checked)
        wrong = (*context.problems, *wrong, *unused.errors)
        odd = (*odd, *unused.warnings, *passed_over(project))
        odd = (*odd, *map(consent_problem, context.asks_consent))
        if kept is None:
            odd = (*odd, *unmatched(context, [one.routine for one in checked]))
        episodes = [episode for one in checked if one.summary for episode in one.summary.episodes]
        odd = (*odd, *published_problems(project, episodes))
        odd = (*odd, *start_problems(project.show, project.root, _routine_slugs(project, checked)))
    return Findings(checked, wrong, (*category_problems(project.show, project.root), *odd))


def check_scripts(
    project: Project,
    context: ProjectContext,
    paths: Collection[Path],
    routines: Mapping[Path, Routine] | None = None,
    kept: KeptChecks | None = None,
    *,
    jobs: int = 1,
    told: Callable[[Checked], None] = lambda _checked: None,
) -> tuple[Checked, ...]:
    """Read and lay out scripts, and tell of each; problems are returned, not raised.

    `routines` are those that are loaded already, by the path in `paths` that stands for them. What is `kept`
    of earlier checks is taken from there; then only summaries are returned.
    """
    checked = []
    slugs = TakenSlugs(slugs_beside(project, paths))
    # Which are unlicensed is asked once: it opens every file in `music/`.
    checker = ScriptChecker(project, context, context.unlicensed, kept)
    with rarer_collections():
        loaded = (checker.check(path, routines.get(path)) for path in paths) if routines else None
        for one in loaded or check_each(checker, tuple(paths), jobs):
            problem = slugs.take(one.script, one.summary.slugs) if one.summary else None
            script = shown(one.path, project.root)
            checked.append(Checked(one.path, script, None, errors=(problem,)) if problem else one)
            told(checked[-1])
    return tuple(checked)


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
    found = [one.summary for one in checked if one.summary]
    read = (slug for one in found for slug in (one.slugs[0], *(each.slug for each in one.episodes)))
    return tuple(dict.fromkeys((*read, *slugs_beside(project, ()))))


def check_parts(project: Project, checked: Iterable[Checked]) -> Report:
    """Return what is wrong in the parts that no script uses; their steps wait for a script that does.

    A script that could not be read may use any of them: then only their writing is looked at.
    """
    report = Report()
    used = [one.summary.files if one.summary else None for one in checked]
    known = frozenset[str]().union(*(files for files in used if files))
    for path in (path for path in yaml_files(project.scripts) if path.name.startswith("_")):
        where = Where(path.relative_to(project.root).as_posix(), 1)
        if where.file in known:
            continue
        read_fields(path, project.root, report, INCLUDED_KEYS, tr("an included file"), words=WORDS)
        if None not in used:
            cure = tr("Write `- include: {name}` in one, or delete the file.", name=path.stem)
            report.warn(where, tr("No script includes this file, so its steps are not checked."), cure)
    return report
