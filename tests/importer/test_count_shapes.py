"""Counts by their shape: a number, a unit or a word for what is done, in five languages."""

from __future__ import annotations

import re

import pytest

from stilte.importer.language.one_of import one_of
from stilte.importer.language.phrases import idioms
from stilte.importer.language.quantities import quantities


def _found(language: str, text: str) -> list[tuple[str, float, float]]:
    return [(one.unit, one.low, one.high) for one in quantities(text, idioms(language))]


@pytest.mark.parametrize(
    ("language", "text", "unit", "low", "high"),
    [
        ("en", "Stay for sixty-six breaths.", "breaths", 66, 66),
        ("en", "Stay for sixty six breaths.", "breaths", 66, 66),
        ("nl", "Blijf zesenzestig ademhalingen.", "breaths", 66, 66),
        ("de", "Bleib dreissig Atemzüge so.", "breaths", 30, 30),
        ("fr", "Restez vingt et une respirations.", "breaths", 21, 21),
        ("fr", "Répétez soixante et onze fois.", "times", 71, 71),
        ("es", "Repite treinta y una veces.", "times", 31, 31),
        ("en", "Hang out there for a minute or two.", "seconds", 60, 120),
        ("de", "Bleib eine Minute oder zwei.", "seconds", 60, 120),
        ("fr", "Restez une minute ou deux.", "seconds", 60, 120),
        ("es", "Quédate un minuto o dos.", "seconds", 60, 120),
        ("nl", "Blijf een minuut of tien liggen.", "seconds", 600, 600),
        ("en", "Rest for a quarter of a minute.", "seconds", 15, 15),
        ("nl", "Schud los, een kwart minuut.", "seconds", 15, 15),
        ("de", "Bleib eine gute halbe Minute so.", "seconds", 30, 30),
        ("fr", "Gardez une demi-minute.", "seconds", 30, 30),
        ("es", "Mantén medio minuto.", "seconds", 30, 30),
        ("en", "Rock from side to side, maybe ten times.", "times", 10, 10),
        ("en", "Shake your hands, like 20 secs or so.", "seconds", 20, 20),
    ],
)
def test_numbers_are_read_as_people_write_them(
    language: str, text: str, unit: str, low: float, high: float
) -> None:
    """Number words to a hundred, halves and quarters, "or two", and words of doubt around them."""
    assert _found(language, text) == [(unit, low, high)]


@pytest.mark.parametrize(
    ("language", "text", "counts"),
    [
        ("en", "Twelve relevés.", [12]),
        ("en", "30 turns.", [30]),
        ("en", "Bend the knees and straighten: eight demi-pliés.", [8]),
        ("en", "Four pirouettes to the right, four to the left.", [4, 4]),
        ("en", "Do 12 figure eights with your hips.", [12]),
        ("nl", "Draai daarna acht pirouettes.", [8]),
        ("nl", "Twintig naar achteren en twintig naar voren.", [20, 20]),
        ("de", "Dann machen wir zwölf Relevés.", [12]),
        ("de", "Acht Pirouetten nach links, acht nach rechts.", [8, 8]),
        ("fr", "Dix pliés lents, puis relâchez.", [10]),
        ("fr", "Faites huit ronds de jambe.", [8]),
        ("es", "Diez giros a la derecha, diez a la izquierda.", [10, 10]),
        ("en", "Repetitions: start with four.", [4]),
        ("nl", "Herhalingen: begin met tien.", [10]),
        ("de", "Wiederholungen: am Anfang acht.", [8]),
    ],
)
def test_a_number_with_a_word_for_a_movement_is_a_count(
    language: str, text: str, counts: list[float]
) -> None:
    """The word for the movement may be any: what counts is where the number stands."""
    assert _found(language, text) == [("times", count, count) for count in counts]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Name five things you can see."),
        ("en", "Place three blankets on the floor."),
        ("en", "Here are five stretches."),
        ("en", "We lost four friends."),
        ("en", "Three mats left."),
        ("en", "Lift all ten toes."),
        ("nl", "Leg vier vingers op je buik."),
        ("nl", "Dit zijn zes redenen om te bewegen."),
        ("de", "Vier Wochen lang."),
        ("de", "Nimm drei Kissen."),
        ("fr", "Posez quatre doigts sur le ventre."),
        ("es", "Coloca tres cojines en el suelo."),
    ],
)
def test_a_number_of_things_is_no_count(language: str, text: str) -> None:
    """Parts of the body, things, days and people are not done so often."""
    assert not [one for one in _found(language, text) if one[0] == "times"]


def test_many_words_make_one_pattern_that_takes_the_longest() -> None:
    """The pattern of some words finds each of them, whole."""
    words = ["six", "sixty", "sixty-six", "ten", "a dozen"]
    found = re.findall(rf"\b{one_of(words)}\b", "sixty-six, a dozen, six sixty ten")
    assert found == ["sixty-six", "a dozen", "six", "sixty", "ten"]
