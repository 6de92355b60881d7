"""What changed since the last version, told in one line."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from stilte.release.cuesheet_changes import THROUGHOUT, changes, with_audible_differences


def sheet(lines: Any, length_s: float = 300.0, voice: str = "espeak", music: str | None = "sea") -> Any:
    """Return a cue sheet of lines as (start, length, text)."""
    events = [
        {
            "kind": "speech",
            "start_s": start,
            "length_s": length,
            "text": text,
            "role": "line",
            "voice": "calm",
        }
        for start, length, text in lines
    ]
    voices = [{"name": "calm", "engine": voice}]
    sounds = [{"name": music, "role": "bed"}] if music else []
    return {"events": events, "length_s": length_s, "voices": voices, "sounds": sounds}


LINES = [(10.0 * n, 3.0, f"line {n}") for n in range(1, 29)]


def moved(lines: Any, after: float, by: float) -> Any:
    return [(start + by if start > after else start, length, text) for start, length, text in lines]


def test_nothing_changed() -> None:
    """The same events say so."""
    assert str(changes(sheet(LINES), sheet(LINES))) == "Nothing that is heard changed."


def test_longer_line_moves_what_follows() -> None:
    """A line spoken anew is where to listen; all after it stands later."""
    edited = [(s, 3.8, t) if s == 190 else (s, n, t) for s, n, t in moved(LINES, 190, 0.8)]
    told = str(changes(sheet(LINES), sheet(edited, 300.8)))
    assert told == "Changed: 3:10–3:14; everything after 3:14 moved by +0.8 s."


def test_words_that_last_as_long_move_nothing() -> None:
    """Other words of the same length change only their own place."""
    edited = [(s, n, "other words") if s == 190 else (s, n, t) for s, n, t in LINES]
    assert str(changes(sheet(LINES), sheet(edited))) == "Changed: 3:10–3:13."


def test_longer_pause_is_placed_between_its_lines() -> None:
    """A pause that grew is the quiet between two lines."""
    told = str(changes(sheet(LINES), sheet(moved(LINES, 100, 2.0), 302.0)))
    assert told == "Changed: 1:43–1:52; everything after 1:52 moved by +2.0 s."


def test_line_taken_out_and_line_put_in() -> None:
    """A line that is gone leaves a place to listen to; a new one is a place of its own."""
    gone = [line for line in LINES if line[0] != 100]
    assert str(changes(sheet(LINES), sheet(gone))) == "Changed: 1:33–1:50."
    assert str(changes(sheet(gone), sheet(LINES))) == "Changed: 1:40–1:43."


def test_two_edits_move_in_two_steps() -> None:
    """Each part says how far it has moved."""
    twice = moved(moved(LINES, 100, 2.0), 202.5, -5.0)
    told = str(changes(sheet(LINES), sheet(twice, 297.0)))
    assert "what follows 1:52 moved by +2.0 s" in told
    assert told.endswith("everything after 3:27 moved by -3.0 s.")


def test_other_voice_and_other_music_are_everywhere() -> None:
    """What is heard throughout is named once."""
    told = str(changes(sheet(LINES), sheet(LINES, voice="kokoro", music=None)))
    assert told == "Changed: every line of 'calm' (now kokoro, was espeak); the music (none, was sea)."


def test_longer_end_is_a_change() -> None:
    """Quiet added after the last line is placed there."""
    assert str(changes(sheet(LINES), sheet(LINES, 310.0))) == "Changed: 4:43–5:10."


def test_many_places_are_counted() -> None:
    """Of many places the first few are named."""
    edited = [(s, n, f"new {t}") if n2 % 3 == 0 else (s, n, t) for n2, (s, n, t) in enumerate(LINES)]
    assert " and 6 more." in str(changes(sheet(LINES), sheet(edited)))


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(1, 4)), max_size=25), st.data())
def test_any_two_versions_can_be_compared(shape: Any, data: st.DataObject) -> None:
    """Stretches lie in the new version, in order, and equal versions have none."""
    starts = [5.0 * n for n in range(len(shape))]
    old = sheet([(at, float(n), f"w{w}") for at, (w, n) in zip(starts, shape, strict=True)])
    kept = [event for event in old["events"] if data.draw(st.booleans())]
    new = {**old, "events": kept}
    found = changes(old, new).stretches
    assert all(0 <= stretch.start_s <= stretch.end_s <= 300 for stretch in found)
    assert list(found) == sorted(found, key=lambda stretch: stretch.start_s)
    assert not changes(new, new).stretches


def test_edit_in_thousands_of_events_is_found() -> None:
    """An edit in eight hours of breaths is found by what is alike before and after."""
    many = [(10.0 * n, 3.0, "in" if n % 2 else "out") for n in range(20_000)]
    edited = [*many[:9000], (90_000.5, 2.0, "new"), *many[9000:]]
    assert "25:00:00" in str(changes(sheet(many, 3e5), sheet(edited, 3e5)))


def test_one_new_sentence_in_a_fixed_length_is_told_as_one() -> None:
    """Where a length was asked for, forty pauses give way to it: that is one thing, not forty."""
    old = [(7.0 * n, 3.0, f"line {n}") for n in range(42)]
    new = [(6.9 * n + (6.9 if n > 20 else 0), 3.0, f"line {n}") for n in range(42)]
    new.insert(21, (6.9 * 21, 3.0, "a new sentence"))
    told = str(changes(sheet(old), sheet(new)))
    assert told == "Changed: 2:24–2:28; 41 pauses were fitted to the length anew (about 0.10 s shorter)."


def test_what_is_heard_otherwise_is_told_though_the_plan_is_the_same() -> None:
    """A recording of equal length is a place; another bed, level or encoding is throughout."""
    same = changes(sheet(LINES), sheet(LINES))
    assert str(with_audible_differences(same, [(70.0, 73.0)], 300.0)) == "Changed: 1:10–1:13."
    assert str(with_audible_differences(same, [(0.0, 300.0)], 300.0)) == f"Changed: {THROUGHOUT}."
    assert str(with_audible_differences(same, [], 300.0)) == "Nothing that is heard changed."


def test_the_music_around_a_new_line_is_no_change_of_its_own() -> None:
    """It makes room for the line that is told already."""
    edited = [(s, n, "other words") if s == 190 else (s, n, t) for s, n, t in LINES]
    told = with_audible_differences(changes(sheet(LINES), sheet(edited)), [(189.2, 194.6)], 300.0)
    assert str(told) == "Changed: 3:10–3:13."


def test_another_bit_rate_is_told() -> None:
    """With what it was."""
    old, new = ({**sheet(LINES), "files": [{"bitrate_kbps": rate}]} for rate in (128, 96))
    assert str(changes(old, new)) == "Changed: the bit rate (96 kbit/s, was 128 kbit/s)."
