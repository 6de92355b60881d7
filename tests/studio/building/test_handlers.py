"""`/api/build`: builds what changed, tells how it goes, can be ended, and says which seconds changed."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Any

import pytest

from stilte.errors import Problem
from stilte.messages import tr
from stilte.pipeline.results import Result
from stilte.studio.events import Events
from stilte.studio.jobs import Cancelled, Job, Jobs
from tests.studio.jobs import ended

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from starlette.testclient import TestClient

    from stilte.studio.state import Studio


def build(page: TestClient, **options: object) -> dict[str, Any]:
    """Build, and return the job once it has ended."""
    return ended(page, page.post("/api/build", json=options).json()["job"])


def test_what_changed_is_built_and_its_seconds_are_told(page: TestClient, folder: Path) -> None:
    """A first build makes the track; a second nothing; after an edit the changed seconds are told."""
    first = build(page)
    assert first["state"] == "done"
    assert (first["result"]["built"], first["result"]["unchanged"]) == (1, 0)
    assert (folder / "output/kort/kort.mp3").is_file()
    assert build(page)["result"]["unchanged"] == 1
    script = folder / "scripts/kort.yaml"
    script.write_text(script.read_text("utf-8").replace("Adem uit.", "Adem langzaam uit."), "utf-8")
    (track,) = build(page)["result"]["tracks"]
    (changed,) = track["changed_s"]
    assert changed[0] > 3
    assert any("Changed:" in note for note in track["notes"])
    assert track["phase"] == "built"


def test_a_build_takes_what_is_being_saved_as_it_begins(
    page: TestClient, studio: Studio, folder: Path
) -> None:
    """A change that has begun is waited for; afterwards the track is up to date."""
    build(page)
    script = folder / "scripts/kort.yaml"
    with studio.script_lock("kort"):
        job = page.post("/api/build", json={}).json()["job"]
        script.write_text(script.read_text("utf-8").replace("Adem uit.", "Adem heel langzaam uit."), "utf-8")
    assert ended(page, job)["result"]["built"] == 1
    assert build(page)["result"]["unchanged"] == 1


def test_a_script_that_is_wrong_does_not_stop_the_others(page: TestClient, folder: Path) -> None:
    """The page gets the problem with its line, and the other track is built."""
    (folder / "scripts/mis.yaml").write_text("title: Mis\nsteps:\n  - paus: 3\n", "utf-8")
    result = build(page)["result"]
    assert (result["built"], result["failed"]) == (1, 1)
    (wrong,) = [track for track in result["tracks"] if track["phase"] == "failed"]
    assert (wrong["problems"][0]["script"], wrong["problems"][0]["line"]) == ("scripts/mis.yaml", 3)


def test_a_track_of_a_draft_voice_is_built_once(page: TestClient, folder: Path) -> None:
    """A draft is told as built, though a build would look for a better voice: nothing of it has changed."""
    (folder / "voices/toon.yaml").write_text("language: nl\nuse:\n  - tone: {draft: true}\n", "utf-8")
    build(page)
    (track,) = page.get("/api/project").json()["tracks"]
    assert track["state"] == "current"
    assert track["length_s"] > 3


def test_only_the_scripts_that_are_asked_for_are_built(page: TestClient, folder: Path) -> None:
    """Names choose; an unknown one is a failed job that says which there are."""
    (folder / "scripts/lang.yaml").write_text("title: Lang\nsteps: [Adem.]\n", "utf-8")
    assert build(page, scripts=["lang"])["result"]["built"] == 1
    wrong = build(page, scripts=["lnag"])
    assert wrong["state"] == "failed"
    assert "Did you mean 'lang'?" in wrong["error"]["hint"]


def test_a_build_that_is_ended_leaves_the_last_good_track(
    page: TestClient, studio: Studio, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ending a build in its midst keeps what was there, and leaves no half file."""
    build(page)
    before = (folder / "output/kort/kort.mp3").read_bytes()
    script = folder / "scripts/kort.yaml"
    script.write_text(script.read_text("utf-8").replace("pause: 3", "pause: 9"), "utf-8")

    def encodes(_self: object, _slug: str, _done: int, _total: int) -> None:
        job = studio.jobs.running("build")
        assert job is not None
        page.delete(f"/api/jobs/{job.id}")
        job.check()

    monkeypatch.setattr("stilte.studio.building.progress.TellProgress.encodes", encodes)
    assert build(page)["state"] == "cancelled"
    assert (folder / "output/kort/kort.mp3").read_bytes() == before
    assert not list((folder / "output").rglob("*.part"))


def test_a_second_build_waits_for_the_first(page: TestClient, studio: Studio) -> None:
    """Two builds at once would write over each other: the second is refused."""

    def wait(job: Job) -> None:
        while True:
            job.check()
            time.sleep(0.01)

    name = studio.jobs.start("build", wait)
    assert page.post("/api/build", json={}).status_code == 409
    page.delete(f"/api/jobs/{name}")
    assert ended(page, name)["state"] == "cancelled"


def test_the_proof_is_a_sentence_and_a_table(page: TestClient) -> None:
    """What was measured is said in words, and figure by figure."""
    build(page)
    proof = page.get("/api/proof/kort").json()
    assert "listened to from beginning to end" in proof["sentence"]
    assert "true peak" in [row["name"] for row in proof["rows"]]
    assert page.get("/api/proof/none").status_code == 404
    assert page.get("/api/proof/..%2F..%2Fpodcast").status_code == 404


def test_a_job_that_fails_tells_why_and_never_more(capsys: pytest.CaptureFixture[str]) -> None:
    """A fault of the program is told as one; its inside goes to the terminal alone."""
    jobs = Jobs(Events())

    def fail(_job: Job) -> None:
        secret = "hunter2"
        raise ValueError(secret)

    name = jobs.start("build", fail)
    jobs.end()
    assert jobs.find(name).json()["state"] == "failed"
    assert "hunter2" not in str(jobs.json())
    assert "hunter2" in capsys.readouterr().err


def test_every_job_ends_with_the_studio() -> None:
    """A studio that ends leaves no thread behind."""
    jobs = Jobs(Events())
    seen: list[str] = []

    def work(job: Job) -> None:
        try:
            while True:
                job.tell(fraction=0.5)
                time.sleep(0.01)
        except Cancelled:
            seen.append("ended")
            raise

    jobs.start("build", work)
    jobs.end()
    assert seen == ["ended"]
    assert jobs.running("build") is None


def test_a_script_of_several_lengths_is_spoken_once_and_becomes_several_tracks() -> None:
    """Once they are mixed, its speaking is no track any more; one whose name begins alike is left alone."""
    from stilte.studio.building.progress import TellProgress  # noqa: PLC0415

    told: list[list[tuple[str, str]]] = []

    class Heard:
        """A job that only remembers."""

        def tell(self, **progress: Any) -> None:
            """Remember the tracks."""
            told.append([(one["slug"], one["phase"]) for one in progress["tracks"]])

    listener = TellProgress(Heard())  # type: ignore[arg-type]
    listener.begins({"zee-9m": "zee", "zee-11m": "zee", "zee-kort": "zee-kort"})
    listener.speaks("zee", 2, 2, "tone")
    listener.encodes("zee-9m", 0, 2)
    listener.speaks("zee-kort", 1, 2, "tone")
    listener.encodes("zee-11m", 1, 2)
    listener.encodes("zee-kort", 1, 2)
    assert told[-2] == [("zee-9m", "encodes"), ("zee-kort", "speaks"), ("zee-11m", "encodes")]
    assert dict(told[-1])["zee-kort"] == "encodes"


@pytest.mark.parametrize("phase", ["failed", "built"])
def test_what_became_of_a_track_stays_told_whatever_others_are_called(phase: Any) -> None:
    """A script `rust-diep` that is up to date is no length of `rust`, and takes none of its problems away."""
    from stilte.studio.building.progress import TellProgress  # noqa: PLC0415

    listener = TellProgress(Job("1", {}, Events()))
    listener.begins({"rust": "rust"})
    listener.speaks("rust", 1, 2, "tone")
    listener.ends(Result("scripts/rust-nu.yaml", "rust-nu", "unchanged"))
    assert [one["slug"] for one in listener.told()] == ["rust", "rust-nu"]
    problem = Problem(None, tr("The voice is away."))
    listener.ends(Result("scripts/rust.yaml", "rust", phase, problems=(problem,), changed_s=((1.0, 2.0),)))
    listener.ends(Result("scripts/rust-diep.yaml", "rust-diep", "unchanged"))
    assert [one["slug"] for one in listener.told()] == ["rust", "rust-nu", "rust-diep"]
    assert listener.told()[0]["problems"][0]["text"] == "The voice is away."
    assert listener.told()[0]["changed_s"] == ((1.0, 2.0),)


def test_of_a_script_of_several_lengths_each_is_told_at_the_end(page: TestClient, folder: Path) -> None:
    """Its speaking, under the name of no track, is no longer told."""
    script = folder / "scripts/kort.yaml"
    text = script.read_text("utf-8").replace("pause: 3", "pause: 1-200")
    script.write_text(f"length: [15s, 20s]\n{text}", "utf-8")
    tracks = build(page)["result"]["tracks"]
    assert [(one["slug"], one["phase"]) for one in tracks] == [("kort-15s", "built"), ("kort-20s", "built")]


def test_a_track_that_is_being_made_is_told_until_its_build_ends(
    page: TestClient, studio: Studio, folder: Path
) -> None:
    """While its script is spoken, too, which bears the name of no track; ended, it is what it was."""
    script = folder / "scripts/kort.yaml"
    script.write_text(f"length: [1m, 2m]\n{script.read_text('utf-8')}", "utf-8")
    (track,) = page.get("/api/project").json()["tracks"]
    assert (track["slugs"], track["routine"]) == (["kort-1m", "kort-2m"], "kort")
    goes_on = threading.Event()

    def speak(job: Job) -> None:
        job.tell(tracks=[{"slug": "kort", "phase": "speaks", "fraction": 0.2}])
        goes_on.wait(60)
        raise Cancelled

    job = studio.jobs.start("build", speak)
    while "tracks" not in studio.jobs.find(job).json():
        time.sleep(0.01)
    assert page.get("/api/project").json()["tracks"][0]["state"] == "building"
    goes_on.set()
    assert ended(page, job)["state"] == "cancelled"
    assert page.get("/api/project").json()["tracks"][0]["state"] == "new"


def test_progress_grows_and_ends_at_the_whole() -> None:
    """The share of the whole never goes beyond it, whatever order tracks are heard of in."""
    from stilte.studio.building.progress import TellProgress  # noqa: PLC0415

    told: list[float] = []

    class Heard:
        """A job that only remembers."""

        def tell(self, **progress: Any) -> None:
            """Remember the share."""
            told.append(progress["fraction"])

    listener = TellProgress(Heard())  # type: ignore[arg-type]
    listener.begins({"a": "a", "b": "b"})
    steps: list[Callable[[], None]] = [
        lambda: listener.speaks("a", 1, 2, "tone"),
        lambda: listener.encodes("a", 1, 2),
        lambda: listener.ends(Result("scripts/a.yaml", "a", "built")),
        lambda: listener.ends(Result("scripts/b.yaml", "b", "built")),
    ]
    for step in steps:
        step()
    assert told == sorted(told)
    assert told[-1] == 1.0
