"""Scripts become routines."""

from pathlib import Path

import pytest

from stilte.errors import Where
from stilte.script.durations import Count, Elastic, Exact, Pattern
from stilte.script.line import Delivery, Gap, Line, Place
from stilte.script.routine import (
    Breathe,
    Chapter,
    During,
    Entry,
    Hold,
    Music,
    On,
    Pause,
    Repeat,
    RoundRange,
    Say,
)

EXAMPLE = Path(__file__).with_name("contract_example.yaml").read_text(encoding="utf-8")


def line(*parts) -> Line:
    return Line(tuple(parts))


def test_the_example_of_the_contract(desk):
    """The example at the head of the language page reads into exactly the values it describes."""
    desk.write("steps:\n  - Buig je hoofd.\n", "_afsluiting")
    routine = desk.load(EXAMPLE, "de-bron-activeren")
    assert (routine.script, routine.slug) == ("scripts/de-bron-activeren.yaml", "de-bron-activeren")
    assert (routine.title, routine.language, routine.voice, routine.music) == (
        "De Bron Activeren",
        "nl",
        "rustig",
        "bron",
    )
    assert routine.description == "Een zachte oefening van **ongeveer tien minuten**."
    assert (routine.breath, routine.pause) == (Pattern(4, 0, 6, 0), Elastic(4, 2, 12))
    assert routine.lengths_s == (540, 660)
    assert " ".join(type(step).__name__ for step in routine.steps) == (
        "Say Say Chapter Breathe Pause Chapter Say Breathe Chapter Breathe Pause Chapter Repeat Repeat "
        "Say Music Say Bell Note"
    )


def test_the_examples_steps_in_full(desk):
    """Lines, cues, holds, lists and beats of the example hold what was written, each at its line."""
    desk.write("steps:\n  - Buig je hoofd.\n", "_afsluiting")
    steps = desk.load(EXAMPLE).steps
    here = Delivery("rustig")

    def at(number, file="scripts/proef.yaml"):
        return Where(file, number)

    assert steps[1] == Say(
        line("Laat je armen hangen.", Gap(2), "Je knieën zijn zacht."), here, Elastic(8, 4, 24), at(13)
    )
    assert steps[2] == Chapter(line("Aarden"), at(14))
    assert steps[4] == Pause(Elastic(15, 15, 60), at(19))
    breathe = steps[9]
    assert isinstance(breathe, Breathe)
    assert (breathe.count, breathe.pattern, breathe.sound) == (Count(8, 8), Pattern(5, 0, 7, 1), "tone")
    assert [cue.on for cue in breathe.cues] == [None, None, On(("last",))]
    assert breathe.cues[1].lines == (("in", line(Place("n"), ". Omhoog")), ("out", line("Omlaag")))
    sides, beat = steps[12], steps[13]
    assert isinstance(sides, Repeat)
    assert sides.rounds[0] == Entry(None, (("deze", line("linker")), ("andere", line("rechter"))))
    assert sides.steps[1] == Hold(
        Exact(30),
        line("Blijf hier."),
        (
            During(line("Je schouders zijn zacht."), None, here, at(54)),
            During(line("Nog tien tellen."), -10, here, at(55)),
        ),
        None,
        here,
        at(51),
    )
    assert (beat.rounds, beat.every_s) == (Count(4, 4), 20)
    assert beat.steps[1].on == On((RoundRange(2, 3),))
    assert steps[14].delivery == Delivery("fluister", (-4, -4))
    assert steps[15] == Music(None, -6, 20, at(71))
    assert steps[16].where == at(2, "scripts/_afsluiting.yaml")


@pytest.mark.parametrize(
    ("title", "warned"),
    [
        ("“De bron”", "Write `title: De bron`."),
        ("„Die Quelle“", "Write `title: Die Quelle`."),
        ("“Stil” en “zacht”", ""),
        ("De ‘bron’", ""),
    ],
)
def test_curly_quotes_around_a_title_are_seen_by_everyone(desk, title, warned):
    """Whoever takes them for YAML's own is told; quotes inside a title are the author's."""
    routine = desk.load(f"title: {title}\nlanguage: nl\nsteps:\n  - Kom.\n")
    assert routine.title == title
    assert [problem.instead for problem in routine.warnings] == ([warned] if warned else [])
