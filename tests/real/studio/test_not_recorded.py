"""The address of a recording for a voice that nobody records."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.real.studio.test_look_of_views import complaints

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.real.studio.running import RunningStudio

pytestmark = pytest.mark.real


def test_it_is_said_in_plain_words(studio: RunningStudio, open_page: Callable[..., Any]) -> None:
    """No wheel that turns for ever, no word of YAML; a link leads to the voices."""
    page = open_page(studio, "/record/rustig/zee", complains="422")
    page.get_by_role("heading", name="This cannot be recorded").wait_for()
    page.locator("main", has_text="a program speaks it").wait_for()
    assert complaints(page) == []
    page.locator("main").get_by_role("link", name="Voices and music").click()
    page.wait_for_url("**/voices")
