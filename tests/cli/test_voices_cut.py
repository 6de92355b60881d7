"""`voices cut`: a line of output for each line of the script, and the exit code."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from benchmarks.long_recordings import Recipe, long_recording

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., tuple[int, str, str]]

LINES = (
    "Ga rustig zitten en laat je handen op je bovenbenen liggen.",
    "Voel hoe de grond je draagt.",
    "Je onderkaak mag los hangen.",
    "Breng je aandacht naar je linkervoet.",
)


@pytest.fixture
def recording(folder: Path, tmp_path: Path) -> Path:
    """Return a recording of all lines of a script whose voice has own recordings."""
    steps = "".join(f"  - {line}\n" for line in LINES)
    (folder / "scripts" / "gaan.yaml").write_text(
        f"title: Gaan\nlanguage: nl\nvoice: anna\nsteps:\n{steps}", "utf-8"
    )
    (folder / "voices" / "anna.yaml").write_text("language: nl\nuse: [recorded]\n", "utf-8")
    path = tmp_path / "telefoon.wav"
    recipe = Recipe(5, 35.0, "wav", stumbles=0, repeats=0, coughs=0, missing=0)
    long_recording(LINES, "espeak-nl", recipe, path)
    return path


def test_every_line_of_the_script_has_a_line_of_output(run: Run, recording: Path) -> None:
    """All cut: exit code 0, and nothing is left to record of this script."""
    code, out, _ = run(
        "--language", "en", "voices", "cut", "anna", str(recording), "--script", "gaan", "--deaf"
    )
    assert code == 0
    rows = out.splitlines()
    assert [row.split()[0] for row in rows] == ["cut"] * len(LINES)
    assert all(line in row for line, row in zip(LINES, rows, strict=True))
    _, left, _ = run("voices", "missing", "anna")
    assert not any(line in left for line in LINES)


def test_what_is_unsure_or_missing_ends_with_one(run: Run, recording: Path) -> None:
    """A table with a question mark and without a line: unsure and missing, as JSON too."""
    recording.with_suffix(".txt").write_text(f"1.0\t3.0\t? {LINES[0]}\n4.0\t6.0\t{LINES[1]}\n", "utf-8")
    code, out, _ = run("voices", "cut", "anna", str(recording), "--script", "gaan", "--json")
    assert code == 1
    told = [json.loads(row) for row in out.splitlines()]
    rows = [row for row in told if row["kind"] == "cut"]
    assert [row["status"] for row in rows] == ["unsure", "cut", "missing", "missing"]
    assert rows[0]["why"]
    _, left, _ = run("voices", "missing", "anna", "--json")
    lacking = {json.loads(row)["text"] for row in left.splitlines()}
    assert lacking & set(LINES) == {LINES[0], LINES[2], LINES[3]}


def test_with_json_what_is_done_is_told_while_it_is_done(run: Run, recording: Path) -> None:
    """First how far the reading and the comparing are, a line a hundredth; then each line of the script."""
    code, out, err = run("voices", "cut", "anna", str(recording), "--script", "gaan", "--deaf", "--json")
    told = [json.loads(row) for row in out.splitlines()]
    assert (code, err) == (0, "")
    assert [row["text"] for row in told if row["kind"] == "cut"] == list(LINES)
    assert told[-len(LINES) :] == [row for row in told if row["kind"] == "cut"]
    shares = {row["doing"]: row["share"] for row in told if row["kind"] == "cutting"}
    assert set(shares) == {"read", "find", "compare"}
    assert set(shares.values()) == {1.0}


def test_a_voice_without_recordings_and_a_script_without_its_lines_are_told(
    run: Run, recording: Path, folder: Path
) -> None:
    """Both are answered with what to do, and exit code 2."""
    code, _, err = run("--language", "en", "voices", "cut", "toon", str(recording), "--script", "gaan")
    assert code == 2
    assert "- recorded" in err
    other = folder / "scripts" / "toon.yaml"
    other.write_text("title: Toon\nlanguage: nl\nvoice: toon\nsteps: [Adem in.]\n", "utf-8")
    code, _, err = run("--language", "en", "voices", "cut", "anna", str(recording), "--script", "toon")
    assert code == 2
    assert "no line for the voice anna" in err
