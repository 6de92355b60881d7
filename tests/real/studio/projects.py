"""Small projects for the studio: their voice is a tone, so that they are heard at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

SHOW = "title: Stilte & adem\nauthor: Anna\nlanguage: nl\n"
VOICE = "language: nl\nuse:\n  - tone: {per_letter: 0.06}\n"
SCRIPT = """\
# Een oefening die in git staat.
title: De zee
subtitle: Een minuut
language: nl
voice: rustig
breath: 4-6
steps:
  - Welkom allemaal.   # niet te snel
  - Ga rustig zitten. <8s>

  - chapter: Ademen
  - breathe: 3
    say:
      - in: Adem in
        out: en uit
      - silent
  - pause: 15-60
  - repeat: 2
    steps:
      - Laat je schouders zakken. <2s> En nog eens. <5s>
      - Voel de vloer.
  - hold: 20
    say: Blijf zo.
  - bell: 1
  - Dank je wel.
  - note: Doe dit elke dag.
"""


def make_project(root: Path, **scripts: str) -> Path:
    """Write a project with scripts (by name) into a folder; without any, the one above as `zee`."""
    for name in ("scripts", "voices", "music"):
        (root / name).mkdir(parents=True)
    (root / "podcast.yaml").write_text(SHOW, "utf-8")
    (root / "voices/rustig.yaml").write_text(VOICE, "utf-8")
    for name, text in (scripts or {"zee": SCRIPT}).items():
        (root / f"scripts/{name}.yaml").write_bytes(text.encode("utf-8"))
    return root
