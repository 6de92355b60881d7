"""Every mark of quiet that people write is quiet in the script, and no word of it is said."""

from __future__ import annotations

import pytest

from benchmarks.importing import spoken, timed
from stilte.importer import import_post
from stilte.importer.prove.load import load_text

MARKS = [
    ("[SILENCE: 4]", "pause 4"),
    ("[pause]", "pause 5"),
    ("[PAUSE:5]", "pause 5"),
    ("[pause 10 seconds]", "pause 10"),
    ("(stilte 2 min)", "pause 120"),
    ("*pause*", "pause 5"),
    ("— [pause] —", "pause 5"),
    ('<break time="5s"/>', "pause 5"),
    ('<break time="500ms"/>', "pause 0.5"),
    ("// 5 sec", "pause 5"),
    ("--- 30s ---", "pause 30"),
    ("…….", "pause 3"),
    ("_- Pause (~ 30 Sekunden) -_", "pause 30"),
    ("{pause 3}", "pause 3"),
    ("[[slnc 3000]]", "pause 3"),
    ("<2s>", "pause 2"),
    ("[long pause]", "pause 10"),
    ("(20 secs)", "pause 20"),
    ("[PAUSE – 1 minute 30 seconds]", "pause 90"),
    ("(Space 20 secs)", "pause 20"),
    ("[pausa 8 segundos]", "pause 8"),
    ("(silence de 15 secondes)", "pause 15"),
    ("[pause to let them settle, 12 seconds]", "pause 12"),
    ("[P10]", "pause 10"),
    ("//30//", "pause 30"),
    ("...15...", "pause 15"),
    ("… 10 sec …", "pause 10"),
    ("[pause = 0:30]", "pause 30"),
    ("{{pause:10}}", "pause 10"),
    ("♪ 15 sec ♪", "pause 15"),
    ("[allow 15 seconds]", "pause 15"),
    ("--- 1 Minute Schweigen ---", "pause 60"),
    ("***20 seconds of silence***", "pause 20"),
]


@pytest.mark.parametrize(("mark", "quiet"), MARKS, ids=[mark for mark, _ in MARKS])
@pytest.mark.parametrize("apart", ["\n", " "], ids=["on a line of its own", "behind its line"])
def test_a_mark_is_quiet_and_never_said(mark: str, quiet: str, apart: str) -> None:
    """A mark is a pause of its length after the line before it, wherever it stands."""
    text = f"Sit down and close your eyes.{apart}{mark}\nSoften your jaw.\nOpen your eyes.\n"
    (one,) = import_post(text.encode())
    steps = load_text(one.script_text).steps
    assert timed(steps) == [quiet]
    assert spoken(steps) == ["sit down and close your eyes", "soften your jaw", "open your eyes"]


@pytest.mark.parametrize("mark", ["(bell)", "[gong]", "*ding*", "_Klang_", "(klankschaal)"])
def test_a_bell_is_struck(mark: str) -> None:
    """A mark for a bell is a bell, not a word."""
    (one,) = import_post(f"Sit down.\n{mark}\nOpen your eyes again.\n".encode())
    assert "- bell: 1" in one.script_text


def test_a_direction_in_brackets_is_left_out() -> None:
    """What a transcript notes in square brackets is no line, and stands as a comment."""
    (one,) = import_post(b"[Music fades]\nSit down. Close your eyes.\n")
    assert "- [Music" not in one.script_text
    assert 'left out: "[Music fades]"' in one.script_text
