"""Mistakes of real authors: those that passed in silence, and those that were answered misleadingly."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from stilte.script.arrange import arrange
from stilte.script.estimate import estimate
from stilte.script.lint import lint

if TYPE_CHECKING:
    from tests.script.conftest import Desk


@pytest.mark.parametrize(
    ("steps", "told"),
    [
        # two cues that become two breaths
        (
            "  - breathe: 2\n    say:\n      - in: Adem in\n      - out: Adem uit\n",
            "7: With a dash each, these are two breaths",
        ),
        (
            "  - breathe: 2\n    say:\n      - in: Adem in\n      - out: Adem uit\n",
            "For one breath write `- in: Adem in` and under it `  out: Adem uit`.",
        ),
        # a number that never changes
        (
            "  - breathe: 1\n    say: {in: <n>}\n",
            "5: <n> in a cue counts the breaths of this step: there is one, so it never changes.",
        ),
        (
            "  - repeat: 3\n    steps:\n      - breathe: 1\n        say: {in: Ronde <countdown>}\n",
            "write `as: round` there, and <round> here.",
        ),
        # a clock with a point
        ("  - pause: 1.30\n", "4: `pause: 1.30` lasts 1.3 s. For 1 min 30 s write 1:30."),
        ("  - hold: 2,45\n", "4: `hold: 2,45` lasts 2.45 s. For 2 min 45 s write 2:45."),
        ("  - silence: 1.30m\n", "4: `silence: 1.30m` lasts 78 s. For 1 min 30 s write 1:30."),
        ("  - Kom. <1.30>\n", "4: `<1.30>` lasts 1.3 s."),
        ("  - repeat: 2\n    steps: [{hold: [1.10, 2.10]}]\n", "5: `hold: 2.10` lasts 2.1 s."),
        # a level that has no rounds to go over
        (
            "  - repeat: 1\n    steps: [{say: x, level: [0, -6]}]\n",
            "5: `level: [first, last]` goes from round to round, and there is only one",
        ),
    ],
)
def test_what_passed_in_silence_is_warned_of(desk: Desk, steps: str, told: str) -> None:
    """What means something else than it seems to is told, with what to write."""
    assert told in desk.warned_of(steps)


@pytest.mark.parametrize(
    "steps", ["  - pause: 1.5\n", "  - pause: 0.25\n", "  - pause: 2.25\n", "  - pause: 1.75\n"]
)
def test_a_plain_decimal_is_no_clock(desk: Desk, steps: str) -> None:
    """Halves and quarters of a second are what they seem."""
    assert desk.warned_of(steps) == ""


def test_a_mark_in_the_title_is_refused(desk: Desk) -> None:
    """Nothing fills it in, so listeners would see it."""
    told = desk.told("title: Dag <dag>\nlanguage: nl\nsteps: [Kom.]\n")
    assert told.startswith("scripts/proef.yaml:1: Nothing fills in <dag> in the title")


@pytest.mark.parametrize("dash", [0, 2])
@pytest.mark.parametrize("column", range(9))
def test_steps_of_a_repeat_at_the_wrong_depth_are_one_problem(desk: Desk, dash: int, column: int) -> None:
    """Wherever they stand, the author is told where they belong, and nothing else."""
    if column == dash + 2:
        return
    rows = [
        f"{' ' * dash}- repeat: 3",
        f"{' ' * column}steps:",
        f"{' ' * (column + 2)}- Adem.",
        f"{' ' * dash}- Klaar.",
    ]
    told = desk.told("title: Proef\nlanguage: nl\nsteps:\n" + "\n".join(rows) + "\n")
    assert told.startswith("scripts/proef.yaml:5: `steps` is indented")
    assert "Start `steps` directly under `repeat`." in told
    assert "\n" not in told


def test_a_setting_left_of_its_step_is_told_though_other_settings_stand_between(desk: Desk) -> None:
    """The mistake is the column, whichever setting stands above."""
    told = desk.told_of("  - repeat: 3\n    as: ronde\n  steps:\n    - Adem.\n")
    assert "6: `steps` is indented less than `as` above it, and belongs to nothing." in told


def test_a_dash_before_steps_is_told(desk: Desk) -> None:
    """`- steps:` is no step."""
    assert "5: The dash before `steps` makes them a separate step" in desk.told_of(
        "  - repeat: 3\n  - steps:\n    - Adem.\n"
    )


def test_a_hold_that_cannot_be_read_is_one_problem(desk: Desk) -> None:
    """Nothing is said of moments in a hold whose length is not known."""
    told = desk.told_of(
        "  - repeat: 3\n    steps:\n      - hold: <duur>\n        during: [{say: Nog even., at: -10}]\n"
    )
    assert told == "scripts/proef.yaml:6: There is no mark <duur> here. Write the value itself."


@pytest.mark.parametrize(
    ("steps", "cure"),
    [
        (
            "  - bell: 1\n    sound: {in: gong}\n",
            "Name one sound here; a sound for each part of the breath belongs to a `breathe` step.",
        ),
        (
            "  - say: Kom.\n    voice: [rustig, fluister]\n",
            "Name one voice; give a line that another voice speaks its own `voice`.",
        ),
        ("  - breathe: 3\n    sound: [gong, bowl]\n", "Write one value, as `sound: …`."),
        ("  - breathe: 4-7-8\n", "Write `breathe: 5`, and under it `breath: 4-7-8`."),
        ("  - breathe: box\n", "Write `breathe: 5`, and under it `breath: box`."),
        ("  - breathe: 4\n    breath: 8\n", "Write `8-8`, or `4-4` for a breath of 8 s."),
        ("  - breathe: 4\n    say: {inhale: In}\n", "Did you mean 'in'?"),
        ("  - breathe: 4\n    say: {uitademen: Uit}\n", "Did you mean 'out'?"),
        ("  - inhale: In\n", "Write `- breathe: 1`, and under it `say: {in: …, out: …}`."),
        ("  - bell: bowl\n", "Write `bell: 1`, and under it `sound: bowl`."),
        ("  - repeat: links, rechts\n    steps: [x]\n", "write a list: `repeat: [links, rechts]`."),
        ("  - repeat: left and right\n    steps: [x]\n", "write a list: `repeat: [left, right]`."),
        ("  - music: -6 dB\n", "Write `-6`, without a unit."),
        ("  - {say: Kom., level: -4dB}\n", "Write `-4`, without a unit."),
        ("  - {say: Kom., speed: 0.9x}\n", "Write `0.9`, without a unit."),
        ("  - music: ocean\n    level: -6\n", "Write a step of its own after this one: `- music: -6`."),
        ("  - pause: none\n", "Write `0` for no time at all."),
        ("  - {say: Kom., pause: geen}\n", "Write `0` for no time at all."),
        (
            "  - hold: as long as you can\n",
            "Say a longer hold, as `hold: 60`, and tell listeners to come back sooner if they need.",
        ),
        ("  - hold: zo lang je kunt\n", "tell listeners to come back sooner if they need."),
        ("  - breathe: 3\n    sound: gong\n", "write `sound: {in: gong, out: gong}`."),
        ("  - hold: {first: 1, last: 3}\n", "Write one value, as `hold: …`."),
        ("  - repeat: 3\n    steps: [{hold: [60-120]}]\n", "Write `hold: [60, 120]`."),
        (
            "  - hold: 60\n    during: [{bell: 1, every: 0}]\n",
            "`every: 0` is zero. Write a time, as 5m.",
        ),
        ("  - hold: 60\n    during:\n      - bell\n", "Write `- bell: 1`; or put quotes around it"),
    ],
)
def test_an_answer_says_what_to_write(desk: Desk, steps: str, cure: str) -> None:
    """Each has a cure that fits what the author meant, and no quotes around a sentence that is none."""
    told = desk.told_of(steps)
    assert cure in told
    assert "Put quotes around the sentence" not in told


def test_a_title_in_two_languages_is_told_to_be_two_files(desk: Desk) -> None:
    """A script is in one language."""
    told = desk.told("title: {nl: Rust, en: Rest}\nlanguage: nl\nsteps: [Kom.]\n")
    assert "1: `title` takes one value, not a mapping (`name: value`). A script is in one language" in told


@pytest.mark.parametrize("line", ["Naar <kant>.", "{hold: <kant>}"])
def test_an_include_without_its_texts_names_the_line_that_includes(desk: Desk, line: str) -> None:
    """Both files are named: where the mark stands, and where its text should be given."""
    desk.write(f"steps:\n  - {line}\n", "_deel")
    told = desk.told_of("  - include: _deel\n")
    assert "scripts/_deel.yaml:2: There is no mark" in told
    assert "scripts/proef.yaml:4 includes this file." in told
    assert "there, as `with: {kant: …}`" in told


@pytest.mark.parametrize(
    ("line", "warned"),
    [
        ("Two breaths in, one long one out.", False),
        ("Take two breaths in and one out.", False),
        ("Breathe five times.", True),
        ("Take five breaths in this way.", True),
    ],
)
def test_the_parts_of_a_breath_are_no_count(desk: Desk, line: str, *, warned: bool) -> None:
    """Two breaths in are two parts of one breath; five breaths are five."""
    routine = desk.load(f"title: T\nlanguage: en\nvoice: anna\nsteps:\n  - {line}\n  - breathe: 20\n")
    told = lint(routine, arrange(routine, estimate(1000), 1000), spoken=False)
    assert any("but the step after it has 20" in str(problem) for problem in told) == warned


@pytest.mark.parametrize(
    ("steps", "cure"),
    [
        ("  - repeat: 3\n    steps: [{say: x, on: eerste}]\n", "Did you mean 'first'?"),
        ("  - repeat: 3\n    steps: [{say: x, on: niet laatste}]\n", "Did you mean 'not last'?"),
        ("  - repeat: 3\n    steps: [{say: x, on: oneven}]\n", "Did you mean 'odd'?"),
        ("  - repeat: 3\n    steps: [{say: x, on: [dernier]}]\n", "Did you mean 'last'?"),
        ("  - {say: x, side: links}\n", "Did you mean 'left'?"),
        ("  - {bell: 1, side: rechts}\n", "Did you mean 'right'?"),
        ("  - {say: x, kant: left}\n", "Did you mean 'side'?"),
        ("  - breathe: 3\n    breath: doos\n", "Did you mean 'box'?"),
        ("  - breathe: 3\n    breath: rustig\n", "Did you mean 'calm'?"),
        ("  - breathe: 3\n    sound: adem\n", "Did you mean 'breath'?"),
        ("  - breathe: 3\n    sound: {in: klankschaal}\n", "Did you mean 'bowl'?"),
        ("  - bell: 1\n    sound: schaal\n", "Did you mean 'bowl'?"),
        ("  - hold: 9\n    count: af\n", "Did you mean 'down'?"),
        ("  - repeat: 3\n    elke: 9\n    steps: [x]\n", "Did you mean 'every'?"),
        ("  - Kom. <1 regel>\n", "Write `1 line`."),
        ("  - Kom. <1,5 zinnen>\n", "Write `1,5 lines`."),
        ("  - Kom. <3 ademhalingen> En ga.\n", "Write `3 breaths`."),
        ("  - hold: 3 respirations\n", "Write `3 breaths`."),
    ],
)
def test_a_word_of_the_authors_language_is_answered_with_the_one_to_write(
    desk: Desk, steps: str, cure: str
) -> None:
    """Not only names of steps and settings are translated by authors: their values are, too."""
    assert cure in desk.told_of(steps)


@pytest.mark.parametrize("word", ["ja", "oui", "aan"])
def test_a_yes_in_the_authors_language(desk: Desk, word: str) -> None:
    """It is told what stands for it."""
    assert "Did you mean 'true'?" in desk.told(f"title: T\nlanguage: nl\nclear: {word}\nsteps: [x]\n")


@pytest.mark.parametrize(
    ("steps", "key"),
    [
        ("  - breathe: 2\n    say: []\n", "say"),
        ("  - breathe: 2\n    say: {}\n", "say"),
        ("  - breathe: 2\n    sound: {}\n", "sound"),
        ("  - breathe: 2\n    during: []\n", "during"),
        ("  - hold: 9\n    during: []\n", "during"),
    ],
)
def test_an_empty_list_is_a_setting_without_a_value(desk: Desk, steps: str, key: str) -> None:
    """Brackets with nothing in them say nothing, as does a name with nothing after it."""
    assert f"5: `{key}` has no value. Write one after `{key}:`, or leave it out." in desk.told_of(steps)


def test_a_cue_of_nothing(desk: Desk) -> None:
    """An empty cue in a list is told, with what to write for a breath without words."""
    assert "or `- silent`." in desk.told_of("  - breathe: 2\n    say: [{}]\n")


def test_no_lengths_at_all(desk: Desk) -> None:
    """An empty list of lengths asks for nothing."""
    assert "3: `length` has no value." in desk.told("title: T\nlanguage: nl\nlength: []\nsteps: [x]\n")
