"""A small project whose voice is a tone: everything real but the words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from stilte.pipeline.build import build
from stilte.pipeline.options import Options
from stilte.project import Project, open_project

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from stilte.pipeline.results import Result

SCRIPT = """\
title: Even ademen
language: nl
music: drone
breath: 4-6
lead: [2, 3]
steps:
  - Welkom allemaal. <2s> Ga zitten. <3s>
  - chapter: Ademen
  - breathe: 2
    sound: breath
    say: {in: Adem in, out: en uit}
  - bell: 1
  - Tot ziens.
"""
VOICE = "language: nl\nuse:\n  - tone: {per_letter: 0.06}\n"


class Told:
    """A listener that keeps what it heard."""

    def __init__(self) -> None:
        self.spoken: list[tuple[str, int, int]] = []
        self.encoded: list[tuple[str, int, int]] = []
        self.ended: list[Result] = []

    def begins(self, tracks: Mapping[str, str]) -> None:
        """Hear which tracks there are."""

    def speaks(self, script: str, ready: int, total: int, who: str) -> None:  # noqa: ARG002
        """Keep a spoken line."""
        self.spoken.append((script, ready, total))

    def encodes(self, slug: str, done: int, total: int) -> None:
        """Keep an encoded piece."""
        self.encoded.append((slug, done, total))

    def ends(self, result: Result) -> None:
        """Keep a result."""
        self.ended.append(result)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a project's folder with one script and one voice."""
    (tmp_path / "scripts").mkdir()
    (tmp_path / "voices").mkdir()
    (tmp_path / "podcast.yaml").write_text("title: Proef\nlanguage: nl\nauthor: Wij\n", encoding="utf-8")
    (tmp_path / "scripts/adem.yaml").write_text(SCRIPT, encoding="utf-8")
    (tmp_path / "voices/toon.yaml").write_text(VOICE, encoding="utf-8")
    return tmp_path


@pytest.fixture
def make(folder: Path) -> Callable[..., tuple[Result, ...]]:
    """Return what builds the project as it stands, in this process unless told otherwise."""

    def made(listener: Told | None = None, **options: object) -> tuple[Result, ...]:
        project: Project = open_project(folder)
        chosen = Options(**{"jobs": 1, **options})  # type: ignore[arg-type]
        return build(project, project.script_files(), chosen, listener or Told())

    return made
