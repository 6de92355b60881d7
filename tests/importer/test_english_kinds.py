"""Kinds of wording that posts of other makers brought: each read by its kind, whatever the words around."""

from __future__ import annotations

import pytest

from stilte.importer import import_post

HEAD = "Evening practice\n\n"


def _script(text: str) -> str:
    (made,) = import_post((HEAD + text).encode())
    return made.script_text


@pytest.mark.parametrize(
    ("legend", "mark"),
    [
        ("Reader: wait about 20 seconds wherever you see [pause].", "[pause]"),
        ("[silence] = 20 seconds", "[silence]"),
    ],
)
def test_a_legend_gives_its_marks_their_time(legend: str, mark: str) -> None:
    """What a script says of its marks counts for each of them, and is not said."""
    script = _script(
        f"{legend}\n\nSit down. {mark}\n\nClose your eyes. {mark}\n\nFeel your feet on the floor. {mark}\n"
    )
    assert script.count("<20s>") == 3
    assert "20 seconds" not in "\n".join(line for line in script.split("\n") if "#" not in line)
    assert "Guessed" not in script


def test_a_time_for_every_stretch_goes_to_each_side_of_each() -> None:
    """A hold that is told once, with "per side", follows each part on both sides."""
    script = _script(
        "Hold every stretch for 25 seconds per side.\n\n"
        "1. Calf\n\nStep your right leg back. Press the heel down.\n\n"
        "2. Thigh\n\nStand on your left leg and pull your right heel up.\n"
    )
    assert script.count("hold: 25") == 2
    assert script.count("repeat:") == 2


def test_a_count_for_every_form_repeats_each_form_that_has_none() -> None:
    """A count that is told once repeats each part without a time of its own."""
    script = _script(
        "Each form is done 6 times.\n\n"
        "Preparing form\n\nStand quietly for 1 minute.\n\n"
        "Form 1: The moon\n\nRaise both hands to the chest. Lower both hands.\n\n"
        "Form 2: The tree\n\nBend your knees. Push both palms forward.\n"
    )
    assert script.count("repeat: 6") == 2
    assert "hold: 60" in script


def test_tension_and_release_told_once_follow_each_item() -> None:
    """Both times of a relaxation go to every item of its list."""
    script = _script(
        "For each muscle group, tense for 5 seconds, then let go for 10 seconds.\n\n"
        "- Curl your toes.\n- Clench both fists.\n- Scrunch up your face.\n"
    )
    assert script.count("hold: 5\n") == 3
    assert script.count("hold: 10") == 3


def test_a_count_in_each_direction_is_done_both_ways() -> None:
    """Circles in each direction are counted twice."""
    script = _script("Lift one foot off the floor. Draw 8 circles in each direction.\n")
    assert script.count("repeat: 8") == 2


def test_numbered_minutes_last_a_minute() -> None:
    """A heading that counts minutes gives its part one."""
    script = _script(
        "MINUTE ONE\n\nFeel the seat beneath you.\n\nMINUTE TWO\n\nListen to the sounds in the room.\n"
    )
    assert script.count("hold: 60") == 2


def test_a_longer_out_breath_without_counts_is_a_guess_that_is_told() -> None:
    """Longer out than in becomes 4 in and 6 out, with a note."""
    script = _script("Sit down. Breathe through your nose, longer out than in. Do that for a minute.\n")
    assert "breathe: 1m" in script
    assert "breath: 4-6" in script
    assert "gives no counts" in script


def test_phases_inside_their_clauses_make_a_pattern() -> None:
    """A square that is told as a drawing is a breath of four phases."""
    script = _script(
        "Picture a square. Travel up one side breathing in for 4, across holding for 4, down breathing out "
        "for 4, and along the bottom staying empty for 4. Keep going for two minutes.\n"
    )
    assert "breath: 4-4-4-4" in script
    assert "breathe: 2m" in script


def test_a_post_without_capitals_is_cut_into_sentences() -> None:
    """Small letters after a full stop begin a sentence where the author writes no capitals."""
    script = _script(
        "tip your right ear to your right shoulder and stay for 3 slow breaths. other side. "
        "do both sides twice.\n"
    )
    assert script.count("side: right") == 1
    assert "repeat: 2" in script


def test_a_second_set_keeps_the_rest_before_it() -> None:
    """A further set repeats the first, with the rest between the two."""
    script = _script(
        "Lower your arm. Breathe in to come back. Do 6 reps, rest 30 seconds, then do a second set.\n"
    )
    assert "repeat: 2" in script
    assert "repeat: 6" in script
    assert "hold: 30" in script


def test_a_pasted_table_is_not_said() -> None:
    """Rows with tabs are a table: what it names stands in the text."""
    script = _script(
        "Move\tSets\tRest\nBridge\t2\t20 sec\nClam\t1\t30 sec\n\n"
        "Bridge\n\nLie on your back. Lift your hips. Repeat 8 times.\n"
    )
    assert "repeat: 8" in script
    assert "hold" not in script


def test_what_is_labelled_a_function_is_not_said() -> None:
    """A label of effects before a sentence keeps it out."""
    script = _script(
        "Form 1: The moon\n\nRaise both hands to the chest.\n\nLower both hands.\n\n"
        "Function: Regulate the spleen and the stomach.\n"
    )
    assert '- "Function' not in script


def test_a_movement_with_one_breath_is_given_its_time_as_quiet() -> None:
    """A movement that is told with one breath and never counted is no counted breath."""
    script = _script(
        "Inhale, the hands rise slowly to the height of the chest while the eyes look at the palms.\n\n"
        "Exhale, the palms turn over and press down in front of the abdomen until the arms are long.\n"
    )
    assert "breathe" not in script
    assert "<6s>" in script


def test_the_whole_tells_how_long_it_takes() -> None:
    """A sentence about the whole gives its length."""
    script = _script(
        "The whole thing takes six minutes.\n\nSit down. Close your eyes. Listen for 5 minutes.\n"
    )
    assert "length: 6m" in script


def test_a_price_is_never_said_nor_timed() -> None:
    """A sentence with a price belongs to no exercise, even among marks of quiet."""
    script = _script(
        "Sit down. [pause]\n\nClose your eyes. [pause]\n\nListen. [pause]\n\n"
        "Sessions are $140 per 50 minutes.\n"
    )
    assert "50m" not in script
    assert "say: Sessions" not in script
