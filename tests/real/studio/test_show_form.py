"""The show's form in a browser: a control for every setting of `podcast.yaml`, and what it writes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import yaml

from stilte.project import read_project
from stilte.reader import Report
from stilte.studio.show.fields import FIELDS
from tests.real.studio.test_look_of_views import looked_at
from tests.real.studio.until import until

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.real.studio.running import RunningStudio

pytestmark = pytest.mark.real


@pytest.fixture
def page(studio: RunningStudio, open_page: Callable[..., Any]) -> Any:
    """Return the form with everything unfolded."""
    opened = open_page(studio, "/show")
    opened.get_by_label("Title", exact=True).wait_for()
    for summary in opened.locator("summary").all():
        summary.click()
    return opened


def test_every_setting_has_a_control(page: Any) -> None:
    """Nothing that the file can say needs a text editor."""
    for name in FIELDS:
        if name != "category":
            page.locator(f'.show [name="{name}"]').first.wait_for(state="attached")
    until(page.get_by_label("Category").count, 1)


def test_the_pages_of_listeners_are_set(page: Any, studio: RunningStudio) -> None:
    """Colour, where to begin, apps, links and the end are given without a word of YAML."""
    page.get_by_label("Colour of the pages").fill("#aa5500")
    page.get_by_label("Add a track").select_option("De zee")
    page.get_by_role("button", name="Add an app").click()
    apps = page.get_by_role("group", name="Buttons of podcast apps")
    apps.get_by_label("Address 1", exact=True).fill("open.spotify.com/show/1")
    page.get_by_role("button", name="Add a link").click()
    links = page.get_by_role("group", name="Your links")
    links.get_by_label("Name of address 1").fill("Lessons")
    links.get_by_label("Address 1", exact=True).fill("example.org/lessons")
    page.get_by_label("quiet", exact=True).check()
    page.get_by_label("Themes").fill("rust, adem")
    page.get_by_label("opus").check()
    page.get_by_role("button", name="Save").click()
    until(lambda: "ending" in (studio.root / "podcast.yaml").read_text("utf-8"), expected=True)
    show = read_project(studio.root, Report()).show
    assert (show.accent, show.start, show.ending) == ("#aa5500", ("zee",), "silence")
    assert show.subscribe == (("Spotify", "https://open.spotify.com/show/1"),)
    assert show.links == (("Lessons", "https://example.org/lessons"),)
    written = yaml.safe_load((studio.root / "podcast.yaml").read_text("utf-8"))
    assert (written["defaults"]["tags"], written["build"]["formats"]) == (["rust", "adem"], "opus")


def test_axe_finds_nothing_in_the_whole_form(page: Any) -> None:
    """Also with rows of addresses, a chosen track, and all that is folded away open."""
    page.get_by_label("Add a track").select_option("De zee")
    page.get_by_role("button", name="Add a link").click()
    page.get_by_role("button", name="Add an app").click()
    looked_at(page)
