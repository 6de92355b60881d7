"""`-o` writes a file of its own kind, and never in the place of an input or of somebody's file."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run

COMMANDS = {"play": ("play", "kort"), "text": ("text", "kort"), "try": ("voices", "try", "toon", "Adem in.")}


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS.keys())
@pytest.mark.parametrize(
    "file",
    [
        "scripts/kort.yaml",
        "podcast.yaml",
        "voices/toon.yaml",
        "scripts/nieuw.wav",
        "music/bed.wav",
        "x.mp3",
        "x",
    ],
)
def test_no_input_of_the_project_is_written(
    folder: Path, run: Run, command: tuple[str, ...], file: str
) -> None:
    """Another ending, and any file in the folders that a project is made from, is refused with a way out."""
    (folder / "music").mkdir()
    (folder / "music/bed.wav").write_bytes(b"hers")
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    code, _, told = run(*command, "-o", str(folder / file))
    assert code == 2
    assert "`-o` cannot write" in told or "lies among what the project is made from" in told
    assert all(path.read_bytes() == content for path, content in before.items())
    assert not (folder / "scripts/nieuw.wav").exists()


@pytest.mark.parametrize(
    ("command", "file"),
    [(COMMANDS["play"], "x.wav"), (COMMANDS["text"], "post.md"), (COMMANDS["try"], "X.WAV")],
)
def test_a_file_that_stands_there_is_not_replaced(
    folder: Path, run: Run, command: tuple[str, ...], file: str
) -> None:
    """Where nobody can be asked, it stays; a name that is free is written."""
    place = folder / file
    place.write_bytes(b"hers")
    code, _, told = run(*command, "-o", str(place))
    assert code == 2
    assert "is there already, and is not replaced." in told
    assert place.read_bytes() == b"hers"
    place.unlink()
    assert run(*command, "-o", str(place))[0] == 0
    assert place.stat().st_size > 100


def test_a_folder_that_is_not_there_is_told_and_nothing_else(
    folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One sentence names the file; no half-made writer of Python's speaks after it."""
    spoken_after: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", spoken_after.append)
    code, _, told = run("play", "kort", "-o", str(folder / "nergens/x.wav"))
    assert code == 1
    assert "nergens/x.wav" in told
    assert not spoken_after


@pytest.mark.parametrize("file", ["podcast.yaml", "voices/toon.yaml", "music/bed.yaml", "sounds/x.yaml"])
def test_an_imported_script_never_replaces_what_the_project_is_made_from(
    folder: Path, run: Run, file: str
) -> None:
    """Not even with `--force`; the message says where scripts go."""
    post = folder / "post.txt"
    post.write_text("Adem 3x diep in door je neus, uit door je mond.\n", "utf-8")
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    code, _, told = run("import", str(post), "-o", str(folder / file), "--force")
    assert code == 2
    assert f"as `-o scripts/{file.rpartition('/')[2]}`" in told
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
    assert run("import", str(post), "-o", str(folder / "scripts/kort.yaml"), "--force")[0] == 0
