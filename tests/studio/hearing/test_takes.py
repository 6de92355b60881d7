"""The takes of a line: heard, spoken again, kept or taken back."""

from __future__ import annotations

import io
import json
import wave
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from stilte.pipeline.input_hashes import files_of
from stilte.script.load import load
from stilte.speech.engines.kept_takes import keep_take
from stilte.studio.project_cache import ProjectCache

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.testclient import TestClient


@pytest.fixture
def asked(page: TestClient, folder: Path) -> dict[str, str]:
    """Return a line of a script that the embedded voice speaks, and its version."""
    (folder / "voices/toon.yaml").write_text("language: nl\nuse: [espeak]\n")
    document = page.get("/api/scripts/kort").json()
    return {"step": document["outline"]["steps"][0]["id"], "version": document["version"]}


def takes(page: TestClient, asked: dict[str, str]) -> list[dict[str, Any]]:
    """Return the takes of a line."""
    found: list[dict[str, Any]] = page.get("/api/scripts/kort/takes", params=asked).json()["takes"]
    return found


def frames(page: TestClient, take: dict[str, Any]) -> bytes:
    """Return the samples of a take."""
    with wave.open(io.BytesIO(page.get(take["url"]).content)) as file:
        raw: bytes = file.readframes(file.getnframes())
        return raw


def test_a_line_has_one_take_until_it_is_spoken_again(page: TestClient, asked: dict[str, str]) -> None:
    """Another take is another sound, and is used at once; the first stays to be heard."""
    (first,) = takes(page, asked)
    assert (first["id"], first["chosen"], first["voice"]) == ("1", True, "toon")
    again = page.post("/api/scripts/kort/takes/again", json=asked).json()["takes"]
    assert [(take["id"], take["chosen"]) for take in again] == [("1", False), ("2", True)]
    assert frames(page, again[0]) == frames(page, first)
    assert frames(page, again[0]) != frames(page, again[1])
    assert again[0]["length_s"] != again[1]["length_s"]


def test_the_chosen_take_is_what_is_heard_and_built(
    page: TestClient, asked: dict[str, str], folder: Path
) -> None:
    """The choice lies with the voice and goes into the track; taken back, nothing of it is left."""
    before = page.get("/api/scripts/kort/hear", params=asked)
    page.post("/api/scripts/kort/takes/again", json=asked)
    assert json.loads((folder / "voices/toon/takes.json").read_text()) == {"Adem in.": 2}
    around = ProjectCache(folder).around()
    routine = load(folder / "scripts/kort.yaml", around.context.environment)
    assert "voices/toon/takes.json" in files_of(routine, folder)  # so the track is no longer up to date
    other = page.get("/api/scripts/kort/hear", params=asked)
    assert other.content != before.content
    back = page.post("/api/scripts/kort/takes/choose", json={**asked, "take": "1"}).json()["takes"]
    assert [take["chosen"] for take in back] == [True, False]
    assert page.get("/api/scripts/kort/hear", params=asked).content == before.content
    assert not (folder / "voices/toon/takes.json").exists()


@pytest.mark.parametrize("take", ["0", "3", "99", "x", "../1"])
def test_a_take_that_is_not_there_is_told(page: TestClient, asked: dict[str, str], take: str) -> None:
    """It is neither used nor heard."""
    refused = page.post("/api/scripts/kort/takes/choose", json={**asked, "take": take})
    assert refused.status_code in (400, 404)
    assert page.get(f"/api/scripts/kort/takes/{take}", params=asked).status_code in (400, 404)


def test_a_pause_has_no_takes(page: TestClient) -> None:
    """Nothing is spoken there."""
    document = page.get("/api/scripts/kort").json()
    pause = document["outline"]["steps"][1]["id"]
    asked = {"step": pause, "version": document["version"]}
    assert page.get("/api/scripts/kort/takes", params=asked).status_code == 404


def test_an_old_version_is_refused(page: TestClient, asked: dict[str, str]) -> None:
    """A take is of the line as the page shows it."""
    old = {**asked, "version": "0" * 64}
    assert page.get("/api/scripts/kort/takes", params=old).status_code == 409
    assert page.post("/api/scripts/kort/takes/again", json=old).status_code == 409


def test_a_recording_is_not_spoken_again(page: TestClient, folder: Path) -> None:
    """A voice that says the same again is told, and its choice is as it was."""
    (folder / "voices/toon").mkdir()
    for name in ("Adem in", "Adem uit"):
        _record(folder / f"voices/toon/{name}.wav")
    (folder / "voices/toon.yaml").write_text("language: nl\nuse: [recorded]\n")
    document = page.get("/api/scripts/kort").json()
    asked = {"step": document["outline"]["steps"][0]["id"], "version": document["version"]}
    assert len(takes(page, asked)) == 1
    refused = page.post("/api/scripts/kort/takes/again", json=asked)
    assert refused.status_code == 422
    assert "recording" in refused.json()["error"]["text"]
    assert not (folder / "voices/toon/takes.json").exists()


def test_a_recorded_line_has_the_takes_that_were_recorded(page: TestClient, folder: Path) -> None:
    """The newest is heard; an old one is heard again once it is chosen."""
    own = folder / "voices/toon"
    own.mkdir()
    for number, name in enumerate(("Adem in", "Adem uit", "nieuw")):
        _record(own / f"{name}.wav", seed=number)
    newer = (own / "nieuw.wav").read_bytes()
    (own / "nieuw.wav").unlink()
    (folder / "voices/toon.yaml").write_text("language: nl\nuse: [recorded]\n")
    keep_take(own, "adem-in", newer)
    document = page.get("/api/scripts/kort").json()
    asked = {"step": document["outline"]["steps"][0]["id"], "version": document["version"]}
    first, second = takes(page, asked)
    assert (first["chosen"], second["chosen"]) == (False, True)
    assert page.get(second["url"]).content == newer
    before = page.get("/api/scripts/kort/hear", params=asked).content
    page.post("/api/scripts/kort/takes/choose", json={**asked, "take": first["id"]})
    assert [take["chosen"] for take in takes(page, asked)] == [True, False]
    assert page.get("/api/scripts/kort/hear", params=asked).content != before


def _record(path: Path, seed: int = 1) -> None:
    rng = np.random.default_rng(seed)
    voice = np.concatenate([np.zeros(9000), 6000 * np.sin(np.arange(44100) / 40), np.zeros(9000)])
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(44100)
        file.writeframes((voice + rng.normal(0, 3, len(voice))).astype("<i2").tobytes())
