"""How much work a build does: lines spoken, pieces mixed and encoded; never seconds."""

from __future__ import annotations

import shutil
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from stilte.sound.encode import mp3
from stilte.sound.proof import prove_while_encoding

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from stilte.pipeline.results import Result
    from stilte.sound.encode.mp3 import Piece

    Make = Callable[..., tuple[Result, ...]]

LONG = """\
title: Lang stil
language: nl
music: drone
lead: [2, 3]
steps:
  - repeat: 6
    steps:
      - Welkom allemaal.
  - silence: 80
  - Halverwege zijn we nu.
  - silence: 80
  - Tot ziens.
"""


@pytest.fixture
def encoded(monkeypatch: Any) -> list[int]:
    """Return a list in which every piece that is encoded leaves its number."""
    found: list[int] = []
    plain = mp3.encode_pieces

    def counting(signal: Any, index: int, *more: Any) -> Piece:
        piece = plain(signal, index, *more)
        found.extend([index] * (not piece.is_cached))
        return piece

    monkeypatch.setattr(prove_while_encoding, "encode_pieces", counting)
    return found


def test_an_edit_encodes_only_what_it_moves(folder: Path, make: Make, encoded: list[int]) -> None:
    """Pieces before an edit are taken as they are: the gain of the whole does not move by a hair."""
    script = folder / "scripts/adem.yaml"
    script.write_text(LONG, encoding="utf-8")
    make()
    assert len(encoded) == 7
    encoded.clear()
    script.write_text(LONG.replace("we nu.", "we nu dan ook."), encoding="utf-8")
    make()
    assert len(encoded) == 3
    assert min(encoded) >= 3


def test_nothing_changed_encodes_nothing(folder: Path, make: Make, encoded: list[int]) -> None:
    """A track built by force, its lines and pieces being known, is put together from those."""
    script = folder / "scripts/adem.yaml"
    script.write_text(LONG, encoding="utf-8")
    make()
    encoded.clear()
    make(force=True)
    assert encoded == []


def test_a_cache_emptied_during_a_build_costs_only_time(folder: Path, make: Make) -> None:
    """Takes that vanish between being spoken and being mixed are spoken again."""
    emptied: list[int] = []

    def speaks(_script: str, ready: int, total: int, _who: str) -> None:
        if ready == total and not emptied:
            emptied.append(ready)
            shutil.rmtree(folder / "output/.cache")

    def deaf(*_told: object) -> None:
        """Hear nothing."""

    (result,) = make(SimpleNamespace(begins=deaf, speaks=speaks, encodes=deaf, ends=deaf))
    assert emptied
    assert (result.status, result.problems) == ("built", ())


def test_one_worker_and_two_make_the_same_files(folder: Path, make: Make) -> None:
    """InspectedAudio while it is encoded or afterwards, a track has the same bytes and the same cue sheet."""
    made = []
    for jobs in (1, 2):
        make(jobs=jobs)
        made.append(
            {path.name: path.read_bytes() for path in (folder / "output/adem").iterdir() if path.is_file()}
        )
        shutil.rmtree(folder / "output")
    assert made[0].keys() >= {"adem.mp3", "adem.json"}
    assert made[0] == made[1]


@pytest.mark.parametrize(
    ("edit", "pieces"),
    [
        (("Welkom allemaal.", "Welkom, allemaal samen."), 7),
        (("we nu.", "we nu dan ook."), 3),
        (("Tot ziens.", "Tot de volgende keer."), 1),
    ],
)
def test_work_after_an_edit(
    folder: Path, make: Make, encoded: list[int], edit: tuple[str, str], pieces: int
) -> None:
    """One line is spoken anew; pieces are encoded from the edit on, so the fewer the later it stands."""
    script = folder / "scripts/adem.yaml"
    script.write_text(LONG, encoding="utf-8")
    make()
    takes = set((folder / "output/.cache/takes").rglob("*"))
    encoded.clear()
    script.write_text(LONG.replace(*edit), encoding="utf-8")
    make()
    fresh = set((folder / "output/.cache/takes").rglob("*")) - takes
    assert sum(path.is_file() for path in fresh) == 1
    assert len(encoded) <= pieces
