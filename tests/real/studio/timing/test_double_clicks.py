"""Somebody who double-clicks everything gets one of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.real.studio.test_look_of_views import POST
from tests.real.studio.until import until

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.real.studio.running import RunningStudio

pytestmark = pytest.mark.real


@pytest.fixture
def page(studio: RunningStudio, open_page: Callable[..., Any]) -> Any:
    """Return the dialog of a new track, before a server that takes its time."""
    opened = open_page(studio)
    opened.get_by_role("button", name="New track").click()
    return opened


def made(studio: RunningStudio, page: Any) -> list[str]:
    """Return the scripts that were made, once the editor shows one and no request is under way."""
    page.locator(".editor .routine").wait_for()
    page.wait_for_load_state("load")
    until(lambda: page.evaluate(_IDLE), expected=True)
    return sorted(path.stem for path in (studio.root / "scripts").glob("*.yaml") if path.stem != "zee")


_IDLE = (
    """() => performance.getEntriesByType("resource").filter((one) => one.responseEnd === 0).length === 0"""
)


def test_an_empty_track(studio: RunningStudio, page: Any) -> None:
    """One script, not a second one beside it."""
    page.get_by_role("tab", name="Empty").click()
    page.get_by_label("Title").fill("Dubbel")
    page.get_by_role("button", name="Begin", exact=True).dblclick()
    assert made(studio, page) == ["dubbel"]


def test_a_sample(studio: RunningStudio, page: Any) -> None:
    """One script of a sample."""
    page.get_by_role("tab", name="From a sample").click()
    page.locator(".samples button").first.dblclick()
    assert len(made(studio, page)) == 1


def test_a_post(studio: RunningStudio, page: Any) -> None:
    """One post is taken in, and one script written of it; back leads to the post."""
    page.get_by_label("Paste the post").fill(POST)
    page.get_by_role("button", name="Read the post").dblclick()
    page.get_by_role("listbox").wait_for()
    assert len(page.evaluate("fetch('/api/posts').then((answer) => answer.json())")["posts"]) == 1
    page.get_by_role("button", name="Write the script").dblclick()
    assert made(studio, page) == ["de-boom"]
    page.go_back()
    page.get_by_role("listbox").wait_for()
