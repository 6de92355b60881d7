"""Keys that come before the next frame is drawn: each counts, and goes where the page already is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.real.studio.projects import SCRIPT
from tests.real.studio.until import until

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.real.studio.running import RunningStudio

pytestmark = pytest.mark.real

KEYS = """async (keys) => {
  const soon = () => new Promise((done) => {
    const channel = new MessageChannel();  // a task of its own, which no frame need come before
    channel.port1.onmessage = done;
    channel.port2.postMessage(0);
  });
  for (const key of keys) {
    document.activeElement.dispatchEvent(
      new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }),
    );
    await soon();
  }
  return document.activeElement.innerText;
}"""
PRESSED = """async (button) => {
  button.focus();
  button.click();
  await new Promise((done) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = done;
    channel.port2.postMessage(0);
  });
}"""
IN_DIALOG = "document.activeElement.closest('dialog') !== null"


@pytest.fixture
def page(studio: RunningStudio, open_page: Callable[..., Any]) -> Any:
    """Return the editor on the small script."""
    opened = open_page(studio, "/edit/zee")
    opened.locator(".routine").wait_for()
    return opened


def test_arrows_in_a_chip_count_from_what_was_just_entered(page: Any, studio: RunningStudio) -> None:
    """Enter and two arrows at once: two more than what was typed."""
    quiet = page.get_by_label("Quiet after it").nth(1)
    quiet.fill("12")
    page.evaluate(KEYS, ["Enter", "ArrowUp", "ArrowUp", "Enter"])
    until(lambda: studio.script("zee"), SCRIPT.replace("<8s>", "<14s>"))


def test_arrows_move_in_a_menu_as_soon_as_it_is_asked_for(page: Any, studio: RunningStudio) -> None:
    """A slash and three arrows: the fourth thing that can stand there."""
    page.get_by_label("Spoken line").last.focus()
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    assert page.evaluate(KEYS, ["/", "ArrowDown", "ArrowDown", "ArrowDown"]).strip() == "A hold"
    page.keyboard.press("Enter")
    until(lambda: "  - Dank je wel.\n  - hold: 30\n" in studio.script("zee"), expected=True)


def test_a_dialog_has_the_keys_as_soon_as_it_is_asked_for(page: Any) -> None:
    """No key goes to the page behind it."""
    page.get_by_role("button", name="Title, description and more").evaluate(PRESSED)
    assert page.evaluate(IN_DIALOG)


def test_a_new_view_has_the_focus_as_soon_as_it_is_asked_for(page: Any) -> None:
    """It does not take the focus later, from a field that somebody is typing in by then."""
    page.get_by_role("navigation").get_by_role("link", name="Show", exact=True).evaluate(PRESSED)
    assert page.evaluate("document.activeElement.id") == "main"
