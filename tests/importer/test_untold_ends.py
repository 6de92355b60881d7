"""Times that stand at an end: of a heading, a count, a legend, or a breath that is only held."""

from __future__ import annotations

import pytest

from benchmarks.importing import timed
from stilte.importer import import_post
from stilte.importer.language.sentences import split
from stilte.importer.prove.load import load_text


def _timed(text: str, language: str) -> list[str]:
    (made,) = import_post(text.encode(), language=language)
    return timed(load_text(made.script_text).steps)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Exercise\n\nLift your hips and lower them. 6 repetitions, then 20 seconds rest."),
        (
            "de",
            "Übung\n\nHeben Sie das Becken und senken Sie es. 6 Wiederholungen, danach 20 Sekunden Pause.",
        ),
        ("nl", "Oefening\n\nTil je heupen op en laat ze zakken. 6 herhalingen, daarna 20 seconden rust."),
    ],
)
def test_a_rest_behind_a_count_is_kept(language: str, text: str) -> None:
    """A rest that follows the count in its sentence follows the movement."""
    assert _timed(text, language) == ["repeat 6-6", "hold 20"]


def test_a_pose_has_the_time_of_its_heading_beside_a_short_one() -> None:
    """A short time in a later paragraph does not stand for the time of the pose."""
    text = (
        "Evening\n\nBUTTERFLY - 4 min\n\nSit on the floor. Let your head hang.\n\n"
        "Then lean back on your hands for 30 seconds.\n\nREST - 8 min\n\nLie on your back.\n"
    )
    assert _timed(text, "en") == ["hold 240", "hold 30", "hold 480"]


def test_a_legend_gives_each_of_its_signs_a_time() -> None:
    """Two signs with one unit between them are two lengths, and none of them is said."""
    text = (
        "Grounding\n\n[Speak slowly to your client. Where you see // leave about 10 seconds, "
        "where you see /// leave about 30.]\n\n"
        "Put both feet on the floor. //\n\nNotice what you hear. ///\n\nClose your eyes. ///\n"
    )
    assert _timed(text, "en") == ["pause 10", "pause 30", "pause 30"]


def test_a_breath_of_which_only_the_held_part_has_a_time_is_held() -> None:
    """The hold keeps its time, and the whole its count."""
    text = (
        "Exercice\n\nInspirez en montant les épaules. Retenez l'air 3 secondes, puis laissez tout tomber "
        "en soufflant. Répétez cinq fois."
    )
    assert _timed(text, "fr") == ["repeat 5-5", "hold 3"]


def test_a_paragraph_in_lower_case_has_sentences_behind_a_capital_too() -> None:
    """A paragraph whose sentences begin small is cut, whatever its first letter."""
    text = "Sit on the floor. lift your bum and roll. then left."
    assert split(text) == ("Sit on the floor.", "lift your bum and roll.", "then left.")


def test_bare_numbers_in_brackets_that_recur_are_seconds() -> None:
    """A number in brackets that comes again and again is quiet; sources count up from one."""
    told = "Rest\n\nLie down on your back. [10]\n\nFeel the floor. [15]\n\nHear the furthest sound. [10]\n"
    assert _timed(told, "en") == ["pause 10", "pause 15", "pause 10"]
    sources = "Rest\n\nLie down on your back. [1]\n\nFeel the floor. [2]\n\nHear the furthest sound. [1]\n"
    assert not _timed(sources, "en")
