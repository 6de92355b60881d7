"""The program, run in a small project as a person would run it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from stilte.cli import main
from tests.cli.short import SCRIPT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a project with one short script and a voice that is a tone."""
    for name, text in {
        "podcast.yaml": "title: Proef\nlanguage: nl\n",
        "scripts/kort.yaml": SCRIPT,
        "voices/toon.yaml": "language: nl\nuse: [tone]\n",
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def run(folder: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Return what runs the program in the project: exit code, stdout, stderr."""

    def ran(*words: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as stop:
            main(["--project", str(folder), *words])
        told = capsys.readouterr()
        return int(stop.value.code or 0), told.out, told.err

    return ran
