"""Recipes built as a listener hears them: each thing that only they have, in a track that is proven."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from stilte.starting.recipe_scripts import read_recipe

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from stilte.pipeline.results import Result


@pytest.mark.parametrize(
    ("language", "name", "tracks"),
    [
        ("nl", "versions", ["proef-wind", "proef-stil", "proef-kort"]),
        ("en", "children", ["proef"]),
        ("nl", "affirmations", ["proef"]),
        ("en", "4-7-8", ["proef"]),
    ],
)
def test_a_recipe_builds(
    folder: Path, make: Callable[..., tuple[Result, ...]], language: str, name: str, tracks: list[str]
) -> None:
    """Its tracks are built and proven, and not built again."""
    (folder / "scripts/adem.yaml").unlink()
    (folder / "voices/toon.yaml").write_text(f"language: {language}\nuse: [espeak]\n", encoding="utf-8")
    (folder / "scripts/proef.yaml").write_text(read_recipe(name, language).script, encoding="utf-8")
    assert [(result.slug, result.status) for result in make()] == [(slug, "built") for slug in tracks]
    for slug in tracks:
        sheet = json.loads((folder / f"output/{slug}/{slug}.json").read_text(encoding="utf-8"))
        assert sheet["language"] == language
        assert sheet["proof"]["worst_speech_onset_ms"] < 30
    assert {result.status for result in make()} == {"unchanged"}


SIDES = """\
title: Van opzij
language: nl
lead: [1, 2]
steps:
  - {say: Dit hoor je links van je., side: left}
  - {say: En dit hoor je rechts van je., side: right}
  - {bell: 1, side: left, pause: 0}
  - breathe: 1
    breath: in 2, in 1, out 3
    sound: breath
  - breathe: 1
    breath: 2-3
    sound: {in: tick, out: hum}
"""


def test_lines_from_the_side_are_as_loud_as_others(
    folder: Path, make: Callable[..., tuple[Result, ...]]
) -> None:
    """Where every line comes from a side, the speech is still at its target, and all of it is proven."""
    (folder / "scripts/adem.yaml").write_text(SIDES, encoding="utf-8")
    (folder / "voices/toon.yaml").write_text("language: nl\nuse: [espeak]\n", encoding="utf-8")
    assert [result.status for result in make()] == ["built"]
    sheet = json.loads((folder / "output/adem/adem.json").read_text(encoding="utf-8"))
    assert abs(sheet["loudness"]["speech_lufs"] + 16) < 0.5
    assert [event["side"] for event in sheet["events"] if "side" in event] == ["left", "right", "left"]
    assert [event["part"] for event in sheet["events"] if "part" in event] == [1, 2, 3]
    assert sheet["channels"] == 2
