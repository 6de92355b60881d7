"""What has the name of a file and is none: a link that leads nowhere, in a circle, a folder, a pipe."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run

NAMES = (
    "scripts/raar.yaml",
    "voices/raar.yaml",
    "music/raar.wav",
    "sounds/raar.wav",
    "voices/lexicon.nl.yaml",
)
COMMANDS = (
    ("check",),
    ("build",),
    ("plan", "kort"),
    ("voices",),
    ("clean", "--dry-run"),
    ("publish", "podcast", "--dry-run"),
    ("build", "raar"),
)


def _make(kind: str, path: Path) -> None:
    path.parent.mkdir(exist_ok=True)
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to({"nowhere": "nergens.yaml", "circle": path.name, "itself": "."}[kind])


@pytest.mark.parametrize("kind", ["nowhere", "circle", "itself", "folder", "pipe"])
@pytest.mark.parametrize("name", NAMES)
def test_no_command_fails_over_an_odd_file(folder: Path, run: Run, kind: str, name: str) -> None:
    """None is read, waited for or a fault of the program; a script that is none is told of by its name."""
    if kind == "pipe" and not hasattr(os, "mkfifo"):
        pytest.skip("this system has no pipes with names")
    _make(kind, folder / name)
    for command in COMMANDS:
        code, _, told = run(*command)
        assert "Something went wrong inside" not in told, command
        if command[0] in ("check", "build") and name.startswith("scripts"):
            assert code == 2
            assert f"{name}:1: " in told


def test_a_link_back_to_the_scripts_is_no_second_folder_of_them(folder: Path, run: Run) -> None:
    """What it leads to is read already; a true subfolder is told of."""
    (folder / "scripts/terug").symlink_to(".")
    assert "subfolder" not in run("check")[2]
    (folder / "scripts/sub").mkdir()
    (folder / "scripts/sub/x.yaml").write_text("title: X\n", "utf-8")
    assert "scripts/sub/x.yaml:1: Scripts in a subfolder are ignored." in "".join(run("check")[1:])


@pytest.mark.parametrize("name", ["voices", "music", "sounds", "output"])
@pytest.mark.parametrize("command", COMMANDS[:-1])
def test_a_file_with_the_name_of_a_folder_of_the_project_is_told(
    folder: Path, run: Run, name: str, command: tuple[str, ...]
) -> None:
    """It is not taken for an empty folder, nor blamed on the cache; the file stays."""
    if (folder / name).exists():
        (folder / name).rename(folder / f"{name}-before")
    (folder / name).write_text("brief", "utf-8")
    code, _, told = run(*command)
    assert code != 0
    assert f"'{name}' " in told
    assert (folder / name).read_text("utf-8") == "brief"


def test_scripts_that_is_a_file_is_told(folder: Path, run: Run) -> None:
    """A project whose `scripts` is a file has no scripts: that is no beginning, but a mistake."""
    (folder / "scripts").rename(folder / "before")
    (folder / "scripts").write_text("brief", "utf-8")
    assert "'scripts' " in run("check")[2]
