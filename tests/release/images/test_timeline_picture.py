"""The picture of a track."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lxml import etree

from stilte.errors import Where
from stilte.release.images.timeline_picture import picture
from stilte.script.line import Utterance
from stilte.script.timeline import BreathPhase, Speech

if TYPE_CHECKING:
    from stilte.release.track import Track
    from stilte.script.durations import Phase
    from stilte.script.timeline import Event

SVG = "{http://www.w3.org/2000/svg}"


def test_the_picture_is_whole_and_told_in_words(track: Track) -> None:
    """It is well-formed whatever a title holds, and asks nothing of the network."""
    drawn = etree.fromstring(picture(track).encode())
    assert drawn.findtext(f"{SVG}title") == "Tijdlijn: Rust & <ruimte>"
    assert drawn.findtext(f"{SVG}desc") == "2:50; 0:00 Aankomen; 0:24 Ademen & <zijn>; 1:40 Blijven"
    assert "http" not in picture(track).replace("http://www.w3.org/2000/svg", "")


def test_each_thing_that_sounds_is_drawn_where_it_is(track: Track) -> None:
    """The first line begins 6 s into 170 s: at 24 + 6/170 of 752 pixels, and its round cap 3 px on."""
    drawn = picture(track)
    assert 'class="line" d="M53.5 240h7.3M' in drawn
    for kind in ("hill", "cue", "count", "moon", "water", "hold"):
        assert f'class="{kind}"' in drawn


def test_what_is_not_there_is_not_in_the_legend(track: Track) -> None:
    """A track that only speaks shows a voice and nothing else."""
    speech = tuple(event for event in track.timeline.events if isinstance(event, Speech))
    bare = replace(track, timeline=replace(track.timeline, events=speech, beds=(), spans=()))
    drawn = picture(bare)
    assert ">stem<" in drawn
    assert not any(f">{word}<" in drawn for word in ("adem", "bel", "muziek", "houding"))


def test_two_hours_of_everything_stay_small(track: Track) -> None:
    """3,600 short breaths with as many lines and chapters give less than 300 kB."""
    where, words = Where("scripts/lang.yaml", 1), Utterance(("Adem in, en adem weer uit",), "rustig", "nl")
    events: list[Event] = []
    for second in range(0, 7200, 2):
        phase: Phase = "in" if second % 4 == 0 else "out"
        events.append(BreathPhase(second * 1000, 2000, 2000, phase, 1, 1, "none", 0.0, where))
        events.append(Speech(second * 1000, 900, words, "line", 0.0, levelled=False, where=where))
    long = replace(track.timeline, events=tuple(events), length_frames=7_200_000)
    assert len(picture(replace(track, timeline=long))) < 300_000
