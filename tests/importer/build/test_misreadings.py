"""Misreadings that were seen in posts, each in the five languages: the script that the words ask for."""

# ruff: noqa: E501  sentences of posts, one a line

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from benchmarks.import_sums import played
from benchmarks.importing import spoken, timed
from stilte.importer import import_post
from stilte.importer.prove.load import load_text

if TYPE_CHECKING:
    from stilte.importer.import_post import Imported

LANGUAGES = ("nl", "en", "de", "fr", "es")


def _made(text: str, language: str) -> Imported:
    (made,) = import_post(text.encode(), language=language)
    return made


def _script(text: str, language: str) -> str:
    return _made(text, language).script_text


def _timed(text: str, language: str) -> list[str]:
    return timed(load_text(_script(text, language)).steps)


def _said(text: str, language: str) -> list[str]:
    return spoken(load_text(_script(text, language)).steps)


def _title(text: str, language: str) -> str:
    return _script(text, language).split("title: ", 1)[1].split("\n", 1)[0].strip('"')


KEYS_OF_TIME = {
    "nl": (
        "Legenda: --- betekent 30 seconden stilte",
        "Ga zitten. ---\nSluit je ogen.\n---\nVoel je voeten. ---",
    ),
    "en": ("Key: (P) = pause 30 seconds", "Sit down. (P)\nClose your eyes. (P)\nFeel your feet. (P)"),
    "de": ("// = 30 Sekunden Stille", "Setz dich hin. //\nSchließe die Augen. //\nSpüre die Füße. //"),
    "fr": ("(…) = trente secondes", "Asseyez-vous. (…)\nFermez les yeux. (…)\nSentez vos pieds. (…)"),
    "es": ("^ significa 30 segundos de silencio", "Siéntate. ^\nCierra los ojos. ^\nSiente los pies. ^"),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_key_gives_a_mark_its_time(language: str) -> None:
    """The mark is that quiet in the text; neither the mark nor its key is said."""
    key, body = KEYS_OF_TIME[language]
    text = f"Rust\n\n{key}\n\n{body}\n"
    assert _timed(text, language) == ["pause 30"] * 3
    said = " ".join(_said(text, language))
    assert len(_said(text, language)) == 3
    assert not set("()^/=-…") & set(said)
    assert "left out" in _script(text, language)


KEYS_OF_BREATHS = {
    "nl": (
        "* = adem in, ** = adem uit",
        "Ga zitten.\nTil je armen op *\nLaat ze zakken **",
        ("adem in", "adem uit"),
    ),
    "en": (
        "* = breathe in\n** = breathe out",
        "Sit down.\nLift your arms *\nLower them **",
        ("breathe in", "breathe out"),
    ),
    "de": (
        "+ = einatmen\n- = ausatmen",
        "Setz dich hin.\nHebe die Arme. +\nSenke die Arme. -",
        ("einatmen", "ausatmen"),
    ),
    "fr": (
        "* = inspirez, ** = expirez",
        "Asseyez-vous.\nLevez les bras *\nBaissez les bras **",
        ("inspirez", "expirez"),
    ),
    "es": (
        "+ = inhala\n- = exhala",
        "Siéntate.\nLevanta los brazos. +\nBaja los brazos. -",
        ("inhala", "exhala"),
    ),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_key_gives_a_mark_its_words(language: str) -> None:
    """A mark that stands for a breath is said as that breath, once, where it stands."""
    key, body, words = KEYS_OF_BREATHS[language]
    said = _said(f"Rust\n\n{key}\n\n{body}\n", language)
    assert [one for one in said if one in words] == list(words)
    assert not any(sign in one for one in said for sign in "*+=")


def test_brackets_before_a_colon_are_no_key() -> None:
    """A time before what it is for explains no mark."""
    text = "Exercise\n\n(2 min): Sit down.\n\nLift your arms (2 min) and lower them.\n"
    assert any("sit down" in one for one in _said(text, "en"))


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
    assert _timed(text, language) == ["breathe 10-10 of 4-0-6-0"]
    sentences = [one.strip() for one in CUES[language].split(".")]
    said = _said(text, language)
    assert said[:2] == [sentences[0].casefold(), sentences[2].casefold()]


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
    assert _timed(text, language) == ["repeat 2-2", "repeat 5-5"]
    script = _script(text, language)
    before, _, round_ = script.partition("repeat: 2")
    for sentence in set_up.rstrip(".").split(". "):
        assert sentence in before
        assert sentence not in round_
    assert again in round_
    assert "on: first" in round_


def test_an_open_breath_belongs_to_the_whole_round() -> None:
    """A breath that nobody counted is done again with the movements after it."""
    text = (
        "Oefening\n\nGa zitten. Adem in, 4 tellen. Adem uit, 6 tellen. Til je armen op. "
        "Doe de hele ronde nog een keer, maar iets langzamer.\n"
    )
    assert _timed(text, "nl")[0] == "repeat 2-2"


def test_a_counted_round_says_its_difference_too() -> None:
    """A count with a "but" ("Repeat twice, but the second time …") says what is different after the first round."""
    text = (
        "Exercise\n\n1. Lie on your back.\n2. Lift your arms.\n3. Roll your head.\n\n"
        "Repeat the whole sequence twice, but the second time with your eyes closed.\n"
    )
    assert _timed(text, "en") == ["repeat 2-2"]
    assert "the second time with your eyes closed" in _said(text, "en")


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
    assert _timed(text, language) == ["repeat 3-3", "repeat 12-12", "hold 60"]
    assert "on: not last" in _script(text, language)


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
    assert _timed(text, language) == [
        "repeat 3-3", "repeat 12-12", "hold 30", "repeat 2-2", "repeat 10-10", "hold 20",
    ]  # fmt: skip


def test_a_rest_behind_one_count_follows_it() -> None:
    """Without sets there is nothing to rest between: twelve lunges, then the rest."""
    text = "Training\n\nGa staan.\n\nBuig je knieën 12 keer, 30 seconden rust.\n"
    assert _timed(text, "nl") == ["repeat 12-12", "hold 30"]
    assert "not last" not in _script(text, "nl")


LETTERHEADS = {
    "nl": (
        "FYSIOTHERAPIE DE LINDE\nDorpsstraat 12",
        "Oefeningen voor de schouder",
        "Zwaai je arm naar voren. Herhaal 10 keer.",
    ),
    "en": (
        "CITY HOSPITAL\nDepartment of Physiotherapy",
        "Exercises for the shoulder",
        "Swing your arm forwards. Repeat 10 times.",
    ),
    "de": (
        "PRAXIS AM MARKT\nPhysiotherapie und Osteopathie",
        "Übungen für den Nacken",
        "Drehen Sie den Kopf. Wiederholen Sie 10 Mal.",
    ),
    "fr": (
        "HÔPITAL DU PARC\nService de rééducation",
        "Exercices pour le dos",
        "Levez le bassin. Répétez 10 fois.",
    ),
    "es": (
        "CENTRO DE SALUD LOS PINOS\nUnidad de fisioterapia",
        "Ejercicios para la espalda",
        "Levante la cadera. Repita 10 veces.",
    ),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_title_is_the_exercise_and_not_the_letterhead(language: str) -> None:
    """The head of a sheet names who made it; the title stands below."""
    head, title, body = LETTERHEADS[language]
    assert _title(f"{head}\n\n{title}\n\n{body}\n", language) == title


def test_a_post_about_a_clinic_keeps_its_title() -> None:
    """A title that names an exercise, and a clinic besides, is no letterhead."""
    text = "Exercises from our clinic\n\nArms\n\nLift your arms. Repeat 5 times.\n"
    assert _title(text, "en") == "Exercises from our clinic"


SILENT_HEADINGS = {
    "nl": ("Stilte", "Pauze", "Ga zitten. Sluit je ogen.", "Rek je armen uit. Sta op."),
    "en": ("Silence", "Pause", "Sit down. Close your eyes.", "Stretch your arms. Stand up."),
    "de": ("Stille", "Pause", "Setz dich hin. Schließe die Augen.", "Strecke die Arme. Steh auf."),
    "fr": ("Silence", "Pause", "Asseyez-vous. Fermez les yeux.", "Étirez les bras. Levez-vous."),
    "es": ("Silencio", "Pausa", "Siéntate. Cierra los ojos.", "Estira los brazos. Levántate."),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_heading_that_names_a_pause_is_a_heading(language: str) -> None:
    """Chapters called "Silence" and "Pause" hold no quiet of their own; one with a time does."""
    one, two, first, second = SILENT_HEADINGS[language]
    text = f"# Avond\n\n## {one}\n\n{first}\n\n## {two}\n\n{second}\n"
    assert _timed(text, language) == []
    assert f"- chapter: {one}" in _script(text, language)
    assert f"- chapter: {two}" in _script(text, language)
    told = f"# Avond\n\n{first}\n\n## {one} (2 min)\n\n{second}\n"
    assert any("120" in event for event in _timed(told, language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_title_that_names_a_pause_is_the_title(language: str) -> None:
    """The first line of a plain text is its title, whatever it is called."""
    one, _, first, second = SILENT_HEADINGS[language]
    text = f"{one}\n\n{first}\n\n{second}\n"
    assert _title(text, language) == one
    assert _timed(text, language) == []


def test_a_pause_between_paragraphs_is_a_pause_still() -> None:
    """A word of its own between the paragraphs of a script is a mark."""
    text = "Rest\n\nSit down.\n\nPause\n\nClose your eyes.\n\nPause\n\nFeel your feet.\n"
    assert _timed(text, "en") == ["pause 5"] * 2


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
    assert _timed(text, language) == ["repeat sides", "hold 10"]
    script = _script(text, language)
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
    script = _script(f"Oefening\n\n{SIDES_OF_ONE[language]}\n", language)
    assert script.index("hold: 20") < script.index("repeat:") < script.index("hold: 10")


def test_one_leg_goes_along_to_the_other_side() -> None:
    """A foot that steps forward speaks of a side, though it names none."""
    text = "Exercise\n\nStep one foot forward. Bend your left knee. Hold for 20 seconds. Switch sides.\n"
    script = _script(text, "en")
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
    assert _timed(f"Oefening\n\n{TWO_COUNTED[language]}\n2. Rust.\n", language) == ["repeat 10-10"] * 2


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
    found = _timed(f"Oefening\n\n{LISTS[language][0]}\n\n{LISTS[language][1]}\n", language)
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
    script = _script(text, language)
    assert _timed(text, language) == ["repeat 8-8"]
    assert script.index(remark) < script.index("repeat: 8") < script.rindex(asked)
    assert played(_steps_written(script)).count == (8, 8)


def _steps_written(script: str) -> list[object]:
    import yaml  # noqa: PLC0415

    return list(yaml.load(script, yaml.BaseLoader)["steps"])


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
    said = " ".join(_said("\n\n".join(("Adem", *HELD[language])), language))
    assert said.startswith(" ".join(words))


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
    text = f"Rust\n\n{HELD[language][0]}\n\n{EVERY[language]}\n"
    assert _timed(text, language) == []
    assert HELD[language][0] in _script(text, language)


def test_a_hold_that_all_keep_is_one() -> None:
    """The German for "every" and for "all" is one word: where a posture is held, it is the latter."""
    text = "Rücken\n\nSetz dich hin.\n\nHalte alle 30 Sekunden die Position.\n"
    assert _timed(text, "de") == ["hold 30"]


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
    assert "left out" not in _script(f"Workout\n\n{HELD[language][0]}\n\n{text}\n", language)


def test_a_count_for_each_item_is_not_told_as_left_out_and_repeats_no_note() -> None:
    """The sentence stands as a comment where it counts; a caution among the items is done by nobody."""
    items = "- Reach up with both arms.\n- Bend forward slowly.\n- Note: mind your back."
    script = _script(f"Morning stretch\n\n{items}\n\nEach exercise is done 4 times.\n", "en")
    assert "left out" not in script
    assert script.count("repeat: 4") == 2


def test_a_footnote_is_no_exercise() -> None:
    """A mark that means neither a time nor something to do is taken away, and its line is said."""
    poses = "Tree pose (1)\n\nStand on one leg and breathe.\n\nWarrior (2)\n\nLift your arms. *\n"
    keys = "(1) is for beginners\n(2) is for the advanced\n* = optional step"
    text = f"Yoga at home\n\n{keys}\n\n{poses}"
    script = _script(text, "en")
    assert "- chapter: Tree pose\n" in script
    assert "- chapter: Warrior\n" in script
    assert "- Lift your arms.\n" in script
    assert "eginners." not in script
    assert "ptional step." not in script


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
    assert "breath: 4-2-6\n" in _script(f"Adem\n\n{text}\n", language)


def test_answers_to_a_question_are_no_furniture_of_the_page() -> None:
    """The exercise may stand in one of them; answers to an article are comments."""
    steps = "<p>Pose une main sur ton ventre.</p><p>Reste ainsi trente secondes.</p>"
    page = "<h1>Comment calmer le trac ?</h1><p>Qui connaît un exercice ?</p><h2>3 réponses{to}</h2>{steps}"
    assert _timed(page.format(to="", steps=steps), "fr") == ["hold 30"]
    assert _timed(page.format(to=" à « Le trac »", steps=steps), "fr") != ["hold 30"]


def test_a_key_of_marks_that_tell_their_own_time_is_not_said() -> None:
    """It stands as a comment, also in brackets and behind other words; the marks keep their times."""
    key = "(leestempo: laag! ... = adempauze, [stil 20] = zoveel seconden niets zeggen)"
    script = _script(f"Op de wolk\n\n{key}\n\nGa liggen.\n\n[stil 10]\n\nDoe je ogen dicht.\n", "nl")
    assert "Ga liggen. <10s>" in script
    said = [line for line in script.split("\n") if not line.lstrip().startswith("#")]
    assert "adempauze" not in " ".join(said)
    assert "leestempo" in script
