"""The top of a script: its settings, what it takes from the project, and files that are none."""

# ruff: noqa: E501 (in a table, a case is one row)

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from stilte.errors import InputError
from stilte.reader.compose import compose
from stilte.reader.report import Report
from stilte.script.durations import Breaths, Count, Elastic, Pattern
from stilte.script.load import load

if TYPE_CHECKING:
    from stilte.script.environment import Environment
    from tests.script.conftest import Desk


def test_every_key_at_the_top(desk: Desk) -> None:
    """Each is read in its own type."""
    (desk.root / "bron.jpg").write_bytes(b"")
    routine = desk.load(
        "title: 'De Bron: begin'\nsubtitle: Een <proef>\ndescription: |\n  Twee **regels**\n  van tekst.\nlanguage: nl-BE\n"
        "author: Ank\nvoice: fluister\nmusic: bron\nclear: true\nbreath: coherent\npause: 3\nlength: [9m, 11m]\n"
        "stretch: [0.8, 2]\nlead: [1, 0:03]\ndate: 2026-11-02\nseason: 1\nepisode: 12\nimage: bron.jpg\ntags: [adem, rust]\n"
        "explicit: no\nslug: mijn-bron\nwas: [bron, oude-bron]\nrate: 48000\nsteps:\n  - Kom\n"
    )
    assert (routine.title, routine.subtitle) == ("De Bron: begin", "Een <proef>")
    assert routine.description == "Twee **regels**\nvan tekst."
    assert (routine.language, routine.author, routine.voice, routine.music) == (
        "nl-BE",
        "Ank",
        "fluister",
        "bron",
    )
    assert (routine.clear, routine.explicit, routine.breath) == (True, False, Pattern(5.5, 0, 5.5, 0))
    assert (routine.pause, routine.stretch) == (Elastic(3, 3 * 0.8, 6), (0.8, 2))
    assert (routine.lengths_s, routine.lead_s) == ((540, 660), (1, 3))
    assert (routine.date, routine.season, routine.episode, routine.image) == ("2026-11-02", 1, 12, "bron.jpg")
    assert (routine.tags, routine.slug, routine.rate_hz) == (("adem", "rust"), "mijn-bron", 48000)
    assert routine.was == ("bron", "oude-bron")


@pytest.mark.parametrize(
    ("key", "told"),
    [
        ("length: 9-11m", "'9-11m' is a range; a track has one length."), ("length: 0", "A track of 0 s cannot be made."),
        ("length: [9m, 540]", "The same length is listed twice."), ("lead: 3", "`lead` takes 2 values, not 1."),
        ("stretch: [2, 3]", "`stretch` says to how much"), ("stretch: [0.5]", "`stretch` takes 2 values"),
        ("date: 2 november", "'2 november' is not a date. Write it as 2026-11-02."), ("season: 0", "0 is out of range."),
        ("episode: een", "'een' is not a whole number."), ("image: weg.jpg", "There is no picture 'weg.jpg' in the project."),
        ("image: /etc/passwd", "There is no picture"), ("explicit: misschien", "neither true nor false"),
        ("was: Oude Bron", "'Oude Bron' cannot be a slug. Write oude-bron"), ("slug: con", "'con' cannot be a slug: Windows can have no file of that name. Write con-track"), ("slug: Mijn Bron", "'Mijn Bron' cannot be a slug. Write mijn-bron"), ("rate: 22050", "There is no `rate` '22050'."),
        ("voice: rustug", "Did you mean 'rustig'?"), ("music: brom", "Did you mean 'bron'?"), ("breath: 4", "is not a breath"),
        ("clear: 20", "neither true nor false"), ("tittle: x", "Did you mean 'title'?"), ("pause: lang", "is not a time"),
        ("author: [a, b]", "`author` takes one value, not a list."), ("date:", "`date` has no value."),
    ],
)  # fmt: skip
def test_what_the_top_refuses(desk: Desk, key: str, told: str) -> None:
    """Each mistake is told at its line."""
    all_told = desk.told(f"title: Proef\nlanguage: nl\n{key}\nsteps:\n  - Kom\n")
    assert all_told.startswith("scripts/proef.yaml:3: ")
    assert told in all_told


def test_what_a_script_needs(desk: Desk) -> None:
    """Title, language and steps; a language may come from the project."""
    told = desk.told("subtitle: x\n")
    first, second, third = told.splitlines()
    assert "The language is not given." in first
    assert "A script needs a `title`." in second
    assert "A script needs `steps`." in third
    desk.environment = replace(desk.environment, language="nl", author="Ank")
    routine = desk.load("title: Proef\nsteps:\n  - Kom\n")
    assert (routine.language, routine.author, routine.slug) == ("nl", "Ank", "proef")


def test_the_voice_of_a_routine_that_names_none(desk: Desk) -> None:
    """The project's own voice if it speaks the language, else the first in the folder that does, else espeak."""
    body = "title: Proef\nlanguage: {}\nsteps:\n  - Kom\n"
    voices = {"rustig": "nl", "fluister": "nl-BE", "anna": "en-GB"}
    for default, language, chosen in (
        (None, "nl", "fluister"), ("rustig", "nl-NL", "rustig"), ("rustig", "en", "anna"), (None, "de", "espeak"),
        ("rustig", "de", "rustig"), ("espeak", "nl", "espeak"),
    ):  # fmt: skip
        desk.environment = replace(desk.environment, voices=voices, default_voice=default)
        assert desk.load(body.format(language)).voice == chosen


def test_defaults_of_the_project(desk: Desk) -> None:
    """Keys under `defaults` hold where a script writes none; their problems stand in their own file."""

    def defaults(text: str) -> Environment:
        return replace(desk.environment, defaults=compose(text, "podcast.yaml", Report()))

    desk.environment = defaults("pause: 6\nbreath: box\nmusic: ocean\n")
    routine = desk.load("title: Proef\nlanguage: nl\nmusic: none\nsteps:\n  - Kom\n")
    assert isinstance(routine.pause, Elastic)
    assert (routine.pause.written_s, routine.breath, routine.music) == (6, Pattern(4, 4, 4, 4), "none")
    desk.environment = defaults("pauze: 6\nbreath: 4\n")
    told = desk.told("title: Proef\nlanguage: nl\nsteps:\n  - Kom\n")
    assert "podcast.yaml:1: There is no setting of `defaults` 'pauze'. Did you mean 'pause'?" in told
    assert "podcast.yaml:2: '4' is not a breath:" in told


def test_the_projects_voice_yields_to_a_language(desk: Desk) -> None:
    """`defaults: voice` holds for scripts in its language; another is spoken by a voice that speaks it."""
    defaults = compose("voice: rustig\n", "podcast.yaml", Report())
    desk.environment = replace(desk.environment, defaults=defaults, default_voice="rustig")
    assert desk.load("title: Proef\nlanguage: nl\nsteps:\n  - Kom\n").voice == "rustig"
    assert desk.load("title: Proef\nlanguage: en\nsteps:\n  - Come\n").voice == "anna"
    assert desk.load("title: Proef\nlanguage: en\nvoice: rustig\nsteps:\n  - Come\n").voice == "rustig"
    desk.environment = replace(
        desk.environment, defaults=compose("voice: rustug\n", "podcast.yaml", Report())
    )
    assert "podcast.yaml:1: There is no voice 'rustug'." in desk.told(
        "title: x\nlanguage: nl\nsteps:\n  - Kom\n"
    )


def test_all_problems_of_all_files_at_once(desk: Desk) -> None:
    """One reading tells everything, in the order of the lines, with the included file's problems beside it."""
    desk.write("steps:\n  - pause: soon\n", "_deel")
    told = desk.told(
        "titel: x\nlanguage: nl\nbreath: 4\nsteps:\n  - paus: 3\n  - include: _deel\n  - Kom <m>\n  - bell: 0\n"
    )
    assert [line.partition(": ")[0] for line in told.splitlines()] == [
        "scripts/_deel.yaml:2", *(f"scripts/proef.yaml:{n}" for n in (1, 1, 3, 5, 7, 8))
    ]  # fmt: skip


def test_a_script_that_is_not_there(desk: Desk) -> None:
    """A missing file is told like everything else."""
    with pytest.raises(InputError, match=r"scripts/weg.yaml:1: The file cannot be read: no such file"):
        load(desk.root / "scripts" / "weg.yaml", desk.environment)


def test_breaths_wherever_a_length_is_meant(desk: Desk) -> None:
    """`5 breaths` is a time of the pattern in force: of a beat, a repeat, an edge, a track, a change of music."""
    routine = desk.load(
        "title: Proef\nlanguage: nl\nbreath: box\nlength: 60 breaths\nlead: [1 breath, 2 breaths]\npause: 1 breath\nsteps:\n"
        "  - {repeat: 10 breaths, every: 2 breaths, steps: [x]}\n  - {music: none, over: 3 breaths}\n"
        "  - {breathe: 5 breaths, breath: 4-6}\n"
    )
    assert (routine.lengths_s, routine.lead_s) == ((960,), (16, 32))
    assert routine.pause == Breaths(Count(1, 1), 16)
    steps: tuple[Any, ...] = routine.steps
    beat, music, breathe = steps
    assert (beat.rounds, beat.every_s, music.over_s, breathe.count) == (Count(5, 5), 32, 48, Count(5, 5))


@pytest.mark.parametrize("text", ["", "\t", " \n\t\n", "# alleen een opmerking\n"])
def test_a_file_without_words_is_empty(desk: Desk, text: str) -> None:
    """Tabs and spaces alone are nothing, and are told so."""
    assert desk.told(text) == "scripts/proef.yaml:1: The file is empty. It should describe a script."


def test_a_picture_that_is_not_there(desk: Desk) -> None:
    """The pictures of the project are listed, and the nearest spelling is offered."""
    (desk.root / "beeld").mkdir()
    (desk.root / "beeld" / "bron.jpg").write_bytes(b"")
    told = desk.told("title: P\nlanguage: nl\nimage: beeld/born.jpg\nsteps: [x]\n")
    assert "Did you mean 'beeld/bron.jpg'? There are: beeld/bron.jpg." in told
