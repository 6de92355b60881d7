"""`/api/voices` and `/api/music`: what works here is told and heard; own files are taken in with care."""

from __future__ import annotations

import io
import wave
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import soundfile

from stilte.sound.music_settings import load_bed
from stilte.speech import catalogue
from tests.studio.jobs import ended

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.testclient import TestClient

    from stilte.studio.state import Studio

ONLINE = (
    "language: nl\nuse:\n  - gtts\n  - tone\nnote: Of Google; without a licence.\ncredit: AI voice (Google)\n"
)


def voices(page: TestClient, script: str = "kort") -> dict[str, Any]:
    """Return every voice by its name."""
    found = page.get(f"/api/voices?script={script}").json()
    return {voice["name"]: voice for voice in found["voices"]}


def length_s(data: bytes) -> float:
    """Return how long a WAV file lasts."""
    with wave.open(io.BytesIO(data)) as file:
        return float(file.getnframes() / file.getframerate())


def test_every_voice_is_told_with_its_licence_and_what_it_sends(page: TestClient, folder: Path) -> None:
    """Who speaks, who hears it besides this machine, and what the file says of licence."""
    (folder / "voices/lijn.yaml").write_text(ONLINE, "utf-8")
    found = voices(page)
    assert list(found) == ["lijn", "toon", "espeak"]
    assert found["lijn"]["engines"][0]["sends"] == "Every line is sent to Google."
    assert found["toon"]["engines"][0]["sends"] == ""
    assert found["lijn"]["note"] == "Of Google; without a licence."
    assert found["espeak"]["draft"]


def test_a_voice_with_a_fault_in_its_file_is_told(page: TestClient, folder: Path) -> None:
    """The other voices are still listed, and the wrong one says what is wrong."""
    (folder / "voices/stuk.yaml").write_text("language: nl\nuse: [nobody]\n", "utf-8")
    found = voices(page)
    assert "nobody" in found["stuk"]["problems"][0]["text"]
    assert found["toon"]["speaks"] == "tone"


def test_the_routines_own_lines_are_given_to_try_voices_with(page: TestClient) -> None:
    """The page gets the first lines of the script that it asks for."""
    script = page.get("/api/voices?script=kort").json()["script"]
    assert script["lines"] == ["Adem in.", "Adem uit."]
    assert script["language"] == "nl"


def test_a_line_is_spoken_at_once(page: TestClient) -> None:
    """One request gives a WAV file of the line; a longer line lasts longer."""
    short = page.post("/api/voices/toon/say", json={"text": "Adem."})
    long = page.post("/api/voices/toon/say", json={"text": "Adem in, en laat de adem weer gaan."})
    assert short.headers["content-type"] == "audio/wav"
    assert 0 < length_s(short.content) < length_s(long.content)


@pytest.mark.parametrize(
    ("name", "given", "status"),
    [("nobody", {"text": "Adem."}, 404), ("toon", {"text": " "}, 422), ("toon", {"text": 5}, 400)],
)
def test_a_line_that_cannot_be_spoken_is_refused(
    page: TestClient, name: str, given: dict[str, object], status: int
) -> None:
    """No voice, no words or no text: each is told."""
    assert page.post(f"/api/voices/{name}/say", json=given).status_code == status


def test_a_missing_model_is_fetched_with_progress(
    page: TestClient, studio: Studio, monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    """The job tells megabytes as they come, and what was fetched."""

    def get_named(_name: str, _voices: object, progress: Any) -> tuple[Path, ...]:
        progress(30_000_000, 60_000_000)
        return (folder / "alex.onnx",)

    monkeypatch.setattr("stilte.studio.voices.handlers.get_named", get_named)
    job = page.post("/api/voices/toon/get", json={}).json()["job"]
    studio.jobs.find(job)
    done = ended(page, job)
    assert done["state"] == "done"
    assert done["text"] == "30 of 60 MB"
    assert done["result"] == {"files": ["alex.onnx"]}
    assert catalogue.get_named is not get_named


def test_an_own_voice_records_first_and_its_switch_changes_one_word(page: TestClient, folder: Path) -> None:
    """The file of an own voice says `recorded` first; the switch edits that entry and nothing else."""
    made = page.post("/api/voices", json={"name": "Anna Vos", "language": "nl", "others_speak": True})
    assert made.json() == {"name": "anna-vos"}
    path = folder / "voices/anna-vos.yaml"
    before = path.read_text("utf-8")
    assert "- recorded: {missing: next}" in before
    assert voices(page)["anna-vos"]["recorded"]["missing"] == "next"
    page.put("/api/voices/anna-vos", json={"others_speak": False})
    assert path.read_text("utf-8") == before.replace("missing: next", "missing: stop")
    assert (
        page.post(
            "/api/voices", json={"name": "anna vos", "language": "nl", "others_speak": True}
        ).status_code
        == 409
    )


def test_the_switch_works_on_files_written_by_hand(page: TestClient, folder: Path) -> None:
    """A bare `recorded`, and one with its folder, keep what else they say."""
    path = folder / "voices/eva.yaml"
    for written, then in (
        ("use:\n  - recorded   # mine\n  - tone\n", "next"),
        ("use: [{recorded: map}, tone]\n", "next"),
    ):
        path.write_text(f"language: nl   # hers\n{written}", "utf-8")
        assert page.put("/api/voices/eva", json={"others_speak": True}).status_code == 200
        assert voices(page)["eva"]["recorded"]["missing"] == then
        assert "# hers" in path.read_text("utf-8")
    assert "map" in path.read_text("utf-8")


def test_a_voice_that_the_program_brings_is_added(page: TestClient, folder: Path) -> None:
    """A project gets a voice in another language by one click, once."""
    assert "calm" in [one["name"] for one in page.get("/api/voices").json()["offered"]]
    assert page.post("/api/voices", json={"starting": "calm"}).status_code == 201
    assert (folder / "voices/calm.yaml").is_file()
    assert page.post("/api/voices", json={"starting": "calm"}).status_code == 409
    assert page.post("/api/voices", json={"starting": "../x"}).status_code == 404


def test_what_a_voice_asks_is_allowed_only_as_it_was_shown(
    page: TestClient, folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A program that a voice runs is allowed by the digest that the page showed, not by its name."""
    monkeypatch.setenv("STILTE_DATA", str(tmp_path_factory.mktemp("data")))
    path = folder / "voices/prog.yaml"
    path.write_text('language: nl\nuse:\n  - command: "spreek {text} {out}"\n', "utf-8")
    asks = voices(page)["prog"]["asks"]
    assert "spreek" in asks[0]["text"]
    path.write_text('language: nl\nuse:\n  - command: "wis {text} {out}"\n', "utf-8")
    shown = {"digests": [one["digest"] for one in asks]}
    assert page.post("/api/voices/prog/trust", json=shown).status_code == 409
    now = {"digests": [one["digest"] for one in voices(page)["prog"]["asks"]]}
    assert page.post("/api/voices/prog/trust", json=now).status_code == 200
    assert voices(page)["prog"]["asks"] == []


def test_a_bed_is_heard_under_the_routines_words(page: TestClient) -> None:
    """A bed with two lines over it lasts longer than the lines alone, and is not silent between them."""
    heard = page.get("/api/music/ocean/hear?script=kort")
    assert heard.headers["content-type"] == "audio/wav"
    samples, rate = soundfile.read(io.BytesIO(heard.content))
    assert 8 < len(samples) / rate < 60
    quiet, _ = soundfile.read(io.BytesIO(page.get("/api/music/bowl/hear?script=kort").content))
    assert np.abs(samples).max() > 0.01
    assert np.abs(quiet).max() > 0.01


def test_a_bell_is_heard_at_its_level_with_a_line_over_it(page: TestClient) -> None:
    """12 dB softer is a quarter of the strike; a short sound is heard, too; what is no level is refused."""
    strikes = []
    for level in ("0", "-12"):
        sound, rate = soundfile.read(io.BytesIO(page.get(f"/api/music/gong/hear?level={level}").content))
        strikes.append(np.abs(sound[: 5 * rate]).max())
    assert strikes[1] < 0.5 * strikes[0]
    assert page.get("/api/music/tick/hear").status_code == 200
    for wrong in ("loud", "1\n  - x", "999"):
        assert page.get("/api/music/gong/hear", params={"level": wrong}).status_code in (400, 422)


def test_a_beds_level_is_written_into_its_file(page: TestClient, folder: Path) -> None:
    """A built-in bed gets a file of its own; one that has a file keeps its comments."""
    assert page.post("/api/music/ocean", json={"level": -20}).status_code == 200
    assert load_bed("ocean", folder).level_db == -20
    (folder / "music/zee.yaml").write_text("make: ocean   # de zee\nlevel: -14   # zacht\n", "utf-8")
    page.post("/api/music/zee", json={"level": -9.5})
    assert (folder / "music/zee.yaml").read_text("utf-8") == "make: ocean   # de zee\nlevel: -9.5   # zacht\n"
    assert page.post("/api/music/zee", json={"level": 90}).status_code == 422
    assert page.post("/api/music/none-such", json={"level": -9}).status_code == 404


def sound() -> bytes:
    """Return two seconds of a tone as a FLAC file."""
    data = io.BytesIO()
    soundfile.write(data, 0.3 * np.sin(np.arange(88200) / 20), 44100, format="FLAC")
    return data.getvalue()


def test_an_own_sound_is_heard_whole_and_kept_with_its_licence(page: TestClient, folder: Path) -> None:
    """A file goes into `music/` under a plain name; its licence and credit stand beside it."""
    headers = {"X-Licence": "CC-BY-4.0", "X-Credit": "Rivier%2C door %C3%89va"}
    made = page.put("/api/music/Mijn Rivier.FLAC", content=sound(), headers=headers)
    assert made.json() == {"name": "mijn-rivier"}, made.text
    bed = load_bed("mijn-rivier", folder)
    assert (bed.licence, bed.credit) == ("CC-BY-4.0", "Rivier, door Éva")
    assert bed.warnings == ()
    again = page.put("/api/music/mijn rivier.flac", content=sound(), headers=headers)
    assert again.status_code == 409


@pytest.mark.parametrize(
    ("name", "data", "licence"),
    [
        ("a.flac", b"no sound at all", "own"),
        ("a.exe", sound(), "own"),
        ("a.flac", sound(), " "),
        ("ocean.flac", sound(), "own"),
        ("a.wav", b"RIFF\x00\x00\x00\x00WAVE", "own"),
    ],
)
def test_what_cannot_be_used_as_music_is_not_kept(
    page: TestClient, folder: Path, name: str, data: bytes, licence: str
) -> None:
    """No sound, no licence, a name that is taken: told, and nothing lies in `music/`."""
    answer = page.put(f"/api/music/{name}", content=data, headers={"X-Licence": licence})
    assert answer.status_code in (409, 422)
    assert not (folder / "music").exists()
