"""New scripts, other names, copies, and the trash."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.studio.conftest import SCRIPT

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.testclient import TestClient


@pytest.mark.parametrize("source", ["empty", "sample", "recipe:box"])
@pytest.mark.parametrize(
    "title", ["De bron", 'Adem: "in" # uit', "2 × ademen", "- lijst", "ja", "{a}", "Ωμέγα"]
)
def test_a_new_script_has_its_title(page: TestClient, folder: Path, source: str, title: str) -> None:
    """Whatever sign stands in a title, the script that is made says it again."""
    made = page.post("/api/scripts", json={"title": title, "from": source})
    assert made.status_code == 201
    name = made.json()["name"]
    assert (folder / f"scripts/{name}.yaml").is_file()
    tracks = {track["name"]: track["title"] for track in page.get("/api/project").json()["tracks"]}
    document = page.get(f"/api/scripts/{name}").json()
    header = {entry["key"]: entry["value"] for entry in document["outline"]["header"]}
    assert header["title"] == title
    assert source == "empty" or tracks[name] == title


def test_a_sample_can_be_built_as_it_is(page: TestClient) -> None:
    """It has no problem but what a voice may say of itself."""
    page.post("/api/scripts", json={"title": "Begin", "from": "sample"})
    document = page.get("/api/scripts/begin").json()
    assert [problem for problem in document["problems"] if problem["level"] == "error"] == []


def test_a_name_that_is_taken_gets_a_number(page: TestClient, folder: Path) -> None:
    """No script is ever written over by a new one."""
    for expected in ("kort-2", "kort-3"):
        assert page.post("/api/scripts", json={"title": "Kort!", "from": "empty"}).json()["name"] == expected
    assert (folder / "scripts/kort.yaml").read_text() == SCRIPT


@pytest.mark.parametrize("title", ["../../x", "/etc/passwd", "..", "a\x00b", "CON", "x" * 500, "…", "a/b\\c"])
def test_a_title_is_never_a_path(page: TestClient, folder: Path, title: str) -> None:
    """Whatever a title says, its file lies in scripts/ and nowhere else."""
    before = {path for path in folder.rglob("*") if path.is_file() and ".cache" not in path.parts}
    made = page.post("/api/scripts", json={"title": title, "from": "empty"})
    after = {path for path in folder.rglob("*") if path.is_file() and ".cache" not in path.parts} - before
    assert made.status_code == 201
    assert {path.parent.name for path in after} <= {"scripts", "voices", ".stilte"}


@pytest.mark.parametrize(
    "given",
    [
        {"title": "", "from": "empty"},
        {"title": " \n ", "from": "empty"},
        {"title": "A"},
        {"title": "A", "from": "nowhere"},
        {"title": "A", "from": "recipe:../x"},
    ],
)
def test_a_script_from_nothing_is_refused(page: TestClient, folder: Path, given: dict[str, str]) -> None:
    """A title and a beginning are needed; nothing is written without."""
    assert page.post("/api/scripts", json=given).status_code in (400, 422)
    assert [path.name for path in (folder / "scripts").iterdir()] == ["kort.yaml"]


def test_a_text_becomes_a_script_as_it_is(page: TestClient, folder: Path) -> None:
    """A script that was written elsewhere comes in byte for byte."""
    page.post("/api/scripts", json={"title": "Van elders", "from": "text", "text": SCRIPT})
    assert (folder / "scripts/van-elders.yaml").read_text() == SCRIPT


def test_a_title_is_changed_in_its_place(page: TestClient, folder: Path) -> None:
    """The comment beside it stays; so does the name of the file."""
    assert page.post("/api/scripts/kort/rename", json={"title": "Lang"}).json()["name"] == "kort"
    assert (folder / "scripts/kort.yaml").read_text() == SCRIPT.replace("title: Kort", "title: Lang")


def test_another_name_takes_typing_and_history_along(page: TestClient, folder: Path) -> None:
    """What was typed and what was undone belong to the script, not to its name."""
    document = page.get("/api/scripts/kort").json()
    page.put("/api/scripts/kort/text", json={"version": document["version"], "text": SCRIPT + "# 1\n"})
    page.put("/api/scripts/kort/draft", json={"version": document["version"], "text": "typing"})
    assert page.post("/api/scripts/kort/rename", json={"name": "Heel lang"}).json()["name"] == "heel-lang"
    renamed = page.get("/api/scripts/heel-lang").json()
    assert (renamed["draft"]["text"], renamed["can_undo"]) == ("typing", True)
    assert not (folder / "scripts/kort.yaml").exists()


def test_a_copy_is_a_track_of_its_own(page: TestClient, folder: Path) -> None:
    """It says that it is a copy, and has neither slug nor date of the first."""
    path = folder / "scripts/kort.yaml"
    path.write_text("slug: bron\ndate: 2026-01-05\n" + SCRIPT)
    name = page.post("/api/scripts/kort/duplicate", json={}).json()["name"]
    assert (folder / f"scripts/{name}.yaml").read_text() == SCRIPT.replace(
        "title: Kort ", "title: Kort (copy) "
    )
    assert path.read_text().startswith("slug: bron")


def test_a_deleted_script_can_be_taken_back(page: TestClient, folder: Path) -> None:
    """It lies in the trash with its title, and comes back byte for byte."""
    page.delete("/api/scripts/kort")
    assert page.get("/api/scripts/kort").status_code == 404
    (found,) = page.get("/api/trash").json()["scripts"]
    assert (found["name"], found["title"]) == ("kort", "Kort   # a comment of the author's")
    page.post("/api/scripts", json={"title": "Kort", "from": "empty"})
    assert page.post(f"/api/trash/{found['id']}/restore").json()["name"] == "kort-2"
    assert (folder / "scripts/kort-2.yaml").read_text() == SCRIPT
    assert page.get("/api/trash").json()["scripts"] == []


def test_the_trash_is_emptied_of_what_is_ours(page: TestClient, folder: Path) -> None:
    """A file that somebody else put there stays."""
    page.delete("/api/scripts/kort")
    (folder / ".stilte/trash/mine").mkdir()
    (folder / ".stilte/trash/mine/a.yaml").write_text("mine")
    assert page.delete("/api/trash").json() == {"deleted": 1}
    assert page.get("/api/trash").json()["scripts"] == []
    assert (folder / ".stilte/trash/mine/a.yaml").exists()


@pytest.mark.parametrize("number", ["..", "%2e%2e", "mine", "20260101T000000-00000000", "a" * 300])
def test_only_what_lies_in_the_trash_is_restored(page: TestClient, folder: Path, number: str) -> None:
    """A number is looked up, never joined to a path."""
    (folder / ".stilte/trash/mine").mkdir(parents=True)
    (folder / ".stilte/trash/mine/a.yaml").write_text("mine")
    assert page.post(f"/api/trash/{number}/restore").status_code in (400, 404, 405)
    assert not (folder / "scripts/a.yaml").exists()


def test_a_new_project_gets_a_voice(page: TestClient, folder: Path) -> None:
    """A script in a folder without voices can be heard."""
    (folder / "voices/toon.yaml").unlink()
    page.post("/api/scripts", json={"title": "Eerste", "from": "sample"})
    assert (folder / "voices/rustig.yaml").is_file()


def test_recipes_are_told_by_title(page: TestClient) -> None:
    """A practice is chosen by what it is, in the project's language."""
    recipes = {recipe["name"]: recipe for recipe in page.get("/api/recipes").json()["recipes"]}
    assert recipes["box"]["title"]
    assert len(recipes) == 30
