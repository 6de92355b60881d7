"""The JSON Schemas of what apps read hold for what is written, and tell what is wrong."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

import stilte
from stilte.release.cuesheet import cue_data
from stilte.script.timeline import Speech

if TYPE_CHECKING:
    from collections.abc import Callable

    from stilte.release.track import Track

SCRIPT = """title: Kort
language: nl
voice: espeak
music: drone
steps:
  - chapter: Begin
  - Welkom.
  - breathe: 2
    sound: breath
  - hold: 4
    say: Blijf hier.
  - repeat: 2
    steps:
      - Nog een keer.
  - bell: 1
"""
FOLDER = Path(stilte.__file__).parent / "release/schemas"


def schema(name: str) -> jsonschema.protocols.Validator:
    whole = json.loads((FOLDER / f"{name}.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(whole)
    return jsonschema.Draft202012Validator(whole)


def wrong(name: str, data: Any) -> list[str]:
    return [error.json_path for error in schema(name).iter_errors(json.loads(json.dumps(data)))]


@pytest.mark.parametrize("clips", [False, True])
def test_a_cue_sheet_is_what_its_schema_says(track: Track, clips: bool) -> None:
    """With and without a file for each line."""
    spoken = sum(isinstance(event, Speech) for event in track.timeline.events)
    made = replace(track, clips=tuple(f"clips/{at}.flac" for at in range(spoken)) if clips else ())
    sheet = cue_data(made)
    assert wrong("cue-sheet-1", sheet) == []
    assert sum("clip" in event for event in sheet["events"]) == (spoken if clips else 0)


def test_what_a_build_writes_is_what_the_schema_says(tmp_path: Path) -> None:
    """A whole track with breaths, a hold, a bell, music and two voices, built."""
    (tmp_path / "scripts").mkdir()
    (tmp_path / "scripts/kort.yaml").write_text(SCRIPT, "utf-8")
    (track,) = stilte.build(tmp_path, draft=True, clips=True, jobs=1)
    assert track.path is not None
    sheet = json.loads(track.path.with_suffix(".json").read_text("utf-8"))
    assert wrong("cue-sheet-1", sheet) == []
    assert {event["kind"] for event in sheet["events"]} == {"speech", "breath", "bell"}
    assert all((track.path.parent / event["clip"]).is_file() for event in sheet["events"] if "clip" in event)


def _without_text(sheet: dict[str, Any]) -> None:
    del next(event for event in sheet["events"] if event["kind"] == "speech")["text"]


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (lambda sheet: sheet.pop("fingerprint"), "$"),
        (lambda sheet: sheet.update(length_s="3:00"), "$.length_s"),
        (lambda sheet: sheet.update(format="stilte-cue-sheet/2"), "$.format"),
        (lambda sheet: sheet["events"][0].update(kind="song"), "$.events[0].kind"),
        (_without_text, "$.events[0]"),
    ],
)
def test_what_is_no_cue_sheet_is_told(track: Track, change: Callable[[Any], None], place: str) -> None:
    """A missing key, another kind of value, another number of the format."""
    sheet = cue_data(track)
    change(sheet)
    assert place in wrong("cue-sheet-1", sheet)
