"""Hearing a script from one of its steps on."""

from __future__ import annotations

import io
import time
import wave
from itertools import count
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from tests.processor_time import processor_seconds
from tests.studio.conftest import SCRIPT

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray
    from starlette.testclient import TestClient


def _samples(answer: Any) -> NDArray[np.float64]:
    with wave.open(io.BytesIO(answer.content)) as file:
        raw = np.frombuffer(file.readframes(file.getnframes()), "<i2").astype(np.float64)
        return raw.reshape(-1, file.getnchannels()) / 32768


def test_a_script_is_heard_from_a_step_on(page: TestClient) -> None:
    """What comes is the rest of the whole, sample for sample; the answer says where it begins."""
    document = page.get("/api/scripts/kort").json()
    whole = page.get("/api/scripts/kort/hear", params={"version": document["version"]})
    assert (whole.status_code, whole.headers["content-type"]) == (200, "audio/wav")
    assert int(whole.headers["content-length"]) == len(whole.content)
    last = document["outline"]["steps"][-1]["id"]
    rest = page.get("/api/scripts/kort/hear", params={"version": document["version"], "step": last})
    start = round(float(rest.headers["x-start"]) * 44100)
    assert start > 3 * 44100
    assert np.array_equal(_samples(whole)[start:], _samples(rest))
    assert len(_samples(whole)) == pytest.approx(float(rest.headers["x-length"]) * 44100, abs=1)


def test_an_edited_line_is_heard_as_it_is_now(page: TestClient) -> None:
    """A pause that grew is heard longer; the old version is refused."""
    document = page.get("/api/scripts/kort").json()
    old = page.get("/api/scripts/kort/hear").headers["x-length"]
    text = SCRIPT.replace("pause: 3", "pause: 7")
    version = page.put("/api/scripts/kort/text", json={"version": document["version"], "text": text}).json()[
        "version"
    ]
    new = page.get("/api/scripts/kort/hear", params={"version": version}).headers["x-length"]
    assert float(new) - float(old) == pytest.approx(4.0, abs=0.001)
    refused = page.get("/api/scripts/kort/hear", params={"version": document["version"]})
    assert refused.status_code == 409


def test_an_edited_line_sounds_within_a_second_and_a_half(page: TestClient, folder: Path) -> None:
    """The first bytes of the sound are there in time, with a voice of this machine.

    Seconds of work are counted, so that other programs do not count; benchmarks/ have the time that passes.
    """
    lines = "".join(f"  - Dit is zin nummer {number}.\n" for number in range(40))
    (folder / "scripts/kort.yaml").write_text(f"title: Kort\nmusic: ocean\nsteps:\n{lines}")
    page.get("/api/scripts/kort/hear", params={"from_s": 10_000})
    document = page.get("/api/scripts/kort").json()
    at = document["outline"]["steps"][30]["id"]
    version, numbers = document["version"], count(1)

    def edit_and_hear() -> None:
        nonlocal version
        operation = {"op": "set_text", "at": at, "text": f"Een heel andere zin, de {next(numbers)}e."}
        given = {"version": version, "operation": operation}
        version = page.post("/api/scripts/kort/edit", json=given).json()["version"]
        asked = {"version": version, "step": at}
        with page.stream("GET", "/api/scripts/kort/hear", params=asked) as answer:
            assert len(next(answer.iter_bytes())) > 40

    assert processor_seconds(edit_and_hear, 1.5, time.process_time) <= 1.5


@pytest.mark.parametrize(
    "asked", [{"step": "steps/99"}, {"from_s": "-1"}, {"from_s": "nan"}, {"from_s": "x"}]
)
def test_what_is_not_there_is_told(page: TestClient, asked: dict[str, str]) -> None:
    """A step that is gone, a time that is none."""
    answer = page.get("/api/scripts/kort/hear", params=asked)
    assert answer.status_code in (400, 404)
    assert answer.json()["error"]["text"]


def test_a_script_with_an_error_is_told_not_heard(page: TestClient, folder: Path) -> None:
    """What keeps it from being heard, in the words of `check`."""
    (folder / "scripts/kort.yaml").write_text("title: Kort\nsteps:\n  - pauze: drie\n")
    answer = page.get("/api/scripts/kort/hear")
    assert (answer.status_code, answer.json()["error"]["problems"][0]["line"]) == (422, 3)


def test_a_voice_that_cannot_speak_is_told(page: TestClient, folder: Path) -> None:
    """Why, and nothing half sent."""
    (folder / "voices/toon.yaml").write_text("language: nl\nuse: [{recorded: {folder: nowhere}}]\n")
    answer = page.get("/api/scripts/kort/hear")
    assert answer.status_code == 422
    assert answer.json()["error"]["text"]


def test_the_marks_are_those_of_the_sound(page: TestClient) -> None:
    """Once it was spoken, the page knows to the sample where each step begins."""
    step = page.get("/api/scripts/kort").json()["outline"]["steps"][-1]["id"]
    marks = page.get("/api/scripts/kort/marks", params={"step": step}).json()
    heard = page.get("/api/scripts/kort/hear", params={"step": step})
    assert marks["from_s"] == pytest.approx(float(heard.headers["x-start"]), abs=1e-5)
    (row,) = [row for row in marks["rows"] if row["step"] == step and row["kind"] == "line"]
    assert row["start_s"] == pytest.approx(marks["from_s"], abs=1e-5)
    assert marks["length_s"] == pytest.approx(float(heard.headers["x-length"]), abs=1e-3)
