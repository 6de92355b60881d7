"""What a count, a rest, a hold or a side applies to: the sums of a script are those of its post."""

from __future__ import annotations

import pytest
import yaml

from benchmarks.import_cases import labels
from benchmarks.import_sums import played, right_sums
from stilte.importer.import_post import Imported, import_post


def _made(text: str, name: str = "post.txt") -> Imported:
    return import_post(text.encode(), name=name)[0]


def _sums(text: str) -> tuple[float, float]:
    found = played(yaml.load(_made(text).script_text, yaml.BaseLoader)["steps"])
    return found.count[1], found.quiet_s[1]


TURNS = {
    "nl": "Ga zitten. Draai je borst naar rechts. Doe hetzelfde naar links. Naar elke kant 4 keer.",
    "en": "Sit on a stool. Turn your chest to the right. Do the same to the left. 4 times to each side.",
    "de": "Setz dich hin. Dreh den Brustkorb nach rechts. Das Gleiche nach links. 4 Mal pro Seite.",
    "fr": "Asseyez-vous. Tournez le buste à droite. Faites la même chose à gauche. 4 fois de chaque côté.",
    "es": "Siéntese. Gire el pecho a la derecha. Haga lo mismo a la izquierda. 4 veces por lado.",
}


@pytest.mark.parametrize("text", TURNS.values(), ids=TURNS)
def test_the_other_side_and_a_count_for_each_side_do_not_double(text: str) -> None:
    """So many to each side is twice as many altogether, however often the sides are told."""
    assert _sums(text) == (8, 0)


AGAIN = {
    "nl": "Trek je schouders op en houd ze 6 seconden vast. Laat ze vallen.\n\nHerhaal dit 3 keer.",
    "en": "Lift your shoulders and hold them for 6 seconds. Let them drop.\n\nDo that three times.",
    "de": "Zieh die Schultern hoch und halte sie 6 Sekunden. Lass sie fallen.\n\nWiederhole das 3 Mal.",
    "fr": "Levez les épaules et tenez-les 6 secondes. Relâchez-les.\n\nRépétez 3 fois.",
    "es": "Levante los hombros y manténgalos 6 segundos. Suéltelos.\n\nRepítalo 3 veces.",
}


@pytest.mark.parametrize("text", AGAIN.values(), ids=AGAIN)
def test_a_count_on_its_own_line_repeats_the_movement(text: str) -> None:
    """The movement with its hold comes so often, not the sentence that counts it."""
    assert _sums(text) == (3, 18)


SETS = {
    "nl": "Buig je knie en houd 4 seconden vast.\nAantal: 5 herhalingen, 2 series. "
    "Rust 1 minuut tussen series.",
    "en": "Bend your knee and hold it for 4 seconds.\nReps: 5, 2 sets. Rest for one minute between sets.",
    "de": "Beuge das Knie und halte es 4 Sekunden.\nWiederholungen: 5, 2 Sätze. "
    "Mach zwischen den Sätzen 1 Minute Pause.",
}


@pytest.mark.parametrize("text", SETS.values(), ids=SETS)
def test_a_rest_between_sets_stands_between_sets(text: str) -> None:
    """Two sets of five have one rest, not one after every repetition."""
    assert _sums(text) == (10, 100)


def test_a_bold_line_of_a_page_opens_a_part_and_ends_the_reach_of_counts() -> None:
    """`<b>` with `<br>` heads a part: the three rounds of the last one are its own."""
    page = (
        "<html><body><div><b>Staan</b><br>Blijf een minuut staan.<br><br>"
        "<b>Zwaaien</b><br>Zwaai je armen naar voren. Vier keer.<br>"
        "<b>Kloppen</b><br>Klop op je benen, van boven naar beneden. Drie rondes.</div></body></html>"
    )
    script = _made(page, "post.html").script_text
    assert script.count("- chapter:") == 3
    assert _sums(page) == (7, 60)


def test_posture_is_said_once_and_a_hold_told_twice_is_held_once() -> None:
    """What an author tells in a sentence and again in a field is one hold; lying down is no movement."""
    text = (
        "Lie on your back with your knees bent. Press your heel into the floor. Hold 5 seconds, then relax.\n"
        "Hold: 5 sec   Reps: 6   Sets: 2\n"
    )
    assert _sums(text) == (12, 60)
    assert "steps:\n  - Lie on your back" in _made(text).script_text


def test_a_breath_in_words_is_counted_by_the_end_of_its_sentence() -> None:
    """Six breaths of four in and six out, and nothing before them again."""
    text = "Sit on a chair. Put your feet down. Breathe in for four and out for six, and do that six times."
    assert "breathe: 6" in _made(text).script_text
    assert "repeat" not in _made(text).script_text


def test_a_breath_goes_on_for_the_stay_after_it() -> None:
    """Counts without a number of breaths last as long as the next sentence stays."""
    text = (
        "Lie down. Breathe in for 4 counts and out for 6 counts. Stay here for 3 minutes. Let your arms rest."
    )
    assert "breathe: 3m" in _made(text).script_text


def test_times_of_captions_on_their_own_lines_are_not_said() -> None:
    """A clock above every caption is left out, and a sentence goes on over it."""
    text = (
        "0:00\nGa rustig liggen op je rug\n0:07\nen leg je handen neer.\n0:19\nSluit je ogen.\n0:31\nRust.\n"
    )
    script = _made(text).script_text
    assert "0:19" not in script
    assert "op je rug en leg" in script


ABSURD = {
    "a long hold": (
        "Ga liggen. Blijf zo een half uur liggen en rust uit.",
        "Blijf zo een half uur liggen en rust uit.",
    ),
    "many words again and again": (
        "Sit on a chair. Lift your arms. Turn your hands. Lower your arms. Do this 30 times.",
        "Do this 30 times.",
    ),
}


@pytest.mark.parametrize(("text", "asked"), ABSURD.values(), ids=ABSURD)
def test_what_makes_a_script_absurd_is_asked(text: str, asked: str) -> None:
    """The sentence that does so is unsure, with that as its reason, until a person chooses its label."""
    post = _made(text).labelled
    assert post is not None
    found = [one for one in post.sentences if one.unsure and one.against.startswith("makes ")]
    assert [one.text for one in found] == [asked]


def test_a_plain_count_is_not_asked() -> None:
    """One movement twenty times is what its author wrote."""
    post = _made("Sit on a chair. Circle your left shoulder slowly. Repeat 20 times.").labelled
    assert post is not None
    assert not any(one.against.startswith("makes ") for one in post.sentences)


RIGHT = {"others": 7, "own": 36, "blind": 45}


@pytest.mark.parametrize("folder", RIGHT)
def test_sums_that_were_right_stay_right(folder: str) -> None:
    """As many posts as before play as often and as long as their labels ask for, within a tenth."""
    right, _ = right_sums(labels(folder))
    assert right >= RIGHT[folder]
