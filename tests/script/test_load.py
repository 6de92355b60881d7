"""Scripts become routines."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from stilte.errors import InputError, Where
from stilte.script.durations import Count, Elastic, Exact, Pattern
from stilte.script.line import Delivery, Gap, Line, Place
from stilte.script.load import load_text
from stilte.script.round_selection import RoundRange, RoundSelection
from stilte.script.routine import Breathe, Chapter, During, Entry, Hold, Music, Pause, Repeat, Say

if TYPE_CHECKING:
    from tests.script.conftest import Desk

EXAMPLE = Path(__file__).with_name("contract_example.yaml").read_text(encoding="utf-8")


def line(*parts: Any) -> Line:
    return Line(tuple(parts))


def test_the_example_of_the_contract(desk: Desk) -> None:
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


def test_the_examples_steps_in_full(desk: Desk) -> None:
    """Lines, cues, holds, lists and beats of the example hold what was written, each at its line."""
    desk.write("steps:\n  - Buig je hoofd.\n", "_afsluiting")
    steps: tuple[Any, ...] = desk.load(EXAMPLE).steps
    here = Delivery("rustig")

    def at(number: int, file: str = "scripts/proef.yaml") -> Where:
        return Where(file, number)

    assert steps[1] == Say(
        line("Laat je armen hangen.", Gap(2), "Je knieën zijn zacht."), here, Elastic(8, 4, 24), at(13)
    )
    assert steps[2] == Chapter(line("Aarden"), at(14))
    assert steps[4] == Pause(Elastic(15, 15, 60), at(19))
    breathe = steps[9]
    assert isinstance(breathe, Breathe)
    assert (breathe.count, breathe.pattern, breathe.sound) == (Count(8, 8), Pattern(5, 0, 7, 1), "tone")
    assert [cue.on for cue in breathe.cues] == [None, None, RoundSelection(("last",))]
    assert breathe.cues[1].lines == (("in", line(Place("n"), ". Omhoog")), ("out", line("Omlaag")))
    sides, beat = steps[12], steps[13]
    assert isinstance(sides, Repeat)
    assert isinstance(sides.rounds, tuple)
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
    assert beat.steps[1].on == RoundSelection((RoundRange(2, 3),))
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
def test_curly_quotes_around_a_title_are_seen_by_everyone(desk: Desk, title: str, warned: str) -> None:
    """Whoever takes them for YAML's own is told; quotes inside a title are the author's."""
    routine = desk.load(f"title: {title}\nlanguage: nl\nsteps:\n  - Kom.\n")
    assert routine.title == title
    assert [str(problem.instead) for problem in routine.warnings] == ([warned] if warned else [])


# From a text


def test_a_text_loads_as_its_file_does(desk: Desk) -> None:
    """The same routine, but for the name of the script; no file is written or read."""
    text = "slug: proef\n" + EXAMPLE.replace("_afsluiting", "_slot")
    desk.write("steps:\n  - Dank je wel.\n", "_slot")
    files = set(desk.root.rglob("*"))
    routine = load_text(text, desk.environment, file="scripts/proef.yaml")
    assert set(desk.root.rglob("*")) == files
    assert routine == desk.load(text)


def test_a_text_without_a_slug_is_named_after_its_title(desk: Desk) -> None:
    """There is no file to be named after; a slug of its own still goes first."""
    text = "title: De Bron (activeren)\nlanguage: nl\nsteps:\n  - Kom\n"
    assert load_text(text, desk.environment).slug == "de-bron-activeren"
    assert load_text(f"slug: bron\n{text}", desk.environment).slug == "bron"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("title: P\nlanguage: nl\nsteps:\n  - breth: 4\n", "script.yaml:4: "),
        ("", "script.yaml:1: The file is empty."),
        ("title: P\x00\n", r"script.yaml:1: There is a control character \(U\+0000\) here"),
        ("title: \ud800\n", "script.yaml:1: The file is not saved as UTF-8."),
        ("#" * 300_001, "script.yaml:1: The file is larger than 300 kB."),
        ("steps:\r\n  - Kom\r\nx: 1\r\n", r"script.yaml:3: There is no setting of a script 'x'"),
    ],
)
def test_what_is_wrong_in_a_text_is_told_as_in_a_file(desk: Desk, text: str, message: str) -> None:
    """Every problem has the line of the text, under the name that the caller gave or `script.yaml`."""
    with pytest.raises(InputError, match=message):
        load_text(text, desk.environment)
