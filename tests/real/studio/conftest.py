"""What the studio's browser tests share: Chromium, a running studio, and a page that must not complain."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from tests.real.studio.projects import make_project
from tests.real.studio.running import RunningStudio, running_studio

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

WIDTH, HEIGHT = 1280, 900


@pytest.fixture
def chromium(browser: Any) -> Any:
    """Return Debian's Chromium."""
    return browser


@pytest.fixture
def studio(tmp_path: Path) -> Iterator[RunningStudio]:
    """Yield a running studio on a small project."""
    with running_studio(make_project(tmp_path / "project")) as running:
        yield running


@pytest.fixture
def open_page(chromium: Any) -> Iterator[Callable[..., Any]]:
    """Yield what opens a page of a studio; at the end no page may have complained of anything unexpected."""
    complaints: list[str] = []
    contexts: list[Any] = []

    def open_(studio: RunningStudio, path: str = "/tracks", *, complains: str = "", **context: Any) -> Any:
        made = chromium.new_context(viewport={"width": WIDTH, "height": HEIGHT}, **context)
        contexts.append(made)
        page = made.new_page()

        def told(text: str) -> None:
            ended = (
                "net::ERR_" in text and studio.ended.is_set()
            )  # the server did, before the page was closed
            if not ended and not (complains and complains in text):
                complaints.append(text)

        page.on("console", lambda line: told(line.text) if line.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: told(str(error)))
        page.goto(studio.opened_at)
        page.goto(studio.address + path)
        return page

    yield open_
    for each in contexts:
        each.close()
    assert complaints == []


@pytest.fixture
def run_studio() -> Callable[..., AbstractContextManager[RunningStudio]]:
    """Return what runs a studio on a folder, in a language."""

    @contextmanager
    def run(root: Path, language: str = "en", port: int = 0) -> Iterator[RunningStudio]:
        with running_studio(root, language, port) as running:
            yield running

    return run
