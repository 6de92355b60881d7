"""Kinds of wording in the five languages: each sibling becomes the same steps."""

# ruff: noqa: E501  sentences of posts, one a line

from __future__ import annotations

import pytest

from benchmarks.importing import spoken, timed
from stilte.importer import import_post
from stilte.importer.prove.load import load_text


def _script(text: str, language: str) -> str:
    (made,) = import_post(text.encode(), language=language)
    return made.script_text


def _timed(text: str, language: str) -> list[str]:
    return timed(load_text(_script(text, language)).steps)


def _said(script: str) -> str:
    return " / ".join(spoken(load_text(script).steps)).casefold()


AFTER_A_COUNT = [
    ("en", "Exercise\n\nRoll your left shoulder back, 6 times. Then the right shoulder, also 6."),
    ("nl", "Oefening\n\nRol je linkerschouder naar achteren, 6 keer. Dan de rechterschouder, ook 6."),
    ("de", "Übung\n\nRolle die linke Schulter zurück, 6-mal. Dann die rechte Schulter, ebenfalls 6."),
    ("fr", "Exercice\n\nRoulez l'épaule gauche vers l'arrière, 6 fois. Puis l'épaule droite, aussi 6."),
    ("es", "Ejercicio\n\nGira el hombro izquierdo hacia atrás, 6 veces. Luego el hombro derecho, también 6."),
]


@pytest.mark.parametrize(("language", "text"), AFTER_A_COUNT, ids=[one for one, _ in AFTER_A_COUNT])
def test_a_bare_number_after_a_count_counts_too(language: str, text: str) -> None:
    """A bare "also 6" repeats its own movement six times."""
    assert _script(text, language).count("repeat: 6") == 2


HELD_EACH_TIME = [
    ("en", "Exercise\n\nSlide your chin back. 10 reps, 5 sec hold."),
    ("nl", "Oefening\n\nSchuif je kin naar achteren. 10 herhalingen, 5 sec vasthouden."),
    ("de", "Übung\n\nSchiebe dein Kinn zurück. 10 Wiederholungen, 5 Sek. halten."),
    ("fr", "Exercice\n\nReculez le menton. 10 répétitions, tenir 5 sec."),
    ("es", "Ejercicio\n\nLleva la barbilla hacia atrás. 10 repeticiones, mantener 5 seg."),
]


@pytest.mark.parametrize(("language", "text"), HELD_EACH_TIME, ids=[one for one, _ in HELD_EACH_TIME])
def test_a_hold_that_is_told_with_a_count_is_held_each_time(language: str, text: str) -> None:
    """The time of a hold beside a count stands inside the repeat."""
    assert _timed(text, language) == ["repeat 10-10", "hold 5"]


FIELDS = [
    ("en", "Exercise\n\nLie down and lift your hips.\n\nSets: 3 | Reps: 12 | Rest: 45 sec"),
    ("nl", "Oefening\n\nGa liggen en til je heupen op.\n\nSeries: 3 | Herhalingen: 12 | Rust: 45 sec"),
    ("de", "Übung\n\nLege dich hin und hebe die Hüfte.\n\nSätze: 3 | Wiederholungen: 12 | Pause: 45 Sek"),
    ("fr", "Exercice\n\nAllongez-vous et levez le bassin.\n\nSéries: 3 | Répétitions: 12 | Repos: 45 sec"),
    ("es", "Ejercicio\n\nTúmbate y levanta las caderas.\n\nSeries: 3 | Repeticiones: 12 | Descanso: 45 seg"),
]


@pytest.mark.parametrize(("language", "text"), FIELDS, ids=[one for one, _ in FIELDS])
def test_a_line_of_fields_is_sets_around_repetitions(language: str, text: str) -> None:
    """Sets, repetitions and rest of one line: two repeats, the rest between the sets."""
    assert _timed(text, language) == ["repeat 3-3", "repeat 12-12", "hold 45"]
    assert "on: not last" in _script(text, language)


BETWEEN_POSES = [
    (
        "en",
        "Between the poses, rest on your back for one minute.",
        "Dragon",
        "Butterfly",
        "Kneel and bend your knees.",
    ),
    (
        "nl",
        "Tussen de houdingen lig je een minuut op je rug.",
        "Draak",
        "Vlinder",
        "Kniel en buig je knieën.",
    ),
    (
        "de",
        "Zwischen den Haltungen ruhe eine Minute auf dem Rücken.",
        "Drache",
        "Falter",
        "Knie dich hin und beuge die Knie.",
    ),
    (
        "fr",
        "Entre les postures, reposez-vous une minute sur le dos.",
        "Dragon",
        "Papillon",
        "Asseyez-vous et pliez les genoux.",
    ),
    (
        "es",
        "Entre las posturas, descansa un minuto boca arriba.",
        "Dragón",
        "Mariposa",
        "Siéntate y dobla las rodillas.",
    ),
]


@pytest.mark.parametrize(
    ("language", "rest", "one", "two", "words"), BETWEEN_POSES, ids=[one[0] for one in BETWEEN_POSES]
)
def test_a_rest_between_the_poses_stands_between_them(
    language: str, rest: str, one: str, two: str, words: str
) -> None:
    """A rest that is told once stands before each part but the first, and not after the last."""
    text = f"Yoga\n\n{rest}\n\n{one} (3 min)\n\n{words}\n\n{two} (3 min)\n\n{words}\n\n{one} 2 (3 min)\n\n{words}\n"
    assert _timed(text, language) == ["hold 180", "hold 60", "hold 180", "hold 60", "hold 180"]


THEN_SOMETHING_ELSE = [
    (
        "en",
        "Exercise\n\nLift your arms and lower them. Repeat 5 times, then drop your hands into your lap.",
        "lap",
    ),
    (
        "nl",
        "Oefening\n\nTil je armen op en laat ze zakken. Herhaal 5 keer, en leg je handen dan in je schoot.",
        "schoot",
    ),
    (
        "de",
        "Übung\n\nHebe die Arme und senke sie. Wiederhole 5 Mal, dann lege die Hände in den Schoß.",
        "schoß",
    ),
    (
        "fr",
        "Exercice\n\nLevez les bras et baissez-les. Répétez 5 fois, puis posez les mains sur les genoux.",
        "genoux",
    ),
    (
        "es",
        "Ejercicio\n\nLevanta los brazos y bájalos. Repite 5 veces, luego deja las manos sobre las rodillas.",
        "rodillas",
    ),
]


@pytest.mark.parametrize(
    ("language", "text", "word"), THEN_SOMETHING_ELSE, ids=[one[0] for one in THEN_SOMETHING_ELSE]
)
def test_what_follows_a_demand_for_a_repeat_is_said_after_it(language: str, text: str, word: str) -> None:
    """An order behind "repeat 5 times" is not lost: it stands after the repeat."""
    steps = load_text(_script(text, language)).steps
    assert timed(steps) == ["repeat 5-5"]
    assert word in spoken(steps)[-1]


PHASES_ALONE = [
    ("en", "Exercise\n\nSit down.\n\nIn: 4 counts.\nOut: 8 counts.\nDo 10 rounds."),
    ("nl", "Oefening\n\nGa zitten.\n\nIn: 4 tellen.\nUit: 8 tellen.\nDoe 10 rondes."),
    ("de", "Übung\n\nSetze dich hin.\n\nEinatmen: 4 Sekunden.\nAusatmen: 8 Sekunden.\n10 Runden."),
    ("fr", "Exercice\n\nAsseyez-vous.\n\nInspirez : 4 secondes.\nExpirez : 8 secondes.\nFaites 10 tours."),
    ("es", "Ejercicio\n\nSiéntate.\n\nInhala: 4 segundos.\nExhala: 8 segundos.\nHaz 10 rondas."),
]


@pytest.mark.parametrize(("language", "text"), PHASES_ALONE, ids=[one for one, _ in PHASES_ALONE])
def test_phases_on_lines_of_their_own_make_one_breath(language: str, text: str) -> None:
    """A line that only names a phase and its length is that phase."""
    assert _timed(text, language) == ["breathe 10-10 of 4-0-8-0"]


BOTH_WAYS = [
    (
        "en",
        "Exercise\n\nHold a ball. Turn to the left, back to the middle, then to the right. 4 times each side.",
    ),
    (
        "nl",
        "Oefening\n\nHoud een bal vast. Draai naar links, terug naar het midden, dan naar rechts. 4 keer per kant.",
    ),
    (
        "de",
        "Übung\n\nHalte einen Ball. Drehe dich nach links, zurück zur Mitte, dann nach rechts. 4 Mal pro Seite.",
    ),
]


@pytest.mark.parametrize(("language", "text"), BOTH_WAYS, ids=[one for one, _ in BOTH_WAYS])
def test_a_movement_that_goes_to_both_sides_itself_is_not_mirrored(language: str, text: str) -> None:
    """Where the words turn left, back and right, a count for each side adds no second side."""
    assert _timed(text, language) == ["repeat 4-4"]


LEGENDS = [
    (
        "en",
        "Read slowly. Each * means ten seconds of silence.",
        "Sit down. *\nClose your eyes. *\nFeel your feet. *\n",
    ),
    ("nl", "Lees rustig. Bij * wacht je tien tellen.", "Ga zitten. *\nSluit je ogen. *\nVoel je voeten. *\n"),
    (
        "de",
        "Lies langsam. Bei * bleibst du zehn Sekunden still.",
        "Setz dich hin. *\nSchließe die Augen. *\nSpüre die Füße. *\n",
    ),
    (
        "en",
        "Wherever you see an ellipsis, wait ten seconds.",
        "Sit down...\nClose your eyes...\nFeel your feet...\n",
    ),
    (
        "de",
        "Bei den drei Punkten kommt eine Pause von zehn Sekunden.",
        "Setz dich hin ...\nSchließe die Augen ...\nSpüre die Füße ...\n",
    ),
]


@pytest.mark.parametrize(("language", "legend", "lines"), LEGENDS, ids=range(len(LEGENDS)))
def test_a_legend_gives_a_sign_or_dots_their_time(language: str, legend: str, lines: str) -> None:
    """What a script says of its stars or dots is their quiet, and is not said."""
    script = _script(f"Rest\n\n{legend}\n\n{lines}", language)
    assert timed(load_text(script).steps) == ["pause 10"] * 3
    assert "*" not in _said(script)
    assert legend.rsplit(maxsplit=1)[-1].strip(".").casefold() not in _said(script)


ASIDES = [
    ("en", "Grab a blanket, a block and a timer.", "Put your phone in airplane mode.", "You can reach us on weekdays."),
    ("nl", "Pak een deken, een blok en een wekker.", "Zet je telefoon op stil.", "U kunt ons op werkdagen bereiken."),
    ("de", "Hol dir eine Decke, einen Block und einen Wecker.", "Stell dein Handy auf lautlos.", "Sie erreichen uns an Werktagen."),
    ("fr", "Prenez une couverture, un coussin et un minuteur.", "Mettez votre téléphone en silence.", "Vous pouvez nous joindre le matin."),
    ("es", "Coge una manta, un cojín y un temporizador.", "Pon el móvil en silencio.", "Puedes contactarnos por la mañana."),
]  # fmt: skip


@pytest.mark.parametrize("asides", ASIDES, ids=[one[0] for one in ASIDES])
def test_what_prepares_or_surrounds_the_exercise_is_kept_as_a_comment(asides: tuple[str, ...]) -> None:
    """Things to fetch, the telephone and how to reach somebody are not said, and not lost."""
    language, *around = asides
    body = {
        "en": "Sit down. Close your eyes. Breathe in and out 5 times.",
        "nl": "Ga zitten. Sluit je ogen. Adem 5 keer in en uit.",
        "de": "Setze dich hin. Schließe die Augen. Atme 5 Mal ein und aus.",
        "fr": "Asseyez-vous. Fermez les yeux. Inspirez et expirez 5 fois.",
        "es": "Siéntate. Cierra los ojos. Inhala y exhala 5 veces.",
    }[language]
    script = _script(f"{around[0]} {around[1]}\n\n{body}\n\n{around[2]}\n", language)
    for sentence in around:
        assert sentence.rstrip(".").casefold() not in _said(script)
        assert sentence.split()[-1] in script


REPORTED = [
    ("en", "Moving helps, says physiotherapist Ann Moore of the association."),
    ("nl", "Bewegen helpt, zegt fysiotherapeut Anna Moor van de vereniging."),
    ("de", "Bewegung hilft, sagt Physiotherapeutin Anna Moor vom Verband."),
    ("fr", "Bouger aide, explique la kiné Anne Moreau."),
    ("es", "Moverse ayuda, explica la fisioterapeuta Ana Mora."),
]


@pytest.mark.parametrize(("language", "sentence"), REPORTED, ids=[one for one, _ in REPORTED])
def test_what_somebody_said_of_an_exercise_is_not_spoken(language: str, sentence: str) -> None:
    """A remark that is reported of somebody is no instruction."""
    body = {
        "en": "Exercise 1\n\nSit down. Lift your arms. Hold for 10 seconds.",
        "nl": "Oefening 1\n\nGa zitten. Til je armen op. Houd 10 seconden vast.",
        "de": "Übung 1\n\nSetze dich hin. Hebe die Arme. Halte 10 Sekunden.",
        "fr": "Exercice 1\n\nAsseyez-vous. Levez les bras. Tenez 10 secondes.",
        "es": "Ejercicio 1\n\nSiéntate. Levanta los brazos. Mantén 10 segundos.",
    }[language]
    script = _script(f"{sentence}\n\n{body}\n", language)
    assert sentence.split(maxsplit=1)[0].casefold() not in _said(script)
    assert sentence.split(maxsplit=1)[0] in script


def test_a_count_inside_a_line_is_said_in_its_first_round_only() -> None:
    """The number is heard once; the rounds after it say the movement."""
    script = _script("Exercise\n\nSit down.\n\nCircle your knees 8 times clockwise.", "en")
    said = spoken(load_text(script).steps)
    assert said[-2:] == ["circle your knees 8 times clockwise", "circle your knees clockwise"]
    assert "on: not first" in script


@pytest.mark.parametrize("count", ["9 x", "9x", "(x9)", "x 9"])
def test_a_count_on_a_line_of_its_own_repeats_the_movement(count: str) -> None:
    """A line without a word that gives a count is one."""
    text = f"Übung\n\nHebe die Arme über den Kopf. Senke sie wieder.\n{count}\n"
    assert _timed(text, "de") == ["repeat 9-9"]


def test_bulleted_titles_over_paragraphs_are_chapters() -> None:
    """Bullets that each head a paragraph name parts; the script says none of them."""
    text = (
        "Vorübungen\n\n* Die Kiefer\n\nStelle die Füße schulterbreit.\n\n* Die Bälle\n\n"
        "Drücke die Hände nach unten. Acht Mal.\n\n* Der Mond\n\nHebe die Arme. 9 x\n"
    )
    script = _script(text, "de")
    assert script.count("- chapter: ") == 3
    assert "kiefer" not in _said(script)


def test_each_wait_of_a_sentence_is_its_own_hold() -> None:
    """Two waits in one sentence are two holds, each after its words."""
    text = "Oefening\n\nTil je been op, wacht twee tellen, til het hoger en wacht weer drie tellen. Laat het zakken."
    assert _timed(text, "nl") == ["hold 2", "hold 3"]


def test_half_of_a_sentence_behind_a_count_of_rounds_is_not_lost() -> None:
    """A count behind "after" ("After twelve rounds, let …") counts the breath before it and says the rest."""
    text = (
        "Übung\n\nAtme vier Sekunden lang ein. Atme vier Sekunden lang aus. "
        "Nach etwa zwölf Runden lassen Sie die Hand sinken und spüren eine Minute nach."
    )
    assert _timed(text, "de") == ["breathe 12-12 of 4-0-4-0", "hold 60"]


COUNTED_BACKWARDS = [
    (
        "nl",
        "Oefening\n\nGa zitten.\n\nAdem in terwijl je tot vier telt. Adem uit terwijl je tot zes telt. Doe dit 5 keer.",
    ),
    (
        "de",
        "Übung\n\nSetze dich hin.\n\nAtme ein, während du bis vier zählst. Atme aus. Zähle dabei bis sechs. Mach das 5 Mal.",
    ),
    (
        "en",
        "Exercise\n\nSit down.\n\nBreathe in while you count to four. Breathe out while you count to six. Do this 5 times.",
    ),
]


@pytest.mark.parametrize(("language", "text"), COUNTED_BACKWARDS, ids=[one for one, _ in COUNTED_BACKWARDS])
def test_a_count_after_its_phase_is_its_length(language: str, text: str) -> None:
    """A count behind its phase ("… while you count to six") and one after it time that phase."""
    assert _timed(text, language) == ["breathe 5-5 of 4-0-6-0"]


def test_the_halves_of_an_alternating_breath_go_round_together() -> None:
    """Both halves and their words stand inside the repeat, what comes before them outside; no word is lost."""
    text = (
        "Exercise\n\nRaise the right hand to the nose.\n\n"
        "Close the right nostril with the thumb and inhale through the left nostril for a count of 3.\n\n"
        "Remove the thumb and exhale through the right nostril for a count of 6.\n\n"
        "Inhale through the right nostril for a count of 3.\n\nExhale through the left nostril for a count of 6.\n\n"
        "This is one round.\n\nPractise 5 rounds.\n"
    )
    script = _script(text, "en")
    assert _timed(text, "en") == ["repeat 5-5", "breathe 1-1 of 3-0-6-0", "breathe 1-1 of 3-0-6-0"]
    before, _, inside = script.partition("repeat: 5")
    assert "Raise the right hand" in before
    assert "Close the right nostril" in inside
    assert "one round" not in _said(script)


def test_a_rest_after_a_repeat_is_repeated_with_the_movement() -> None:
    """A rest and a demand for a repeat after it take the movement along."""
    text = "Oefening\n\nSpan je buik aan en laat los. Doe dit 10 keer. Rust een halve minuut. Herhaal dit 3 keer."
    assert _timed(text, "nl") == ["repeat 3-3", "repeat 10-10", "hold 30"]


@pytest.mark.parametrize("figure", ["[Fig. 2]", "(see photo 3)", "(Abb. 4)"])
def test_a_reference_to_a_picture_is_not_said(figure: str) -> None:
    """A picture that a listener cannot see is left out of the line."""
    script = _script(f"Exercise\n\nSit down. Lift both arms {figure} and hold for 10 seconds.", "en")
    assert not set("234") & set(_said(script))


def test_a_first_heading_that_times_its_own_part_is_a_part() -> None:
    """Where every heading times its part, the first one is a part too, and its sides take its words along."""
    text = (
        "Neck\n\nTip your right ear to your right shoulder.\n\nHold for 20 seconds, then switch sides.\n\n"
        "Arms\n\nStretch both arms up.\n\nHold for 20 seconds.\n\nBack\n\nRound your back.\n\nHold for 20 seconds.\n"
    )
    script = _script(text, "en")
    assert script.count("- chapter: ") == 3
    assert "Tip your <side> ear" in script
