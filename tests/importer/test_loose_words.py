"""Families of loose wording: sides, counts for all, once more, vague times, ends, costs, headings, quiet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from benchmarks.import_families import is_right, made_of, wordings
from stilte.importer import import_post

if TYPE_CHECKING:
    from pathlib import Path

LANGUAGES = ("nl", "en", "de", "fr", "es")
LEAST_RIGHT = 0.95


@pytest.mark.parametrize("language", LANGUAGES)
def test_loose_wordings_become_what_they_ask_for(language: str, tmp_path: Path) -> None:
    """Of each language nearly every wording becomes exactly its events: none missed, none added."""
    all_of = [*wordings([language])]
    wrong = [one.words for one in all_of if not is_right(one, made_of(one, tmp_path))]
    assert len(all_of) > 60
    assert len(wrong) <= (1 - LEAST_RIGHT) * len(all_of), wrong


ONCE = [
    ("nl", "Til je hielen op en laat ze zakken. Doe dit 8 keer. Rust een minuut en doe het nog een keer."),
    ("en", "Lift your heels and lower them. Do this 8 times. Rest for a minute and do it again."),
    ("de", "Heb die Fersen und senke sie. Mach das 8 Mal. Ruh dich eine Minute aus und mach es noch einmal."),
]


@pytest.mark.parametrize(("language", "text"), ONCE, ids=[one for one, _ in ONCE])
def test_a_rest_before_the_second_round_comes_between_the_two(language: str, text: str) -> None:
    """The rest that is told with "do it again" is inside the repeat, and not after its last round."""
    (made,) = import_post(f"# Oefening\n\n{text}\n".encode(), language=language)
    assert "repeat: 2" in made.script_text
    assert made.script_text.count("hold: 60") == 1
    assert "on: not last" in made.script_text


def test_a_side_that_is_told_in_full_is_not_told_by_its_first_one() -> None:
    """Where the other side has a time of its own, both sides stand as they are told."""
    text = (
        "Pull your left knee up. Hold for 30 seconds. Lower it and take the right leg. Hold for 60 seconds."
    )
    (made,) = import_post(f"# Exercise\n\n{text}\n".encode(), language="en")
    assert "hold: 30" in made.script_text
    assert "hold: 60" in made.script_text
    assert "{side:" not in made.script_text


def test_the_second_clause_of_a_count_for_both_sides_is_said() -> None:
    """Of "5 times, then 5 times on the other side" the change is said in the author's own words."""
    text = "Pull your left knee up. Do this 5 times, then 5 times on the other side."
    (made,) = import_post(f"# Exercise\n\n{text}\n".encode(), language="en")
    assert "5 times on the other side." in made.script_text


PLAYER = ["00:00 / 12:08 Download mp3 (11 MB)", "Kan ik dit ook liggend doen?"]


@pytest.mark.parametrize("line", PLAYER)
def test_what_belongs_to_a_player_or_to_questions_is_not_said(line: str) -> None:
    """A line of a player and a question of a reader stand as comments."""
    text = f"# Oefening\n\n{line}\n\nGa zitten. Sluit je ogen. Adem vijf keer in en uit.\n"
    (made,) = import_post(text.encode(), language="nl")
    assert f"- {line}" not in made.script_text
    assert f'- "{line}' not in made.script_text
