"""The list of tracks."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from PIL import Image

import stilte
from stilte.studio import overviews

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from starlette.testclient import TestClient

    from stilte.studio.state import Studio


def test_a_project_lists_its_tracks(page: TestClient) -> None:
    """Title, length and state of each; the voices and beds that there are."""
    project = page.get("/api/project").json()
    assert (project["title"], project["language"], project["has_show"]) == ("Proef", "nl", True)
    assert "toon" in project["voices"]
    (track,) = project["tracks"]
    assert (track["name"], track["title"], track["state"]) == ("kort", "Kort", "new")
    assert track["length_s"] > 5


def test_a_wrong_script_is_told_in_one_sentence(page: TestClient, folder: Path) -> None:
    """It is listed as broken, with its line."""
    (folder / "scripts/mis.yaml").write_text("title: Mis\nsteps:\n  - pauze: drie\n")
    tracks = {track["name"]: track for track in page.get("/api/project").json()["tracks"]}
    assert tracks["mis"]["state"] == "broken"
    assert tracks["mis"]["problem"]["line"] == 3
    assert tracks["kort"]["state"] == "new"


def test_an_empty_folder_opens(page: TestClient, folder: Path) -> None:
    """A project begins in a folder with nothing in it."""
    (folder / "podcast.yaml").unlink()
    (folder / "scripts/kort.yaml").unlink()
    project = page.get("/api/project").json()
    assert (project["has_show"], project["tracks"]) == (False, [])


def test_a_broken_show_does_not_keep_the_studio_shut(page: TestClient, folder: Path) -> None:
    """What is wrong in podcast.yaml is told beside what there is."""
    (folder / "podcast.yaml").write_text("title: [\n")
    project = page.get("/api/project").json()
    assert project["problems"][0]["script"] == "podcast.yaml"


def test_hundreds_of_scripts_are_listed_before_they_are_read(
    page: TestClient, studio: Studio, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was never read is listed by its title, read beside, and told; then the list is whole."""
    for number in range(20):
        (folder / f"scripts/s{number:02}.yaml").write_text(f"title: Nummer {number}  # één\nsteps: [Een.]\n")
    (folder / "scripts/s00.yaml").write_text("title: Fout\nsteps:\n  - pauze: drie\n")
    monkeypatch.setattr(overviews, "AT_ONCE_S", -1.0)
    first = page.get("/api/project").json()["tracks"]
    assert [track["title"] for track in first[1:4]] == ["Fout", "Nummer 1", "Nummer 2"]
    assert first[2]["length_s"] is None
    assert studio.overviews._waiting is not None
    studio.overviews._waiting.join(300)
    second = page.get("/api/project").json()["tracks"]
    assert second[2]["length_s"] > 0
    assert second[1]["state"] == "broken"


def test_an_overview_is_of_the_script_as_it_is(page: TestClient, folder: Path) -> None:
    """A changed script, or a changed voice, is read again."""
    assert page.get("/api/project").json()["tracks"][0]["title"] == "Kort"
    path = folder / "scripts/kort.yaml"
    path.write_text("title: Heel lang\nsteps: [Een., Twee.]\n")
    assert page.get("/api/project").json()["tracks"][0]["title"] == "Heel lang"
    (folder / "podcast.yaml").write_text("title: Proef\nlanguage: nl\ndefaults: {pause: 30s}\n")
    assert page.get("/api/project").json()["tracks"][0]["length_s"] > 30


def test_a_track_shows_its_cover_also_after_its_script_was_changed(page: TestClient, folder: Path) -> None:
    """The picture of the tag, at an address of that build; other names and files give none."""
    script = folder / "scripts/kort.yaml"
    stilte.build(folder, jobs=1)
    for text in (script.read_text("utf-8"), script.read_text("utf-8") + "  - Nog iets.\n"):
        script.write_text(text, "utf-8")
        (track,) = page.get("/api/project").json()["tracks"]
        picture = page.get(track["cover"])
        assert picture.headers["content-type"] == "image/jpeg"
        assert Image.open(io.BytesIO(picture.content)).size[0] >= 300
        assert track["listen"] == "/listen/kort/"
    for wrong in ("rust", "..", "%2e%2e", "kort%2f..", ".cache"):
        assert page.get(f"/api/tracks/{wrong}/cover").status_code == 404
    (folder / "output/kort/kort.mp3").write_bytes(b"no sound")
    assert page.get("/api/tracks/kort/cover").status_code == 404
