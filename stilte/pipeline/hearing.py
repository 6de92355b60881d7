"""A routine as it stands, ready to be heard from any line: spoken and laid out, not encoded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stilte.errors import InputError, Problem
from stilte.pipeline.job import Job
from stilte.pipeline.scripts import read_scripts, surroundings
from stilte.pipeline.speaking import Casting, speak_routine
from stilte.pipeline.stamps import read_stamp
from stilte.pipeline.track import laid_out
from stilte.pipeline.variants import variants
from stilte.project import find_scripts
from stilte.script.shelf import ESPEAK

if TYPE_CHECKING:
    from pathlib import Path

    from stilte.pipeline.scripts import Surroundings
    from stilte.project import Project
    from stilte.script.routine import Routine
    from stilte.script.timeline import Timeline
    from stilte.sound.master import Master

_RUN_UP_S = 0.5


def heard_from(project: Project, script: str, line: int | None, *, draft: bool) -> tuple[Master, int]:
    """Return the first track of a script, and the frame where a line of it begins.

    Only lines that were never spoken take time. Raises `StilteError` where it cannot be read or spoken.
    """
    around = surroundings(project)
    (read,) = read_scripts(find_scripts(project, [script]), around)
    if read.routine is None:
        raise InputError(*read.problems)
    timeline, signal = _laid_out(project, around, read.path, read.routine, draft=draft)
    return signal, _frame_of_line(timeline, read.routine.script, line)


def _laid_out(
    project: Project, around: Surroundings, path: Path, routine: Routine, *, draft: bool
) -> tuple[Timeline, Master]:
    stamp = read_stamp(project, path)
    casting = Casting(stamp.voices if stamp else {}, only=ESPEAK if draft else None)
    spoken = speak_routine(project, around, routine, casting)
    job = Job(project, routine, variants(routine)[0], spoken.takes, (), around.beds, fingerprint="")
    return laid_out(job)


def _frame_of_line(timeline: Timeline, script: str, line: int | None) -> int:
    """Return where the first thing on or after a line of the script begins, half a second before it.

    Raises `InputError` where nothing stands from that line on.
    """
    if line is None:
        return 0
    starts = [
        event.start_frame
        for event in (*timeline.events, *timeline.spans)
        if event.where.file == script and event.where.line >= line
    ]
    if not starts:
        problem = Problem(None, f"Nothing is heard from line {line} of {script} on.", "Name an earlier line.")
        raise InputError(problem)
    return max(min(starts) - round(_RUN_UP_S * timeline.rate_hz), 0)
