"""A routine in the author's own voice, recorded in an ordinary room: heard when it is planned.

Where a word is heard is measured in the finished MP3 by correlation with the clean line.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
import pytest
import soundfile

from tests.pipeline.test_recordings import told
from tests.speech.rooms import RATE_HZ, place_of, recording, spoken, tap

if TYPE_CHECKING:
    from pathlib import Path

SCRIPT = """\
title: Eigen stem
language: nl
voice: anna
music: none
lead: [6, 2]
steps:
  - Hou vast. <3s>
  - breathe: 2
    breath: 4-4
    say: {in: Adem in, out: en uit}
"""
LINES = {"hou-vast": "Hou vast", "adem-in": "Adem in", "en-uit": "en uit"}


@pytest.fixture(params=["pink", "hum"])
def project(request: pytest.FixtureRequest, folder: Path) -> Path:
    """Return a project whose voice is recorded with a second of room before and after each line."""
    (folder / "voices/anna").mkdir()
    (folder / "voices/anna.yaml").write_text("language: nl\nuse: [recorded]\ncredit: Anna\n", "utf-8")
    (folder / "scripts/adem.yaml").write_text(SCRIPT, "utf-8")
    for name, text in LINES.items():
        line = spoken(text)
        stop = (1.5 + len(line) / RATE_HZ, tap())
        samples = recording(line, noise=request.param, distance_db=43.0, offset=0.003, sounds=(stop,))
        soundfile.write(folder / f"voices/anna/{name}.wav", samples, RATE_HZ)
    return folder


def test_a_cue_is_heard_when_it_is_planned(project: Path) -> None:
    """A line at 6.00 s is heard at 6.00 s, and a breath of 4 s lasts 4 s."""
    code, said = told(project, "build", "--jobs", "1")
    assert code == 0, said
    sheet = json.loads((project / "output/adem/adem.json").read_text("utf-8"))
    events = sheet["events"]
    assert next(event for event in events if event["kind"] == "speech")["start_s"] == pytest.approx(6.0)
    phases = [event for event in events if event["kind"] == "breath"]
    assert [event["length_s"] for event in phases] == pytest.approx([4.0] * len(phases))
    samples, rate_hz = soundfile.read(project / "output/adem/adem.mp3")
    heard = np.asarray(samples).reshape(len(samples), -1).mean(axis=1)
    assert rate_hz == RATE_HZ
    for event in (event for event in events if event["kind"] == "speech"):
        start = round((event["start_s"] - 1.0) * RATE_HZ)
        line = spoken(event["text"].rstrip("."))
        late_ms, _ = place_of(line, heard[start : start + len(line) + 2 * RATE_HZ])
        assert abs(late_ms - 1000.0) <= 30.0, event["text"]


def test_a_recording_that_is_replaced_is_trimmed_anew(project: Path) -> None:
    """Another take of a line is another take in the cache, of another length."""
    assert told(project, "build", "--jobs", "1")[0] == 0
    long = np.concatenate([spoken("Adem in"), np.zeros(RATE_HZ // 4), spoken("ja")])
    soundfile.write(project / "voices/anna/adem-in.wav", recording(long), RATE_HZ)
    code, said = told(project, "build", "--jobs", "1")
    assert code == 0, said
    sheet = json.loads((project / "output/adem/adem.json").read_text("utf-8"))
    lengths = {event["length_s"] for event in sheet["events"] if event.get("text", "").startswith("Adem in")}
    assert max(lengths) == pytest.approx(len(long) / RATE_HZ + 0.07, abs=0.1)
