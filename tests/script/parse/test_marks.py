"""Marks inside a text."""

from __future__ import annotations

from typing import Any

import pytest

from stilte.messages import tr
from stilte.reader import Unreadable
from stilte.script.line import Gap, Line, Place, Said
from stilte.script.parse.marks import read_line, read_plain

PLACES = {"n": (Place("n"),), "deze": (Place("deze"),), "kant": ("linker", "kant")}


@pytest.mark.parametrize(
    ("text", "parts", "after"),
    [
        ("Kom staan.", ("Kom staan.",), None),
        ("  Kom\n   staan. ", ("Kom staan.",), None),
        ("Kom. <2s> Ga. <8s>", ("Kom.", Gap(2), "Ga."), "8s"),
        ("Kom.<2>Ga.<1m30s>", ("Kom.", Gap(2), "Ga."), "1m30s"),
        ("Kom <0,5s> staan", ("Kom", Gap(0.5), "staan"), None),
        ("Kom <20-90>", ("Kom",), "20-90"),
        ("Kom <3 breaths>", ("Kom",), "3 breaths"),
        ("<n>. Omhoog", (Place("n"), ". Omhoog"), None),
        ("Je <deze>voet <8s>", ("Je ", Place("deze"), "voet"), "8s"),
        ("<n> <2s> <n>", (Place("n"), Gap(2), Place("n")), None),
        ("Naar je <kant>.", ("Naar je linkerkant.",), None),
        ("Wij doen <Qigong|tsji-koeng>.", ("Wij doen ", Said("Qigong", "tsji-koeng"), "."), None),
        ("Een << is een <<, 3 > 2", ("Een < is een <, 3 > 2",), None),
        ("<<n>", ("<n>",), None),
    ],
)
def test_what_a_mark_means(text: str, parts: Any, after: str | None) -> None:
    """Quiet, places, pronunciations and the doubled sign are read; spaces beside quiet and at the ends go."""
    assert read_line(text, PLACES) == (Line(parts), after)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<8s> Kom", "<8s> is at the start of the line"),
        ("<8s>", "<8s> is at the start of the line"),
        ("Kom <2-3s> staan", "<2-3s> is a range: inside a line quiet is exact."),
        ("Kom <2s> <8s>", "nothing to say"),
        ("Kom <8s>.", "nothing to say"),
        ("Kom <m> staan", "There is no mark '<m>'."),
        ("Kom <dese> staan", "There is no mark '<dese>'."),
        ("Kom <> staan", "There is nothing between `<` and `>`."),
        ("Kom < staan", "has no `>` after it"),
        ("Kom <Qigong|> staan", "is incomplete"),
        ("Kom <a|b|c> staan", "is incomplete"),
        ("Kom <left> staan", "<left> counts rounds, and this line is not inside a `repeat`."),
        ("Kom <item> staan", "this line is not inside a `repeat` over a list"),
        ("Kom <2x> staan", "'2x' is not a time."),
        ("", "an empty line"),
        ("x" * 5001, "5,001 letters"),
    ],
)
def test_marks_that_mean_nothing(text: str, message: str) -> None:
    """Each says what is wrong."""
    with pytest.raises(Unreadable) as caught:
        read_line(text, PLACES)
    assert message in str(caught.value.message)


def test_an_unknown_mark_lists_what_is_possible_there() -> None:
    """The cure names the nearest spelling, all places of this line, and the marks that stand everywhere."""
    with pytest.raises(Unreadable) as caught:
        read_line("Je <dese>voet", PLACES)
    assert str(caught.value.instead) == (
        "Did you mean '<deze>'? There are: <deze>, <kant>, <n>. "
        "Quiet is written <2s>, a pronunciation <word|as said>, a `<` as `<<`."
    )


def test_a_shown_text_has_no_quiet() -> None:
    """Chapter titles and notes hold places and pronunciations, but nothing that takes time."""
    assert read_plain("Ronde <n>", PLACES, tr("A title")) == Line(("Ronde ", Place("n")))
    for text in ("Ronde <2s> een", "Ronde <8s>"):
        with pytest.raises(Unreadable, match="A title cannot contain quiet"):
            read_plain(text, PLACES, tr("A title"))
