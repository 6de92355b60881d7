"""`import`: what it tells of a script that it made."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    Run = Callable[..., tuple[int, str, str]]

LONG = """De rivier

Ga staan met je voeten op heupbreedte.
Adem een paar keer rustig door.
Blijf zo 55 minuten staan.
Blijf zo 35 minuten liggen.
Laat je armen zakken.
Sluit je ogen.
"""


@pytest.fixture
def post(folder: Path) -> Path:
    """Return a post that holds for ninety minutes in all."""
    path = folder / "rivier.txt"
    path.write_text(LONG, encoding="utf-8")
    return path


def test_a_very_long_track_is_told_with_its_step(run: Run, post: Path) -> None:
    """The warning names the script's line at which the time goes, in the language of the rest."""
    code, out, err = run("--language", "nl", "import", str(post))
    assert code == 0
    assert "Deze track duurt 1:30:" in err
    line = int(err.partition("let op: scripts/")[2].split(":")[1])
    assert "hold: 55m" in Path(out.strip()).read_text(encoding="utf-8").splitlines()[line - 1]
    assert "keer geraden; kijk er even naar." in err


def test_programs_are_told_in_english(run: Run, post: Path) -> None:
    """`--json` says the same whatever the language, and the warning is a line of its own."""
    lines = {
        language: run("--language", language, "import", str(post), "--json", "--force")[1]
        for language in ("nl", "en")
    }
    assert lines["nl"] == lines["en"]
    data = {one["kind"]: one for one in map(json.loads, lines["nl"].splitlines())}
    script, warning = data["script"], data["warning"]
    assert any("gives no number" in line for line in script["report"])
    assert "This track lasts 1:30:" in warning["message"]
