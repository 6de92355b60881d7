"""Steps are moved by keys, by the mouse and by a finger; a screen reader is told where they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.real.studio.projects import make_project
from tests.real.studio.until import until

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.real.studio.running import RunningStudio

pytestmark = pytest.mark.real

HEAD = "title: Kort\nlanguage: nl\nvoice: rustig\nsteps:\n"
STEPS = "  - Eén.\n  - Twee.\n  - repeat: 2\n    steps:\n      - Drie.\n      - Vier.\n  - Vijf.\n"


@pytest.fixture
def studio(tmp_path: Path, run_studio: Callable[..., Any]) -> Any:
    """Yield a running studio on a script with a repeat."""
    with run_studio(make_project(tmp_path / "project", kort=HEAD + STEPS)) as running:
        yield running


def opened(studio: RunningStudio, open_page: Callable[..., Any], **context: Any) -> Any:
    """Return the editor on that script."""
    page = open_page(studio, "/edit/kort", **context)
    page.get_by_label("Spoken line").nth(4).wait_for()
    return page


def steps(studio: RunningStudio) -> list[str]:
    """Return the steps of the script as written."""
    return studio.script("kort").removeprefix(HEAD).splitlines()


def grip(page: Any, words: str) -> Any:
    """Return the handle of a line."""
    return page.locator(".step", has=page.locator(".mirror", has_text=words)).last.locator("> .grip")


def announced(page: Any) -> str:
    """Return what a screen reader was told last."""
    return str(page.locator("#announced").text_content()).strip("\xa0")


def test_by_keys(studio: RunningStudio, open_page: Callable[..., Any]) -> None:
    """Alt and an arrow move a step, into and out of a repeat; at the end it says that there is no further."""
    page = opened(studio, open_page)
    page.get_by_label("Spoken line").nth(1).click()
    page.keyboard.press("Alt+ArrowDown")
    until(lambda: announced(page), "Moved: step 1 of 3 in its frame.")
    until(lambda: steps(studio)[:4], ["  - Eén.", "  - repeat: 2", "    steps:", "      - Twee."])
    page.keyboard.press("Alt+ArrowUp")
    until(lambda: announced(page), "Moved: step 2 of 4 of the routine.")
    page.keyboard.press("Alt+ArrowUp")
    page.keyboard.press("Alt+ArrowUp")
    until(lambda: announced(page), "It cannot be moved further.")
    until(lambda: steps(studio)[:2], ["  - Twee.", "  - Eén."])


def test_by_mouse(studio: RunningStudio, open_page: Callable[..., Any]) -> None:
    """A handle is dragged to where the line shows; Escape leaves the step where it was."""
    page = opened(studio, open_page)
    grip(page, "Eén.").drag_to(grip(page, "Twee."), target_position={"x": 20, "y": 36})
    until(lambda: announced(page), "Moved: step 2 of 4 of the routine.")
    until(lambda: steps(studio)[:2], ["  - Twee.", "  - Eén."])
    box = grip(page, "Twee.").bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + 20, box["y"] + 200, steps=4)
    until(page.locator(".dragged").inner_text, "Twee.")
    page.keyboard.press("Escape")
    page.mouse.up()
    until(lambda: announced(page), "Not moved.")
    until(page.locator(".dragged").count, 0)
    assert steps(studio)[:2] == ["  - Twee.", "  - Eén."]


def test_by_a_finger(studio: RunningStudio, open_page: Callable[..., Any]) -> None:
    """On a telephone the handle is pulled; the page does not scroll away under the finger."""
    page = opened(studio, open_page, has_touch=True)
    start, end = (grip(page, words).bounding_box() for words in ("Vijf.", "Drie."))
    door = page.context.new_cdp_session(page)

    def touch(kind: str, *points: tuple[float, float]) -> None:
        places = [{"x": x, "y": y} for x, y in points]
        door.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": places})

    x, y = start["x"] + 15, start["y"] + 15
    touch("touchStart", (x, y))
    for part in range(1, 6):
        there = end["x"] + 15, end["y"] + 4
        touch("touchMove", (x + (there[0] - x) * part / 5, y + (there[1] - y) * part / 5))
    touch("touchEnd")
    until(lambda: announced(page), "Moved: step 1 of 3 in its frame.")
    until(
        lambda: steps(studio)[2:],
        ["  - repeat: 2", "    steps:", "      - Vijf.", "      - Drie.", "      - Vier."],
    )


def test_into_a_repeat_without_lines(studio: RunningStudio, open_page: Callable[..., Any]) -> None:
    """A repeat that has no lines yet takes the step that is dropped on it."""
    page = opened(studio, open_page)
    grip(page, "Drie.").drag_to(grip(page, "Eén."), target_position={"x": 20, "y": 4})
    until(lambda: steps(studio)[0], "  - Drie.")
    grip(page, "Vier.").drag_to(grip(page, "Eén."), target_position={"x": 20, "y": 4})
    until(lambda: steps(studio)[1], "  - Vier.")
    grip(page, "Vijf.").drag_to(page.get_by_text("There are no lines in this repeat yet."))
    until(lambda: announced(page), "Moved: step 1 of 1 in its frame.")
    until(lambda: steps(studio)[-1], "      - Vijf.")
