"""The cue sheet holds to the contract, key by key."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from stilte.errors import Where
from stilte.release.cuesheet import cue_sheet
from stilte.script.line import Utterance
from stilte.script.timeline import BreathPhase, Speech, Strike

if TYPE_CHECKING:
    from stilte.release.track import Track

ABOUT = "format made_by fingerprint slug variant_of title subtitle description notes language author tags"
REST = "date season episode script length_s sample_rate_hz channels files voices sounds"
FOUND = "chapters fit events spans loudness proof"


def test_keys_stand_in_the_order_of_the_contract(track: Track) -> None:
    """Whoever reads the sheet from the top meets its keys as the contract lists them."""
    data = json.loads(cue_sheet(track))
    assert list(data) == f"{ABOUT} {REST} {FOUND}".split()
    assert list(data["files"][0]) == ["name", "type", "size_bytes", "sha256", "bitrate_kbps"]
    assert list(data["voices"][0]) == ["name", "engine", "draft", "synthetic", "credit"]
    assert list(data["sounds"][0]) == ["name", "role", "start_s", "licence", "credit"]


def test_events_are_told_by_kind(track: Track) -> None:
    """Speech, cues, counts, breaths, bells and sounds each carry what the contract gives them."""
    events = json.loads(cue_sheet(track))["events"]
    shapes = {(event["kind"], event.get("role")): list(event) for event in events}
    speech = ["kind", "start_s", "length_s", "text", "role", "voice"]
    assert shapes == {
        ("speech", "line"): [*speech, "at"],
        ("speech", "count"): [*speech, "at"],
        ("speech", "cue"): [*speech, "phase", "cycle", "at"],
        ("breath", None): ["kind", "start_s", "length_s", "written_s", "phase", "cycle", "of", "at"],
        ("bell", None): ["kind", "start_s", "length_s", "at"],
        ("sound", None): ["kind", "start_s", "length_s", "at"],
    }
    assert [event["start_s"] for event in events] == sorted(event["start_s"] for event in events)


def test_only_holds_and_rounds_are_spans(track: Track) -> None:
    """Planned quiet is no span of the sheet; a hold tells its written length, a round its place."""
    spans = json.loads(cue_sheet(track))["spans"]
    assert spans == [
        {"kind": "hold", "start_s": 100.0, "length_s": 30.0, "written_s": 30.0, "at": "scripts/rust.yaml:13"},
        {
            "kind": "round", "round": 1, "of": 2, "item": "linker",
            "start_s": 131.0, "length_s": 9.0, "at": "scripts/rust.yaml:15",
        },
    ]  # fmt: skip


def test_chapters_carry_their_true_starts(track: Track) -> None:
    """The half second that players are given is not the truth that the sheet tells."""
    chapters = json.loads(cue_sheet(track))["chapters"]
    assert [chapter["start_s"] for chapter in chapters] == [0.0, 24.0, 100.0]


def test_no_figure_is_written_that_json_does_not_know(track: Track) -> None:
    """An infinitely quiet bed is null, a share is cut to six decimals, text stays readable, a line ends."""
    sheet = cue_sheet(track)
    data = json.loads(sheet)
    assert data["loudness"]["bed_under_speech_db"] is None
    assert data["proof"]["clipped_samples"] == 0
    assert data["fit"] == {
        "asked_s": 170.0, "share": 0.412346, "counts": [{"at": "scripts/rust.yaml:9", "chose": 6}],
    }  # fmt: skip
    assert "Rust & <ruimte>" in sheet
    assert sheet.endswith("}\n")


def test_a_part_and_a_side_are_told_where_there_is_one(track: Track) -> None:
    """A breath written out numbers its parts, also on its cues; what is heard from a side says which."""
    where = Where("scripts/a.yaml", 9)
    line = Speech(0, 10, Utterance(("In",), "rustig", "nl"), "cue", 0.0, levelled=False, where=where)
    cue = replace(line, phase="in", cycle=1, part=2)
    breath = BreathPhase(0, 10, 10, "in", 1, 1, "none", 0.0, where, 2)
    bell = Strike(20, 10, "bowl", 0.0, where, "left")
    timeline = replace(track.timeline, events=(cue, breath, bell))
    events = json.loads(cue_sheet(replace(track, timeline=timeline)))["events"]
    assert [list(event)[-3:] for event in events[:2]] == [["cycle", "part", "at"], ["of", "part", "at"]]
    assert events[2]["side"] == "left"
