"""`/api/recording/…/long`: files brought and cut, with labels or one file a line; cuts seen and corrected."""

from __future__ import annotations

import io
import shutil
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import soundfile

from stilte.cache_folder import CACHE
from stilte.speech.engines.kept_takes import takes_of
from tests.speech.rooms import RATE_HZ, recording, spoken
from tests.studio.jobs import ended

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.testclient import TestClient

HERE = "/api/recording/anna/zacht"
LINES = ("Ga rustig zitten.", "Laat je schouders zakken.", "Dank je wel.")


@pytest.fixture
def project(folder: Path) -> Path:
    (folder / "voices/anna.yaml").write_text("language: nl\nuse: [recorded]\n", "utf-8")
    steps = "".join(f"  - {line}\n" for line in LINES)
    (folder / "scripts/zacht.yaml").write_text(
        f"title: Zacht\nlanguage: nl\nvoice: anna\nsteps:\n{steps}", "utf-8"
    )
    return folder


def wav(samples: np.ndarray) -> bytes:
    file = io.BytesIO()
    soundfile.write(file, samples, RATE_HZ, format="WAV", subtype="PCM_16")
    return file.getvalue()


def read_aloud() -> tuple[bytes, list[tuple[float, float]]]:
    """Return the three lines in one recording, and where each is, in seconds."""
    parts, places, at = [], [], 0
    for line in LINES:
        quiet = np.zeros(RATE_HZ)
        words = spoken(line)
        at += len(quiet)
        places.append((at / RATE_HZ, (at + len(words)) / RATE_HZ))
        parts += [quiet, words]
        at += len(words)
    return wav(recording(np.concatenate(parts), distance_db=50.0)), places


def bring(page: TestClient, files: dict[str, bytes]) -> dict[str, Any]:
    """Bring files as the page does, cut them, and return how the job ended."""
    batch = page.post(f"{HERE}/brought", json={}).json()["batch"]
    for name, content in files.items():
        put = page.put(f"{HERE}/brought/{batch}", content=content, headers={"X-Name": name})
        assert put.status_code == 201
    begun = page.post(f"{HERE}/long", json={"batch": batch})
    return ended(page, begun.json()["job"]) if begun.status_code == 202 else begun.json()


def labels(places: list[tuple[float, float]], *texts: str) -> bytes:
    rows = zip(places, texts, strict=True)
    return "".join(f"{start:.3f}\t{end:.3f}\t{text}\n" for (start, end), text in rows).encode()


def takes(project: Path, name: str) -> list[str]:
    return [path.name for path in takes_of(project / "voices/anna", name)]


def test_a_recording_with_labels_is_cut_as_they_say(page: TestClient, project: Path) -> None:
    """What the labels say is sure; a mark of doubt keeps a line from being a take."""
    sound, places = read_aloud()
    done = bring(
        page, {"opname.wav": sound, "labels.txt": labels(places, LINES[0], f"? {LINES[1]}", LINES[2])}
    )
    assert done["state"] == "done"
    assert {key: done["result"][key] for key in ("cut", "unsure", "missing")} == {
        "cut": 2,
        "unsure": 1,
        "missing": 0,
    }
    found = page.get(f"{HERE}/long/opname.wav").json()
    assert [row["status"] for row in found["lines"]] == ["cut", "unsure", "cut"]
    assert takes(project, "laat-je-schouders-zakken") == []
    assert len(takes(project, "dank-je-wel")) == 1
    assert page.get(f"{HERE}/long").json()["recordings"] == ["opname.wav"]
    assert not list((project / CACHE).glob("brought/*/*"))


def test_a_cut_is_seen_heard_and_corrected(page: TestClient, project: Path) -> None:
    """A new place makes a new take, and puts aside the one that the last correction made."""
    sound, places = read_aloud()
    bring(page, {"opname.wav": sound, "labels.txt": labels(places, f"? {LINES[0]}", *LINES[1:])})
    here = f"{HERE}/long/opname.wav"
    peaks = page.get(f"{here}/peaks").content
    first = peaks[int(100 * places[0][0]) + 5 : int(100 * places[0][1]) - 5]
    assert max(first) > 200
    assert max(peaks[20:80]) < 80
    part = page.get(f"{here}/sound?from_s={places[1][0]}&to_s={places[1][1]}")
    heard, _ = soundfile.read(io.BytesIO(part.content))
    assert len(heard) / RATE_HZ == pytest.approx(places[1][1] - places[1][0], abs=0.001)
    name = "ga-rustig-zitten"
    for end_s in (places[0][1] - 0.2, places[0][1]):
        answered = page.put(f"{here}/lines/{name}", json={"start_s": places[0][0], "end_s": end_s})
        row = answered.json()["lines"][0]
        assert (row["status"], row["end_s"]) == ("cut", pytest.approx(end_s, abs=1e-5))
        assert len(takes(project, name)) == 1
    kept, _ = soundfile.read(takes_of(project / "voices/anna", name)[0])
    assert len(kept) / RATE_HZ == pytest.approx(places[0][1] - places[0][0] + 0.7, abs=0.01)
    left = page.delete(f"{here}/lines/{name}").json()
    assert left["lines"][0]["status"] == "missing"
    assert takes(project, name) == []
    assert [round(one["start_s"], 2) for one in left["left_out"]] == [round(places[0][0], 2)]


def test_why_a_line_is_asked_outlives_the_cache(
    page: TestClient, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And what was left out: both stand beside the recording."""
    monkeypatch.setattr("stilte.speech.recogniser.why_unavailable", lambda: "not asked")
    quiet, words = np.zeros(RATE_HZ), [spoken(line) for line in (LINES[0], "Heel iets anders.", LINES[2])]
    sound = wav(recording(np.concatenate([part for one in words for part in (quiet, one)]), distance_db=50.0))
    bring(page, {"opname.wav": sound})
    before = page.get(f"{HERE}/long/opname.wav").json()
    assert any(row["why"] for row in before["lines"]) or before["left_out"]
    shutil.rmtree(project / CACHE)
    assert page.get(f"{HERE}/long/opname.wav").json() == before
    assert page.get(f"{HERE}/long").json()["recordings"] == ["opname.wav"]


def test_files_of_one_line_each_become_takes(page: TestClient, project: Path) -> None:
    """A folder of files, by their words or in order; what is no sound is passed over."""
    files = {f"{n} {line}wav": wav(recording(spoken(line))) for n, line in enumerate(LINES, 1)}
    done = bring(page, {**files, "notes.docx": b"x", ".DS_Store": b"x"})
    assert done["result"]["cut"] == 3
    assert len(takes(project, "laat-je-schouders-zakken")) == 1


def test_labels_of_no_line_are_told_with_their_place(page: TestClient, project: Path) -> None:
    """The file, the line in it, and the line of the script that was probably meant."""
    sound, places = read_aloud()
    texts = (LINES[0], "Laat je schouder zakken.", LINES[2])
    done = bring(page, {"opname.wav": sound, "marks.txt": labels(places, *texts)})
    assert done["state"] == "failed"
    assert "Laat je schouder zakken." in done["error"]["text"]
    assert LINES[1] in done["error"]["hint"]
    assert done["error"]["problems"][0]["line"] == 2
    assert not (project / "voices/anna").exists()


def test_another_recording_of_the_same_name_is_kept_beside(page: TestClient, project: Path) -> None:
    """A telephone calls every recording the same; the same one again is cut anew."""
    sound, places = read_aloud()
    other = wav(recording(np.concatenate([spoken(line) for line in LINES]), distance_db=44.0))
    bring(page, {"opname.wav": other, "a.txt": labels(places[:1], LINES[0])})
    bring(page, {"opname.wav": sound, "a.txt": labels(places, *LINES)})
    bring(page, {"opname.wav": sound, "a.txt": labels(places, *LINES)})
    names = sorted(path.name for path in (project / "voices/anna/long").glob("*.wav"))
    assert names == ["opname-2.wav", "opname.wav"]


def test_what_is_no_recording_is_told(page: TestClient, project: Path) -> None:
    """Nothing to hear among the files, an unknown batch, a name that leads elsewhere."""
    assert "no recording" in bring(page, {"brief.txt": b"hello"})["error"]["text"]
    assert page.post(f"{HERE}/long", json={"batch": "../../scripts"}).status_code == 422
    batch = page.post(f"{HERE}/brought", json={}).json()["batch"]
    endless = page.put(f"{HERE}/brought/{batch}", content=b"x", headers={"Content-Length": str(10**12)})
    assert endless.status_code == 413
    assert page.get(f"{HERE}/long/..%2f..%2fanna.yaml").status_code == 404
    done = bring(page, {"../../../scripts/zacht.yaml": b"title: x\n"})
    assert done["state"] == "failed"
    assert (project / "scripts/zacht.yaml").read_text("utf-8").startswith("title: Zacht")
