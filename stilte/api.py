"""The package from Python: open a project, load a routine, check it, plan it, build its tracks.

    import stilte

    project = stilte.open_project("my-podcast")
    for track in stilte.build(project):
        print(track.path, track.length_s)

Nothing here prints or asks. What an author wrote wrongly is an `InputError`, what cannot be made a
`BuildError`; both hold every problem with file and line. A script is given in any of these forms: a `Path`
or the name of a file, a slug of the project, the text of a script, or a `Routine` that was loaded before.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stilte.errors import BuildError, InputError, Problem, not_found
from stilte.messages import SOURCE, in_language, tr
from stilte.pipeline.options import Listener, Options, SilentListener
from stilte.project import FORMATS, Project, read_project
from stilte.project import open_project as _open_project
from stilte.reader import Report
from stilte.script.plan import Row, plan_json, plan_text, rows
from stilte.script.routine import Routine

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stilte.pipeline.inspection.checked_script import Checked
    from stilte.pipeline.results import Result, Status
    from stilte.pipeline.scripts import ProjectContext
    from stilte.pipeline.variants import Variant
    from stilte.script.timeline import Timeline

Script = Path | str | Routine
"""The path or name of a file, a slug, a text with `key: value` lines, or a loaded routine."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A track laid out: `estimated` while not every line of it has been spoken."""

    routine: Routine
    slug: str
    timeline: Timeline
    estimated: bool

    @property
    def length_s(self) -> float:
        """Return the length of the track in seconds."""
        return self.timeline.length_frames / self.timeline.rate_hz

    @property
    def rows(self) -> tuple[Row, ...]:
        """Return everything in the track in order of start, as `stilte plan` prints it; words in English."""
        with in_language(SOURCE):
            found = rows(self.timeline, self.routine)
            return tuple(replace(row, kind=str(row.kind), text=str(row.text)) for row in found)

    def data(self) -> dict[str, Any]:
        """Return the plan as plain values for JSON, times in seconds."""
        return {**plan_json(self.timeline, self.routine), "slug": self.slug}

    def __str__(self) -> str:
        return plan_text(self.timeline, self.routine)


@dataclass(frozen=True, slots=True)
class Check:
    """What `check` found: of each script in `scripts`, and in all in `errors` and `warnings`."""

    scripts: tuple[Checked, ...]
    errors: tuple[Problem, ...]
    warnings: tuple[Problem, ...]

    @property
    def ok(self) -> bool:
        """Tell whether nothing keeps the scripts from being built."""
        return not self.errors


@dataclass(frozen=True, slots=True)
class Track:
    """A track that was built, was up to date, or failed; `path` is its MP3, None where there is none.

    `reason` says why it was built anew, `notes` which voice speaks and what differs from the last version.
    """

    script: str
    slug: str
    status: Status
    path: Path | None
    length_s: float | None
    reason: str = ""
    draft: bool = False
    notes: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def open_project(folder: str | Path = ".") -> Project:
    """Open a folder with `scripts/`, `voices/`, `music/` and a `podcast.yaml`, all of them optional.

    Raises `InputError` where there is no such folder, or with all that is wrong in its `podcast.yaml`.
    """
    return _open_project(_folder(folder))


def load(script: Script, project: Project | None = None) -> Routine:
    """Return the routine of a file, a slug or a text.

    Without a project the nearest one is used: from the file's folder upwards, for a text from the current
    folder; where there is none, only what is built in is known. Raises `InputError` with every problem.
    """
    from stilte.pipeline.given_scripts import load_given, project_of  # noqa: PLC0415

    project = project or project_of(script)
    return load_given(script, project, _context(project).environment)


def plan(
    script: Script,
    project: Project | None = None,
    *,
    length_s: float | None = None,
    track: str | None = None,
) -> Plan:
    """Lay out one track of a script: its first, the one with the slug `track`, or one of `length_s`.

    Takes that were spoken before are measured, other lines estimated. Raises `InputError`, also where the
    length cannot be reached or there is no such track.
    """
    from stilte.pipeline.given_scripts import load_given, project_of  # noqa: PLC0415
    from stilte.pipeline.inspection.checked_script import plan as lay_out  # noqa: PLC0415
    from stilte.pipeline.scripts import problems_of  # noqa: PLC0415
    from stilte.pipeline.variants import variants  # noqa: PLC0415

    project = project or project_of(script)
    context = _context(project)
    routine = load_given(script, project, context.environment)
    if wrong := problems_of(routine, context):
        raise InputError(*wrong)
    variant = _choose(variants(routine), length_s, track)
    planned = lay_out(project, context, routine, variant)
    return Plan(variant.of(routine), variant.slug, planned.timeline, planned.estimated)


def _choose(tracks: tuple[Variant, ...], length_s: float | None, slug: str | None) -> Variant:
    """Return the track of a script that is asked for, or its first; any length may be asked for."""
    named = {one.slug: one for one in tracks}
    if slug is not None and slug not in named:
        missing = tr("This script makes no track '{slug}'.", slug=slug)
        raise InputError(Problem(None, *not_found(missing, slug, named)))
    first = tracks[0] if slug is None else named[slug]
    if length_s is None:
        return first
    known = {one.asked_s: one for one in tracks if one.track is first.track}
    return known.get(length_s, replace(first, slug=first.variant_of or first.slug, asked_s=length_s))


def check(project: Project | str | Path = ".", scripts: Script | Iterable[Script] | None = None) -> Check:
    """Find every problem of a project, or only of some scripts, and lay out what can be; make no sound.

    What is wrong is returned, not raised; only a `podcast.yaml` in which nothing can be read, a folder or a
    script that is not there raises `InputError`.
    """
    from stilte.pipeline.checking import check_project  # noqa: PLC0415
    from stilte.pipeline.given_scripts import resolve_scripts  # noqa: PLC0415

    report = Report()
    project = project if isinstance(project, Project) else read_project(_folder(project), report)
    context = _context(project)
    given = resolve_scripts(scripts, project, context.environment)
    found = check_project(project, context, given.paths, given.routines, everything=scripts is None)
    errors = [report.errors, found.errors, *(one.errors for one in found.scripts)]
    errors += [error.problems for error in given.failed]
    warnings = [report.warnings, found.warnings, *(one.warnings for one in found.scripts)]
    warnings += [error.warnings for error in given.failed]
    return Check(found.scripts, tuple(_distinct(errors)), tuple(_distinct(warnings)))


def build(
    project: Project | str | Path = ".",
    scripts: Script | Iterable[Script] | None = None,
    *,
    force: bool = False,
    voice: str | None = None,
    draft: bool = False,
    jobs: int | None = None,
    formats: tuple[str, ...] = (),
    stems: bool = False,
    clips: bool = False,
    on: str | None = None,
    listener: Listener | None = None,
    strict: bool = True,
) -> tuple[Track, ...]:
    """Build every track that is not up to date, of all scripts or of some, into the project's `output/`.

    The other arguments are the options of the command `build`; `jobs` is how many cores are used. Tracks are
    made in this process, one after another, or `on` the machines of a Dask scheduler at that address; one
    that fails does not stop the others. When all are done,
    `InputError` (something is written wrongly) or `BuildError` is raised with the problems of those that
    failed; with `strict=False` they are returned, with the status "failed". A text that cannot be loaded
    raises `InputError` before anything is built.
    """
    from stilte.pipeline.build import build as make  # noqa: PLC0415
    from stilte.pipeline.given_scripts import resolve_scripts  # noqa: PLC0415

    project = project if isinstance(project, Project) else open_project(project)
    context = _context(project)
    for kind, names, known in (("voice", (voice,), context.voices), ("format", formats, FORMATS)):
        _refuse_unknown(kind, names, known)
    if jobs is not None and jobs < 1:
        message = tr("'{text}' is not a number of jobs.", text=str(jobs))
        raise InputError(Problem(None, message, tr("Write a number from 1.")))
    given = resolve_scripts(scripts, project, context.environment)
    if given.failed:
        raise InputError(*_distinct([error.problems for error in given.failed]))
    options = Options(force, voice, draft, jobs, formats, stems, clips, in_process=True, on=on)
    results = make(project, tuple(given.paths), options, listener or SilentListener(), given.routines)
    if strict:
        _raise_failures(results)
    return tuple(_track(result, project) for result in results)


def _context(project: Project) -> ProjectContext:
    from stilte.pipeline.scripts import project_context  # noqa: PLC0415

    return project_context(project)


def _folder(folder: str | Path) -> Path:
    """Return a project's folder; raises `InputError` where it is not there."""
    root = Path(folder).resolve()
    if not root.is_dir():
        message = tr("There is no folder {folder}.", folder=folder)
        raise InputError(Problem(None, message, tr("Name the folder of the project.")))
    return root


def _distinct(groups: Iterable[Iterable[Problem]]) -> Iterable[Problem]:
    return dict.fromkeys(problem for group in groups for problem in group)


def _refuse_unknown(kind: str, names: Iterable[str | None], known: Iterable[str]) -> None:
    for name in names:
        if name is not None and name not in known:
            raise InputError(Problem(None, *not_found(kind, name, known)))


def _raise_failures(results: tuple[Result, ...]) -> None:
    failed = [result for result in results if result.status == "failed"]
    if failed:
        is_input = all(result.exit_code == InputError.exit_code for result in failed)
        kind = InputError if is_input else BuildError
        raise kind(*_distinct([result.problems for result in failed]))


def _track(result: Result, project: Project) -> Track:
    return Track(
        script=result.script,
        slug=result.slug,
        status=result.status,
        path=project.root / result.path if result.path else None,
        length_s=result.length_s,
        reason=str(result.reason),
        draft=result.draft,
        notes=tuple(map(str, result.notes)),
        problems=result.problems,
    )
