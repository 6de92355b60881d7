"""`/api/publish`: what will happen is told before it does; passwords lie in a keyring and nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from stilte.errors import BuildError, Problem
from stilte.release.podcast.ledger import read_ledger
from stilte.release.upload.destination import open_destination
from stilte.release.upload.refusals import UnknownServer
from stilte.studio.publishing import passwords, podcast_handlers
from stilte.studio.publishing.settings import choose_podcast, podcast_place, read_places
from tests.studio.building.test_handlers import build
from tests.studio.jobs import ended

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from starlette.testclient import TestClient

    from stilte.studio.state import Studio

SHOW = """title: Proef
description: Om te proberen.
author: Anna
language: nl
email: anna@example.org
category: [Health & Fitness]
media: https://example.org/podcast
"""
SECRET = "abcd efgh ijkl"


class MemoryKeyring:
    """A keyring in memory."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    def set_password(self, service: str, user: str, password: str) -> None:
        """Keep a password."""
        self.kept[service, user] = password

    def get_password(self, service: str, user: str) -> str | None:
        """Return a password."""
        return self.kept.get((service, user))

    def delete_password(self, service: str, user: str) -> None:
        """Remove a password."""
        del self.kept[service, user]


@pytest.fixture
def ring(monkeypatch: pytest.MonkeyPatch) -> Iterator[MemoryKeyring]:
    """Return the keyring that the program finds."""
    kept = MemoryKeyring()
    monkeypatch.setitem(__import__("sys").modules, "keyring", kept)
    monkeypatch.delenv("STILTE_WORDPRESS_USER", raising=False)
    monkeypatch.delenv("STILTE_WORDPRESS_PASSWORD", raising=False)
    passwords._HELD.clear()
    yield kept
    passwords._HELD.clear()


@pytest.fixture
def ready(page: TestClient, folder: Path, ring: MemoryKeyring) -> TestClient:
    """Return the page of a project with one finished track that is out, and one that waits."""
    assert ring.kept == {}
    (folder / "podcast.yaml").write_text(SHOW, "utf-8")
    (folder / "scripts/kort.yaml").write_text("title: Kort\ndate: 2026-01-05\nsteps: [Adem in.]\n", "utf-8")
    (folder / "scripts/straks.yaml").write_text("title: Straks\ndate: 2090-01-05\nsteps: [Adem.]\n", "utf-8")
    assert build(page)["result"]["built"] == 2
    return page


def all_files(folder: Path) -> str:
    """Return everything that stands in the files of a folder."""
    return "".join(path.read_bytes().decode("latin-1") for path in folder.rglob("*") if path.is_file())


def test_the_plan_says_what_would_go_where_and_what_waits(ready: TestClient, folder: Path) -> None:
    """The dry run tells each episode, and changes nothing."""
    plan = ready.get("/api/publish/plan?to=podcast").json()
    assert {one["slug"]: one["state"] for one in plan["episodes"]} == {"kort": "new", "straks": "waits"}
    assert plan["sends"] > 2
    assert not (folder / "published.yaml").exists()
    assert not (folder / "output/feed.xml").exists()


def test_a_show_that_lacks_something_is_told_by_directories_words(page: TestClient) -> None:
    """What a directory would refuse stands on the page before anything is published."""
    told = [problem["text"] for problem in page.get("/api/publish").json()["show"]]
    assert "The podcast has no author yet." in told
    assert "Directories ask for a category." in told


def test_nothing_finished_is_said_without_a_terminal(page: TestClient) -> None:
    """The hint leads to the button of the page, not to a command."""
    (problem,) = page.get("/api/publish/plan?to=podcast").json()["problems"]
    assert problem["text"] == "Nothing is finished yet."
    assert "build.py" not in problem["hint"]


def test_a_podcast_goes_into_a_folder_and_is_renewed_under_the_same_guid(
    ready: TestClient, folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Published, changed, published again: the same episode by the same guid; the plan says so before."""
    place = tmp_path_factory.mktemp("www")
    ready.put("/api/podcast", json={"place": str(place)})
    job = ready.post("/api/publish", json={"to": ["podcast"]}).json()["job"]
    first = ended(ready, job)["result"]["podcast"]
    assert first["problems"] == []
    assert "kort" in (place / "feed.xml").read_text("utf-8")
    guid = read_ledger(folder).episodes["kort"]
    script = folder / "scripts/kort.yaml"
    script.write_text(script.read_text("utf-8").replace("Adem in.", "Adem nu in."), "utf-8")
    build(ready)
    plan = ready.get("/api/publish/plan?to=podcast").json()
    assert {one["slug"]: one["state"] for one in plan["episodes"]}["kort"] == "renewed"
    ended(ready, ready.post("/api/publish", json={"to": ["podcast"]}).json()["job"])
    assert read_ledger(folder).episodes["kort"] == guid
    assert guid in (place / "feed.xml").read_text("utf-8")
    assert "straks" not in (place / "feed.xml").read_text("utf-8")


def test_a_draft_voice_is_not_published_unless_asked(ready: TestClient, folder: Path) -> None:
    """The plan refuses a track of a draft voice, and takes it with the switch."""
    voice = folder / "voices/toon.yaml"
    voice.write_text("language: nl\nuse:\n  - tone: {draft: true}\n", "utf-8")
    build(ready)
    assert "draft voice" in ready.get("/api/publish/plan?to=podcast").json()["problems"][0]["text"]
    assert ready.get("/api/publish/plan?to=podcast&drafts=1").json()["problems"] == []


def test_a_blogs_password_goes_into_the_keyring_alone(
    page: TestClient, folder: Path, ring: MemoryKeyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rights are tried first; then address and name are remembered, and the password lies in the keyring."""
    monkeypatch.setattr("stilte.studio.publishing.handlers.open_api", lambda *_: None)
    monkeypatch.setattr("stilte.studio.publishing.handlers.check_rights", lambda *_, **__: _Named())
    given = {"address": "https://blog.example.org", "user": "anna", "password": SECRET}
    answer = page.put("/api/blog", json=given)
    assert answer.json()["kept"] == "keyring"
    assert ring.kept == {("stilte blog.example.org", "anna"): SECRET}
    told = page.get("/api/publish").json()["blog"]
    assert told == {"address": "https://blog.example.org", "user": "anna", "known": True}
    assert SECRET not in answer.text
    assert SECRET not in all_files(folder)
    page.delete("/api/blog")
    assert ring.kept == {}
    assert page.get("/api/publish").json()["blog"]["known"] is False


class _Named:
    """Somebody with a name."""

    name = "Anna"


def test_a_blog_that_refuses_is_not_remembered(
    page: TestClient, ring: MemoryKeyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A wrong password is told, and nothing of it is kept."""

    def refuse(*_: object, **__: object) -> None:
        raise BuildError(Problem(None, "The blog does not know this password.", "Make a new one."))

    monkeypatch.setattr("stilte.studio.publishing.handlers.open_api", refuse)
    given = {"address": "https://blog.example.org", "user": "anna", "password": SECRET}
    answer = page.put("/api/blog", json=given)
    assert answer.status_code == 422
    assert ring.kept == {}
    assert SECRET not in answer.text
    assert page.get("/api/publish").json()["blog"]["address"] == ""


def test_without_a_keyring_a_password_lasts_until_the_studio_ends(
    monkeypatch: pytest.MonkeyPatch, ring: MemoryKeyring, folder: Path
) -> None:
    """Where the machine has no keyring the password is held in memory, and that is said."""

    def refuse(*_: object) -> None:
        raise RuntimeError("no backend")

    monkeypatch.setattr(ring, "set_password", refuse)
    assert passwords.keep_password("stilte blog", "anna", SECRET) == "session"
    assert passwords.find_password("stilte blog", "anna") == SECRET
    assert SECRET not in all_files(folder)


def test_a_password_in_an_address_is_taken_out_of_it(
    studio: Studio, folder: Path, ring: MemoryKeyring
) -> None:
    """An SFTP address keeps its name; the password goes to the keyring and comes back when it is used."""
    choose_podcast(folder, "sftp://anna:p%40ss@host.example/www", "")
    assert read_places(folder).podcast == "sftp://anna@host.example/www"
    assert "p@ss" not in all_files(folder)
    assert "p%40ss" not in all_files(folder)
    assert ring.kept == {("stilte sftp host.example", "anna"): "p@ss"}
    project = studio.project()
    assert podcast_place(project, read_places(folder).podcast) == "sftp://anna:p%40ss@host.example/www"
    assert podcast_place(project, "") == str(project.output)
    assert podcast_place(project, "www") == str(folder / "www")


def test_a_bucket_keeps_its_name_and_gives_its_secret_to_the_keyring(
    studio: Studio, folder: Path, ring: MemoryKeyring
) -> None:
    """The access key stands in the address, as a name does; the secret key only in the keyring."""
    pytest.importorskip("s3fs")
    place = "s3://AKIA1@pod/www?endpoint=https://s3.example.org"
    choose_podcast(folder, place, "se/cret+")
    assert read_places(folder).podcast == place
    assert "se/cret" not in all_files(folder)
    assert [*ring.kept.values()] == ["se/cret+"]
    used = podcast_place(studio.project(), read_places(folder).podcast)
    assert used == "s3://AKIA1:se%2Fcret%2B@pod/www?endpoint=https://s3.example.org"
    there = open_destination(used)
    assert (there.files.key, there.files.secret, there.root) == ("AKIA1", "se/cret+", "pod/www")
    assert there.files.endpoint_url == "https://s3.example.org"


def test_a_place_that_does_not_answer_is_not_kept(
    page: TestClient, folder: Path, ring: MemoryKeyring
) -> None:
    """A place of another machine is tried first: nothing is remembered of one that refuses."""
    given = {"place": "sftp://anna@127.0.0.1:9/www", "password": SECRET}
    refused = page.put("/api/podcast", json=given)
    assert refused.status_code == 422
    assert "127.0.0.1:9" in refused.json()["error"]["text"]
    assert (read_places(folder).podcast, ring.kept) == ("", {})
    assert SECRET not in refused.text + all_files(folder)


def test_a_password_without_a_name_is_refused(page: TestClient) -> None:
    """A server asks for both."""
    refused = page.put("/api/podcast", json={"place": "sftp://host.example/www", "password": SECRET})
    assert (refused.status_code, refused.json()["error"]["text"]) == (422, "A password belongs to a name.")


def test_a_server_is_known_once_its_owner_compared_its_key(
    page: TestClient, folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The fingerprint is told first; only asked again with that one is the server known, and tried."""
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / ".ssh").mkdir()
    (tmp_path / ".ssh/known_hosts").write_text("other.example ssh-ed25519 AAAA")
    known = tmp_path / ".ssh/known_hosts"

    def trial(*_: object) -> None:
        if "host.example" not in known.read_text("utf-8"):
            problem = Problem(None, "The server host.example:22 is not known to this computer.")
            raise UnknownServer(problem, "SHA256:abc", "host.example ssh-ed25519 BBBB")

    monkeypatch.setattr(podcast_handlers, "try_podcast", trial)
    place = {"place": "sftp://anna@host.example/www"}
    for given in (place, {**place, "server": "SHA256:other"}):
        asked = page.put("/api/podcast", json=given)
        assert (asked.status_code, asked.json()["server"]) == (409, "SHA256:abc")
        assert "host.example" not in known.read_text("utf-8")
        assert read_places(folder).podcast == ""
    assert page.put("/api/podcast", json={**place, "server": "SHA256:abc"}).status_code == 200
    assert known.read_text("utf-8").splitlines() == [
        "other.example ssh-ed25519 AAAA",
        "host.example ssh-ed25519 BBBB",
    ]
    assert read_places(folder).podcast == place["place"]


@pytest.mark.parametrize("given", [{}, {"to": []}, {"to": ["moon"]}, {"to": "podcast"}])
def test_a_request_that_names_no_place_is_refused(page: TestClient, given: dict[str, Any]) -> None:
    """Nothing is published by a request that makes no sense."""
    assert page.post("/api/publish", json=given).status_code == 400
