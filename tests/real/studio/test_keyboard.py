"""The keyboard alone: from the list of tracks to a changed, heard and moved line, without a click."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.real.studio.projects import SCRIPT
from tests.real.studio.until import until

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.real.studio.running import RunningStudio

pytestmark = pytest.mark.real

MOST_TABS = 60


def tab_to(page: Any, label: str) -> None:
    """Press Tab until something with this name has the focus."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        name = page.evaluate(
            "(document.activeElement.ariaLabel || document.activeElement.innerText || '').trim()"
        )
        if name == label:
            return
    pytest.fail(f"Tab never comes to {label}")


def test_from_the_list_to_an_edited_line(studio: RunningStudio, open_page: Callable[..., Any]) -> None:
    """Open the track, change a line, its quiet and its place, a breath's count; undo."""
    page = open_page(studio)
    page.locator(".card").first.wait_for()
    tab_to(page, "De zee")
    page.keyboard.press("Enter")
    page.locator(".routine").wait_for()
    tab_to(page, "Spoken line")
    page.keyboard.press("End")
    page.keyboard.type(" Dag.")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expected = SCRIPT.replace("allemaal.", "allemaal. Dag.").replace("<8s>", "<9s>")
    until(lambda: studio.script("zee"), expected)
    page.keyboard.press("Alt+ArrowUp")
    until(
        lambda: studio.script("zee").index("Ga rustig") < studio.script("zee").index("Welkom"), expected=True
    )
    page.keyboard.press("ControlOrMeta+z")
    until(lambda: studio.script("zee"), expected)
    tab_to(page, "How many breaths")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    until(lambda: "breathe: 4" in studio.script("zee"), expected=True)
    tab_to(page, "Place in the track")
    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    until(lambda: page.evaluate("document.activeElement.value"), "Welkom allemaal. Dag.")


def test_steps_are_selected_framed_and_deleted_by_keys(
    studio: RunningStudio, open_page: Callable[..., Any]
) -> None:
    """Escape leaves the text for the handle; Shift and an arrow select more; Delete deletes."""
    page = open_page(studio, "/edit/zee")
    page.get_by_label("Spoken line").first.focus()
    page.keyboard.press("Escape")
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Delete")
    lines = "  - Welkom allemaal.   # niet te snel\n  - Ga rustig zitten. <8s>\n"
    until(lambda: studio.script("zee"), SCRIPT.replace(lines, ""))
    page.keyboard.press("ControlOrMeta+z")
    until(lambda: studio.script("zee"), SCRIPT)


def test_a_slash_in_an_empty_line_offers_what_can_stand_there(
    studio: RunningStudio, open_page: Callable[..., Any]
) -> None:
    """Enter, a slash, and the arrows put in a hold."""
    page = open_page(studio, "/edit/zee")
    page.get_by_label("Spoken line").last.focus()
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    page.keyboard.press("/")
    page.get_by_role("menu").wait_for()
    for _ in range(3):
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    until(lambda: "  - Dank je wel.\n  - hold: 30\n" in studio.script("zee"), expected=True)


def test_a_dialog_gives_the_focus_back(studio: RunningStudio, open_page: Callable[..., Any]) -> None:
    """Escape closes a dialog, and the focus is where it was."""
    page = open_page(studio, "/edit/zee")
    page.locator(".routine").wait_for()
    button = page.get_by_role("button", name="Title, description and more")
    button.focus()
    page.keyboard.press("Enter")
    page.get_by_role("dialog").wait_for()
    page.keyboard.press("Escape")
    until(lambda: page.evaluate("document.activeElement.ariaLabel"), "Title, description and more")


def test_a_button_that_did_its_work_keeps_the_focus(
    studio: RunningStudio, open_page: Callable[..., Any]
) -> None:
    """Where nothing is left to do it is disabled, and the next Tab goes on from there, not from the top."""
    page = open_page(studio, "/edit/zee")
    page.get_by_label("Spoken line").first.fill("Dag allemaal.")
    until(lambda: studio.script("zee"), SCRIPT.replace("Welkom", "Dag"))
    undo = page.get_by_role("button", name="Undo (Ctrl and Z)")
    undo.press("Enter")
    until(lambda: studio.script("zee"), SCRIPT)
    until(undo.is_enabled, expected=False)
    assert undo.evaluate("button => button === document.activeElement")
    page.keyboard.press("Enter")  # does nothing
    page.keyboard.press("Tab")
    until(
        lambda: page.evaluate("document.activeElement.getAttribute('aria-label')"), "Redo (Ctrl, Shift and Z)"
    )
    assert undo.evaluate("button => button.disabled")
    assert studio.script("zee") == SCRIPT
