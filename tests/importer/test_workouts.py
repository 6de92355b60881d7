"""Workouts: names with sets, repetitions and rests, in tables, in lines of fields, and in bare lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from benchmarks.importing import spoken, timed
from stilte.errors import InputError
from stilte.importer import import_post
from stilte.importer.prove.load import load_text

if TYPE_CHECKING:
    from pathlib import Path

WORKOUT = ["repeat 3-3", "repeat 12-12", "hold 60", "repeat 3-3", "repeat 10-10", "hold 45", "repeat 2-2"]
HTML = """<html><body><h1>Workout A</h1><table>
<tr><th>#</th><th>{0}</th><th>Sets</th><th>Reps</th><th>{1}</th></tr>
<tr><td>1</td><td>Squats</td><td>3</td><td>12</td><td>60</td></tr>
<tr><td>2</td><td>Push-ups</td><td>3</td><td>10</td><td>45</td></tr>
<tr><td>3</td><td>Plank</td><td>2</td><td>30 sec</td><td>30</td></tr></table></body></html>"""
MARKDOWN = """# Ochtendroutine

| Oefening | Uitleg | Keer |
|---|---|---|
| Schouders rollen | Maak grote cirkels naar achteren. | 8 |
| Armen heffen | | 10 |
"""
TABS = "Workout A\n\nExercise\tSets\tReps\nSquats\t3\t12\nLunges\t2\t10\nSit-ups\t2\t20\n"
FIELDS = """Workout A

Squats

Sets: 3 | Reps: 12 | Rest: 60 sec

Push-ups

Sets: 3 | Reps: 10 | Rest: 45 sec

Plank

Sets: 2 | Hold: 30 sec | Rest: 30 sec
"""


def _read(text: str, language: str = "") -> tuple[list[str], list[str]]:
    (made,) = import_post(text.encode(), language=language)
    steps = load_text(made.script_text).steps
    return timed(steps), spoken(steps)


@pytest.mark.parametrize(
    ("name", "rest"), [("Exercise", "Rest"), ("Movement", "Rest (sec)"), ("Move", "Rest time")]
)
def test_a_table_of_exercises_is_read_by_the_heads_of_its_columns(name: str, rest: str) -> None:
    """The name is said, the columns count; numbers of rows are no names; a bare rest is in seconds."""
    times, words = _read(HTML.format(name, rest))
    assert times == [*WORKOUT, "hold 30", "hold 30"]
    assert words == ["squats", "push ups", "plank"]


def test_a_unit_in_the_head_holds_for_its_column() -> None:
    """A rest of one under "Rest (min)" is a minute."""
    times, _ = _read(HTML.format("Exercise", "Rest (min)").replace("<td>60</td>", "<td>1</td>"))
    assert times[:3] == ["repeat 3-3", "repeat 12-12", "hold 60"]


def test_a_table_of_markdown_tells_how_often(tmp_path: Path) -> None:
    """A column that is named after a unit of counts counts; one with sentences is said."""
    post = tmp_path / "post.md"
    post.write_text(MARKDOWN, "utf-8")
    (made,) = import_post(post)
    steps = load_text(made.script_text).steps
    times, words = timed(steps), spoken(steps)
    assert times == ["repeat 8-8", "repeat 10-10"]
    assert words == ["schouders rollen", "maak grote cirkels naar achteren", "armen heffen"]


def test_a_table_parted_by_tabs_may_be_all_names_and_numbers() -> None:
    """Three short columns are enough."""
    times, words = _read(TABS)
    assert times == ["repeat 3-3", "repeat 12-12", "repeat 2-2", "repeat 10-10", "repeat 2-2", "repeat 20-20"]
    assert words == ["squats", "lunges", "sit ups"]


def test_another_table_of_data_is_not_said() -> None:
    """Prices, days and sizes belong to no instruction."""
    table = (
        "# Rust\n\nAdem rustig in en uit.\n\n| Dag | Prijs |\n|---|---|\n| Maandag | 10 |\n| Dinsdag | 12 |\n"
    )
    assert "Maandag" not in " ".join(_read(table, "nl")[1])


def test_a_table_that_sums_up_what_is_told_elsewhere_is_not_said() -> None:
    """Its exercises have headings of their own, with all their words."""
    page = HTML.format("Exercise", "Rest").replace(
        "</body>",
        "<h2>Squats</h2><p>Bend your knees. Repeat 8 times.</p>"
        "<h2>Plank</h2><p>Hold it for 20 seconds.</p></body>",
    )
    assert _read(page)[0] == ["repeat 8-8", "hold 20"]


@pytest.mark.parametrize("after", ["", "."])
def test_a_name_is_said_where_its_fields_follow(after: str) -> None:
    """Each name with its own fields: nothing is wrapped into what came before, and no name is a heading."""
    text = FIELDS.replace("Squats", f"Squats{after}").replace("Push-ups", f"Push-ups{after}")
    times, words = _read(text)
    assert times == [*WORKOUT, "hold 30", "hold 30"]
    assert words == ["squats", "push ups", "plank"]


def test_sets_after_repetitions_hold_for_them_alone() -> None:
    """Fields one a line: the second movement is not done again with the first."""
    text = "Training\n\nDo squats.\nReps: 12\nSets: 3\n\nDo push-ups.\nReps: 10\nSets: 2\n"
    assert _read(text, "en")[0] == ["repeat 3-3", "repeat 12-12", "repeat 2-2", "repeat 10-10"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Ochtend\n\n- Schouders rollen 8x\n- Armen heffen 10x\n- Plank 30 sec\n", "plank 30 sec"),
        ("Training\n\nSquats 3x12\nPush-ups 3x10\nPlank 2x30 sec\n", "plank 2x30 sec"),
    ],
)
def test_a_bare_list_of_names_and_counts_is_not_refused(text: str, told: str) -> None:
    """Nothing in it is a sentence, and all of it is an exercise: its lines as they stand, and unsure."""
    assert told in _read(text)[1]


def test_a_menu_is_refused_still() -> None:
    """Labels without a count or a time are no exercise."""
    with pytest.raises(InputError, match="nothing but a menu"):
        import_post(b"Home\nBlog\nContact\nOver mij\n")
