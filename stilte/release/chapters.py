"""Chapters for players, each starting a little before its first word."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stilte.release.track import Track


_ESCAPED = re.compile(r"([=;#\\\n])")
_BEHIND = r"\\\1"


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


def ffmetadata(track: Track) -> str:
    r"""Return the chapters as ffmpeg reads them, for formats that do not store chapters in a tag.

    Source: ffmpeg's documentation of its metadata format; `= ; # \` and line ends are escaped.
    """
    parts = [
        f"[CHAPTER]\nTIMEBASE=1/1000\nSTART={chapter.start_ms}\nEND={chapter.end_ms}\n"
        f"title={_ESCAPED.sub(_BEHIND, chapter.title)}\n"
        for chapter in marked(track)
    ]
    return "".join([";FFMETADATA1\n", *parts])


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
