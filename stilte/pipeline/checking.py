"""`check` and `plan`: everything read and laid out, without a sound."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from stilte.errors import InputError, Problem
from stilte.pipeline.lengths import known_lengths
from stilte.pipeline.scripts import Surroundings, read_scripts
from stilte.pipeline.variants import Variant, variants
from stilte.project import slugs_beside
from stilte.reader.source import where_of
from stilte.script.arrange import arrange
from stilte.script.fit import LengthMissed
from stilte.script.heard import refuse_nothing
from stilte.script.lint import lint, missed_length

if TYPE_CHECKING:
    from collections.abc import Collection
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
class Checked:
    """A script with all that is to be said of it."""

    path: Path
    routine: Routine | None
    plans: tuple[Planned, ...] = ()
    errors: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()


def check_scripts(project: Project, around: Surroundings, paths: Collection[Path]) -> tuple[Checked, ...]:
    """Read and lay out scripts; problems are returned, not raised."""
    checked = []
    unlicensed = around.unlicensed  # asked once: it opens every file in `music/`
    for read in read_scripts(paths, around, slugs_beside(project, paths)):
        if read.routine is None:
            checked.append(Checked(read.path, None, errors=read.problems, warnings=read.warnings))
        else:
            checked.append(_checked(project, around, read.path, read.routine, unlicensed))
    return tuple(checked)


def _checked(
    project: Project, around: Surroundings, path: Path, routine: Routine, unlicensed: frozenset[str]
) -> Checked:
    plans: list[Planned] = []
    errors: list[Problem] = []
    warnings = dict.fromkeys(routine.warnings)
    for variant in variants(routine):
        try:
            planned = plan(project, around, routine, variant)
            refuse_nothing(planned.timeline, routine.script)
        except LengthMissed as missed:
            planned = plan(project, around, routine, replace(variant, asked_s=None))
            if planned.estimated:
                warnings |= dict.fromkeys(missed_length(missed))
            else:
                errors += missed.problems
        except InputError as error:
            errors += error.problems
            continue
        plans.append(planned)
        warnings |= dict.fromkeys(_lint(around, routine, planned, unlicensed))
    wrong, odd = picture_problems(project, routine.image, routine.script)
    return Checked(
        path, routine, tuple(plans), (*errors, *wrong), (*warnings, *odd, *cover_problems(project, routine))
    )


def picture_problems(
    project: Project, image: str | None, file: str
) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
    """Return what keeps a picture of the author from being used, and what directories hold against it."""
    if not image:
        return (), ()
    from stilte.release.artwork import artwork_problems  # noqa: PLC0415 (opens Pillow)

    try:
        return (), artwork_problems(project.root, image, where_of(project.root, file, "image"))
    except InputError as error:
        return error.problems, ()


def cover_problems(project: Project, routine: Routine) -> tuple[Problem, ...]:
    """Return what the cover that is drawn for a routine cannot write."""
    if routine.image or not any(ord(letter) > _LATIN for letter in routine.title if letter.isalpha()):
        return ()
    from stilte.release.artwork import title_problems  # noqa: PLC0415 (opens Pillow)

    return title_problems(routine.title, where_of(project.root, routine.script, "title"))


def plan(project: Project, around: Surroundings, routine: Routine, variant: Variant) -> Planned:
    """Lay out one track with the takes that are there, and estimates for the rest."""
    rate_hz = routine.rate_hz or project.build.rate_hz
    lengths = known_lengths(project, around, routine, rate_hz)
    timeline = arrange(routine, lengths, rate_hz, variant.asked_s)
    return Planned(variant, timeline, estimated=not lengths.complete)


def _lint(
    around: Surroundings, routine: Routine, planned: Planned, unlicensed: frozenset[str]
) -> tuple[Problem, ...]:
    found = lint(
        routine,
        planned.timeline,
        spoken=not planned.estimated,
        voice_languages=around.shelf.voices,
        unlicensed=unlicensed,
    )
    heard = dict.fromkeys(change.bed for change in planned.timeline.beds if change.bed)
    beds = [around.beds[name] for name in heard if name in around.beds and name not in unlicensed]
    return (*found, *(warning for bed in beds for warning in bed.warnings))
