"""The traps of YAML that the contract lists: each explained wherever an author may fall into it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from stilte.reader.misread_text import quoted

if TYPE_CHECKING:
    from tests.script.conftest import Desk

# What is left of a sentence where its first sign says nothing: emphasis, or a quote that never closes.
BARE = {"*Kom* staan": "Kom staan", "**Kom** staan": "Kom staan", '"Dank je': "Dank je"}
# Sentences as an author writes them, of which YAML makes something else.
SENTENCES = (
    "Adem in: rustig",
    "Let op: adem nu in: rustig",
    "'s Avonds is het stil",
    '"Dank je," zeg je zacht',
    '"Dank je',
    "`Kom` staan",
    "{Kom} staan",
    "{Kom staan",
    "[Kom] staan",
    "[Kom staan",
    "*Kom* staan",
    "**Kom** staan",
    "&Kom staan",
    "!Let op",
    "! Let op",
    "!!Let op",
    "%Kom staan",
    "@Kom staan",
    "> Kom staan",
    "| Kom staan",
    "? Kom staan",
    ", en kom terug",
)
HEAD = "title: Proef\nlanguage: nl\nsteps:\n"
# Where a sentence may stand: the script around it, and the line it stands at.
POSITIONS = {
    "step": (HEAD + "  - Rust.\n  - {}\n  - Rust.\n", 5),
    "say": (HEAD + "  - say: {}\n    pause: 3\n", 4),
    "chapter": (HEAD + "  - chapter: {}\n  - Rust.\n", 4),
    "during": (HEAD + "  - hold: 30\n    during:\n      - {}\n      - Rust.\n", 6),
    "during say": (HEAD + "  - hold: 30\n    during:\n      - say: {}\n        at: 5\n", 6),
    "cue": (HEAD + "  - breathe: 3\n    say:\n      in: {}\n      out: Uit\n", 6),
    "cue in a list": (HEAD + "  - breathe: 3\n    say:\n      - in: Adem\n        out: {}\n", 7),
    "repeat": (HEAD + "  - repeat: 3\n    steps:\n      - Rust.\n      - {}\n", 7),
    "title": ("title: {}\nlanguage: nl\nsteps:\n  - Rust.\n", 1),
}
EVERYWHERE = [(position, sentence) for position in POSITIONS for sentence in SENTENCES]


@pytest.mark.parametrize(("position", "sentence"), EVERYWHERE)
def test_a_sentence_that_yaml_reads_otherwise(desk: Desk, position: str, sentence: str) -> None:
    """The message is at the line of the sentence, and gives it back between quotes."""
    script, line = POSITIONS[position]
    told = desk.told(script.replace("{}", sentence))
    assert [problem.partition(": ")[0] for problem in told.splitlines()] == [f"scripts/proef.yaml:{line}"]
    assert quoted(BARE.get(sentence, sentence)) in told


@pytest.mark.parametrize(("position", "sentence"), EVERYWHERE)
def test_the_cure_cures(desk: Desk, position: str, sentence: str) -> None:
    """The same sentence between the quotes of the message is read as it was written."""
    script, _ = POSITIONS[position]
    routine = desk.load(script.replace("{}", quoted(sentence)))
    assert repr(sentence) in repr(routine)


# Steps, the line that is told, what the message says, and what it says to write.
STRUCTURES = {
    "a comma in {…}": (
        "- {say: Kom terug, en wissel}",
        4,
        "the comma ended 'Kom terug'",
        'say: "Kom terug, en wissel"',
    ),
    "a comma in a cue": (
        "- breathe: 2\n  say: {in: Adem in, en word stil}",
        5,
        "the comma ended 'Adem in'",
        'in: "Adem in, en word stil"',
    ),
    "a comma, then a setting": (
        "- {say: Kom, kom maar, pause: 3}",
        4,
        "the comma ended 'Kom'",
        'say: "Kom, kom maar"',
    ),
    "a question in {…}": (
        "- {say: Waar ben je?}",
        4,
        "the `?` in 'Waar ben je?' has a special meaning",
        'say: "Waar ben je?"',
    ),
    "a question, then more": (
        "- {say: Hier? Of daar, pause: 2}",
        4,
        "has a special meaning",
        'say: "Hier? Of daar"',
    ),
    "a question in a list": ("- hold: 9\n  during: [Waar ben je?]", 5, "special meaning", '"Waar ben je?"'),
    "a colon in {…}": (
        "- {say: Adem in: rustig}",
        4,
        "has a special meaning",
        'say: "Adem in: rustig"',
    ),
    "a missing comma": ("- {say: Kom pause: 20}", 4, "A comma is missing before `pause`.", ""),
    "a list as a step": ("- [Adem in, en uit.]", 4, "A step cannot be a list", '- "Adem in, en uit."'),
    "a list as a line": ("- say: [Adem in, en uit.]", 4, "not a list", '"Adem in, en uit."'),
    "braces as a step": ("- {Kom staan}", 4, "a setting without a value", '- "{Kom staan}"'),
    "no space after a colon": (
        "- pause:20",
        4,
        "There is no space after the colon of `pause:20`",
        "`pause: 20`",
    ),
    "glued under a line": ("- Kom\n  pause:20", 5, "after the colon of `pause:20`", "`pause: 20`"),
    "glued under say": ("- say: Kom\n  pause:20\n- Ga", 5, "after the colon of `pause:20`", "`pause: 20`"),
    "glued say": (
        "- say:Kom staan\n  pause: 20",
        4,
        "after the colon of `say:Kom staan`",
        "`say: Kom staan`",
    ),
    "glued in {…}": ("- {say: Kom, pause:20}", 4, "after the colon of `pause:20`", "`pause: 20`"),
    "glued breathe": ("- breathe:3", 4, "after the colon of `breathe:3`", "`breathe: 3`"),
    "no-break space after a colon": ("- pause:\u00a020", 4, "a no-break space", "type an ordinary space"),
    "no space after a dash": ("- Rust.\n-Kom staan", 5, "after the dash of '-Kom staan'", "`- Kom staan`"),
    "no-break space after a dash": (
        "- Rust.\n-\u00a0Kom staan",
        5,
        "a no-break space",
        "type an ordinary space",
    ),
    "no-break space as indentation": ("- say: Rust.\n\u00a0 pause: 3", 5, "a no-break space", ""),
    "a long dash": ("- Rust.\n– Kom staan", 5, "knows only the hyphen", "`- Kom staan`"),
    "a bullet": ("- Rust.\n• Kom staan", 5, "knows only the hyphen", "`- Kom staan`"),
    "two dashes": ("- - Kom", 4, "Two dashes make a list inside the list", "`- Kom`"),
    "a dash too far right": ("- Rust.\n    - Kom", 5, "This dash is indented further", "same column"),
    "a dash in steps of a repeat": (
        "- repeat: 2\n  steps:\n    - Rust.\n      - Kom",
        7,
        "This dash is indented further",
        "",
    ),
    "a setting under a plain line": (
        "- Kom staan\n  pause: 20",
        5,
        "is written under a plain text",
        "- say: Kom staan",
    ),
    "a setting too far right": (
        "- say: Kom\n     pause: 20",
        5,
        "further than `say`",
        "directly under `say`",
    ),
    "a setting too far left": ("- say: Kom\n pause: 20", 5, "indented less than", "under `say`"),
    "a tab before a dash": ("- Rust.\n\t- Kom", 5, "There is a tab here", "spaces"),
    "a tab after a dash": ("-\tKom", 4, "There is a tab here", "spaces"),
    "a tab after a colon": ("- pause:\t20", 4, "There is a tab here", "spaces"),
    "a tab in a sentence": ("- Kom\tstaan", 4, "There is a tab here", "spaces"),
    "curly quotes around a time": ("- pause: “20”", 4, "The curly quotes in “20”", "Write 20"),
    "single curly quotes": ("- pause: ‘20’", 4, "The curly quotes in ‘20’", "Write 20"),
    "low quotes": ("- hold: „30“", 4, "The curly quotes in „30“", "Write 30"),
    "curly quotes around a count": ("- breathe: “3”", 4, "The curly quotes in “3”", "Write 3"),
    "curly quotes around a voice": ("- say: Kom\n  voice: “rustig”", 5, "The curly quotes", "Write rustig"),
    "curly quotes around a bed": ("- music: ‘bron’", 4, "The curly quotes", "Write bron"),
    "curly quotes around a verb": ("- “pause”: 20", 4, "The curly quotes around “pause”", "`pause:`"),
    "curly quotes around `on`": (
        "- repeat: 2\n  steps:\n    - say: Kom\n      on: “first”",
        7,
        "The curly quotes",
        "",
    ),
    "curly quotes do not quote": ("- say: “Kom: terug”", 4, "Curly quotes are letters", '"Kom: terug"'),
    "an empty line": ("- ", 4, "an empty line of text", ""),
    "an empty line in quotes": ('- ""', 4, "an empty line of text", ""),
    "an empty say": ("- say:\n  pause: 3", 4, "`say` has no value", ""),
    "an empty cue": ("- breathe: 3\n  say:\n    in:\n    out: Uit", 6, "`in` has no value", ""),
    "a line that is all comment": ("- #2 Kom", 4, "reads '#2 Kom' as a comment", '"#2 Kom"'),
    "cues beside say": (
        "- breathe: 3\n  say:\n  in: Adem in\n  out: Uit",
        6,
        "`in` is on the same level as `say`, and belongs under it",
        "two more spaces",
    ),
    "a verb in Dutch": ("- herhaal: 3", 4, "There is no verb 'herhaal'", "Did you mean 'repeat'?"),
    "a verb in German": ("- Pause: 3", 4, "There is no verb 'Pause'", "Did you mean 'pause'?"),
    "music in Dutch": ("- music: golven", 4, "There is no music 'golven'", "Did you mean 'ocean'?"),
    "a count with its word": ("- repeat: 3 keer\n  steps: [Kom]", 4, "'3 keer' is neither", "Write `3`."),
    "no breaths": ("- breathe: 0", 4, "starts at 0", "at least 1"),
    "no rounds": ("- repeat: 0\n  steps: [Kom]", 4, "starts at 0", "at least 1"),
    "no strikes": ("- bell: 0", 4, "starts at 0", "at least 1"),
    "no entries": ("- repeat: []\n  steps: [Kom]", 4, "no entries", ""),
    "a quote over several steps": ("- 's Avonds.\n- Foto's\n- En 's ochtends '", 4, "begins with '", ""),
    "a setting without a name": ("- ? [a, b]\n  : c", 4, "reads as the name of a setting", ""),
}


@pytest.mark.parametrize("trap", STRUCTURES)
def test_a_structure_that_no_author_means(desk: Desk, trap: str) -> None:
    """The message stands where the fault began, says what YAML made of it, and what to write."""
    steps, line, made, cure = STRUCTURES[trap]
    told = desk.told_of("".join(f"  {each}\n" for each in steps.split("\n")))
    here = [each for each in told.splitlines() if each.startswith(f"scripts/proef.yaml:{line}: ")]
    assert any(made in each and cure in each for each in here), told


def test_a_dash_without_a_space_in_the_first_step(desk: Desk) -> None:
    """Both lines are told, though YAML reads them as one text and never as a list."""
    told = desk.told_of("  -Kom staan\n  -Ga zitten\n").splitlines()
    assert [each[:21] for each in told] == ["scripts/proef.yaml:4:", "scripts/proef.yaml:5:"]
    assert "Write `- Ga zitten`." in told[1]


@pytest.mark.parametrize(
    ("top", "line", "made"),
    [
        ("title:Proef\nlanguage: nl\nsteps:\n  - Kom\n", 1, "after the colon of `title:Proef`"),
        ("title: #2 Oefening\nlanguage: nl\nsteps:\n  - Kom\n", 1, "reads '#2 Oefening' as a comment"),
        ("title: Proef\nlanguage: nl\npause:20\nsteps:\n  - Kom\n", 3, "after the colon of `pause:20`"),
        (
            "title: [Kom, staan]\nlanguage: nl\nsteps:\n  - Kom\n",
            1,
            'Put quotes around the sentence: "Kom, staan"',
        ),
        ("title: Proef\nvoice: “rustig”\nlanguage: nl\nsteps:\n  - Kom\n", 2, "The curly quotes in “rustig”"),
        ("title: Proef\nlanguage: “nl”\nsteps:\n  - Kom\n", 2, "The curly quotes in “nl”"),
        ("title: Proef\nlanguage: nl\nbreath: “4-6”\nsteps:\n  - Kom\n", 3, "The curly quotes in “4-6”"),
        (
            "title: Proef\nlanguage: nl\ntitle: Twee\nsteps:\n  - Kom\n",
            3,
            "`title` is written twice (first at line 1)",
        ),
        (
            "title: Proef\nlanguage: nl\nsteps: Kom staan\n",
            3,
            "`steps` is a list, and YAML reads one text here",
        ),
        ("title: Proef\nlanguage: nl\nsteps:\n", 3, "`steps` is a list, not nothing."),
        ("Kom staan.\nEn ga zitten.\n", 1, "Begin with a line like `title: …`."),
        ("title: Proef\nlanguage: nl\nstem: anna\nsteps: [Kom]\n", 3, "Did you mean 'voice'?"),
    ],
)
def test_traps_at_the_top_of_a_script(desk: Desk, top: str, line: int, made: str) -> None:
    """The same traps are explained in the keys above the steps."""
    told = desk.told(top).splitlines()
    assert any(each.startswith(f"scripts/proef.yaml:{line}: ") and made in each for each in told), told


@pytest.mark.parametrize(
    ("steps", "warning"),
    [
        ("  - Oefening #2\n", "4: YAML reads '#2' as a comment"),
        ("  - Oefening #2 is fijn\n", '"Oefening #2 is fijn"'),
        ("  - say: Oefening #2\n", "4: YAML reads '#2' as a comment"),
        (
            "  - hold: 9\n    during: [Adem in, en uit.]\n",
            "5: Inside `[…]` the comma makes two lines: 'Adem in'",
        ),
        ("  - hold: 9\n    during: [Adem in, en uit.]\n", '["Adem in, en uit."]'),
    ],
)
def test_what_only_deserves_a_look(desk: Desk, steps: str, warning: str) -> None:
    """A likely slip that may also be meant is a warning, and the script still loads."""
    assert warning in desk.warned_of(steps)


@pytest.mark.parametrize(
    "steps",
    [
        "  - Kom staan     # een opmerking\n",
        "  - Kom staan     ## en nog een\n",
        "  - Foto's en auto's, 's avonds ook.\n",
        "  - Het is 12:30, en de C#-snaar klinkt.\n",
        "  - Waar ben je? Hier! Nu; en straks (of niet) & meer > minder.\n",
        "  - “Dank je,” zeg je.\n",
        "  - Kom staan,\n    en laat alles los - ook je schouders -\n    en adem.\n",
        '  - "Kom staan,\n    en adem: rustig"\n',
        "  - 'Het is ''s avonds'\n",
        '  - {say: "Waar ben je?", pause: 3}\n',
        "  - {say: 'Kom terug, en wissel', pause: 3}\n",
        "  - hold: 9\n    during: [Adem in, Adem uit]\n",
        "  - repeat: [linker, rechter]\n    steps:\n      - Je <item>voet.\n",
        "  - repeat: [\n      linker,\n      rechter\n    ]\n    steps:\n      - Je <item>voet.\n",
        "  - note: |\n      - Adem in: rustig\n      -Kom\n      pause:20 #2\n",
        "  - say: >-\n      Kom staan:\n      en adem\n    pause: 3\n",
        "  - ...\n",
        "  - -1 is kouder dan 0\n",
    ],
)
def test_what_is_right_is_left_alone(desk: Desk, steps: str) -> None:
    """Lines that mean what they seem to mean get neither an error nor a warning."""
    assert desk.warned_of(steps) == ""


def test_a_broken_line_hides_nothing(desk: Desk) -> None:
    """YAML stops at the first fault; the lines with traps are mended, so that the others are told too."""
    told = desk.told(
        "title: De bron: begin\nlanguage: nl\nbreath: 4\nsteps:\n  - 's Avonds\n  - paus: 3\n  -Kom\n"
        "  - say: Ga\n\tpause: x\n"
        '  - {say: Waar?}\n  - Kom <m>\n  - "Ja," zeg je\n  - breathe: 0\n'
    )
    lines = [int(each.split(":")[1]) for each in told.splitlines()]
    assert lines == [1, 3, 5, 6, 7, 9, 10, 11, 12, 13]
