"""Places on the timeline that a plan does not show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from stilte.script.arrange import arrange
from stilte.script.timeline import BedChange, BreathPhase, Overrun, Speech
from tests.script.known import RATE_HZ, Known

if TYPE_CHECKING:
    from stilte.script.timeline import Timeline
    from tests.script.conftest import Desk

HEAD = "title: Proef\nlanguage: nl\nvoice: rustig\n"


def _arranged(desk: Desk, text: str, takes: Any = None, rate_hz: int = RATE_HZ) -> Timeline:
    return arrange(desk.load(HEAD + text), Known(takes or {}), rate_hz)


def test_a_mark_is_written_half_a_second_early_within_the_quiet_before_it(desk: Desk) -> None:
    """Players are told 0.5 s early, less where there is less quiet; the first chapter begins at 0."""
    text = """steps:
  - Een.
  - chapter: Eerste
  - Twee. <3s>
  - chapter: Na drie seconden
  - Drie. <0.2s>
  - chapter: Na een vijfde
  - breathe: 1
  - chapter: Zonder stilte
  - bell: 1
  - chapter: Na een slag
  - Vier.
"""
    marks = _arranged(desk, text).marks
    early = [(mark.title, mark.start_frame - mark.written_frame) for mark in marks]
    assert early == [
        ("Eerste", 0),
        ("Na drie seconden", 500),
        ("Na een vijfde", 200),
        ("Zonder stilte", 0),
        ("Na een slag", 500),
    ]
    assert marks[0].start_frame == 0


def test_a_chapter_before_anything_heard_begins_at_zero(desk: Desk) -> None:
    """The opening edge belongs to the first chapter; one right after it cannot begin before it."""
    first, second = _arranged(desk, "steps:\n  - chapter: A\n  - chapter: B\n  - Een.\n").marks
    assert (first.start_frame, first.written_frame) == (0, 0)
    assert (second.start_frame, second.written_frame) == (2000, 1500)


@pytest.mark.parametrize(
    ("steps", "marks"),
    [
        ("  - Welkom hier. <9s>\n  - chapter: A\n  - Een.\n", [("Proef", 0), ("A", 11_500)]),
        ("  - Welkom hier. <9s>\n  - chapter: proef\n  - Een.\n", [("Welkom", 0), ("proef", 11_500)]),
        ("  - Dag. <1s>\n  - chapter: A\n  - Een.\n", [("A", 0)]),
        ("  - bell: 1\n  - pause: 60\n  - chapter: A\n  - Een.\n", [("A", 0)]),
        ("  - breathe: 2\n  - chapter: A\n  - Een.\n", [("Proef", 0), ("A", 22_000)]),
        ("  - Welkom hier. <9s>\n  - Een.\n", []),
    ],
    ids=["lines", "the same title", "over in a moment", "a bell alone", "breaths", "no chapters"],
)
def test_lines_before_the_first_chapter_are_a_chapter_of_their_own(
    desk: Desk, steps: str, marks: list[tuple[str, int]]
) -> None:
    """Who chooses the first chapter hears no introduction; what is over in 5 s stays with the chapter."""
    found = _arranged(desk, f"steps:\n{steps}").marks
    assert [(mark.title, mark.start_frame) for mark in found] == marks


def test_phases_start_on_the_sample(desk: Desk) -> None:
    """At 44100 Hz every phase of `coherent` lasts 242550 samples, one after another, cues on the first."""
    text = "steps:\n  - breathe: 3\n    breath: coherent\n    say: {in: In, out: Uit}\n"
    timeline = _arranged(desk, text, rate_hz=44100)
    phases = [event for event in timeline.events if isinstance(event, BreathPhase)]
    assert [event.start_frame for event in phases] == [88200 + 242550 * n for n in range(6)]
    cues = [event for event in timeline.events if isinstance(event, Speech)]
    assert [event.start_frame for event in cues] == [event.start_frame for event in phases]
    assert [(cue.phase, cue.cycle) for cue in cues][:3] == [("in", 1), ("out", 1), ("in", 2)]


def test_an_overrun_is_told_with_who_and_by_how_much(desk: Desk) -> None:
    """A cue over its phase, a line over its hold and a round over its beat are each told once a time."""
    text = """steps:
  - breathe: 1
    breath: 0.5-4
    say: {in: Adem langzaam in}
  - hold: 1
    say: Blijf hier nog even staan.
  - repeat: 1
    every: 1
    steps:
      - Een twee drie vier vijf zes.
"""
    timeline = _arranged(desk, text, {"Adem langzaam in": 3000})
    told = [(one.holder, one.voice, one.written_frames, one.needed_frames) for one in timeline.overruns]
    assert told == [
        ("in-breath", "Adem langzaam in", 500, 3000),
        ("hold", "Blijf hier nog even staan.", 1000, 1250),
        ("round", "", 1000, 1500),
    ]
    assert isinstance(timeline.overruns[0], Overrun)
    assert timeline.overruns[0].where.line == 7


def test_edges_are_longer_where_a_bed_fades(desk: Desk) -> None:
    """2 and 4 s without a bed, 6 and 12 with one; each edge by the bed at that end; `lead` over all."""
    assert _arranged(desk, "steps: [Een.]\n").lead_frames == (2000, 4000)
    assert _arranged(desk, "music: bron\nsteps: [Een.]\n").lead_frames == (6000, 12000)
    ends = _arranged(desk, "music: bron\nsteps:\n  - Een.\n  - music: none\n")
    assert ends.lead_frames == (6000, 4000)
    begins = _arranged(desk, "steps:\n  - music: bron\n  - Een.\n")
    assert begins.lead_frames == (2000, 12000)
    assert _arranged(desk, "music: bron\nlead: [0, 1]\nsteps: [Een.]\n").lead_frames == (0, 1000)


def test_a_change_of_level_keeps_the_bed_and_a_new_bed_has_its_own_level(desk: Desk) -> None:
    """Changes take no time and run on under what follows."""
    text = """music: bron
steps:
  - Een.
  - music: -6
    over: 20
  - music: ocean
    over: 8
  - Twee.
"""
    assert _arranged(desk, text).beds == (
        BedChange(0, 0, "bron", 0.0),
        BedChange(10_250, 20_000, "bron", -6.0),
        BedChange(10_250, 8_000, "ocean", 0.0),
    )


def test_lines_with_a_level_are_marked(desk: Desk) -> None:
    """A line that carries a level, also in the round where it is 0 dB, does not count for loudness."""
    text = "steps:\n  - repeat: 2\n    steps:\n      - say: Zacht.\n        level: [0, -6]\n  - Gewoon.\n"
    spoken = [event for event in _arranged(desk, text).events if isinstance(event, Speech)]
    assert [(one.level_db, one.levelled) for one in spoken] == [(0.0, True), (-6.0, True), (0.0, False)]


def test_notes_are_kept_once_with_their_marks_filled_in(desk: Desk) -> None:
    """Notes of all rounds reach the show notes; the same words once."""
    text = "steps:\n  - repeat: 2\n    steps:\n      - note: Vaak.\n      - note: Ronde <n>.\n      - Een.\n"
    assert _arranged(desk, text).notes == ("Vaak.", "Ronde een.", "Ronde twee.")
