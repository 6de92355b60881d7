"""The files of the page: those and no others, however they are asked for."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest

from stilte.studio import page_files

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.testclient import TestClient


@pytest.mark.parametrize(
    "view", ["/", "/tracks", "/edit/kort", "/mark/7", "/voices", "/record/mijn/kort", "/publish", "/show"]
)
def test_every_view_is_the_page(page: TestClient, view: str) -> None:
    """A view can be opened by its address, and opened again."""
    shown = page.get(view)
    assert (shown.status_code, shown.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert "<!doctype html>" in shown.text.lower()


@pytest.mark.parametrize(
    "path",
    [
        "../access.py",
        "%2e%2e/access.py",
        "..%2faccess.py",
        "....//access.py",
        "/etc/passwd",
        "%2fetc%2fpasswd",
        "vendor/../../access.py",
        ".hidden",
        "nowhere.js",
        "main.js%00",
        "CON",
        "..\\access.py",
        "..%5caccess.py",
        "a" * 1500,
    ],
)
def test_no_other_file_can_be_had(page: TestClient, path: str) -> None:
    """Nothing outside the page's own folder, nothing hidden; nor under the name of an edition."""
    for folder in ("/page", "/page/@1a2b3c", "/page/@.."):
        refused = page.get(f"{folder}/{path}")
        assert refused.status_code in (400, 404)
        assert "import" not in refused.text
        assert "root:" not in refused.text


def test_files_are_kept_by_the_browser_until_one_changes(
    page: TestClient, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The page names its files by what they are, and only under that name may they be kept unasked."""
    copy = tmp_path / "page"
    shutil.copytree(page_files.PAGE, copy)
    monkeypatch.setattr(page_files, "PAGE", copy)
    first, again = _main(page), _main(page)
    assert first == again
    kept = page.get(first)
    assert (kept.status_code, kept.headers["cache-control"]) == (200, "private, max-age=86400, immutable")
    assert page.get("/page/main.js").headers["cache-control"] == "no-cache"
    with (copy / "texts.js").open("a") as file:
        file.write("// another\n")
    assert _main(page) != first


def _main(page: TestClient) -> str:
    found = re.search(r'src="(/page/@[0-9a-f]+/main\.js)"', page.get("/tracks").text)
    assert found
    return found[1]


def test_texts_are_in_the_authors_language(page: TestClient) -> None:
    """English needs no translation: it is what stands in the page."""
    assert page.get("/api/texts").json()["language"] == "en"
