"""Marks that depend on the round, and when a step happens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from stilte.script.line import Delivery, Gap, Line, Place, Said, Utterance
from stilte.script.round_selection import RoundRange, RoundSelection
from stilte.script.rounds import Round, pieces, plain_text
from stilte.script.routine import Entry

if TYPE_CHECKING:
    from stilte.script.round_selection import RoundTerm

VOICE = Delivery("rustig")


SECOND_OF_FIVE = Round(2, 5)


def _said(*parts: Any, round_: Round = SECOND_OF_FIVE, language: str = "nl") -> list[str]:
    return [
        piece.text for piece in pieces(Line(parts), round_, VOICE, language) if isinstance(piece, Utterance)
    ]


@pytest.mark.parametrize(
    ("term", "rounds"),
    [
        ("first", [1]),
        ("last", [5]),
        ("not first", [2, 3, 4, 5]),
        ("not last", [1, 2, 3, 4]),
        ("odd", [1, 3, 5]),
        ("even", [2, 4]),
        (RoundRange(3, 3), [3]),
        (RoundRange(2, 3), [2, 3]),
        (RoundRange(4, None), [4, 5]),
    ],
)
def test_a_step_happens_in_the_rounds_that_it_names(term: RoundTerm, rounds: list[int]) -> None:
    """Each form of `on` names its rounds of five."""
    assert [n for n in range(1, 6) if Round(n, 5).happens(RoundSelection((term,)))] == rounds


def test_a_list_of_rounds_names_them_all() -> None:
    """Several terms together name what any of them names."""
    assert [n for n in range(1, 6) if Round(n, 5).happens(RoundSelection(("last", RoundRange(2, 2))))] == [
        2,
        5,
    ]


def test_numbers_are_words_with_a_capital_where_a_sentence_begins() -> None:
    """`<n>` begins a text or a sentence with a capital, and is small inside one."""
    assert _said(Place("n"), ". Omhoog") == ["Twee. Omhoog"]
    assert _said("Ronde ", Place("n"), ". ", Place("left"), " te gaan") == ["Ronde twee. Drie te gaan"]
    assert _said("Zeg: “", Place("n"), "”") == ["Zeg: “twee”"]
    assert _said("(", Place("n"), ")", language="en") == ["(Two)"]


def test_a_mark_glued_to_letters_stays_glued() -> None:
    """`<deze>voet` is one word."""
    round_ = Round().entry(1, 2, Entry(None, (("deze", Line(("linker",))),)))
    assert _said("Je ", Place("deze"), "voet.", round_=round_) == ["Je linkervoet."]


def test_an_entry_may_hold_marks_of_its_own() -> None:
    """A pronunciation or quiet inside an entry counts where the entry is said."""
    entry = Entry(Line((Said("Qigong", "tsji koeng"), Gap(2), "zacht")))
    spoken = pieces(Line((Place("item"),)), Round().entry(1, 1, entry), VOICE, "nl")
    assert spoken[0] == Utterance((Said("Qigong", "tsji koeng"),), "rustig", "nl")
    assert spoken[1:] == (Gap(2), Utterance(("zacht",), "rustig", "nl"))


def test_a_list_is_seen_through_counted_repeats_and_hidden_by_nearer_keys() -> None:
    """`<item>` holds through counted repeats inside its list; a nearer key hides the same key around it."""
    outer = Round().entry(1, 2, Entry(Line(("hand",)), (("kant", Line(("links",))), ("arm", Line(("een",))))))
    assert _said(Place("item"), round_=outer.at(2, 3)) == ["Hand"]
    inner = outer.entry(1, 1, Entry(None, (("kant", Line(("rechts",))),)))
    assert _said("naar ", Place("kant"), " ", Place("arm"), round_=inner) == ["naar rechts een"]


def test_spaces_are_single_and_none_at_the_ends() -> None:
    """Quiet cut from a line leaves no space behind, and folded lines no double ones."""
    assert _said(" Laat\n  los. ", Gap(1), " En  zak ", Said("in", "in"), " de grond. ") == [
        "Laat los.",
        "En zak in de grond.",
    ]


def test_a_stretch_without_words_is_not_spoken() -> None:
    """Punctuation left over between marks is no utterance."""
    assert _said("Laat los", Gap(2), ".") == ["Laat los"]


def test_a_reader_sees_the_marks_filled_in() -> None:
    """Titles and notes show the words, without quiet."""
    line = Line(("Kant ", Place("n"), Gap(1), " van ", Said("Qigong", "x")))
    assert plain_text(line, Round(3, 3), "nl") == "Kant drie van Qigong"


def test_a_level_goes_from_the_first_round_to_the_last_in_equal_steps() -> None:
    """Three rounds from 0 to -18 dB are 0, -9 and -18; a single round has the first."""
    assert [Round(n, 3).level_db((0.0, -18.0)) for n in (1, 2, 3)] == [0.0, -9.0, -18.0]
    assert Round().level_db((-3.0, -18.0)) == -3.0
