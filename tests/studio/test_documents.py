"""A script for the editor."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from tests.studio.conftest import SCRIPT

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.testclient import TestClient


def test_a_script_comes_with_its_text_and_timeline(page: TestClient) -> None:
    """The text as it is on disk, named by its bytes; what it lasts, and what is wrong in it."""
    document = page.get("/api/scripts/kort").json()
    assert document["text"] == SCRIPT
    assert document["version"] == hashlib.sha256(SCRIPT.encode()).hexdigest()
    assert document["length_s"] == document["timeline"]["length_s"] > 5
    spoken = [row["text"] for row in document["timeline"]["rows"] if row["kind"] == "line"]
    assert spoken == ["Adem in.", "Adem uit."]
    assert document["outline"]["steps"]


def test_a_page_that_has_a_version_is_told_only_that_it_stands(page: TestClient, folder: Path) -> None:
    """Asking whether a script is still the same costs neither side its outline; another one comes whole."""
    version = page.get("/api/scripts/kort").json()["version"]
    assert page.get(f"/api/scripts/kort?known={version}").json() == {"version": version}
    (folder / "scripts/kort.yaml").write_text(SCRIPT + "  - Nog een zin.\n")
    again = page.get(f"/api/scripts/kort?known={version}").json()
    assert again["version"] != version
    assert again["text"].endswith("Nog een zin.\n")


def test_a_script_with_an_error_opens(page: TestClient, folder: Path) -> None:
    """What is wrong stands beside the text, with its line."""
    (folder / "scripts/kort.yaml").write_text("title: Kort\nsteps:\n  - pauze: drie\n")
    document = page.get("/api/scripts/kort").json()
    assert document["problems"][0]["line"] == 3
    assert document["problems"][0]["level"] == "error"
    assert document["timeline"] is None


@pytest.mark.parametrize(
    "name",
    ["nowhere", "..", "%2e%2e", "..%2fpodcast", "%2fetc%2fpasswd", "kort.yaml", "kort%00", "CON", "a" * 300],
)
def test_a_name_is_looked_up_and_never_a_path(page: TestClient, name: str) -> None:
    """What is not the name of a script is not there."""
    refused = page.get(f"/api/scripts/{name}")
    assert refused.status_code in (400, 404)
    assert "Proef" not in refused.text


def test_a_missing_script_is_told_in_words(page: TestClient) -> None:
    """The error names what there is."""
    error = page.get("/api/scripts/kart").json()["error"]
    assert error["text"] == "There is no script 'kart'."
    assert "kort" in error["hint"]


def test_a_link_out_of_the_project_is_not_read(
    page: TestClient, folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A script that is a link to somewhere else shows nothing of it."""
    secret = tmp_path_factory.mktemp("elsewhere") / "secret.yaml"
    secret.write_text("not for you")
    (folder / "scripts/way.yaml").symlink_to(secret)
    refused = page.get("/api/scripts/way")
    assert refused.status_code == 422
    assert "not for you" not in refused.text


def test_a_crlf_file_with_a_mark_keeps_both(page: TestClient, folder: Path) -> None:
    """A text field knows neither; what is written has both again."""
    written = b"\xef\xbb\xbftitle: Kort\r\nsteps:\r\n- Een.\r\n"
    (folder / "scripts/kort.yaml").write_bytes(written)
    document = page.get("/api/scripts/kort").json()
    assert document["text"] == "title: Kort\r\nsteps:\r\n- Een.\r\n"
    text = document["text"].replace("\r\n", "\n").replace("Een", "Twee")
    page.put("/api/scripts/kort/text", json={"version": document["version"], "text": text})
    assert (folder / "scripts/kort.yaml").read_bytes() == written.replace(b"Een", b"Twee")


def test_a_file_that_is_not_utf8_is_shown_and_not_changed(page: TestClient, folder: Path) -> None:
    """What cannot be read cannot be kept byte for byte, so it is not written."""
    (folder / "scripts/kort.yaml").write_bytes(b"title: Kort\nsteps:\n- Caf\xe9.\n")
    document = page.get("/api/scripts/kort").json()
    assert document["problems"][0]["line"] == 3
    refused = page.put("/api/scripts/kort/text", json={"version": document["version"], "text": "title: X\n"})
    assert refused.status_code == 422
    assert b"\xe9" in (folder / "scripts/kort.yaml").read_bytes()
