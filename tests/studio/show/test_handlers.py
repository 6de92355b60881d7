"""`/api/show`: the form shows what stands in `podcast.yaml`, and changes that and nothing else."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from PIL import Image
from starlette.testclient import TestClient

from stilte.project import BUILD_KEYS, CACHE_KEYS, PROJECT_KEYS, open_project
from stilte.script.parse.grammar import TOP_KEYS
from stilte.studio.access import COOKIE
from stilte.studio.app import make_app
from stilte.studio.show.fields import FIELDS, ONE_SCRIPT_ONLY, SAID_ABOVE
from stilte.studio.state import Studio
from tests.studio.conftest import HERE, OWN_PAGE

if TYPE_CHECKING:
    from pathlib import Path

WRITTEN = """# mine
title:   "Proef"   # the show
language: nl
category: [Health & Fitness, Mental Health]   # two
defaults:
  pause: 4
  voice: toon
build: {bitrate: 96}
"""


def save(page: TestClient, **changes: object) -> Any:
    """Save values in the form as it is now."""
    version = page.get("/api/show").json()["version"]
    named = {name.replace("__", "."): value for name, value in changes.items()}
    return page.put("/api/show", json={"version": version, "changes": named})


def test_the_form_shows_what_is_written(page: TestClient, folder: Path) -> None:
    """Every value of the file, the categories that there are, and what directories would refuse."""
    (folder / "podcast.yaml").write_text(WRITTEN, "utf-8")
    form = page.get("/api/show").json()
    assert form["values"]["title"] == "Proef"
    assert form["values"]["category"] == ["Health & Fitness", "Mental Health"]
    defaults = {name: form["values"][f"defaults.{name}"] for name in ("voice", "music", "pause")}
    assert defaults == {"voice": "toon", "music": "", "pause": "4"}
    assert (form["values"]["build.bitrate"], form["values"]["ending"]) == ("96", "next")
    assert "Mental Health" in form["categories"]["Health & Fitness"]
    told = [problem["text"] for problem in form["problems"]]
    assert "The podcast has no author yet." in told
    assert any("e-mail" in text for text in told)


def test_the_form_tells_what_keeps_everything_from_being_built(page: TestClient, folder: Path) -> None:
    """With its line, and apart from what directories would like."""
    (folder / "podcast.yaml").write_text("title: Proef\nlanguage: nl\nautor: Anna\n", "utf-8")
    form = page.get("/api/show").json()
    (fault,) = form["faults"]
    assert (fault["script"], fault["line"]) == ("podcast.yaml", 3)
    assert fault["text"] not in [problem["text"] for problem in form["problems"]]


def test_the_form_has_every_setting_that_the_reader_knows(page: TestClient) -> None:
    """A key that `podcast.yaml` can have and the form has not would send the author to a text editor."""
    scripts = set(TOP_KEYS) - ONE_SCRIPT_ONLY - SAID_ABOVE
    known = {
        *(set(PROJECT_KEYS) - {"defaults", "build", "cache"}),
        *(f"defaults.{name}" for name in scripts),
        *(f"build.{name}" for name in BUILD_KEYS),
        *(f"cache.{name}" for name in CACHE_KEYS),
    }
    assert set(page.get("/api/show").json()["values"]) == known == set(FIELDS)


def test_what_the_pages_say_is_set(page: TestClient, folder: Path) -> None:
    """Colour, beginning, apps, the teacher and the end: each is written, read again, and taken out again."""
    (folder / "podcast.yaml").write_text(WRITTEN, "utf-8")
    given = {
        "accent": "#2f8a80",
        "start": ["kort"],
        "subscribe": [{"name": "", "address": "open.spotify.com/show/1"}],
        "about": "I teach **qigong**.\n\nBy the river.",
        "links": [{"name": "Lessons", "address": "https://example.org/lessons"}],
        "ending": "silence",
        "defaults__breath": "5-7",
        "defaults__clear": True,
        "defaults__tags": ["rest", "breath"],
        "build__formats": ["opus"],
        "cache__limit": "2 GB",
    }
    answer = save(page, **given)
    assert answer.status_code == 200, answer.text
    shown = answer.json()["values"]
    assert {name: shown[name.replace("__", ".")] for name in given} == given
    project = open_project(folder)
    assert (project.show.accent, project.show.start, project.show.ending) == ("#2f8a80", ("kort",), "silence")
    assert project.show.subscribe == (("Spotify", "https://open.spotify.com/show/1"),)
    assert project.show.links == (("Lessons", "https://example.org/lessons"),)
    assert (project.build.formats, project.cache_limit_bytes) == (("mp3", "opus"), 2 * 10**9)
    nothing = {name: [] if isinstance(value, list) else "" for name, value in given.items()}
    emptied = save(page, **{**nothing, "defaults__clear": False})
    assert emptied.status_code == 200, emptied.text
    after = (folder / "podcast.yaml").read_text("utf-8")
    assert yaml.safe_load(after)["build"] == {"bitrate": 96}
    assert not {"accent", "start", "subscribe", "about", "links", "ending"} & set(yaml.safe_load(after))


def test_addresses_keep_the_form_in_which_they_are_written(page: TestClient, folder: Path) -> None:
    """A list of links stays a list, with its comments; a mapping stays one."""
    links = "links:\n  - Lessons: https://example.org/lessons   # on Tuesdays\n  - anna@example.org\n"
    apps = "subscribe:\n  Apple: https://podcasts.apple.com/podcast/id1   # the first\n"
    (folder / "podcast.yaml").write_text(WRITTEN + links + apps, "utf-8")
    shown = page.get("/api/show").json()["values"]
    assert shown["links"] == [
        {"name": "Lessons", "address": "https://example.org/lessons"},
        {"name": "", "address": "anna@example.org"},
    ]
    more = [*shown["links"], {"name": "Blog", "address": "example.org"}]
    apps_now = [*shown["subscribe"], {"name": "Overcast", "address": "https://overcast.fm/1"}]
    assert save(page, links=more, subscribe=apps_now).status_code == 200
    after = (folder / "podcast.yaml").read_text("utf-8")
    assert after.startswith(WRITTEN + links)
    assert "https://podcasts.apple.com/podcast/id1   # the first\n  Overcast: https://overcast.fm/1" in after
    assert ("Blog", "https://example.org") in open_project(folder).show.links


def test_a_value_that_no_field_can_show_is_left_alone(page: TestClient, folder: Path) -> None:
    """What is written in another way than a field writes it is None there: the page does not offer it."""
    (folder / "podcast.yaml").write_text(WRITTEN + "start:\n  first: kort\n", "utf-8")
    assert page.get("/api/show").json()["values"]["start"] is None


def test_a_photo_is_looked_at_kept_and_named(page: TestClient) -> None:
    """The teacher's photo may be of any shape; the page shows it as a square."""
    assert page.get("/api/show/photo").status_code == 404
    data = io.BytesIO()
    Image.new("RGB", (640, 480), "teal").save(data, "JPEG")
    version = page.get("/api/show").json()["version"]
    answer = page.put(f"/api/show/photo?version={version}", content=data.getvalue())
    assert answer.json()["values"]["photo"] == "images/photo.jpg"
    shown = Image.open(io.BytesIO(page.get("/api/show/photo").content))
    assert shown.width == shown.height


def test_a_saved_value_changes_its_line_and_no_other(page: TestClient, folder: Path) -> None:
    """Comments, order, quotes and everything that was not touched stay byte for byte."""
    (folder / "podcast.yaml").write_text(WRITTEN, "utf-8")
    answer = save(page, title="De stilte", defaults__voice="espeak")
    assert answer.status_code == 200, answer.text
    after = (folder / "podcast.yaml").read_text("utf-8")
    assert after == WRITTEN.replace('"Proef"', '"De stilte"').replace("voice: toon", "voice: espeak")
    assert answer.json()["values"]["title"] == "De stilte"


def test_an_emptied_field_takes_its_setting_out(page: TestClient, folder: Path) -> None:
    """What is emptied is no longer written; the file still loads."""
    (folder / "podcast.yaml").write_text(WRITTEN, "utf-8")
    save(page, category=[], defaults__pause="", author="Anna")
    project = open_project(folder)
    assert project.show.category == ()
    assert project.show.author == "Anna"
    assert "pause" not in (folder / "podcast.yaml").read_text("utf-8")


def test_an_empty_folder_becomes_a_project(tmp_path: Path) -> None:
    """Where there is no `podcast.yaml`, the form makes it."""
    studio = Studio(tmp_path)
    with TestClient(make_app(studio), HERE, headers=OWN_PAGE, cookies={COOKIE: studio.secret}) as page:
        assert page.get("/api/show").json()["exists"] is False
        answer = save(page, title="Rust: elke dag", author="Anna", language="nl", explicit=False)
        assert answer.json()["exists"] is True
    show = open_project(tmp_path).show
    assert (show.title, show.author, show.language) == ("Rust: elke dag", "Anna", "nl")


def test_a_file_that_changed_meanwhile_is_not_written_over(page: TestClient, folder: Path) -> None:
    """What a text editor saved after the form was loaded stays, and the author is told."""
    version = page.get("/api/show").json()["version"]
    (folder / "podcast.yaml").write_text(WRITTEN, "utf-8")
    answer = page.put("/api/show", json={"version": version, "changes": {"title": "X"}})
    assert answer.status_code == 409
    assert (folder / "podcast.yaml").read_text("utf-8") == WRITTEN


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"media": "example.org"}, 422),
        ({"language": "Nederlands!"}, 422),
        ({"build": "x"}, 400),
        ({"accent": "blueish"}, 422),
        ({"defaults.breath": "quick"}, 422),
        ({"defaults.steps": ["x"]}, 400),
        ({"build.bitrate": "loud"}, 422),
        ({"links": [{"name": 1, "address": "x"}]}, 400),
        ({"links": [{"name": "A", "address": "no address"}]}, 422),
        ({"category": "x"}, 400),
        ({"defaults.steps": "x"}, 400),
        ({"explicit": "yes"}, 400),
    ],
)
def test_a_value_that_cannot_be_is_not_written(
    page: TestClient, folder: Path, changes: dict[str, object], status: int
) -> None:
    """A wrong value is told, and the file stays as it was."""
    before = (folder / "podcast.yaml").read_bytes()
    version = page.get("/api/show").json()["version"]
    answer = page.put("/api/show", json={"version": version, "changes": changes})
    assert answer.status_code == status, answer.text
    assert (folder / "podcast.yaml").read_bytes() == before


def picture(size_px: int = 1500, kind: str = "PNG") -> bytes:
    """Return a picture of one colour."""
    data = io.BytesIO()
    Image.new("RGB", (size_px, size_px), "teal").save(data, kind)
    return data.getvalue()


def test_a_picture_is_looked_at_kept_and_named(page: TestClient, folder: Path) -> None:
    """A picture goes into the project's `images`, stands in the form, and is shown as a cover."""
    version = page.get("/api/show").json()["version"]
    answer = page.put(f"/api/show/cover?version={version}", content=picture())
    assert answer.json()["values"]["image"] == "images/cover.png"
    assert (folder / "images/cover.png").read_bytes() == picture()
    jpeg = page.get("/api/show/cover")
    assert jpeg.headers["content-type"] == "image/jpeg"
    assert Image.open(io.BytesIO(jpeg.content)).size == (600, 600)


@pytest.mark.parametrize("data", [b"", b"GIF89a", b"\xff\xd8\xffnothing more", b"<svg/>"])
def test_what_is_no_picture_is_not_kept(page: TestClient, folder: Path, data: bytes) -> None:
    """Other files are refused in words, and nothing lies in the project afterwards."""
    version = page.get("/api/show").json()["version"]
    answer = page.put(f"/api/show/cover?version={version}", content=data)
    assert answer.status_code == 422
    assert not (folder / "images").exists()


def test_a_cover_is_drawn_where_there_is_no_picture(page: TestClient) -> None:
    """Without a picture of the author's the page shows the one that will be drawn."""
    assert Image.open(io.BytesIO(page.get("/api/show/cover").content)).size == (600, 600)
