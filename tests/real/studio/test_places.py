"""Places of a podcast from the page: a server by SFTP, a bucket by S3; what is due, before it goes there."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
import requests

from stilte.studio.publishing.settings import read_places
from tests.real.chromium import needed
from tests.real.sftp_server import serving, sftp_server, sftp_server_by_password, why_no_password
from tests.real.studio.file_keyring import FILE
from tests.real.studio.projects import make_project
from tests.real.studio.test_look_of_views import complaints
from tests.real.studio.until import until
from tests.real.test_places import required

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.real.studio.running import RunningStudio

pytestmark = pytest.mark.real

SECRET = "se/cret+key"
SHOW = """title: Zee
author: Anna
description: Stil.
language: nl
email: anna@example.org
category: [Health & Fitness]
media: https://example.org/podcast
"""
SCRIPT = "title: {}\ndate: {}\nlanguage: nl\nvoice: rustig\nsteps: [Adem in.]\n"
BUILDING_MS = 120_000


@pytest.fixture
def studio(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run_studio: Callable[..., Any]) -> Any:
    """Yield a studio with a keyring, on a project of which one track is due and one waits."""
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "tests.real.studio.file_keyring.FileKeyring")
    monkeypatch.setenv(FILE, str(tmp_path / "keyring.json"))
    monkeypatch.setenv("HOME", str(tmp_path))
    scripts = {"nu": SCRIPT.format("Nu", "2026-01-05"), "straks": SCRIPT.format("Straks", "2090-01-05")}
    root = make_project(tmp_path / "project", **scripts)
    (root / "podcast.yaml").write_text(SHOW, "utf-8")
    with run_studio(root) as running:
        yield running


def built(studio: RunningStudio, open_page: Callable[..., Any], complains: str = "") -> Any:
    """Return the page of publishing with both tracks built."""
    page = open_page(studio, "/publish", complains=complains)
    page.get_by_role("button", name="Build 2 tracks").click()
    page.get_by_role("button", name="Everything is built").wait_for(timeout=BUILDING_MS)
    return page


def place_form(page: Any, kind: str) -> Any:
    """Open the form of the podcast's place, for a kind of place; axe finds nothing in it."""
    page.get_by_role("button", name="Choose another place for the podcast").click()
    page.get_by_label(kind).check()
    assert complaints(page) == []
    return page.get_by_role("region", name="Podcast")


def test_a_server_is_made_known_tried_and_published_to(
    studio: RunningStudio, open_page: Callable[..., Any], tmp_path: Path
) -> None:
    """By a key of this computer: the server's own is compared first, then what is due is shown, and sent."""
    server = sftp_server(tmp_path)
    known = tmp_path / ".ssh/known_hosts"
    line = known.read_text("utf-8")
    known.unlink()
    www = tmp_path / "www"
    www.mkdir()
    with serving(server):
        page = built(studio, open_page, complains="409")
        form = place_form(page, "your web space, by SFTP")
        form.get_by_label("Server", exact=True).fill("127.0.0.1")
        form.get_by_label("Port").fill(str(server.port))
        form.get_by_label("Folder on the server").fill(str(www))
        form.get_by_role("button", name="Choose this place").click()
        form.get_by_text("SHA256:").wait_for()
        assert not known.exists()
        assert complaints(page) == []
        form.get_by_role("button", name="this is my server").click()
        form.get_by_text(f"sftp://127.0.0.1:{server.port}{www}").wait_for()
        assert known.read_text("utf-8") == line
        assert not list(www.iterdir())
        page.get_by_role("button", name="Show what is due").click()
        due = page.locator(".due")
        due.get_by_text("a new episode").wait_for()
        assert "Nu" in due.inner_text()
        assert complaints(page) == []
        assert not list(www.iterdir())
        due.get_by_role("button", name="Publish what is due").click()
        until((www / "feed.xml").is_file, expected=True)
        page.get_by_text("What is due is published.").wait_for()
        feed = (www / "feed.xml").read_text("utf-8")
        assert ("<title>Nu</title>" in feed, "<title>Straks</title>" in feed) == (True, False)


def test_a_server_is_entered_by_a_password_that_lies_in_the_keyring(
    studio: RunningStudio, open_page: Callable[..., Any], tmp_path: Path
) -> None:
    """A wrong password is told and not kept; by the right one the podcast goes there, now and later."""
    required("paramiko")
    if why := why_no_password():
        needed(why)
    server = sftp_server_by_password(tmp_path, "anna", SECRET)
    www = tmp_path / "www"
    www.mkdir()
    address = f"sftp://anna@127.0.0.1:{server.port}{www}"
    with serving(server):
        page = built(studio, open_page, complains="422")
        form = place_form(page, "your web space, by SFTP")
        form.get_by_label("Server", exact=True).fill("127.0.0.1")
        form.get_by_label("Name", exact=True).fill("anna")
        form.get_by_label("Password").fill("not-this-one")
        form.get_by_label("Port").fill(str(server.port))
        form.get_by_label("Folder on the server").fill(str(www))
        form.get_by_role("button", name="Choose this place").click()
        page.get_by_role("alert").get_by_text("refuses your login").wait_for()
        assert complaints(page) == []
        assert read_places(studio.root).podcast == ""
        assert not (tmp_path / "keyring.json").exists()
        form.get_by_label("Password").fill(SECRET)
        form.get_by_role("button", name="Choose this place").click()
        form.get_by_text(address).first.wait_for()
        assert list(json.loads((tmp_path / "keyring.json").read_text("utf-8")).values()) == [SECRET]
        page.reload()  # the page has forgotten it; the keyring has not
        page.get_by_role("button", name="Show what is due").click()
        page.get_by_role("button", name="Publish what is due").click()
        page.get_by_text("What is due is published.").wait_for(timeout=BUILDING_MS)
        assert "<title>Nu</title>" in (www / "feed.xml").read_text("utf-8")
        assert SECRET not in page.content()
        page.context.close()
    everything = (
        path.read_bytes() for root in (studio.root, www) for path in root.rglob("*") if path.is_file()
    )
    assert not any(SECRET.encode() in each for each in everything)


def test_a_bucket_is_entered_by_keys_that_lie_in_the_keyring(
    studio: RunningStudio, open_page: Callable[..., Any], tmp_path: Path
) -> None:
    """A wrong service is told and not kept; with the right one the secret key is in the keyring alone."""
    door = required("moto.server").ThreadedMotoServer("127.0.0.1", port=0, verbose=False)
    door.start()
    try:
        host, port = door.get_host_and_port()
        address = f"http://{host}:{port}"
        requests.post(f"{address}/moto-api/reset", timeout=60)
        requests.put(f"{address}/pod", timeout=60)
        page = built(studio, open_page, complains="422")
        form = place_form(page, "a bucket, by S3")
        form.get_by_label("Bucket", exact=True).fill("pod")
        form.get_by_label("Folder in the bucket").fill("www")
        form.get_by_label("Access key").fill("AKIA1")
        form.get_by_label("Secret key").fill(SECRET)
        form.get_by_label("Address of the service").fill("http://127.0.0.1:9")
        form.get_by_role("button", name="Choose this place").click()
        page.get_by_role("alert").get_by_text("s3://AKIA1@pod/www").wait_for(timeout=BUILDING_MS)
        assert read_places(studio.root).podcast == ""
        form.get_by_label("Address of the service").fill(address)
        form.get_by_role("button", name="Choose this place").click()
        until(lambda: read_places(studio.root).podcast.partition("?")[0], "s3://AKIA1@pod/www")
        # The page knows of it: a plan that is asked for before would go again.
        form.get_by_text("s3://AKIA1@pod/www").first.wait_for()
        assert SECRET in json.loads((tmp_path / "keyring.json").read_text("utf-8")).values()
        page.get_by_role("button", name="Show what is due").click()
        page.get_by_role("button", name="Publish what is due").click()
        page.get_by_text("What is due is published.").wait_for(timeout=BUILDING_MS)
        assert "www/feed.xml" in requests.get(f"{address}/pod?list-type=2", timeout=60).text
    finally:
        door.stop()
    everything = (path.read_bytes() for path in studio.root.rglob("*") if path.is_file())
    assert not any(SECRET.encode() in each for each in everything)
