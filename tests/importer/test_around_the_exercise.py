"""What stands around an exercise, or between its lines, and is for others than its listener."""

from __future__ import annotations

import pytest

from stilte.importer import import_post
from stilte.importer.label.no_line import is_no_line
from stilte.importer.label.verbs import shape_of
from stilte.importer.language.phrases import idioms

SCRIPT = (
    "Rest\n\nLie down on your back. [pause 20 s]\n\nFeel your feet on the floor. [pause 20 s]\n\n{}\n\n"
    "Close your eyes. [pause 20 s]\n\nLet your breath come and go."
)


@pytest.mark.parametrize(
    "line",
    [
        "Leader: read slowly; where it says pause, count four of your own breaths.",
        "NB begeleider: niet te snel! liever te lang wachten dan te kort",
        "Regie: Vögel einblenden, ab hier langsamer sprechen",
        "Direction: birds in, slower from here",
        "Länge: ca. 8 Min. · Stimme: ruhig, tief · Musik: garten_v2.wav",
    ],
)
def test_a_note_for_those_who_make_the_recording_is_no_line(line: str) -> None:
    """Who reads, leads, directs or mixes is told something by the script; the listener is not."""
    assert is_no_line(line)


@pytest.mark.parametrize("line", ["Guide: Close your eyes and feel your feet.", "Teacher: Lift both arms."])
def test_words_with_the_name_of_who_says_them_are_kept(line: str) -> None:
    """A speaker's name before words for the listener leaves them out in no case."""
    (made,) = import_post(SCRIPT.format(line).encode())
    said = "\n".join(one for one in made.script_text.split("\n") if "#" not in one)
    assert line.partition(": ")[2][:10] in said


@pytest.mark.parametrize(
    "line",
    [
        "If you're new here, hit that subscribe button and let's get into it.",
        "Leave me a comment and let me know which body part you want next.",
        "(Source: put together from what several teachers gave us over the years.)",
        "Terms of use: one classroom only. Please don't share the file.",
        "“Thirty seconds every hour is worth more than an hour on Sunday,” says one trainer we talked to.",
        "Ice 10-15 min after exercise if sore.",
        "Questions? Call the front desk, ext. 240.",
    ],
)
def test_talk_of_the_page_or_the_channel_is_not_said(line: str) -> None:
    """Comments, sources, terms, quotations of experts and numbers to call stay comments."""
    (made,) = import_post(SCRIPT.format(line).encode())
    said = "\n".join(one for one in made.script_text.split("\n") if "#" not in one)
    assert " ".join(line.split()[1:4]) not in said


def test_two_infinitives_tell_what_to_do() -> None:
    """A sentence of infinitives asks for something, whatever it names."""
    assert shape_of("Gerade sitzen bleiben und den Blick nach vorn richten.", idioms("de")) == "infinitive"


def test_a_time_that_stands_alone_behind_a_pose_is_held() -> None:
    """A sentence of nothing but a time is the time of the pose before it."""
    text = (
        "Houdingen\n\nVLINDER\n\nBuig voorover. Vijf minuten.\n\n"
        "SAVASANA\n\nDeken over je heen. Niets meer doen. Tien minuten.\n"
    )
    (made,) = import_post(text.encode(), language="nl")
    assert "hold: 5m" in made.script_text
    assert "hold: 10m" in made.script_text
