"""Fields of an exercise ("Reps: 10   Hold: 5 sec"), in a row or one a line, in five languages."""

from __future__ import annotations

import pytest

from benchmarks.importing import timed
from stilte.importer import import_post
from stilte.importer.prove.load import load_text


def _timed(text: str, language: str) -> list[str]:
    (made,) = import_post(text.encode(), language=language)
    return timed(load_text(made.script_text).steps)


IN_A_ROW = [
    ("en", "Tilt\n\nTighten your stomach.\n\nHold: 5 sec     Reps: 10        Sets: 2         Rest: 30 sec"),
    ("nl", "Kantelen\n\nSpan je buik aan.\n\nVasthouden: 5 sec   Herhalingen: 10   Series: 2   Rust: 30 sec"),
    ("de", "Kippen\n\nSpanne den Bauch an.\n\nHalten: 5 Sek.  Wdh: 10   Sätze: 2   Pause: 30 Sek."),
    (
        "fr",
        "Bascule\n\nContractez le ventre.\n\nTenir : 5 sec   Répétitions : 10   Séries : 2   Repos : 30 sec",
    ),
    (
        "es",
        "Inclina\n\nAprieta el vientre.\n\nMantener: 5 seg   Repeticiones: 10   Series: 2   Descanso: 30 seg",
    ),
]


@pytest.mark.parametrize(("language", "text"), IN_A_ROW, ids=[one for one, _ in IN_A_ROW])
def test_every_field_of_a_row_counts(language: str, text: str) -> None:
    """The hold stands in each repetition, the rest between the sets."""
    assert _timed(text, language) == ["repeat 2-2", "repeat 10-10", "hold 5", "hold 30"]


ONE_A_LINE = [
    (
        "en",
        "Lifts\n\nStand tall.\nRise onto your toes.\nRepetitions: start with four.\nHold: 2 seconds.",
    ),
    (
        "nl",
        "Tenen\n\nSta rechtop.\nKom op je tenen.\nHerhalingen: begin met vier.\nVasthouden: 2 seconden.",
    ),
    (
        "de",
        "Zehen\n\nSteh gerade.\nHebe die Fersen.\nWiederholungen: am Anfang vier.\nHalten: 2 Sekunden oben.",
    ),
]


@pytest.mark.parametrize(("language", "text"), ONE_A_LINE, ids=[one for one, _ in ONE_A_LINE])
def test_a_field_alone_on_its_line_counts(language: str, text: str) -> None:
    """A number in the words of a field of repetitions is its count; a later hold stands inside."""
    assert _timed(text, language) == ["repeat 4-4", "hold 2"]


def test_a_field_of_sides_does_all_of_it_on_both() -> None:
    """A field "Sides: both" wraps what the fields before it repeat."""
    text = "Knee\n\nBring one knee to your chest.\n\nHold: 20 sec    Reps: 3         Sides: both"
    assert _timed(text, "en") == ["repeat sides", "repeat 3-3", "hold 20"]


def test_fields_are_not_said() -> None:
    """The line of the fields stands as a comment, never among what is spoken."""
    (made,) = import_post(b"Tilt\n\nTighten your stomach.\n\nHold: 5 sec     Reps: 10")
    spoken = "\n".join(line for line in made.script_text.split("\n") if "#" not in line)
    assert "Reps" not in spoken


NL_FOR_ALL = """Oefening

Doe elke oefening twee keer. Houd de spanning 5 seconden vast, en laat los. Let dan 15 seconden op het gevoel.

Handen: maak van beide handen een vuist.

Schouders: trek je schouders op.

Buik: trek je navel in.
"""
EN_FOR_ALL = """Exercise

Do each exercise twice. Hold the tension for 5 seconds, and let it go. Notice the release for 15 seconds.

Hands: make a fist with both hands.

Shoulders: lift your shoulders.

Belly: draw your navel in.
"""
DE_STEPS = """Anleitung

Spannen Sie nacheinander die Muskelgruppen an.
Halten Sie die Spannung jeweils 7 Sekunden und lassen Sie danach 20 Sekunden lang locker.

Schritt 1: Hände

Ballen Sie beide Hände zu Fäusten.

Schritt 2: Schultern

Heben Sie die Schultern zu den Ohren.

Schritt 3: Bauch

Machen Sie den Bauch hart.
"""


@pytest.mark.parametrize(("language", "text"), [("nl", NL_FOR_ALL), ("en", EN_FOR_ALL)], ids=["nl", "en"])
def test_what_a_paragraph_tells_for_every_part_goes_to_each(language: str, text: str) -> None:
    """A tension and its release that stand beside "each exercise" follow each part, as often as it says."""
    part = ["repeat 2-2", "hold 5", "hold 15"]
    assert [one for one in _timed(text, language) if not one.startswith("breathe")] == part * 3


def test_a_tension_and_its_release_told_with_each_go_to_the_parts_under_headings() -> None:
    """The word "jeweils" makes two times those of every step after it."""
    assert _timed(DE_STEPS, "de") == ["hold 7", "hold 20"] * 3
