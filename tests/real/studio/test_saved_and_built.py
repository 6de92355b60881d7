"""A build that is asked for while something is still being saved."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pytest

from tests.real.studio.until import until

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.real.studio.running import RunningStudio

pytestmark = pytest.mark.real

BUILDING_MS = 120_000
UNTIL_RIGHT = "Nothing can be built or published until this is put right"
LATE_S = 1.5


def test_a_date_that_is_on_its_way_is_in_the_track(
    studio: RunningStudio, open_page: Callable[..., Any]
) -> None:
    """The button waits for the date to arrive; the track is up to date afterwards, and stays so."""
    (studio.root / "podcast.yaml").write_text("title: Zee\nlanguage: nl\n", "utf-8")
    page = open_page(studio, "/publish")

    def late(route: Any) -> None:
        time.sleep(LATE_S)  # a slow disk, a busy machine
        route.continue_()

    page.route("**/api/scripts/zee/edit", late)
    page.get_by_role("button", name="De zee: today").click()
    page.get_by_role("button", name="Build 1 track").click()
    page.get_by_role("button", name="Everything is built").wait_for(timeout=BUILDING_MS)
    assert "\ndate: " in studio.script("zee")
    page.reload()
    page.get_by_role("button", name="Everything is built").wait_for()
    feed = studio.root / "output/zee/zee.json"
    until(lambda: '"date"' in feed.read_text("utf-8"), expected=True)


def test_what_keeps_everything_from_being_built_is_told_before(
    studio: RunningStudio, open_page: Callable[..., Any]
) -> None:
    """A setting of the show that is not known stands on the page of publishing until it is put right."""
    show = studio.root / "podcast.yaml"
    right = "title: Zee\nlanguage: nl\n"
    show.write_text(f"{right}autor: Anna\n", "utf-8")
    page = open_page(studio, "/publish")
    page.get_by_text(UNTIL_RIGHT).wait_for()
    assert "autor" in page.locator(".problems").first.inner_text()
    show.write_text(right, "utf-8")
    page.get_by_text(UNTIL_RIGHT).wait_for(state="detached")
