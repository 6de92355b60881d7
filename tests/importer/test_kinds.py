"""Small posts, one for each kind of writing that was once misread: what is timed, and what is said."""

from __future__ import annotations

import pytest
import yaml

from benchmarks.import_cases import events_of
from stilte.importer.import_post import import_post


def _read(post: str) -> tuple[list[tuple[str, object]], str]:
    """Return the timed events of a post's script, and everything that it says."""
    (one,) = import_post(post.encode())
    said: list[str] = []
    script = yaml.load(one.script_text, yaml.BaseLoader)
    return list(events_of(script["steps"], said, {})), " ".join(said)


def _counts(events: list[tuple[str, object]]) -> list[object]:
    return [value for kind, value in events if kind == "count"]


def _holds(events: list[tuple[str, object]]) -> list[object]:
    return [value for kind, value in events if kind in ("hold", "pause")]


TABLE = """Sterke rug

Oefening\tUitleg\tAantal\tPauze
Brug\tTil je heupen langzaam van de mat en laat weer zakken\t12x\t40 sec
Superman\tStrek je rechterarm en je linkerbeen ver van je af\t6x\t20 sec
Rustpositie\tLeg je hoofd op je handen en adem naar je onderrug\t2 min\t-
"""


def test_a_table_parted_by_tabs_is_read_row_by_row() -> None:
    """A row is an exercise with its instruction, count and rest; the heads of columns are not said."""
    events, said = _read(TABLE)
    assert _counts(events) == [(12.0, 12.0), (6.0, 6.0)]
    assert _holds(events) == [(40.0, 40.0), (20.0, 20.0), (120.0, 120.0)]
    assert "Uitleg" not in said


def test_a_table_of_prices_is_not_said() -> None:
    """Rows that tell nobody what to do belong to no instruction."""
    post = (
        "Ga zitten en sluit je ogen.\nAdem vijf keer rustig in en uit.\n\n"
        "Les\tDag\tPrijs\nYin\tMaandag\t15,00\nHatha\tDinsdag\t12,50\nNidra\tVrijdag\t17,00\n"
    )
    _, said = _read(post)
    assert "Maandag" not in said
    assert "Prijs" not in said


@pytest.mark.parametrize(
    ("sets", "rest"),
    [
        ("3 x 12, dazwischen 40 Sekunden Pause.", True),
        ("3 Sätze à 12 Wiederholungen, 40 Sekunden Pause dazwischen.", True),
        ("3 Serien mit je 12 Wiederholungen.", False),
    ],
)
def test_sets_of_repetitions_are_two_repeats(sets: str, rest: bool) -> None:
    """Sets and repetitions nest, and a rest between the sets stands inside the outer repeat."""
    events, _ = _read(f"Stell dich aufrecht hin.\nHebe beide Fersen und senke sie langsam.\n{sets}\n")
    assert _counts(events) == [(3.0, 3.0), (12.0, 12.0)]
    assert _holds(events) == [(40.0, 40.0)] * rest


def test_a_bare_count_in_a_list_item_holds_for_that_item() -> None:
    """The text "Vier keer." after the words of an item repeats that item, not the items before it."""
    post = (
        "* Ga rechtop staan.\n* Schud je handen een halve minuut los.\n"
        "* Rol je schouders naar achteren. Vier keer.\n"
    )
    (one,) = import_post(post.encode())
    repeat = yaml.load(one.script_text, yaml.BaseLoader)["steps"][-1]
    assert repeat["repeat"] == "4"
    assert repeat["steps"] == ["Rol je schouders naar achteren."]


def test_a_tension_and_its_release_are_both_held() -> None:
    """Two times in one sentence, the second for letting go, are two holds."""
    events, _ = _read(
        "Setz dich hin.\nDrücke die Knie gegen die Hände. 6 Sekunden Spannung halten, 9 Sekunden lösen.\n"
    )
    assert _holds(events) == [(6.0, 6.0), (9.0, 9.0)]


def test_times_told_once_for_all_tense_before_each_release() -> None:
    """A bare release after the words of its muscle is preceded by the tension that was told for all."""
    post = (
        "Spannen Sie jede Muskelgruppe 6 Sekunden an und lassen Sie danach 20 Sekunden locker.\n\n"
        "1. Ballen Sie beide Hände zur Faust. Loslassen.\n2. Ziehen Sie die Schultern hoch. Loslassen.\n"
        "3. Drücken Sie die Fersen in den Boden. Loslassen.\n"
    )
    events, _ = _read(post)
    assert _holds(events) == [(6.0, 6.0), (20.0, 20.0)] * 3


def test_a_time_for_all_stretches_is_held_on_each_side() -> None:
    """Lines that begin with the name of a stretch each last what was told for all, on both sides."""
    post = (
        "Mein Programm. Halte jede Dehnung 25 Sekunden pro Seite.\n\n"
        "Wade: Stell dich vor eine Wand und drück die hintere Ferse in den Boden.\n"
        "Hüfte: Knie dich hin und schieb das Becken nach vorn.\n"
    )
    events, _ = _read(post)
    assert _holds(events) == [(25.0, 25.0)] * 2
    assert sum(kind == "side" for kind, _ in events) == 2


def test_a_post_in_small_letters_is_read_sentence_by_sentence() -> None:
    """Sentences that begin with small letters end at their full stops all the same."""
    post = (
        "ga zitten en zet je voeten op de grond. adem 4 sec in door je neus en 6 sec uit door je mond. "
        "dit herhaal je 8 keer. leg daarna je handen op je buik.\n"
    )
    events, said = _read(post)
    assert _counts(events) == [(8.0, 8.0)]
    assert "dit herhaal je" not in said


def test_a_count_in_a_heading_repeats_a_held_movement() -> None:
    """The text "(8 keer)" in a heading is how often the movement is done, holds of seconds and all."""
    post = (
        "Bekken kantelen (8 keer)\nKantel je bekken naar achteren. Houd dat 4 tellen vast.\n\n"
        "Buikadem (6 ademhalingen)\nLeg je hand op je buik en adem naar je hand toe.\n"
    )
    events, _ = _read(post)
    assert (8.0, 8.0) in _counts(events)


def test_breaths_that_a_mark_tells_again_count_once() -> None:
    """The text "(3 ademhalingen stilte)" after "Volg drie ademhalingen." adds nothing."""
    events, _ = _read(
        "Ga liggen. (pauze)\nVolg nu drie ademhalingen. (3 ademhalingen stilte)\nVoel je voeten. (10 sec)\n"
    )
    assert [kind for kind, _ in events if kind in ("count", "hold-breaths")] == ["hold-breaths"]


def test_a_length_comes_from_the_exercise_and_never_from_research() -> None:
    """The text "Uit onderzoek … 18 minuten eerder" is no length; "Deze oefening duurt een kwartier" is."""
    claim = "Uit onderzoek blijkt dat mensen die oefenen gemiddeld 18 minuten eerder in slaap vallen.\n\n"
    lines = (
        "Ga op je rug liggen. (pauze)\nVoel je voeten. (20 seconden)\n"
        "Voel je benen. (20 seconden)\nVoel je buik. (5 minuten stilte)\n"
    )
    (claimed,) = import_post((claim + lines).encode())
    assert "length" not in yaml.load(claimed.script_text, yaml.BaseLoader)
    (told,) = import_post(("Deze oefening duurt een kwartier.\n\n" + lines).encode())
    assert yaml.load(told.script_text, yaml.BaseLoader)["length"] == "15m"


@pytest.mark.parametrize(
    "line",
    [
        "Datum afspraak: ........ om ........ uur.",
        "Neem dit formulier mee.",
        "U kunt de tekst ook zelf opnemen.",
        "Ingesproken door Marja.",
        "Luister niet tijdens het autorijden.",
        "Voor de begeleider: lees langzaam en wacht bij elke regel 5 tellen.",
        "Kijk voor de rest op onze website.",
        "Neem volgende week een handdoek mee.",
    ],
)
def test_forms_credits_and_remarks_about_the_recording_are_not_said(line: str) -> None:
    """What belongs to the sheet or the recording, not to the exercise, never reaches the voice."""
    _, said = _read(
        f"Ga op uw rug liggen. (pauze)\nVoel uw voeten. (10 sec)\nVoel uw benen. (10 sec)\n\n{line}\n"
    )
    assert line not in said


@pytest.mark.parametrize(
    "line",
    [
        "Sprecherin: Jana Holm.",
        "Musik: K. Winter.",
        "Nicht beim Autofahren hören!",
        "Bring bitte warme Socken mit.",
    ],
)
def test_credits_of_a_german_recording_are_not_said(line: str) -> None:
    """Credits and warnings of a recording never reach the voice."""
    _, said = _read(
        f"Leg dich hin. (Pause)\nSpüre deine Füße. (10 Sekunden)\nSpüre die Beine. (Pause)\n\n{line}\n"
    )
    assert line not in said


def test_more_breaths_in_the_same_rhythm_go_on_with_the_breath() -> None:
    """The text "Noch vier Atemzüge in diesem Rhythmus" counts the breath that was just told: five in all."""
    events, _ = _read(
        "Setz dich hin.\nAtme ein und zähle dabei bis vier, und atme aus und zähle bis sechs.\n"
        "Noch vier Atemzüge in diesem Rhythmus.\nÖffne die Augen.\n"
    )
    assert _counts(events) == [(5.0, 5.0)]


def test_numbers_that_name_a_breath_stay_in_its_heading() -> None:
    """The text "4-6-Atmung" is a name, not number 4 of a list."""
    post = (
        "Nacken\nSetz dich hin. Lass den Kopf sinken. Halte 20 Sekunden.\n\n4-6-Atmung\n"
        "Atme vier Sekunden ein und sechs Sekunden aus. Mach das zwei Minuten lang.\n"
    )
    (one,) = import_post(post.encode())
    assert "chapter: 4-6-Atmung" in one.script_text


@pytest.mark.parametrize(
    "words", ["adem in je onderrug", "adem rustig in de flanken", "adem in uw volle buik"]
)
def test_breathing_into_a_part_of_the_body_is_no_in_breath(words: str) -> None:
    """A pose with "adem in je rug" is held for its time; nothing waits for an out-breath."""
    events, _ = _read(f"Kom op handen en knieën.\nZak met je billen naar je hielen en {words}, 2 minuten.\n")
    assert _holds(events) == [(120.0, 120.0)]


@pytest.mark.parametrize(
    "post",
    [
        (
            "Span elke spiergroep 5 tellen aan en laat dan 10 tellen los.\n\nHanden: maak vuisten.\n"
            "Schouders: trek je schouders op.\nGezicht: knijp je ogen dicht.\n"
        ),
        (
            "Spanne jede Muskelgruppe 5 Sekunden an und lass danach 10 Sekunden locker.\n\n"
            "1. Balle beide Hände zur Faust.\n2. Zieh die Schultern hoch.\n3. Kneif die Augen zu.\n"
        ),
    ],
)
def test_muscles_that_name_no_release_get_both_times(post: str) -> None:
    """Lines that only name the tension of a muscle are each held and released as was told for all."""
    events, _ = _read(post)
    assert _holds(events) == [(5.0, 5.0), (10.0, 10.0)] * 3


def test_the_sentences_of_one_tip_are_one_note() -> None:
    """A tip of two sentences is one remark in the show notes; a tip of another paragraph is its own."""
    post = (
        "Kalme rug\n\nGa liggen op je rug en sluit je ogen.\nAdem vijf keer rustig in en uit.\n\n"
        "Tip:\nDoe deze oefening elke ochtend, 10 minuten. Je zult merken dat je kalmer wordt.\n"
    )
    (one,) = import_post(post.encode())
    steps = yaml.load(one.script_text, yaml.BaseLoader)["steps"]
    assert [step["note"] for step in steps if "note" in step] == [
        "Doe deze oefening elke ochtend, 10 minuten. Je zult merken dat je kalmer wordt."
    ]
