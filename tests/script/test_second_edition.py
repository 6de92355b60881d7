"""The ten additions of the second edition: their timelines and their laws."""

# ruff: noqa: E501 (a script is one row)

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stilte.script.arrange import arrange
from stilte.script.timeline import BreathPhase, Playing, Span, Speech, Strike
from stilte.script.utterances import utterances
from tests.script.known import RATE_HZ, Known

if TYPE_CHECKING:
    from stilte.script.timeline import Timeline
    from tests.script.conftest import Desk

HEAD = "title: Proef\nlanguage: nl\nlead: [0, 0]\nsteps:\n"
calm = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


def laid(desk: Desk, steps: str) -> Timeline:
    """Return the timeline of some steps."""
    return arrange(desk.load(HEAD + steps), Known(), RATE_HZ)


def starts_s(timeline: Timeline, kind: type, **wanted: object) -> list[float]:
    """Return where events of a kind begin, in seconds."""
    return [
        event.start_frame / RATE_HZ
        for event in timeline.events
        if isinstance(event, kind) and all(getattr(event, key) == value for key, value in wanted.items())
    ]


def spans_s(timeline: Timeline, kind: str) -> list[tuple[float, float]]:
    """Return the start and the end of the spans of a kind, in seconds."""
    found = [span for span in timeline.spans if isinstance(span, Span) and span.kind == kind]
    return [(s.start_frame / RATE_HZ, (s.start_frame + s.length_frames) / RATE_HZ) for s in found]


def test_a_hold_grows_from_the_first_round_to_the_last(desk: Desk) -> None:
    """The contract's own example: 60, 90 and 120 s."""
    timeline = laid(desk, "  - repeat: 3\n    steps:\n      - hold: [60, 120]\n      - bell: 1\n")
    assert spans_s(timeline, "hold") == [(0, 60), (60, 150), (150, 270)]


def test_a_breath_grows_over_its_own_breaths(desk: Desk) -> None:
    """The breaths of the contract's example begin at 0, 12, 28 and 48 s and end at 72 s."""
    timeline = laid(desk, "  - breathe: 4\n    breath: [3-3-3-3, 6-6-6-6]\n")
    assert starts_s(timeline, BreathPhase, phase="in") == [0, 12, 28, 48]
    assert timeline.length_frames == 72 * RATE_HZ


def test_a_breath_inside_a_growing_repeat_stands_still_within_its_round(desk: Desk) -> None:
    """What a repeat says goes over the rounds of that repeat, however deep it is used."""
    steps = "  - repeat: 3\n    breath: [2-2, 4-4]\n    steps:\n      - repeat: 2\n        steps:\n          - breathe: 2\n"
    assert laid(desk, steps).length_frames == (4 * 4 + 4 * 6 + 4 * 8) * RATE_HZ


@calm
@given(
    verb=st.sampled_from(["hold", "silence", "pause"]),
    rounds=st.integers(2, 12),
    first=st.integers(1, 90),
    last=st.integers(1, 90),
)
def test_the_rounds_of_a_growing_value_sum_to_what_it_says(
    desk: Desk, verb: str, rounds: int, first: int, last: int
) -> None:
    """Equal steps from first to last last as long as that many rounds of their mean, whatever is rounded."""
    steps = f"  - repeat: {rounds}\n    steps:\n      - {verb}: [{first}, {last}]\n"
    wanted = rounds * (first + last) / 2 * RATE_HZ
    assert abs(laid(desk, steps).length_frames - wanted) <= rounds


@calm
@given(rounds=st.integers(2, 12), first=st.integers(1, 12), last=st.integers(1, 12))
def test_the_cycles_of_a_growing_breath_sum_to_what_it_says(
    desk: Desk, rounds: int, first: int, last: int
) -> None:
    """So do breaths: each part within a frame."""
    steps = f"  - breathe: {rounds}\n    breath: [{first}-{first}, {last}-{last}]\n"
    assert abs(laid(desk, steps).length_frames - rounds * (first + last) * RATE_HZ) <= 2 * rounds


@calm
@given(level=st.lists(st.integers(-30, 0), min_size=2, max_size=2), rounds=st.integers(2, 6))
def test_a_level_on_a_repeat_is_that_of_each_line_in_its_round(
    desk: Desk, level: list[int], rounds: int
) -> None:
    """A level on a repeat says of every line inside what it would say on the line itself."""
    steps = "  - repeat: {n}\n{outer}    steps:\n      - {{say: Zacht{inner}}}\n"
    outside = steps.format(n=rounds, outer=f"    level: {level}\n", inner="")
    inside = steps.format(n=rounds, outer="", inner=f", level: {level}")
    found = [[e.level_db for e in laid(desk, one).events] for one in (outside, inside)]
    assert found[0] == pytest.approx(found[1])


def test_a_speed_changes_the_takes_from_round_to_round(desk: Desk) -> None:
    """Each round is spoken at its own speed, and its takes are asked for beforehand."""
    routine = desk.load(HEAD + "  - repeat: 3\n    speed: [1, 0.8]\n    steps:\n      - Zacht\n")
    assert [each.speed for each, _ in utterances(routine)] == [1.0, 0.9, 0.8]
    events = arrange(routine, Known(), RATE_HZ).events
    spoken = [event.utterance.speed for event in events if isinstance(event, Speech)]
    assert spoken == [1.0, 0.9, 0.8]


def test_the_entry_of_a_list_is_the_value_of_a_setting(desk: Desk) -> None:
    """The contract's own example: holds at 0:00, 2:00, 3:00, 4:45, 5:45 and 6:15, to 7:15."""
    steps = "  - repeat: [2m, 1:45, 30]\n    steps:\n      - hold: <item>\n      - hold: 1m\n"
    timeline = laid(desk, steps)
    assert [start for start, _ in spans_s(timeline, "hold")] == [0, 120, 180, 285, 345, 375]
    assert timeline.length_frames == 435 * RATE_HZ


@calm
@given(entries=st.lists(st.integers(1, 60), min_size=1, max_size=6))
def test_a_mark_as_a_value_is_read_as_if_it_were_written_there(desk: Desk, entries: list[int]) -> None:
    """A repeat over a list of values lasts as long as the same steps written out."""
    listed = f"  - repeat: {entries}\n    steps:\n      - hold: <item>\n      - repeat: 2\n        steps:\n          - silence: <item>\n"
    written = "".join(f"  - hold: {one}\n  - silence: {one}\n  - silence: {one}\n" for one in entries)
    assert laid(desk, listed).length_frames == laid(desk, written).length_frames


def test_a_value_passes_through_an_include(desk: Desk) -> None:
    """`with` gives values too, also one that it has from a list."""
    desk.write("steps:\n  - hold: <duur>\n", "_houd")
    steps = "  - repeat: [5, 7]\n    steps:\n      - include: _houd\n        with: {duur: <item>}\n  - include: _houd\n    with: {duur: 3}\n"
    assert spans_s(laid(desk, steps), "hold") == [(0, 5), (5, 12), (12, 15)]


def test_bells_ring_over_breaths_and_never_at_the_ends(desk: Desk) -> None:
    """The contract's own example: 5:00, 10:00 and 15:00 over 19:59, then three closing strikes."""
    steps = "  - breathe: 20m\n    breath: coherent\n    during:\n      - bell: 1\n        every: 5m\n  - bell: 3\n"
    timeline = laid(desk, steps)
    assert starts_s(timeline, Strike) == [300, 600, 900, 1199, 1203, 1207]


@calm
@given(length=st.integers(2, 100), every=st.integers(1, 50))
def test_every_rings_inside_and_moves_nothing(desk: Desk, length: int, every: int) -> None:
    """Over a hold of any length the strikes stand strictly inside, and the track lasts as long as without."""
    if every >= length:
        return
    bell = f"  - hold: {length}\n    during:\n      - {{bell: 1, every: {every}}}\n  - silence: 9\n"
    timeline = laid(desk, bell)
    assert starts_s(timeline, Strike) == [n * every for n in range(1, length) if n * every < length]
    assert timeline.length_frames == (length + 9) * RATE_HZ


def test_a_bell_that_sounds_on_after_the_last_hold_is_part_of_a_length(desk: Desk) -> None:
    """A length is met with the tail of a bell over the hold that ends the track."""
    steps = "  - pause: 10-60\n  - hold: 20\n    during:\n      - {bell: 1, at: -1}\n"
    routine = desk.load(HEAD.replace("steps:", "length: 57\nsteps:") + steps)
    assert abs(arrange(routine, Known(), RATE_HZ, 57).length_frames - 57 * RATE_HZ) <= 50


def test_a_part_that_comes_twice_takes_a_list_of_cues(desk: Desk) -> None:
    """The contract's own example: parts at 0, 2, 3, 9, 11 and 12 s; each cue on its part."""
    steps = "  - breathe: 2\n    breath: in 2, in 1, out 6\n    say: {in: [In, more], out: out}\n"
    timeline = laid(desk, steps)
    assert starts_s(timeline, BreathPhase) == [0, 2, 3, 9, 11, 12]
    assert [event.part for event in timeline.events if isinstance(event, BreathPhase)] == [1, 2, 3] * 2
    cues = [(e.text, e.start_frame / RATE_HZ) for e in timeline.events if isinstance(e, Speech)]
    assert cues == [("In", 0), ("more", 2), ("out", 3), ("In", 9), ("more", 11), ("out", 12)]
    assert timeline.length_frames == 18 * RATE_HZ


def test_quiet_counted_in_lines_is_as_long_as_the_line(desk: Desk) -> None:
    """`<1.5 lines>` after a line of a second is a second and a half, and no length moves it."""
    timeline = laid(desk, "  - Een twee drie vier. <1.5 lines>\n  - Klaar.\n")
    assert starts_s(timeline, Speech) == [0, 2.5]


@calm
@given(words=st.integers(1, 12), factor=st.sampled_from([0.5, 1, 2, 2.25]))
def test_quiet_counted_in_lines_follows_any_line(desk: Desk, words: int, factor: float) -> None:
    """However long the line, its quiet is that many times as long."""
    unit = "line" if factor == 1 else "lines"
    steps = f"  - {{say: {'woord ' * words}, pause: {factor:g} {unit}}}\n  - Klaar.\n"
    assert starts_s(laid(desk, steps), Speech)[1] == pytest.approx(0.25 * words * (1 + factor), abs=0.001)


def test_rounds_count_down_and_have_a_name(desk: Desk) -> None:
    """`<countdown>` ends at one; the name of a round is heard in cues and in repeats inside it."""
    steps = (
        "  - repeat: 2\n    as: ronde\n    steps:\n      - Nog <countdown>\n      - breathe: 2\n"
        "        say: {in: <ronde> <n>}\n"
    )
    said = [event.text for event in laid(desk, steps).events if isinstance(event, Speech)]
    assert said == ["Nog twee", "Een een", "Een twee", "Nog een", "Twee een", "Twee twee"]


def test_a_sound_begins_with_its_part(desk: Desk) -> None:
    """Also where a voice has lengthened the part before it."""
    steps = (
        "  - breathe: 2\n    breath: 1-2\n    sound: {in: gong, out: bowl}\n"
        "    say: {in: Adem heel rustig in en nog wat verder}\n"
    )
    timeline = laid(desk, steps)
    assert starts_s(timeline, Playing, sound="gong") == starts_s(timeline, BreathPhase, phase="in") == [0, 4]
    assert starts_s(timeline, Playing, sound="bowl") == starts_s(timeline, BreathPhase, phase="out") == [2, 6]


def test_a_side_stays_with_what_it_is_written_on(desk: Desk) -> None:
    """A line, a bell, a sound and a line along a hold carry their side; what follows is in the middle."""
    steps = (
        "  - {say: Links., side: left}\n  - Midden.\n  - {bell: 1, side: right}\n"
        "  - hold: 5\n    during:\n      - {say: Rechts., side: right}\n"
    )
    sides = [event.side for event in laid(desk, steps).events if not isinstance(event, BreathPhase)]
    assert sides == ["left", None, "right", "right"]


TRACKS = (
    "title: Dag <dag>\nlanguage: nl\nlead: [0, 0]\ntracks:\n"
    "  - {name: d1, dag: een, n-adem: 2}\n  - {name: Dag 2, dag: twee, n-adem: 3, pause: 1}\n"
    "steps:\n  - Welkom op dag <dag>.\n  - breathe: <n-adem>\n  - {say: Vandaag begin je., only: d1}\n"
)


def test_each_entry_of_tracks_makes_a_track(desk: Desk) -> None:
    """Settings are replaced, marks are filled in, and `only` keeps a step to the tracks named."""
    routine: Any = desk.load(TRACKS)
    assert [track.slug for track in routine.tracks] == ["proef-d1", "proef-dag-2"]
    assert [track.title for track in routine.tracks] == ["Dag een", "Dag twee"]
    assert [track.pause.written_s for track in routine.tracks] == [4, 1]
    assert [len(track.steps) for track in routine.tracks] == [3, 2]
    assert [track.steps[1].count.low for track in routine.tracks] == [2, 3]


def test_tracks_are_spoken_together(desk: Desk) -> None:
    """All that any track may say is asked for at once."""
    said = [each.text for each, _ in utterances(desk.load(TRACKS))]
    assert said == ["Welkom op dag een.", "Vandaag begin je.", "Welkom op dag twee."]


def test_a_name_of_the_first_edition_keeps_its_meaning(desk: Desk) -> None:
    """`countdown` was free as a name of the author's own, in a list and with an include."""
    desk.write("steps:\n  - repeat: 1\n    steps:\n      - Zo <countdown>\n", "_deel")
    steps = "  - repeat: [{countdown: x}]\n    steps: [En <countdown>]\n  - include: _deel\n    with: {countdown: y}\n"
    said = [event.text for event in laid(desk, steps).events if isinstance(event, Speech)]
    assert said == ["En x", "Zo y"]
