"""Chapters as players get them."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from stilte.release.chapters import chapters_json, marked

if TYPE_CHECKING:
    from stilte.release.track import Track


def test_chapters_stand_at_their_written_marks(track: Track) -> None:
    """A player that lands late cuts no word."""
    data = json.loads(chapters_json(track))
    assert data["version"] == "1.2.0"
    assert data["chapters"] == [
        {"startTime": 0.0, "title": "Aankomen"},
        {"startTime": 23.5, "title": "Ademen & <zijn>"},
        {"startTime": 99.5, "title": "Blijven"},
    ]


def test_a_track_without_chapters_has_an_empty_list(track: Track) -> None:
    """No chapter is invented."""
    bare = replace(track, timeline=replace(track.timeline, marks=()))
    assert marked(bare) == ()
    assert json.loads(chapters_json(bare))["chapters"] == []
