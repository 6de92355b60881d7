"""`/api/recording`: lines with their rooms and takes; a take is kept, checked, chosen, thrown away."""

from __future__ import annotations

import asyncio
import io
import json
import threading
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import soundfile
from starlette.requests import Request

from stilte.speech.engines.kept_takes import takes_of
from stilte.studio.recording import handlers
from tests.speech.rooms import RATE_HZ, recording, spoken

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.responses import Response
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
    assert page.get(HERE).json()["missing"] == "stop"
    assert 5.0 < found["Ga rustig zitten."]["about_s"] < found[LONG]["about_s"] < 20.0


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
    peaks = page.get(f"{take}/001.wav/peaks").content
    assert max(peaks) > 200
    assert 200 < len(peaks) < 600


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


def test_a_take_that_goes_while_it_is_asked_for_is_no_fault(
    page: TestClient, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A line that is cut anew while the page asks for what it listed before: the line as it is now."""
    here = f"{HERE}/lines/ga-rustig-zitten"
    for before_s in (0.5, 0.7):
        page.post(f"{here}/takes", content=wav("Ga rustig zitten.", before_s=before_s))

    def listed_before(folder: Path, line: str) -> tuple[Path, ...]:
        found = takes_of(folder, line)
        for take in (project / "voices/anna/takes/ga-rustig-zitten").glob("001.wav"):
            take.unlink()
        return found

    monkeypatch.setattr("stilte.studio.recording.sheet.takes_of", listed_before)
    assert [take["name"] for take in lines(page)["Ga rustig zitten."]["takes"]] == ["002.wav"]
    assert page.get(f"{here}/takes/001.wav/peaks").status_code == 204
    monkeypatch.setattr(
        handlers, "_take", lambda _request: project / "voices/anna/takes/ga-rustig-zitten/001.wav"
    )
    assert page.get(f"{here}/takes/001.wav/peaks").status_code == 204
    monkeypatch.undo()
    heard = page.post(f"{here}/takes/001.wav/listen")
    assert (heard.status_code, [take["name"] for take in heard.json()["takes"]]) == (200, ["002.wav"])
    assert page.get(f"{HERE}/lines/nergens/takes/001.wav/peaks").status_code == 404


def room(page: TestClient, sound: bytes, quiet_s: float = 3.0) -> dict[str, Any]:
    headers = {"X-Quiet": str(quiet_s), "X-Microphone": "Test"}
    found: dict[str, Any] = page.post(f"{HERE}/room", content=sound, headers=headers).json()
    return found


def test_the_room_test_tells_hum_noise_and_distance(page: TestClient, project: Path) -> None:
    """Some seconds of quiet and a sentence; it is kept beside the takes."""
    still = room(page, wav("Ga rustig zitten.", before_s=4.0))
    assert still["faults"] == []
    assert still["distance_db"] == pytest.approx(50.0, abs=6.0)
    assert still["noise_db"] == pytest.approx(-70.0, abs=2.0)
    assert still["differs"] is None
    humming = room(page, wav("Ga rustig zitten.", before_s=4.0, noise="hum"))
    assert [fault["kind"] for fault in humming["faults"]] == ["hum"]
    assert humming["hum_hz"] == 50.0
    assert page.get(HERE).json()["room"]["hum_hz"] == 50.0
    assert (project / "voices/anna/room-tests.json").is_file()
    assert page.post(f"{HERE}/room", content=b"RIFF", headers={"X-Quiet": "3"}).status_code == 422
    assert page.post(f"{HERE}/room", content=wav("Zes"), headers={"X-Quiet": "nan"}).status_code == 400


def test_a_room_that_sounds_different_than_the_takes_is_told(page: TestClient, project: Path) -> None:
    """By how much softer the voice is, and nearer the noise; the same room is left alone."""
    assert project
    for name, line in ((one["file"], text) for text, one in lines(page).items()):
        assert page.post(f"{HERE}/lines/{name}/takes", content=wav(line)).status_code == 201
    assert room(page, wav("Ga rustig zitten.", before_s=4.0))["differs"] is None
    file = io.BytesIO()
    far = recording(spoken("Ga rustig zitten."), distance_db=36.0, before_s=4.0) * 0.3
    soundfile.write(file, far, RATE_HZ, format="WAV", subtype="PCM_24")
    told = room(page, file.getvalue())["differs"]
    assert "The room sounds different than in your takes so far." in told
    assert "10 dB softer" in told
    assert "nearer to your voice" in told


def test_the_schedule_has_the_quiet_and_the_breaths_before_each_line(page: TestClient, project: Path) -> None:
    """In the order of the track, each line once."""
    (project / "scripts/zacht.yaml").write_text(
        "title: Zacht\nlanguage: nl\nvoice: anna\nmusic: none\nbreath: 4-6\nlead: [1, 1]\nsteps:\n"
        "  - Ga rustig zitten. <5s>\n  - breathe: 1\n  - Dank je wel.\n  - Ga rustig zitten.\n",
        "utf-8",
    )
    first, last = page.get(f"{HERE}/schedule").json()["lines"]
    assert (first["file"], first["quiet_s"]) == ("ga-rustig-zitten", 1.0)
    assert last["file"] == "dank-je-wel"
    assert [one["phase"] for one in last["breaths"]] == ["in", "out"]
    assert [one["length_s"] for one in last["breaths"]] == pytest.approx([4.0, 6.0], abs=0.5)
    assert last["quiet_s"] > 14.0


def test_a_take_is_heard_in_its_place_over_the_bed(page: TestClient, project: Path) -> None:
    """Three seconds of the bed before the line, the line, three after; other lines need not be recorded."""
    text = (project / "scripts/zacht.yaml").read_text("utf-8")
    (project / "scripts/zacht.yaml").write_text(text.replace("voice: anna\n", "voice: anna\nmusic: ocean\n"))
    name = lines(page)["Ga rustig zitten."]["file"]
    page.post(f"{HERE}/lines/{name}/takes", content=wav("Ga rustig zitten."))
    page.post(f"{HERE}/lines/{name}/takes", content=wav("Zes"))
    found = {}
    for take in ("001.wav", "002.wav"):
        answered = page.get(f"{HERE}/lines/{name}/takes/{take}/in-place")
        assert answered.status_code == 200
        sound, rate_hz = soundfile.read(io.BytesIO(answered.content))
        at = round(float(answered.headers["x-line-at"]) * rate_hz)
        bed, voice = sound[at - rate_hz : at - rate_hz // 10], sound[at : at + rate_hz // 2]
        assert np.sqrt(np.square(bed).mean()) > 0.001
        assert np.sqrt(np.square(voice).mean()) > 2 * np.sqrt(np.square(bed).mean())
        found[take] = len(sound) / rate_hz
    assert found["001.wav"] > found["002.wav"] + 0.3
    assert page.get(f"{HERE}/lines/en-uit/takes/001.wav/in-place").status_code == 404


def test_a_take_is_listened_to_once(page: TestClient, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Words that are said twice are told beside what was found in the sound."""
    assert project
    asked = []

    def heard(_clip: object, language: str) -> str:
        asked.append(language)
        return f"{LONG} {LONG}"

    monkeypatch.setattr("stilte.speech.recogniser.recognise", heard)
    name = lines(page)[LONG]["file"]
    before = page.post(f"{HERE}/lines/{name}/takes", content=wav(LONG)).json()["takes"][0]
    assert not before["listened"]
    for _ in range(2):
        after = page.post(f"{HERE}/lines/{name}/takes/001.wav/listen").json()["takes"][0]
        assert after["listened"]
        assert "doubled words" in [fault["kind"] for fault in after["faults"]]
    assert asked == ["nl"]


def test_a_studio_that_ends_does_not_wait_for_a_recogniser(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who asked is answered with the line as it is, and no error."""
    begun, over = threading.Event(), threading.Event()

    def slow(_request: object) -> dict[str, object]:
        begun.set()
        over.wait(120)
        return {}

    monkeypatch.setattr(handlers, "_listened", slow)
    monkeypatch.setattr(handlers, "_line_now", lambda _request: {"file": "rust"})

    async def ended() -> Response:
        asked = asyncio.ensure_future(handlers.listen(Request({"type": "http"})))
        await asyncio.to_thread(begun.wait, 120)
        asked.cancel()
        return await asked

    answered = asyncio.run(ended())
    over.set()
    assert (answered.status_code, json.loads(bytes(answered.body))) == (200, {"file": "rust"})


@pytest.mark.parametrize(("voice", "status"), [("espeak", 422), ("nowhere", 404)])
def test_a_voice_that_nobody_records_is_told_in_plain_words(
    page: TestClient, project: Path, voice: str, status: int
) -> None:
    """What to do is said without a word of YAML, or of files."""
    name = next((project / "scripts").glob("*.yaml")).stem
    refused = page.get(f"/api/recording/{voice}/{name}")
    assert refused.status_code == status
    told = refused.json()["error"]["text"] + refused.json()["error"]["hint"]
    assert voice in told
    assert not {"`", "yaml", "docs/"} & {sign for sign in ("`", "yaml", "docs/") if sign in told}
