"""Counts, rests, sides and rounds as posts tell them, each in the five languages: what the words ask for."""

# ruff: noqa: E501  sentences of posts, one a line

from __future__ import annotations

import pytest

from benchmarks.import_sums import played
from tests.importer.build.made_scripts import LANGUAGES, SIT_DOWN, said_of, script_of, timed_of

WHOLE_ROUND = {
    "nl": (
        "Ga zitten. Leg een kussen onder je knieën.",
        "Til je armen op en laat ze zakken. Herhaal 5 keer.",
        "Rol je schouders naar achteren.",
        "Doe de hele ronde nog een keer, maar met je ogen dicht.",
    ),
    "en": (
        "Sit on a chair. Put a cushion behind your back.",
        "Lift your arms and lower them. Repeat 5 times.",
        "Roll your shoulders back.",
        "Do the whole round once more, but with your eyes closed.",
    ),
    "de": (
        "Setz dich auf einen Stuhl. Leg ein Kissen hinter den Rücken.",
        "Hebe die Arme und senke sie. Wiederhole 5 Mal.",
        "Rolle die Schultern zurück.",
        "Mach die ganze Runde noch einmal, aber mit geschlossenen Augen.",
    ),
    "fr": (
        "Asseyez-vous sur une chaise. Placez un coussin derrière le dos.",
        "Levez les bras et baissez-les. Répétez 5 fois.",
        "Roulez les épaules vers l'arrière.",
        "Refaites toute la série encore une fois, mais les yeux fermés.",
    ),
    "es": (
        "Siéntate en una silla. Coloca un cojín detrás de la espalda.",
        "Levanta los brazos y bájalos. Repite 5 veces.",
        "Gira los hombros hacia atrás.",
        "Haz toda la ronda una vez más, pero con los ojos cerrados.",
    ),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_whole_round_again_says_its_difference_and_not_its_set_up(language: str) -> None:
    """The steps come twice, the difference is said between, how one sits and what one takes stands before."""
    set_up, first, second, again = WHOLE_ROUND[language]
    text = f"Oefening\n\n{set_up}\n\n{first}\n\n{second}\n\n{again}\n"
    assert timed_of(text, language) == ["repeat 2-2", "repeat 5-5"]
    script = script_of(text, language)
    before, _, round_ = script.partition("repeat: 2")
    for sentence in set_up.rstrip(".").split(". "):
        assert sentence in before
        assert sentence not in round_
    assert again in round_
    assert "on: first" in round_


def test_a_counted_round_says_its_difference_too() -> None:
    """A count with a "but" ("Repeat twice, but the second time …") says what is different after the first round."""
    text = (
        "Exercise\n\n1. Lie on your back.\n2. Lift your arms.\n3. Roll your head.\n\n"
        "Repeat the whole sequence twice, but the second time with your eyes closed.\n"
    )
    assert timed_of(text, "en") == ["repeat 2-2"]
    assert "the second time with your eyes closed" in said_of(text, "en")


RESTS = {
    "nl": ("Buig je knieën en kom omhoog. 3 sets van 12.", "60 seconden rust tussen de sets."),
    "en": ("Bend your knees and stand up. 3 sets of 12.", "Rest: 60 sec between sets."),
    "de": (
        "Beuge die Knie und richte dich auf. 3 Sätze mit 12 Wiederholungen.",
        "Zwischen den Sätzen 1 Minute Pause.",
    ),
    "fr": ("Pliez les genoux et redressez-vous. 3 séries de 12.", "60 secondes de repos entre les séries."),
    "es": ("Dobla las rodillas y levántate. 3 series de 12.", "60 segundos de descanso entre series."),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_rest_that_is_a_noun_stands_between_the_sets(language: str) -> None:
    """Twelve repetitions in three sets, a minute after the first two."""
    text = f"Oefening\n\n{' '.join(RESTS[language])}\n"
    assert timed_of(text, language) == ["repeat 3-3", "repeat 12-12", "hold 60"]
    assert "on: not last" in script_of(text, language)


WORKOUTS = {
    "nl": ("Squats 3x12, 30 seconden rust", "Lunges 2x10, met 20 seconden rust tussen de sets"),
    "en": ("Squats 3x12, 30 seconds rest", "Lunges 2x10, with 20 seconds rest between sets"),
    "de": ("Kniebeugen 3x12, 30 Sekunden Pause", "Ausfallschritte 2x10, 20 Sek. Pause"),
    "fr": ("Squats 3x12, 30 secondes de repos", "Fentes 2x10 (20 secondes de repos)"),
    "es": ("Sentadillas 3x12, 30 segundos de descanso", "Zancadas 2x10, con 20 segundos de descanso"),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_rest_behind_sets_repeats_the_movement_and_not_only_the_rest(language: str) -> None:
    """Sets and a rest behind them ("Squats 3x12, 30 seconds rest") are 36 squats and two rests."""
    text = "Plan\n\n" + "\n".join(WORKOUTS[language]) + "\n"
    assert timed_of(text, language) == [
        "repeat 3-3", "repeat 12-12", "hold 30", "repeat 2-2", "repeat 10-10", "hold 20",
    ]  # fmt: skip


def test_a_rest_behind_one_count_follows_it() -> None:
    """Without sets there is nothing to rest between: twelve lunges, then the rest."""
    text = "Training\n\nGa staan.\n\nBuig je knieën 12 keer, 30 seconden rust.\n"
    assert timed_of(text, "nl") == ["repeat 12-12", "hold 30"]
    assert "not last" not in script_of(text, "nl")


CAUTIONS = {
    "nl": ("Strek je linkerarm. Houd 10 seconden vast.", "Let op: forceer niets.", "Dan de rechterarm."),
    "en": ("Lift your left leg. Hold for 10 seconds.", "Caution: stop if it hurts.", "Then the right leg."),
    "de": (
        "Strecke den linken Arm. Halte 10 Sekunden.",
        "Achtung: nicht mit Gewalt drücken.",
        "Dann der rechte Arm.",
    ),
    "fr": ("Tendez le bras gauche. Tenez 10 secondes.", "Attention : ne forcez pas.", "Puis le bras droit."),
    "es": (
        "Estira el brazo izquierdo. Mantén 10 segundos.",
        "Precaución: no fuerces.",
        "Luego el brazo derecho.",
    ),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_caution_between_the_sides_parts_nothing(language: str) -> None:
    """Left is held and right is held; the caution is no movement."""
    text = "Oefening\n\n" + "\n\n".join(CAUTIONS[language]) + "\n"
    assert timed_of(text, language) == ["repeat sides", "hold 10"]
    script = script_of(text, language)
    assert script.index("repeat:") < script.index("hold: 10") < script.index("note:")


SIDES_OF_ONE = {
    "nl": "Buig voorover en hang 20 seconden. Strek je linkerarm boven je hoofd. Houd 10 seconden vast. Dan de andere kant.",
    "en": "Bend forward and hang for 20 seconds. Stretch your left arm overhead. Hold for 10 seconds. Then the other side.",
    "de": "Beuge dich vor und bleibe 20 Sekunden. Strecke den linken Arm nach oben. Halte 10 Sekunden. Dann die andere Seite.",
    "fr": "Penchez-vous et restez 20 secondes. Tendez le bras gauche. Tenez 10 secondes. Puis de l'autre côté.",
    "es": "Inclínate y quédate 20 segundos. Estira el brazo izquierdo. Mantén 10 segundos. Luego el otro lado.",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_movement_without_sides_is_done_once(language: str) -> None:
    """What a paragraph tells before it names a side stands outside the change of sides."""
    script = script_of(f"Oefening\n\n{SIDES_OF_ONE[language]}\n", language)
    assert script.index("hold: 20") < script.index("repeat:") < script.index("hold: 10")


def test_one_leg_goes_along_to_the_other_side() -> None:
    """A foot that steps forward speaks of a side, though it names none."""
    text = "Exercise\n\nStep one foot forward. Bend your left knee. Hold for 20 seconds. Switch sides.\n"
    script = script_of(text, "en")
    assert script.index("repeat:") < script.index("foot forward")


TWO_COUNTED = {
    "nl": "1. Til je hielen op, 10 keer. Til je tenen op, 10 keer.",
    "en": "1. Lift your heels, 10 times. Lift your toes, 10 times.",
    "de": "1. Hebe die Fersen, 10 Mal. Hebe die Zehen, 10 Mal.",
    "fr": "1. Levez les talons, 10 fois. Levez les orteils, 10 fois.",
    "es": "1. Levanta los talones, 10 veces. Levanta los dedos, 10 veces.",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_counted_movements_of_one_item_stand_apart(language: str) -> None:
    """Each movement of an item has its own count: twenty in all, not a hundred."""
    assert timed_of(f"Oefening\n\n{TWO_COUNTED[language]}\n2. Rust.\n", language) == ["repeat 10-10"] * 2


LISTS = {
    "nl": ("- Schouders optrekken\n- Hoofd draaien", "Alles 5 keer."),
    "de": ("- Schultern hochziehen\n- Kopf drehen", "Alles 5 Mal."),
    "fr": ("- Montez les épaules\n- Tournez la tête", "Tout 5 fois."),
    "es": ("- Sube los hombros\n- Gira la cabeza", "Todo 5 veces."),
    "en": ("- Lift your shoulders\n- Turn your head", "Do everything 5 times."),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_count_behind_a_list_counts_each_item(language: str) -> None:
    """A count for all that nothing follows speaks of the list before it."""
    found = timed_of(f"Oefening\n\n{LISTS[language][0]}\n\n{LISTS[language][1]}\n", language)
    assert set(found) == {"repeat 5-5"}


OWN_MOVEMENTS = {
    "nl": ("Geniet van de muziek, het is maar een dans.", "Maak acht pirouettes."),
    "en": ("Enjoy the music, it is only a dance.", "Make eight pirouettes."),
    "de": ("Genieße die Musik, es ist nur ein Tanz.", "Mach acht Pirouetten."),
    "fr": ("Profitez de la musique, ce n'est qu'une danse.", "Faites huit pirouettes."),
    "es": ("Disfruta de la música, es solo un baile.", "Haz ocho piruetas."),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_counted_movement_does_not_repeat_the_remark_before_it(language: str) -> None:
    """Eight pirouettes are eight pirouettes; what was said before them is said once."""
    remark, asked = OWN_MOVEMENTS[language]
    text = f"Oefening\n\n{remark} {asked}\n"
    script = script_of(text, language)
    assert timed_of(text, language) == ["repeat 8-8"]
    assert script.index(remark) < script.index("repeat: 8") < script.rindex(asked)
    assert played(_steps_written(script)).count == (8, 8)


def _steps_written(script: str) -> list[object]:
    import yaml  # noqa: PLC0415

    return list(yaml.load(script, yaml.BaseLoader)["steps"])


EVERY = {
    "nl": "Sta elke 45 minuten op.",
    "en": "Get up every 45 minutes.",
    "de": "Stehen Sie alle 45 Minuten einmal auf.",
    "fr": "Levez-vous toutes les 45 minutes.",
    "es": "Levántate cada 45 minutos.",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_time_between_two_occasions_is_no_hold(language: str) -> None:
    """It may be said, but nothing is held for so long."""
    text = f"Rust\n\n{SIT_DOWN[language]}\n\n{EVERY[language]}\n"
    assert timed_of(text, language) == []
    assert SIT_DOWN[language] in script_of(text, language)


def test_a_hold_that_all_keep_is_one() -> None:
    """The German for "every" and for "all" is one word: where a posture is held, it is the latter."""
    text = "Rücken\n\nSetz dich hin.\n\nHalte alle 30 Sekunden die Position.\n"
    assert timed_of(text, "de") == ["hold 30"]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Squats 3x12, then 30 seconds rest.", "en"),
        ("Lunges 2x10 with 1 minute rest.", "en"),
        ("Kniebeugen 3x12 mit 30 Sekunden Pause.", "de"),
    ],
)
def test_what_is_said_in_parts_is_not_told_as_left_out(text: str, language: str) -> None:
    """The small word between sets and their rest is all that is gone."""
    assert "left out" not in script_of(f"Workout\n\n{SIT_DOWN[language]}\n\n{text}\n", language)


def test_a_count_for_each_item_is_not_told_as_left_out_and_repeats_no_note() -> None:
    """The sentence stands as a comment where it counts; a caution among the items is done by nobody."""
    items = "- Reach up with both arms.\n- Bend forward slowly.\n- Note: mind your back."
    script = script_of(f"Morning stretch\n\n{items}\n\nEach exercise is done 4 times.\n", "en")
    assert "left out" not in script
    assert script.count("repeat: 4") == 2
