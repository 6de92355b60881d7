"""Amounts, sides and breaths that are composed of a few kinds of words, in any order."""

from __future__ import annotations

import pytest

from stilte.importer.build.breaths.told_pattern import told_pattern
from stilte.importer.language.phrases import idioms
from stilte.importer.language.quantities import quantities
from stilte.importer.language.side_words import asks_other_side

AMOUNTS = [
    ("nl", "1 min 30", [("seconds", 90, 90)]),
    ("nl", "Ontspan 1 min 30.", [("seconds", 90, 90)]),
    ("fr", "Restez 1 min 30, puis relâchez.", [("seconds", 90, 90)]),
    ("en", "1 min 30.5", [("seconds", 60, 60)]),
    ("de", "1 Minute 30 je Seite", [("seconds", 90, 90)]),
    ("en", "1m30s", [("seconds", 90, 90)]),
    ("en", "between 20 and 30 seconds", [("seconds", 20, 30)]),
    ("en", '30" each side', [("seconds", 30, 30)]),
    ("nl", "2x8", [("times", 2, 2), ("times", 8, 8)]),
    ("de", "3 Sätze zu 12", [("times", 3, 3), ("times", 12, 12)]),
    ("en", "2 min, 15 times", [("seconds", 120, 120), ("times", 15, 15)]),
]


@pytest.mark.parametrize(("language", "text", "told"), AMOUNTS, ids=[text for _, text, _ in AMOUNTS])
def test_amounts_of_several_parts(language: str, text: str, told: list[tuple[str, int, int]]) -> None:
    """Minutes with seconds, ends of a range and repetitions in sets are read, whatever joins them."""
    assert [(one.unit, one.low, one.high) for one in quantities(text, idioms(language))] == told


SIDES = [
    ("nl", "Rechts idem.", True),
    ("nl", "Daarna doen we de andere kant.", True),
    ("en", "Other arm, same thing.", True),
    ("en", "Then mirror it.", True),
    ("de", "Dann umgekehrt.", True),
    ("de", "Das Ganze zehn Mal im Wechsel.", False),
    ("nl", "Voel je andere voet.", False),
    ("en", "Left foot.", False),
]


@pytest.mark.parametrize(("language", "text", "asks"), SIDES, ids=[text for _, text, _ in SIDES])
def test_the_other_side_in_loose_words(language: str, text: str, *, asks: bool) -> None:
    """A sentence of nothing but a side, sameness and small words asks for the other side."""
    assert asks_other_side(text, idioms(language)) is asks


BREATHS = [
    ("nl", "Vier tellen in, even vast, zes tellen uit.", [4, None, 6]),
    ("en", "In for a slow four, out for six.", [4, 6]),
    ("de", "Einatmen, zwei, drei, vier – und aus, zwei, drei, vier, fünf, sechs.", [4, 6]),
    ("de", "Die Einatmung dauert vier Sekunden, die Ausatmung sechs.", [4, 6]),
    ("en", "Breathing in eleven, breathing out eleven, breathing in ten.", []),
]


@pytest.mark.parametrize(("language", "text", "told"), BREATHS, ids=[text for _, text, _ in BREATHS])
def test_a_breath_in_spoken_words(language: str, text: str, told: list[int | None]) -> None:
    """Phases and numbers in any order make a pattern; breaths counted one by one make none."""
    assert [one.seconds for one in told_pattern(text, idioms(language))] == told
