"""`/api/recording`: lines with their rooms and takes; a take is kept, checked, chosen, thrown away."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pytest
import soundfile

from tests.speech.rooms import RATE_HZ, recording, spoken

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.testclient import TestClient

HERE = "/api/recording/anna/zacht"
LONG = "Adem in en voel hoe de lucht naar je buik stroomt, en nog iets verder."


@pytest.fixture
def project(folder: Path) -> Path:
    (folder / "voices/anna.yaml").write_text("language: nl\nuse: [recorded]\n", "utf-8")
    (folder / "scripts/zacht.yaml").write_text(
        "title: Zacht\nlanguage: nl\nvoice: anna\nbreath: 2-6\nsteps:\n  - Ga rustig zitten.\n"
        f"  - breathe: 2\n    say:\n      in: {LONG}\n      out: En uit\n",
        "utf-8",
    )
    return folder


def wav(text: str, **more: Any) -> bytes:
    file = io.BytesIO()
    soundfile.write(
        file, recording(spoken(text), distance_db=50.0, **more), RATE_HZ, format="WAV", subtype="PCM_24"
    )
    return file.getvalue()


def lines(page: TestClient) -> dict[str, Any]:
    return {line["text"]: line for line in page.get(HERE).json()["lines"]}


def test_each_line_is_told_with_what_it_has_to_fit_into(page: TestClient, project: Path) -> None:
    """A line in a breath has the length of its phase; a line of its own has none."""
    assert project
    found = lines(page)
    assert found["Ga rustig zitten."]["room"] is None
    assert found[LONG]["room"] == {"length_s": pytest.approx(2.0, abs=0.01), "kind": "breath"}
    assert page.get(HERE).json()["recorded"] == 0


def test_a_take_is_kept_checked_repeated_and_thrown_away(page: TestClient, project: Path) -> None:
    """Two takes of a line; the newest is heard; thrown away, the first is heard again."""
    take = f"{HERE}/lines/ga-rustig-zitten/takes"
    first = page.post(take, content=wav("Ga rustig zitten.")).json()
    assert [one["faults"] for one in first["takes"]] == [[]]
    second = page.post(take, content=wav("Ga rustig zitten.", noise="hum", after_s=0.9)).json()
    assert [(one["name"], one["heard"]) for one in second["takes"]] == [("001.wav", False), ("002.wav", True)]
    assert (project / "voices/anna/ga-rustig-zitten.wav").is_file()
    assert page.get(f"{take}/001.wav").content[:4] == b"RIFF"
    left = page.delete(f"{take}/002.wav").json()
    assert [(one["name"], one["heard"]) for one in left["takes"]] == [("001.wav", True)]
    assert page.get(HERE).json()["recorded"] == 1


def test_a_take_that_is_too_long_for_its_breath_says_so(page: TestClient, project: Path) -> None:
    """At once, with by how much."""
    assert project
    name = lines(page)[LONG]["file"]
    made = page.post(f"{HERE}/lines/{name}/takes", content=wav(LONG)).json()
    told = [fault for fault in made["takes"][0]["faults"] if fault["kind"] == "too long"]
    assert told
    assert "s" in told[0]["text"]


def test_what_is_no_recording_is_refused(page: TestClient, project: Path) -> None:
    """Nothing is kept, and lines that are not there are told."""
    take = f"{HERE}/lines/ga-rustig-zitten/takes"
    assert page.post(take, content=b"RIFF").status_code == 422
    assert page.post(f"{HERE}/lines/nergens/takes", content=wav("Zes")).status_code == 404
    assert page.post(f"{HERE}/lines/..%2F..%2Fx/takes", content=wav("Zes")).status_code == 404
    assert page.get(f"{take}/..%2f..%2f..%2fanna.yaml").status_code == 404
    assert not (project / "voices/anna").exists()


def test_the_room_test_tells_hum_and_distance(page: TestClient, project: Path) -> None:
    """Some seconds of quiet and a sentence."""
    assert project
    still = page.post(f"{HERE}/room", content=wav("Ga rustig zitten.", before_s=3.0)).json()
    assert still["faults"] == []
    assert still["distance_db"] == pytest.approx(50.0, abs=6.0)
    humming = page.post(f"{HERE}/room", content=wav("Ga rustig zitten.", before_s=3.0, noise="hum")).json()
    assert [fault["kind"] for fault in humming["faults"]] == ["hum"]
