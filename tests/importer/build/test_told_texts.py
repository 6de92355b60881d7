"""Keys of marks, titles, headings and footnotes of posts, each in the five languages: what is said of them."""

# ruff: noqa: E501  sentences of posts, one a line

from __future__ import annotations

import pytest

from tests.importer.build.made_scripts import LANGUAGES, said_of, script_of, timed_of, title_of

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
    assert timed_of(text, language) == ["pause 30"] * 3
    said = " ".join(said_of(text, language))
    assert len(said_of(text, language)) == 3
    assert not set("()^/=-…") & set(said)
    assert "left out" in script_of(text, language)


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
    said = said_of(f"Rust\n\n{key}\n\n{body}\n", language)
    assert [one for one in said if one in words] == list(words)
    assert not any(sign in one for one in said for sign in "*+=")


def test_brackets_before_a_colon_are_no_key() -> None:
    """A time before what it is for explains no mark."""
    text = "Exercise\n\n(2 min): Sit down.\n\nLift your arms (2 min) and lower them.\n"
    assert any("sit down" in one for one in said_of(text, "en"))


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
    assert title_of(f"{head}\n\n{title}\n\n{body}\n", language) == title


def test_a_post_about_a_clinic_keeps_its_title() -> None:
    """A title that names an exercise, and a clinic besides, is no letterhead."""
    text = "Exercises from our clinic\n\nArms\n\nLift your arms. Repeat 5 times.\n"
    assert title_of(text, "en") == "Exercises from our clinic"


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
    assert timed_of(text, language) == []
    assert f"- chapter: {one}" in script_of(text, language)
    assert f"- chapter: {two}" in script_of(text, language)
    told = f"# Avond\n\n{first}\n\n## {one} (2 min)\n\n{second}\n"
    assert any("120" in event for event in timed_of(told, language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_title_that_names_a_pause_is_the_title(language: str) -> None:
    """The first line of a plain text is its title, whatever it is called."""
    one, _, first, second = SILENT_HEADINGS[language]
    text = f"{one}\n\n{first}\n\n{second}\n"
    assert title_of(text, language) == one
    assert timed_of(text, language) == []


def test_a_pause_between_paragraphs_is_a_pause_still() -> None:
    """A word of its own between the paragraphs of a script is a mark."""
    text = "Rest\n\nSit down.\n\nPause\n\nClose your eyes.\n\nPause\n\nFeel your feet.\n"
    assert timed_of(text, "en") == ["pause 5"] * 2


def test_a_footnote_is_no_exercise() -> None:
    """A mark that means neither a time nor something to do is taken away, and its line is said."""
    poses = "Tree pose (1)\n\nStand on one leg and breathe.\n\nWarrior (2)\n\nLift your arms. *\n"
    keys = "(1) is for beginners\n(2) is for the advanced\n* = optional step"
    text = f"Yoga at home\n\n{keys}\n\n{poses}"
    script = script_of(text, "en")
    assert "- chapter: Tree pose\n" in script
    assert "- chapter: Warrior\n" in script
    assert "- Lift your arms.\n" in script
    assert "eginners." not in script
    assert "ptional step." not in script


def test_answers_to_a_question_are_no_furniture_of_the_page() -> None:
    """The exercise may stand in one of them; answers to an article are comments."""
    steps = "<p>Pose une main sur ton ventre.</p><p>Reste ainsi trente secondes.</p>"
    page = "<h1>Comment calmer le trac ?</h1><p>Qui connaît un exercice ?</p><h2>3 réponses{to}</h2>{steps}"
    assert timed_of(page.format(to="", steps=steps), "fr") == ["hold 30"]
    assert timed_of(page.format(to=" à « Le trac »", steps=steps), "fr") != ["hold 30"]


def test_a_key_of_marks_that_tell_their_own_time_is_not_said() -> None:
    """It stands as a comment, also in brackets and behind other words; the marks keep their times."""
    key = "(leestempo: laag! ... = adempauze, [stil 20] = zoveel seconden niets zeggen)"
    script = script_of(f"Op de wolk\n\n{key}\n\nGa liggen.\n\n[stil 10]\n\nDoe je ogen dicht.\n", "nl")
    assert "Ga liggen. <10s>" in script
    said = [line for line in script.split("\n") if not line.lstrip().startswith("#")]
    assert "adempauze" not in " ".join(said)
    assert "leestempo" in script
