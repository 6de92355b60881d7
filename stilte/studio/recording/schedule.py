"""The script as it is read aloud in one go: before each line its quiet, and the breaths in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from stilte.pipeline.known_lengths import known_lengths
from stilte.pipeline.variants import variants
from stilte.script.arrange import arrange
from stilte.script.timeline import BreathPhase, Speech
from stilte.speech.engines.recorded import file_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stilte.script.timeline import Timeline
    from stilte.studio.recording.sheet import Sheet


def schedule_json(sheet: Sheet) -> list[dict[str, Any]]:
    """Return the lines in the order of the track, each once, with the quiet and the breaths before it."""
    around, routine = sheet.around, sheet.routine
    first = variants(routine)[0]
    heard = first.of(routine)
    rate_hz = heard.rate_hz or around.project.build.rate_hz
    lengths = known_lengths(around.project, around.context, heard, rate_hz)
    timeline = arrange(heard, lengths, rate_hz, first.asked_s)
    wanted = {file_name(line) for line in sheet.lines}
    found: dict[str, dict[str, Any]] = {}
    for file, row in _rows(timeline):
        if file in wanted:
            found.setdefault(file, row)
    return list(found.values())


def _rows(timeline: Timeline) -> Iterator[tuple[str, dict[str, Any]]]:
    phases = [event for event in timeline.events if isinstance(event, BreathPhase)]
    before, rate_hz = 0, timeline.rate_hz
    for event in timeline.events:
        if not isinstance(event, Speech):
            continue
        at, file = event.start_frame, file_name(event.text)
        parts = [
            (one, max(one.start_frame, before), min(one.start_frame + one.length_frames, at))
            for one in phases
        ]
        breaths = [
            {"phase": one.phase, "length_s": round((end - start) / rate_hz, 3)}
            for one, start, end in parts
            if start < end
        ]
        quiet_s = round(max(at - before, 0) / rate_hz, 3)
        yield file, {"file": file, "quiet_s": quiet_s, "breaths": breaths}
        before = max(before, at + event.length_frames)
