"""A long routine: what is in sight comes first, and everything can be reached at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.real.studio.projects import make_project
from tests.real.studio.until import until

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.real

LINES = 500
SCRIPT = "title: Lang\nlanguage: nl\nvoice: rustig\nsteps:\n" + "".join(
    f"  - Dit is zin {n}.\n" for n in range(LINES)
)
NEVER_IDLE = "window.requestIdleCallback = () => 0;"


@pytest.fixture
def editor(tmp_path: Path, run_studio: Callable[..., Any], open_page: Callable[..., Any]) -> Any:
    """Return what opens the editor of a long routine; with `busy`, in a browser that never comes to rest."""
    root = make_project(tmp_path / "project", lang=SCRIPT)
    with run_studio(root) as studio:

        def opened(*, busy: bool) -> Any:
            page = open_page(studio)
            if busy:
                page.add_init_script(NEVER_IDLE)
            page.goto(f"{studio.address}/edit/lang")
            page.get_by_label("Spoken line").first.wait_for()
            return page, studio

        yield opened


def test_the_first_screenful_does_not_wait_for_the_last_line(editor: Any) -> None:
    """The first lines can be typed in while the others are still to be drawn; their room is kept."""
    page, studio = editor(busy=True)
    assert 20 < page.locator(".step").count() < LINES / 2
    assert page.evaluate("document.documentElement.scrollHeight") > LINES * 30
    page.get_by_label("Spoken line").first.fill("Een ander begin.")
    until(lambda: studio.script("lang").splitlines()[4], "  - Een ander begin.")


def test_what_is_not_drawn_yet_is_found_and_typed_in(editor: Any) -> None:
    """The search leads to a line far below before anything else drew it."""
    page, studio = editor(busy=True)
    page.get_by_role("searchbox").fill("zin 487")
    page.keyboard.press("Enter")
    until(lambda: page.locator(".step").count(), LINES)
    page.keyboard.press("Escape")
    page.keyboard.press("End")
    page.keyboard.type(" Echt.")
    until(lambda: studio.script("lang").splitlines()[4 + 487], "  - Dit is zin 487. Echt.")


def test_every_line_is_drawn_without_being_asked_for(editor: Any) -> None:
    """A screen reader, and the search of the browser, find every line a moment later."""
    page, _ = editor(busy=False)
    until(lambda: page.get_by_label("Spoken line").count(), LINES)
    until(page.locator(".undrawn").count, 0)
