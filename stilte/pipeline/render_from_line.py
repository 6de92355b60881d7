"""Rendering a routine from any of its lines on, for `play`: spoken and laid out, but not encoded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from stilte.errors import InputError, Problem
from stilte.messages import tr
from stilte.pipeline.job import Job
from stilte.pipeline.scripts import project_context, read_scripts
from stilte.pipeline.speaking import VoiceChoice, speak_routine
from stilte.pipeline.stamps import read_stamp
from stilte.pipeline.track import lay_out_track
from stilte.pipeline.variants import variants
from stilte.project import find_scripts
from stilte.script.environment import ESPEAK

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from stilte.pipeline.scripts import ProjectContext
    from stilte.project import Project
    from stilte.script.routine import Routine
    from stilte.script.timeline import Timeline
    from stilte.sound.mix.master import Master, Quick

# Playback starts a little before the line, so that its beginning is not missed.
_RUN_UP_S = 0.5


def render_from(project: Project, script: str, line: int | None, *, draft: bool) -> tuple[Master, int]:
    """Return the first track of a script, and the frame where a line of it begins.

    Only lines that were never spoken take time. Raises `StilteError` where it cannot be read or spoken.
    """
    context = project_context(project)
    (read,) = read_scripts(find_scripts(project, [script]), context)
    if read.routine is None:
        raise InputError(*read.problems)
    laid_out = lay_out(project, context, read.path, read.routine, draft=draft)
    return laid_out.signal, _frame_of_line(laid_out.timeline, read.routine.script, line)


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A track that can be rendered from any frame on: of `routine`, its first."""

    routine: Routine
    timeline: Timeline
    signal: Master

    def start_of(self, first_line: int, last_line: int) -> int:
        """Return the frame where what stands on some lines is first heard.

        Where nothing of them is heard by itself, it is what follows. Raises `InputError` where nothing does.
        """
        script = self.routine.script
        starts = [
            event.start_frame
            for event in (*self.timeline.events, *self.timeline.spans)
            if event.where.file == script and first_line <= event.where.line <= last_line
        ]
        if starts:
            return min(starts)
        return _frame_of_line(self.timeline, script, first_line)


def lay_out(
    project: Project,
    context: ProjectContext,
    path: Path,
    routine: Routine,
    *,
    draft: bool = False,
    progress: Callable[[int, int, str], None] | None = None,
    quick: Quick | None = None,
) -> LaidOut:
    """Speak what was never spoken of a script at `path`, and lay out its first track.

    `progress` is told how many lines are ready. Raises `StilteError` where it cannot be spoken.
    """
    stamp = read_stamp(project, path)
    voice_choice = VoiceChoice(stamp.voices if stamp else {}, only=ESPEAK if draft else None)
    spoken = speak_routine(project, context, routine, voice_choice, progress)
    first = variants(routine)[0]
    job = Job(project, first.of(routine), first, spoken.takes, (), context.beds, fingerprint="")
    return LaidOut(first.of(routine), *lay_out_track(job, quick=quick))


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
        problem = Problem(
            None,
            tr("There is nothing to hear from line {line} of {script} onwards.", line=line, script=script),
            tr("Name an earlier line."),
        )
        raise InputError(problem)
    return max(min(starts) - round(_RUN_UP_S * timeline.rate_hz), 0)
