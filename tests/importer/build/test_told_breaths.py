"""Breaths as posts tell them, each in the five languages: the script that the words ask for."""

# ruff: noqa: E501  sentences of posts, one a line

from __future__ import annotations

import re

import pytest

from tests.importer.build.made_scripts import LANGUAGES, said_of, script_of, timed_of

CUES = {
    "nl": "Adem door je neus in en tel tot 4. Je buik komt omhoog. Adem door je mond uit en tel tot 6. Je buik zakt in. Herhaal dit 10 keer.",
    "en": "Breathe in through your nose for 4 counts. Your belly rises. Breathe out through your mouth for 6 counts. Your belly sinks. Repeat this 10 times.",
    "de": "Atme 4 Sekunden durch die Nase ein. Der Bauch hebt sich. Atme 6 Sekunden durch den Mund aus. Der Bauch senkt sich. Wiederhole das 10 Mal.",
    "fr": "Inspirez par le nez pendant 4 secondes. Le ventre se gonfle. Expirez par la bouche pendant 6 secondes. Le ventre descend. Répétez 10 fois.",
    "es": "Toma aire por la nariz contando hasta 4. El abdomen sube. Suelta el aire por la boca contando hasta 6. El abdomen baja. Repite este ciclo 10 veces.",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_breath_is_told_whole(language: str) -> None:
    """Both phases of the first breath have their cue; what one feels is said in the breath after it."""
    text = f"Oefening\n\n{CUES[language]}\n"
    assert timed_of(text, language) == ["breathe 10-10 of 4-0-6-0"]
    sentences = [one.strip() for one in CUES[language].split(".")]
    said = said_of(text, language)
    assert said[:2] == [sentences[0].casefold(), sentences[2].casefold()]


def test_an_open_breath_belongs_to_the_whole_round() -> None:
    """A breath that nobody counted is done again with the movements after it."""
    text = (
        "Oefening\n\nGa zitten. Adem in, 4 tellen. Adem uit, 6 tellen. Til je armen op. "
        "Doe de hele ronde nog een keer, maar iets langzamer.\n"
    )
    assert timed_of(text, "nl")[0] == "repeat 2-2"


HELD = {
    "nl": ("Ga zitten.", "Adem in.", "Houd je adem vast.", "Adem uit.", "Herhaal dit vijf keer."),
    "en": ("Sit down.", "Breathe in.", "Hold your breath.", "Breathe out.", "Repeat this five times."),
    "de": ("Setz dich hin.", "Atme ein.", "Halte den Atem an.", "Atme aus.", "Wiederhole das fünfmal."),
    "fr": ("Asseyez-vous.", "Inspirez.", "Retenez votre souffle.", "Expirez.", "Répétez cela cinq fois."),
    "es": ("Siéntate.", "Inspira.", "Mantén la respiración.", "Espira.", "Repite esto cinco veces."),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_hold_without_a_time_is_said_between_in_and_out(language: str) -> None:
    """It belongs to the breath in which it stands, not to the in-breath of the next one."""
    words = re.findall(r"\w+", " ".join(HELD[language][:4]).lower())
    said = " ".join(said_of("\n\n".join(("Adem", *HELD[language])), language))
    assert said.startswith(" ".join(words))


SECOND_TIMES = [
    ("nl", "Adem vier tellen in, houd de lucht twee tellen vast en adem zes tellen uit. Doe dit acht keer."),
    ("nl", "Adem 4 tellen in, wacht daar 2 tellen, en adem 6 tellen uit. Doe dit acht keer."),
    (
        "en",
        "Breathe in for four counts, keep the air in for two counts, then breathe out for six counts. Do this eight times.",
    ),
    (
        "en",
        "Breathe in for four counts, stay full for two counts, and breathe out for six counts. Do this eight times.",
    ),
    ("de", "Atme vier Sekunden ein, bleib zwei Sekunden so und atme sechs Sekunden aus. Mach das achtmal."),
    (
        "fr",
        "Inspire par le nez sur quatre temps, garde l'air deux temps, puis souffle par la bouche sur six temps. Fais huit cycles comme ça.",
    ),
    (
        "es",
        "Inspira en cuatro tiempos, guarda el aire dos tiempos y suelta el aire en seis tiempos. Haz ocho ciclos así.",
    ),
]


@pytest.mark.parametrize(("language", "text"), SECOND_TIMES)
def test_a_second_time_in_a_breath_is_a_hold_whatever_its_verb(language: str, text: str) -> None:
    """None is dropped: before, the breath was one of 4-6."""
    assert "breath: 4-2-6\n" in script_of(f"Adem\n\n{text}\n", language)
