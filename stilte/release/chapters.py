"""Chapters for players: where they are told to jump to, a little before the first word."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stilte.release.track import Track


@dataclass(frozen=True, slots=True)
class Marked:
    """A chapter as players get it: milliseconds from the first sample, the end being the next one's start."""

    start_ms: int
    end_ms: int
    title: str


def marked(track: Track) -> tuple[Marked, ...]:
    """Return the chapters in order of time, at their written marks."""
    rate, length = track.timeline.rate_hz, track.timeline.length_frames
    marks = sorted(track.timeline.marks, key=lambda mark: mark.written_frame)
    starts = [round(mark.written_frame * 1000 / rate) for mark in marks]
    ends = [*starts[1:], round(length * 1000 / rate)] if starts else []
    return tuple(Marked(*each) for each in zip(starts, ends, (m.title for m in marks), strict=True))


def chapters_json(track: Track) -> str:
    """Return the chapters as Podcasting 2.0 wants them (JSON chapters 1.2.0)."""
    data = {
        "version": "1.2.0",
        "title": track.routine.title,
        "author": track.author,
        "podcastName": track.show.title,
        "chapters": [
            {"startTime": chapter.start_ms / 1000, "title": chapter.title} for chapter in marked(track)
        ],
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"
