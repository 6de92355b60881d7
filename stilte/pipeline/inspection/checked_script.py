"""Checking one script: it is read and laid out, and its problems are collected, without making a sound."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from stilte.errors import InputError, Problem
from stilte.messages import tr
from stilte.pipeline.inspection.kept_checks import KeptCheck
from stilte.pipeline.inspection.script_summary import summary_of
from stilte.pipeline.inspection.spoken_text import lost_signs
from stilte.pipeline.known_lengths import known_lengths
from stilte.pipeline.scripts import read_script
from stilte.pipeline.sound_file_checks import recording_findings
from stilte.pipeline.variants import variants
from stilte.reader.source import shown, where_of
from stilte.release.tags.id3 import MOST_CHAPTERS
from stilte.script.arrange import arrange
from stilte.script.layout.fit import LengthMissed
from stilte.script.lint import lint, missed_length
from stilte.script.timeline import refuse_nothing

if TYPE_CHECKING:
    from pathlib import Path

    from stilte.pipeline.inspection.kept_checks import KeptChecks
    from stilte.pipeline.inspection.script_summary import ScriptSummary, TrackSummary
    from stilte.pipeline.scripts import ProjectContext
    from stilte.pipeline.variants import Variant
    from stilte.project import Project
    from stilte.script.routine import Routine
    from stilte.script.timeline import Timeline
    from stilte.store import Store

_LATIN = 0x24F  # the last letter of which our font is known to have (nearly) all before it


@dataclass(frozen=True, slots=True)
class Planned:
    """One track of a routine laid out; `estimated` while not every line has been spoken."""

    variant: Variant
    timeline: Timeline
    estimated: bool


@dataclass(frozen=True, slots=True)
class Checked:
    """A script with its plans, errors and warnings; `script` is its path seen from the project.

    Of one that could be read there is a `summary`; where only that was asked for, neither routine nor plans.
    """

    path: Path
    script: str
    routine: Routine | None
    plans: tuple[Planned, ...] = ()
    errors: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    summary: ScriptSummary | None = None

    @property
    def tracks(self) -> tuple[TrackSummary, ...]:
        """Return the tracks that were laid out."""
        return self.summary.tracks if self.summary else ()


@dataclass(frozen=True, slots=True)
class ScriptChecker:
    """Checks scripts one by one; `unlicensed` are beds and sounds without a licence.

    What is `kept` of earlier checks is taken from there; then only summaries are returned.
    """

    project: Project
    context: ProjectContext
    unlicensed: frozenset[str]
    kept: KeptChecks | None = None

    def check(self, path: Path, loaded: Routine | None = None) -> Checked:
        """Return what is to be said of a script, or of a routine that is loaded already."""
        return self.known(path) or self.check_anew(path, loaded)

    def known(self, path: Path) -> Checked | None:
        """Return what an earlier check told of a script, if that is kept and holds."""
        found = self.kept and self.kept.find(path)
        if not found:
            return None
        script = path.relative_to(self.project.root).as_posix()
        return Checked(path, script, None, warnings=found.warnings, summary=found.summary)

    def check_anew(self, path: Path, loaded: Routine | None = None) -> Checked:
        """Check a script whatever an earlier check told of it, and keep what is told now."""
        if self.kept is None:
            return self._fresh(path, loaded, None)
        takes = self.kept.takes()
        one = self._fresh(path, loaded, takes)
        if one.routine and one.summary and not one.errors:
            self.kept.keep(path, one.routine, KeptCheck(one.summary, one.warnings), takes)
        return replace(one, routine=None, plans=())

    def _fresh(self, path: Path, loaded: Routine | None, takes: Store | None) -> Checked:
        read = read_script(path, self.context, loaded)
        if read.routine is not None:
            return self._laid_out(path, read.routine, takes)
        script = shown(path, self.project.root)
        return Checked(path, script, None, errors=read.problems, warnings=read.warnings)

    def _laid_out(self, path: Path, routine: Routine, takes: Store | None) -> Checked:
        plans: list[Planned] = []
        errors: list[Problem] = []
        warnings = dict.fromkeys((*routine.warnings, *lost_signs(routine)))
        for variant in variants(routine):
            try:
                planned = plan(self.project, self.context, routine, variant, takes)
                refuse_nothing(planned.timeline, routine.script)
            except LengthMissed as missed:
                planned = plan(self.project, self.context, routine, replace(variant, asked_s=None), takes)
                if planned.estimated:
                    warnings |= dict.fromkeys(missed_length(missed))
                else:
                    errors += missed.problems
            except InputError as error:
                errors += error.problems
                continue
            plans.append(planned)
            warnings |= dict.fromkeys(_lint(self.context, variant.of(routine), planned, self.unlicensed))
        for track in routine.tracks or (routine,):
            wrong, odd = picture_problems(self.project, track.image, track.script)
            own = recording_findings(self.project, self.context, track)
            errors += (*wrong, *own.errors)
            warnings |= dict.fromkeys((*odd, *own.warnings, *cover_problems(self.project, track)))
        summary = summary_of(routine, ((one.variant.slug, one.timeline, one.estimated) for one in plans))
        told = tuple(dict.fromkeys(errors))
        return Checked(path, routine.script, routine, tuple(plans), told, tuple(warnings), summary)


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


def cover_problems(project: Project, routine: Routine) -> tuple[Problem, ...]:
    """Return what the cover that is drawn for a routine cannot write."""
    if routine.image or not any(ord(letter) > _LATIN for letter in routine.title if letter.isalpha()):
        return ()
    from stilte.release.images.artwork import title_problems  # noqa: PLC0415 (opens Pillow)

    return title_problems(routine.title, where_of(project.root, routine.script, "title"))


def plan(
    project: Project, context: ProjectContext, routine: Routine, variant: Variant, takes: Store | None = None
) -> Planned:
    """Lay out one track with the takes that are there, and estimates for the rest."""
    heard = variant.of(routine)
    rate_hz = heard.rate_hz or project.build.rate_hz
    lengths = known_lengths(project, context, heard, rate_hz, takes)
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
