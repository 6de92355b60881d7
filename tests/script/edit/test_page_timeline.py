"""The timeline as the page shows it: each row with the step that it comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from stilte.errors import InputError
from stilte.script.arrange import arrange
from stilte.script.edit import outline, page_timeline, problems_json
from stilte.script.environment import Environment
from stilte.script.estimate import estimate
from stilte.script.load import load_text

if TYPE_CHECKING:
    from pathlib import Path

RATE = 44100
SCRIPT = """\
title: Proef
language: nl
music: bron
lead: [0, 0]
steps:
  - chapter: Een
  - Welkom. <5s>
  - repeat: 2
    steps:
      - Ronde.
      - pause: 10-20
  - include: _eind
  - breathe: 2
    breath: 4-6
    say: {in: In, out: Uit}
  - include: _eind
  - hold: 30
    during: [Zacht.]
"""


@pytest.fixture
def environment(tmp_path: Path) -> Environment:
    (tmp_path / "scripts").mkdir()
    (tmp_path / "scripts" / "_eind.yaml").write_text("steps:\n- Dank je.\n- bell: 1\n", encoding="utf-8")
    return Environment(tmp_path, {"rustig": "nl"}, frozenset({"bron"}), frozenset({"bowl"}))


def _shown(environment: Environment, text: str = SCRIPT, asked_s: float | None = None) -> dict[str, Any]:
    routine = load_text(text, environment, "scripts/proef.yaml")
    timeline = arrange(routine, estimate(RATE), RATE, asked_s)
    return page_timeline(outline(text), timeline, routine)


def test_every_row_names_its_step(environment: Environment) -> None:
    """A line of a repeat comes once a round, and a file that is included twice is told apart."""
    rows = [row for row in _shown(environment)["rows"] if row["kind"] in ("line", "bell", "cue")]
    assert [(row["step"], row["text"]) for row in rows if row["kind"] != "bell"] == [
        ("steps/1", "Welkom."),
        ("steps/2/steps/0", "Ronde."),
        ("steps/2/steps/0", "Ronde."),
        ("steps/3", "Dank je."),
        ("steps/4", "In"),
        ("steps/4", "Uit"),
        ("steps/4", "In"),
        ("steps/4", "Uit"),
        ("steps/5", "Dank je."),
        ("steps/6/during/0", "Zacht."),
    ]
    assert [row["step"] for row in rows if row["kind"] == "bell"] == ["steps/3", "steps/5"]


def test_breaths_carry_their_phases_and_chapters_and_beds_their_start(environment: Environment) -> None:
    """A breath of 4-6 is two phases; the first chapter and the bed begin at 0."""
    shown = _shown(environment)
    phases = [{"kind": "in", "length_s": 4.0}, {"kind": "out", "length_s": 6.0}]
    assert [(breath["step"], breath["cycle"], breath["phases"]) for breath in shown["breaths"]] == [
        ("steps/4", 1, phases),
        ("steps/4", 2, phases),
    ]
    assert shown["chapters"][0] == {"title": "Een", "start_s": 0.0, "step": "steps/0"}
    assert shown["beds"] == [{"bed": "bron", "level_db": 0.0, "start_s": 0.0, "over_s": 0.0}]


def test_a_wanted_length_tells_which_steps_it_stretches(environment: Environment) -> None:
    """Pauses stretch; a hold and a breath of one length do not."""
    natural = _shown(environment)
    assert "steps/2/steps/1" in natural["elastic"]
    assert not {"steps/4", "steps/6"} & set(natural["elastic"])
    assert natural["fits"] is None
    fitted = _shown(environment, asked_s=natural["length_s"] + 5)["fits"]
    assert fitted["wanted_s"] == pytest.approx(natural["length_s"] + 5)
    assert fitted["share"] > 0
    assert fitted["stretches"] == natural["elastic"]


def test_a_problem_names_the_step_under_which_it_is_shown(environment: Environment) -> None:
    """One inside a repeat names the inner step, one in an included file the step that includes it."""
    (environment.root / "scripts" / "_eind.yaml").write_text("steps:\n- pause: lang\n", encoding="utf-8")
    text = SCRIPT.replace("10-20", "veel")
    with pytest.raises(InputError) as caught:
        load_text(text, environment, "scripts/proef.yaml")
    told = problems_json(outline(text), "scripts/proef.yaml", caught.value.problems)
    assert {(one["line"], one["step"]) for one in told} == {(11, "steps/2/steps/1"), (2, "steps/3")}
    assert all(one["text"] and one["level"] == "error" for one in told)
