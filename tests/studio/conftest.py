"""A studio over a small project, and its own page's way of asking."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from starlette.testclient import TestClient

from stilte.studio import overviews
from stilte.studio.access import COOKIE
from stilte.studio.app import make_app
from stilte.studio.state import Studio

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HERE = "http://127.0.0.1:8000"
OWN_PAGE = {"Origin": HERE, "X-Stilte": "1", "Sec-Fetch-Site": "same-origin"}
SCRIPT = """\
title: Kort   # a comment of the author's
steps:
  - Adem in.
  - pause: 3

  - "Adem uit."
"""


@pytest.fixture(autouse=True)
def list_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a list wait until its few scripts are read, however long that takes beside other work."""
    monkeypatch.setattr(overviews, "AT_ONCE_S", 600.0)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a project with one script and a voice that is a tone."""
    for name, text in {
        "podcast.yaml": "title: Proef\nlanguage: nl\n",
        "scripts/kort.yaml": SCRIPT,
        "voices/toon.yaml": "language: nl\nuse: [tone]\n",
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def studio(folder: Path) -> Iterator[Studio]:
    """Return the state of a studio of the project."""
    state = Studio(folder)
    yield state
    state.end()


@pytest.fixture
def stranger(studio: Studio) -> Iterator[TestClient]:
    """Return a client on this machine without the cookie."""
    with TestClient(make_app(studio), HERE, follow_redirects=False, raise_server_exceptions=False) as client:
        yield client


@pytest.fixture
def page(studio: Studio) -> Iterator[TestClient]:
    """Return a client that asks as the studio's own page does."""
    with TestClient(
        make_app(studio), HERE, headers=OWN_PAGE, cookies={COOKIE: studio.secret}, follow_redirects=False
    ) as client:
        yield client
