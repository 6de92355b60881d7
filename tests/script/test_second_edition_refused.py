"""What the ten additions of the second edition refuse, and what each error tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.script.conftest import Desk


STEPS_TOLD = [
    # 1. first to last
    ("repeat: 3\n    steps: [{hold: [1, 2, 3]}]", "5: `hold: […]` goes from a first value to a last one"),
    ("hold: [1, 2]", "4: `hold: [first, last]` changes from round to round, and this step is not inside a"),
    ("repeat: 1\n    steps: [{hold: [1, 2]}]", "5: `hold: [first, last]` needs at least two rounds"),
    ("breathe: 1\n    breath: [4-6, 6-8]", "5: `breath: [first, last]` needs at least two breaths"),
    ("repeat: 2\n    steps: [{hold: [1-3, 9]}]", "5: '1-3' is a range"),
    ("repeat: 2\n    steps: [{hold: [[1, 2], 9]}]", "5: `hold: […]` contains two values"),
    ("breathe: 3\n    breath: [4-6, 4-7-8]", "5: The first and the last breath do not have the same parts."),
    ("breathe: 2m\n    breath: [4-6, 6-8]", "4: It is not known how many breaths fit into '2m'"),
    ("repeat: 5m\n    every: [20, 30]\n    steps: [x]", "4: It is not known how many rounds fit into '5m'"),
    # 2. marks as values
    ("repeat: [2, 3]\n    steps: [{hold: <item>m}]", "Write 2m in the list, and `hold: <item>` here."),
    (
        "repeat: [2m, straks]\n    steps:\n      - hold: <item>",
        "6: 'straks' is not a time. <item> stands for 'straks'",
    ),
    ("repeat: [2m, straks]\n    steps:\n      - hold: <item>", "written at scripts/proef.yaml:4."),
    (
        "repeat: 3\n    steps: [{hold: <n>}]",
        "5: <n> is a number of a round, and cannot be the value of `hold`.",
    ),
    ("hold: <item>", "4: There is no mark <item> here."),
    (
        "repeat: [{duur: 3}]\n    steps: [{hold: <dur>}]",
        "5: There is no mark '<dur>'. Did you mean '<duur>'?",
    ),
    # 3. bells over what goes on
    ("hold: 60\n    during: [{bell: 1, at: 5, every: 9}]", "5: `at` rings once and `every` rings repeatedly"),
    ("breathe: 20\n    during: [{bell: 1}]", "5: It is not specified when this is heard over the breaths."),
    ("hold: 60\n    during: [{bell: 1, at: 61}]", "5: `at: 61` lies outside the hold, which lasts 60 s."),
    ("breathe: 6\n    during: [{bell: 1, at: 61}]", "5: `at: 61` lies outside the breaths, which last 60 s."),
    ("breathe: 6\n    during: [{bell: 1, every: 60}]", "5: `every: 60` never rings: the breaths last 60 s"),
    ("breathe: 6\n    during: [Kom terug]", "5: Over breaths only bells and sounds can be heard"),
    (
        "hold: 60\n    during: [{bell: 3, every: 8}]",
        "5: `every: 8` is too short: the strikes alone take 8 s.",
    ),
    (
        "hold: 60\n    during: [{bell: 3, at: -2}]",
        "5: At -2 the last strike would come after the end of the hold.",
    ),
    ("hold: 60\n    during: [{sound: gnog, at: 2}]", "5: There is no sound 'gnog'. Did you mean 'gong'?"),
    # 4. `pause` with `every`
    (
        "repeat: 2\n    every: 9\n    pause: 2\n    steps: [x]",
        "6: With `every`, the quiet after a round is the time that is left",
    ),
    # 5. a breath written out
    ("breathe: 2\n    breath: in 4", "5: 'in 4' is one part; a breath has two or more."),
    ("breathe: 2\n    breath: in 4, uit 6", "5: 'uit' is not a part of a breath. Did you mean 'out'?"),
    (
        "breathe: 2\n    breath: in 4, out",
        "5: 'in 4, out' is not a breath: 'out' does not begin with a part",
    ),
    (
        "breathe: 2\n    say: {in: [In, erbij]}",
        "5: There are 2 cues for `in`, which occurs once in this breath.",
    ),
    (
        "breathe: 2\n    breath: in 2, in 1, out 6\n    say: {in: [a, b, c]}",
        "6: There are 3 cues for `in`, which occurs 2 times in this breath. Write at most 2",
    ),
    # 6. quiet counted in lines
    ("silence: 1 line", "4: '1 line' is as long as the line before it, and so can only be used on a spoken"),
    ("hold: 2 lines", "4: '2 lines' is as long as the line before it"),
    ("pause: 1 line", "Write `<1 line>` at the end of that line"),
    ("breathe: 2\n    say: {in: In <1 line>}", "5: A cue has no pause: <1 line> at its end has no effect."),
    ("say: Een <1 line> twee", "4: <1 line> depends on the whole line, and so can only be at its end."),
    ("say: Een <1-2 lines>", "4: '1-2 lines' is a range; quiet counted in lines is exact."),
    ("say: Een\n    pause: 2 regels", "5: '2 regels' is not a time. Write `2 lines`."),
    ("bell: 1\n    pause: 1 line", "5: '1 line' is as long as the line before it"),
    # 7. two numbers
    ("repeat: 2\n    as: n\n    steps: [x]", "5: `as: n`: the name is taken"),
    ("repeat: 2\n    as: a\n    steps: [{repeat: 2, as: a, steps: [x]}]", "6: `as: a`: the name is taken"),
    ("repeat: [{kant: x}]\n    as: kant\n    steps: [x]", "5: `as: kant`: the name is taken"),
    ("say: Nog <countdown>", "4: <countdown> counts rounds, and this line is not inside a `repeat`."),
    # 8. only
    ("say: x\n    only: d1", "5: `only` names tracks, and this script has no `tracks`."),
    # 9. a sound at each part
    ("breathe: 2\n    sound: {hold: gong}", "5: This breath has no `hold`: the part lasts 0 s"),
    ("breathe: 2\n    sound: {in: gnog}", "5: There is no sound 'gnog'. Did you mean 'gong'?"),
    # 10. side
    ("say: x\n    side: links", "5: There is no `side` 'links'."),
    ("hold: 3\n    side: left", "5: `side` cannot be used in a `hold` step. It belongs to a spoken line"),
]


@pytest.mark.parametrize(("step", "told"), STEPS_TOLD)
def test_what_an_addition_refuses(desk: Desk, step: str, told: str) -> None:
    """Each error of the contract names its line and says what to write."""
    assert told in desk.told_of(f"  - {step}\n")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("tracks:\n  - {dag: een}\nsteps: [<dag>]\n", "4: This entry of `tracks` has no `name`"),
        ("tracks: [{name: a}, {name: A}]\nsteps: [x]\n", "3: The name 'A' is used twice in `tracks`"),
        (
            "tracks:\n  - {name: a, x: een}\n  - {name: b}\nsteps: [<x>]\n",
            "6: <x> is missing in the track 'b'",
        ),
        (
            "tracks:\n  - {name: a, x: 3}\n  - {name: b}\nsteps: [{hold: <x>}]\n",
            "which is defined at scripts/proef.yaml:5.",
        ),
        (
            "tracks:\n  - {name: a, musik: none}\nsteps: [x]\n",
            "4: `musik` is not a setting of a script, and nothing uses <musik>. Did you mean 'music'?",
        ),
        ("tracks: [{name: a}]\nsteps: [{say: x, only: b}]\n", "4: There is no track 'b'."),
        (
            "length: [5m, 6m]\ntracks: [{name: a}]\nsteps: [x]\n",
            "3: A list of lengths at the top and `tracks`",
        ),
        ("tracks: [{name: a, slug: b}]\nsteps: [x]\n", "3: `slug` cannot be used in an entry of `tracks`"),
        ("tracks: a\nsteps: [x]\n", "3: `tracks` is a list with an entry for each track."),
        ("tracks: [{name: a, n: 3}]\nsteps: [x]\n", "3: `n` cannot be a name of your own"),
    ],
)
def test_what_tracks_refuse(desk: Desk, text: str, told: str) -> None:
    """An entry without a name or with another's, a mark that is missing, a key that nothing uses."""
    assert told in desk.told(f"title: Proef\nlanguage: nl\n{text}")


def test_a_level_over_one_round_is_a_warning(desk: Desk) -> None:
    """It existed before: it stays at its first number, and the author is told."""
    warned = desk.warned_of("  - repeat: 1\n    steps:\n      - {say: x, level: [0, -6]}\n")
    assert "6: `level: [first, last]` goes from round to round, and there is only one" in warned
