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
