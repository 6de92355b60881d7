"""A small project whose voice is a tone, built for real: what the real clients get to hear."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stilte.pipeline.build import build
from stilte.pipeline.options import Options
from stilte.project import Project, open_project

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from stilte.pipeline.results import Result

SHOW = """\
title: Stilte & adem
description: Oefeningen om *bij te komen*.
author: Anna
email: anna@example.org
link: https://example.org/
language: nl
category: [Health & Fitness, Mental Health]
licence: cc-by-nc-4.0
funding: https://example.org/steun
media: %s
"""
SCRIPT = """\
title: Even ademen & zijn <3 [audio]
subtitle: Een "korte" oefening
description: |
  Een **zachte** oefening, met [een adres](https://example.org/?a=1&b=2).

  - staand
  - of [zittend]
language: nl
date: 2026-01-05
season: 1
episode: 3
music: drone
breath: 4-6
lead: [2, 3]
steps:
  - chapter: Aankomen
  - Welkom allemaal. <2s> Ga zitten -- rustig. <3s>
  - chapter: Ademen & zijn
  - breathe: 2
    sound: breath
    say: {in: Adem in, out: en uit}
  - chapter: Terug
  - bell: 1
  - Tot <<ziens>>.
  - note: Doe dit elke dag [caption].
"""
VOICE = "language: nl\nuse:\n  - tone: {per_letter: 0.06}\n"


class _Quiet:
    """A listener that hears nothing."""

    def begins(self, tracks: Mapping[str, str]) -> None:
        """Hear which tracks there are."""

    def speaks(self, script: str, ready: int, total: int, who: str) -> None:
        """Hear of a spoken line."""

    def encodes(self, slug: str, done: int, total: int) -> None:
        """Hear of an encoded piece."""

    def ends(self, result: Result) -> None:
        """Hear of a result."""


def small_project(folder: Path, media: str = "https://example.org/media") -> Project:
    """Write a project with one script and build it; raises where its track fails."""
    for name in ("scripts", "voices"):
        (folder / name).mkdir(parents=True)
    (folder / "podcast.yaml").write_text(SHOW % media, encoding="utf-8")
    (folder / "scripts/adem.yaml").write_text(SCRIPT, encoding="utf-8")
    (folder / "voices/toon.yaml").write_text(VOICE, encoding="utf-8")
    return built(folder)


def built(folder: Path) -> Project:
    """Build a project as it stands."""
    project = open_project(folder)
    failed = [
        one
        for result in build(project, project.script_files(), Options(jobs=1), _Quiet())
        for one in result.problems
    ]
    assert not failed, failed
    return project
