"""The files of the page: those and no others, however they are asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
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
    """Nothing outside the page's own folder, nothing hidden."""
    refused = page.get(f"/page/{path}")
    assert refused.status_code in (400, 404)
    assert "import" not in refused.text
    assert "root:" not in refused.text


def test_texts_are_in_the_authors_language(page: TestClient) -> None:
    """English needs no translation: it is what stands in the page."""
    assert page.get("/api/texts").json()["language"] == "en"
