"""Posts in three languages, against scripts that were made by hand before any rule was written."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.importing import POSTS, score
from stilte.importer.import_post import import_post
from stilte.importer.prove.load import load_text, unreachable
from stilte.script.routine import Breathe, Chapter, Note, Say

NAMES = sorted(
    path.name.split(".")[0]
    for path in POSTS.iterdir()
    if ".expected." not in path.name and path.stem != "held-out"
)
PSOAS = Path(__file__).resolve().parents[3] / "shared" / "seed" / "psoas-post.txt"
HELD_OUT = set((POSTS / "held-out.txt").read_text(encoding="utf-8").split())


def _source(name: str) -> Path:
    return next(path for path in POSTS.glob(f"{name}.*") if ".expected." not in path.name)


@pytest.mark.parametrize("name", NAMES)
def test_every_post_becomes_scripts_that_load(name: str) -> None:
    """Whatever the importer writes is a script: it loads, and its lengths can be reached as estimated."""
    for one in import_post(_source(name)):
        assert not unreachable(load_text(one.script_text)), one.name


@pytest.mark.parametrize("name", [name for name in NAMES if name not in HELD_OUT])
def test_times_are_read_as_a_careful_reader_would(name: str) -> None:
    """Every timed instruction is found, none is invented, and nothing is spoken that must not be."""
    timed, spoken, never = score(name, told=False)
    assert (timed.right, timed.found) == (timed.wanted, timed.wanted)
    assert never.right == never.wanted
    assert spoken.right >= spoken.wanted - 1, "one sentence may have become two cues"


@pytest.mark.skipif(not PSOAS.exists(), reason="the author's own post is not part of the project")
def test_the_post_that_started_the_project() -> None:
    """Four steps and a closing; 3, 5 and 8 breaths; the quotation whispered; the tip a note; both lengths."""
    (one,) = import_post(PSOAS)
    routine = load_text(one.script_text)
    assert sum(isinstance(step, Chapter) for step in routine.steps) == 5
    assert [step.count.low for step in routine.steps if isinstance(step, Breathe)] == [3, 5, 8]
    whispered = [
        step for step in routine.steps if isinstance(step, Say) and step.delivery.voice == "fluister"
    ]
    assert [step.line.parts[0] for step in whispered] == ["Dank je, ik zie je. Je mag zacht zijn."]
    assert [str(step.text.parts[0])[:16] for step in routine.steps if isinstance(step, Note)] == [
        "Doe deze oefenin"
    ]
    assert routine.lengths_s == (600.0, 900.0)
    assert not unreachable(routine)
    assert "anatomie" not in one.script_text
    assert "Vakantie" not in one.script_text


def test_several_exercises_become_several_scripts() -> None:
    """Each exercise of a post is a script of its own, and one can be chosen by number."""
    source = _source("nl-tweeoefeningen")
    assert [one.name for one in import_post(source, name="stress")] == ["stress-1", "stress-2"]
    (second,) = import_post(source, exercise=2, name="stress")
    assert second.name == "stress-2"


def test_one_post_of_an_export_is_chosen_by_its_slug() -> None:
    """A WordPress export gives the exercises of all its posts, or of the one that is named."""
    source = _source("en-wxr")
    assert [one.name for one in import_post(source)] == ["a-calming-breath"]
    assert [one.name for one in import_post(source, slug="a-calming-breath")] == ["a-calming-breath"]


@pytest.mark.parametrize("last", ["5 Minuten wiederholen.", "Fünf Minuten lang wiederholen."])
def test_a_last_line_that_only_repeats_is_kept(last: str) -> None:
    """A closing "repeat for five minutes" has no order of its own, and still belongs to the exercise."""
    post = f"# Sanfte Übung\n\n1. Lege dich auf den Rücken.\n2. Hebe die Arme und senke sie.\n\n{last}\n"
    (one,) = import_post(post.encode())
    assert "repeat: 5m" in one.script_text
