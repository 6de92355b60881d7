"""What each line of a routine has to fit into: the shortest breath phase or hold in which it is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stilte.errors import StilteError
from stilte.pipeline.known_lengths import known_lengths
from stilte.pipeline.variants import variants
from stilte.script.arrange import arrange
from stilte.script.timeline import BreathPhase, Speech
from stilte.speech.engines.recorded import file_name
from stilte.speech.recording_faults.room_for_line import RoomForLine

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stilte.pipeline.scripts import ProjectContext
    from stilte.project import Project
    from stilte.script.routine import Routine
    from stilte.script.timeline import Timeline


def rooms_of(project: Project, context: ProjectContext, routine: Routine) -> dict[str, RoomForLine]:
    """Return the room of lines by the name of their file; a line that may last as it likes has none."""
    rate_hz = routine.rate_hz or project.build.rate_hz
    lengths = known_lengths(project, context, routine, rate_hz)
    found: dict[str, RoomForLine] = {}
    for variant in variants(routine):
        try:
            timeline = arrange(variant.of(routine), lengths, rate_hz, variant.asked_s)
        except StilteError:  # a length that cannot be reached is told elsewhere
            continue
        for name, room in _rooms(timeline):
            if name not in found or room.length_s < found[name].length_s:
                found[name] = room
    return found


def _rooms(timeline: Timeline) -> Iterator[tuple[str, RoomForLine]]:
    phases = [event for event in timeline.events if isinstance(event, BreathPhase)]
    holds = [span for span in timeline.spans if span.kind == "hold" and span.written_frames]
    for event in timeline.events:
        if not isinstance(event, Speech):
            continue
        at, name = event.start_frame, file_name(event.text)
        if event.phase is not None:
            inside = [one for one in phases if one.start_frame <= at < one.start_frame + one.length_frames]
            for one in inside[-1:]:
                left = one.start_frame + one.written_frames - at
                yield name, RoomForLine(left / timeline.rate_hz, "breath")
        elif event.role != "count":
            around = [one for one in holds if one.start_frame <= at < one.start_frame + one.length_frames]
            for span in around[-1:]:
                left = span.start_frame + (span.written_frames or 0) - at
                yield name, RoomForLine(left / timeline.rate_hz, "hold")
