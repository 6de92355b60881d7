"""Commands and quiet written as words would be spoken: an error each, with what to write instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from stilte.errors import InputError
from stilte.script.environment import Environment
from stilte.script.load import load

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Told = Callable[[str], str]


@pytest.fixture
def problem(tmp_path: Path) -> Told:
    """Return what tells the first problem of a script with these steps; empty where it is right."""

    def told(steps: str) -> str:
        (tmp_path / "scripts").mkdir(exist_ok=True)
        path = tmp_path / "scripts" / "a.yaml"
        path.write_text(f"title: A\nlanguage: nl\nsteps:\n{steps}\n", encoding="utf-8")
        try:
            load(path, Environment(tmp_path, {"rustig": "nl"}))
        except InputError as error:
            return str(error.problems[0])
        return ""

    return told


@pytest.mark.parametrize(
    ("line", "mark"),
    [
        ("Adem in [pauze 5s] en uit.", "<5s>"),
        ("Adem in (2s) en uit.", "<2s>"),
        ("Adem in [pause:1.5s] en uit.", "<1.5s>"),
        ("Adem uit (pauze).", "<5s>"),
        ("Adem uit [stilte]", "<5s>"),
        ("Adem uit {2 min.}", "<2m>"),
        ("Adem uit [[slnc 2000]] in", "<2s>"),
        ("Adem uit (1:30) in", "<1:30>"),
        ('Adem uit (5")', "<5s>"),
        ("Adem uit (2')", "<2m>"),
        ("Adem uit (wacht 5 tellen) in", "<5s>"),
        ("Adem uit (3 ademhalingen)", "<3 breaths>"),
        ("Adem uit (1 min 30 s)", "<1m30s>"),
        ("Adem uit (1/2 min)", "<30s>"),
        ("Adem uit (vijf seconden)", "<5s>"),
        ("Adem uit (min. 5 sec.)", "<5s>"),
        ("Adem uit |5s| en in", "<5s>"),
        ("Adem uit - pauze - en in", "<5s>"),
        ("Breathe out (5-second pause)", "<5s>"),
        ("Adem uit. *pauze* En in.", "<5s>"),
        ("Adem uit. _2 minuten_ En in.", "<2m>"),
        ("Adem uit -- pauze -- en in", "<5s>"),
        ("Breathe out (short pause) and in", "<5s>"),
        ("Atme aus [Pause 10 Sekunden] und ein", "<10s>"),
        ("Atme aus (Stille)", "<5s>"),
        ("Expirez (pause de 5 secondes).", "<5s>"),
        ("Espira (pausa de 5 segundos)", "<5s>"),
        ("Espira (pausa di 2 minuti)", "<2m>"),
        ("Expire (silêncio)", "<5s>"),
    ],
)
def test_quiet_in_brackets_is_an_error_with_its_mark(problem: Told, line: str, mark: str) -> None:
    """Brackets or signs around a time or a word for quiet are never read out, in any language."""
    told = problem(f"  - '{line.replace(chr(39), chr(39) * 2)}'")
    assert told.startswith("scripts/a.yaml:4: ")
    assert f"Write {mark};" in told


@pytest.mark.parametrize(
    "line", ["[pauze 5s]", "(pauze 5s)", "'[pauze 5 sec]'", "*pauze 5s*", "{5 seconden}"]
)
def test_a_line_of_nothing_but_quiet_is_told_as_a_step(problem: Told, line: str) -> None:
    """Alone in its line, quiet is a step of its own; YAML's view of the brackets is not told as well."""
    assert problem(f"  - {line}").endswith("Write `- pause: 5s`.")


@pytest.mark.parametrize(
    "line",
    [
        "Adem in (links) en uit (rechts).",
        "Doe dit (2x) zacht.",
        "Lees (Johannes 3:16) rustig.",
        "Voel de *rust* en blijf *twee minuten* staan.",
        "Blijf *2 minuten* staan.",
        "Zie [dit](https://example.org/5s) eens.",
        "Tel tot 5 (vijf).",
        "Neem een pauze van 5 minuten.",
    ],
)
def test_brackets_with_words_are_spoken(problem: Told, line: str) -> None:
    """What belongs to the sentence stays in it."""
    assert problem(f"  - '{line}'") == ""


@pytest.mark.parametrize(
    ("line", "cure"),
    [
        ("bell", "bell: 1"), ("Bel", "bell: 1"), ("gong", "bell: 1"), ("Glocke", "bell: 1"),
        ("cloche", "bell: 1"), ("campana", "bell: 1"), ("bell 3", "bell: 3"), ("bel 3x", "bell: 3"),
        ("pause", "pause: 5"), ("Pauze.", "pause: 5"), ("pausa", "pause: 5"), ("pauze 20", "pause: 20"),
        ("pause 20 seconden", "pause: 20s"), ("wacht 10 sec", "pause: 10 sec"), ("stilte", "silence: 5"),
        ("Silence", "silence: 5"), ("silence 5-10", "silence: 5-10"), ("breathe", "breathe: 5"),
        ("adem", "breathe: 5"), ("atmen", "breathe: 5"), ("respirez", "breathe: 5"),
        ("breathe 5-10", "breathe: 5-10"), ("hold 30", "hold: 30"), ("houd 1m30s", "hold: 1m30s"),
        ("5 seconden stilte", "pause: 5s"), ("pause for 5 seconds", "pause: 5s"), ("pauze=5", "pause: 5s"),
        ("music", "music: none"), ("chapter", "chapter: …"), ("herhaal 3", "repeat: 3"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("place", ["  - {}", "  - repeat: 2\n    steps:\n      - {}"])
def test_a_command_without_its_value_is_an_error(problem: Told, place: str, line: str, cure: str) -> None:
    """A bare command is told with what to write, at the top and inside a repeat, in several languages."""
    assert f"would be spoken: a command has a colon and a value. Write `- {cure}`;" in problem(
        place.format(line)
    )


@pytest.mark.parametrize("line", ["hold 5", "pauze 5", "adem"])
def test_a_command_among_the_lines_of_a_hold_is_an_error(problem: Told, line: str) -> None:
    """Under `during` stand lines, bells and sounds; a bell without its count is told as anywhere."""
    told = problem(f"  - hold: 30\n    during:\n      - {line}")
    assert told.startswith(f"scripts/a.yaml:6: '{line}' would be spoken: `during` has the lines of a hold.")


@pytest.mark.parametrize(
    "line",
    [
        "Breathe.",
        "Adem",
        "Stilte.",
        "'pauze'",
        "Wacht",
        "Rust.",
        "Houd vast",
        "Adem 3 keer in",
        "Bel je moeder.",
    ],
)
def test_a_sentence_of_one_word_is_spoken(problem: Told, line: str) -> None:
    """A capital, a full stop or quotes make a line of what could be a command."""
    assert problem(f"  - {line}") == ""


def test_quiet_in_cues_and_in_filled_in_texts_is_told(problem: Told) -> None:
    """Every place where words are spoken is looked at; titles and notes are only shown."""
    assert "<4s>" in problem('  - breathe: 3\n    say: {in: "In (4s)", out: Uit}')
    assert "<5s>" in problem("  - repeat: [Links (5s), Rechts]\n    steps:\n      - <item>")
    assert problem("  - chapter: Aarden (5 min)\n  - note: Duurt (5 min)\n  - Kom staan.") == ""


@pytest.mark.parametrize("line", ["[Breathe in, and out]", "[Adem in, wacht even, adem uit]"])
def test_a_sentence_in_square_brackets_is_told_as_one(problem: Told, line: str) -> None:
    """A sentence that YAML makes a list of is no quiet, though a word in it may be."""
    assert "Put quotes around the sentence" in problem(f"  - {line}")


@pytest.mark.parametrize("line", ["Adem uit [bell]", "Adem uit (bel).", "Atme aus (Gong)"])
def test_a_bell_in_brackets_is_told_as_a_step(problem: Told, line: str) -> None:
    """A bell in a sentence would be read out as well."""
    assert problem(f"  - {line}").endswith("Write `- bell: 1` after this line.")
    assert problem("  - (bel)").endswith("Write `- bell: 1`.")
