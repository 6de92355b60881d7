"""Each side and each direction with its own count, and the other side in few words, in five languages."""

from __future__ import annotations

import pytest
import yaml

from stilte.importer.import_post import import_post
from stilte.importer.language.phrases import idioms
from stilte.importer.language.side_words import asks_other_side, names_other_part


def _steps(text: str, language: str) -> list[object]:
    (made,) = import_post(text.encode(), language=language)
    steps: list[object] = yaml.load(made.script_text, yaml.BaseLoader)["steps"]
    return steps


def _repeats(steps: list[object]) -> list[tuple[object, list[object]]]:
    return [(one["repeat"], one["steps"]) for one in steps if isinstance(one, dict) and "repeat" in one]


DIRECTIONS = [
    ("en", "Exercise\n\nDraw circles with your hips. Ten clockwise, then ten the other way."),
    ("nl", "Oefening\n\nMaak cirkels met je heupen. Tien rondjes linksom, daarna tien rondjes rechtsom."),
    ("de", "Übung\n\nKreise mit der Hüfte. Zehnmal im Uhrzeigersinn, dann zehnmal in die andere Richtung."),
    (
        "fr",
        "Exercice\n\nFaites des cercles avec le bassin. Dix fois vers l'avant, puis dix fois vers l'arrière.",
    ),
    ("es", "Ejercicio\n\nHaz círculos con la cadera. Diez veces hacia delante, diez veces hacia atrás."),
]


@pytest.mark.parametrize(("language", "text"), DIRECTIONS, ids=[one for one, _ in DIRECTIONS])
def test_two_directions_are_repeated_one_after_the_other(language: str, text: str) -> None:
    """Neither of the two counts stands inside the other; the movement is told in both."""
    found = _repeats(_steps(text, language))
    assert [count for count, _ in found] == ["10", "10"]
    assert all(not _repeats(inside) for _, inside in found)
    assert found[0][1][0] == found[1][1][0]


def test_a_movement_with_its_directions_in_one_sentence_says_each_of_them() -> None:
    """The words before the counts are said with each direction."""
    steps = _steps("Übung\n\nSchultern kreisen, acht mal nach hinten, acht mal nach vorne.", "de")
    assert _repeats(steps) == [
        ("8", ["Schultern kreisen nach hinten."]),
        ("8", ["Schultern kreisen nach vorne."]),
    ]


def test_a_count_of_a_named_movement_on_each_side_is_that_movement() -> None:
    """In "Four pirouettes to the right, four to the left" the pirouettes are repeated."""
    steps = _steps(
        "Exercise\n\nStep away from the barre. Four pirouettes to the right, four to the left.", "en"
    )
    ((sides, inside),) = [one for one in _repeats(steps) if isinstance(one[0], list)]
    assert isinstance(sides, list)
    assert len(sides) == 2
    assert _repeats(inside) == [("4", ["Pirouettes to the <side>."])]


def test_a_total_before_the_sides_is_not_counted_on_each_of_them() -> None:
    """Eight, four of them to each side, are four on each side."""
    steps = _steps(
        "Oefening\n\nSta rechtop. Draai acht pirouettes, vier naar links en vier naar rechts.", "nl"
    )
    ((_, inside),) = [one for one in _repeats(steps) if isinstance(one[0], list)]
    assert [count for count, _ in _repeats(inside)] == ["4"]


def test_a_time_for_each_side_is_held_on_each_side() -> None:
    """The words "3 minuten rechts, 3 minuten links" are a time on both sides, not a count of three."""
    steps = _steps(
        "Oefening\n\nLeg je rechterenkel op je linkerknie. 3 minuten rechts, 3 minuten links.", "nl"
    )
    ((_, inside),) = _repeats(steps)
    assert [one["hold"] for one in inside if isinstance(one, dict) and "hold" in one] == ["3m"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "then the other one."),
        ("en", "And of course left too."),
        ("en", "and change."),
        ("nl", "Daarna links."),
        ("nl", "en dan de andere kant."),
        ("de", "Und dann natürlich links."),
        ("de", "Danach die Seite wechseln."),
        ("de", "dann die Richtung wechseln."),
        ("fr", "Puis à gauche."),
        ("es", "Luego a la izquierda."),
    ],
)
def test_the_other_side_is_asked_for_in_few_words(language: str, text: str) -> None:
    """A clause of nothing but the side and small words asks for it."""
    assert asks_other_side(text, idioms(language))


@pytest.mark.parametrize(
    ("language", "text"), [("en", "Left knee in."), ("en", "Left."), ("nl", "Linkervoet naar voren.")]
)
def test_a_side_with_something_to_do_there_is_no_change(language: str, text: str) -> None:
    """What is done on a side is said, and a bare side may be a label."""
    assert not asks_other_side(text, idioms(language))


def test_a_part_of_the_body_changes_sides_only_after_something_was_done_there() -> None:
    """The words "And the left leg." go on in a body scan, and ask for the other side after ten times."""
    assert names_other_part("And the left leg.", idioms("en"))
    moved = _steps(
        "Exercise\n\nLie down. Bring your right leg up and straighten the knee, ten times. And the left leg.",
        "en",
    )
    assert any(isinstance(count, list) for count, _ in _repeats(moved))
    scanned = _steps(
        "Body scan\n\nFeel your right foot. Feel your right leg. And the left leg. Feel your belly.", "en"
    )
    assert not _repeats(scanned)


def _breaths(steps: list[object]) -> list[str]:
    inner = [one for _, inside in _repeats(steps) for one in _breaths(inside)]
    return [one["breathe"] for one in steps if isinstance(one, dict) and "breathe" in one] + inner


def test_a_breath_that_a_counted_movement_goes_with_is_said_with_quiet() -> None:
    """The count is the movement's; the breath within it has none of its own."""
    steps = _steps(
        "Exercise\n\nHug your knees. Inhale and lift your arms. Exhale and lower them.\n\n"
        "Stay like this for 10 seconds.\n\nRepeat the whole sequence six times.",
        "en",
    )
    assert [count for count, _ in _repeats(steps)] == ["6"]
    assert not _breaths(steps)
    assert "Exhale and lower them. <6s>" in str(steps)


def test_a_breath_that_is_told_within_one_sentence_is_said_with_quiet() -> None:
    """A movement with its breath, told once, is no count."""
    steps = _steps(
        "Exercise\n\nStand tall.\n\nReach up as you breathe in, and fold as you breathe out.", "en"
    )
    assert not _breaths(steps)


def test_a_breath_that_is_counted_later_has_that_count() -> None:
    """What follows a breath may count it."""
    steps = _steps(
        "Exercise\n\nSit down. Inhale and lift your arms. Exhale and lower them. Repeat six times.", "en"
    )
    assert _breaths(steps) == ["6"]


def test_a_breath_whose_lengths_are_said_again_is_one_breath() -> None:
    """The words "Vier in, zes uit." behind the same lengths in full sentences add no breath."""
    steps = _steps(
        "Oefening\n\nAdem in door je neus terwijl je tot vier telt. Adem uit terwijl je tot zes telt. "
        "Vier in, zes uit. Twaalf keer.",
        "nl",
    )
    assert _breaths(steps) == ["12"]


@pytest.mark.parametrize(
    ("language", "text", "said"),
    [
        (
            "en",
            "Roll your shoulders. Swing your arm ten times, then ten times the other arm.",
            "Swing your arm.",
        ),
        ("nl", "Rol je schouders. Zwaai je arm tien keer, dan tien keer de andere arm.", "Zwaai je arm."),
    ],
)
def test_a_movement_is_counted_by_its_own_sentence(language: str, text: str, said: str) -> None:
    """What stands before it in the paragraph is not repeated in its place."""
    ((_, inside),) = _repeats(_steps(f"Los\n\n{text}", language))
    assert ("10", [said]) in _repeats(inside)


def test_directions_after_a_movement_of_their_own_sentence() -> None:
    """Each direction has the movement, and what was said before stands once."""
    text = "Draai je heupen tien keer met de klok mee, daarna tien keer de andere kant op."
    steps = _steps(f"Los\n\nRol je schouders. {text}", "nl")
    assert steps[0] == "Rol je schouders."
    assert _repeats(steps) == [
        ("10", ["Draai je heupen met de klok mee."]),
        ("10", ["Draai je heupen de andere kant op."]),
    ]


@pytest.mark.parametrize(
    ("language", "first", "again"),
    [
        ("nl", "Span je vuisten 5 seconden aan.", "Doe hetzelfde nog twee keer."),
        ("en", "Clench your fists for 5 seconds.", "Do the same two more times."),
        ("de", "Spannen Sie die Fäuste 5 Sekunden an.", "Machen Sie dasselbe noch zweimal."),
        ("fr", "Serrez les poings pendant 5 secondes.", "Faites la même chose encore deux fois."),
        ("es", "Aprieta los puños 5 segundos.", "Haz lo mismo dos veces más."),
    ],
)
def test_the_same_so_often_more_repeats_what_came_before(language: str, first: str, again: str) -> None:
    """Three times in all, and the sentence that asks for it is not said."""
    ((count, inside),) = _repeats(_steps(f"Rust\n\n{first} {again}", language))
    assert count == "3"
    assert [one["say"] for one in inside if isinstance(one, dict)] == [first]
