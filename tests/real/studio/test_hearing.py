"""Hearing a line in its place: soon after an edit, in its quiet, with the line that is heard lit."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pytest

from tests.real.studio.until import until

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.real.studio.running import RunningStudio

pytestmark = pytest.mark.real

SOON_S = 1.5
BUSY_S = 0.05
COUNT_SOUNDS = """
window.heard = [];
const play = HTMLMediaElement.prototype.play;
HTMLMediaElement.prototype.play = function () {
  window.heard.push(this);
  return play.call(this);
};
"""

LIT = """
window.lit = [];
new MutationObserver(() => {
  const line = document.querySelector(".step.lit textarea")?.value;
  if (line && line !== window.lit.at(-1)) window.lit.push(line);
}).observe(document.body, {subtree: true, childList: true, attributes: true, attributeFilter: ["class"]});
"""
"""Keeps the lines that were lit, in their order: a look from outside may come when the next one is."""


@pytest.fixture
def page(studio: RunningStudio, open_page: Callable[..., Any]) -> Any:
    """Return the editor on the small script, with every sound that it plays noted."""
    opened = open_page(studio, "/edit/zee", complains="422")
    opened.add_init_script(COUNT_SOUNDS)
    opened.reload()
    opened.locator(".routine").wait_for()
    return opened


def played_s(page: Any) -> float:
    """Return how much of the last sound has been played, in seconds."""
    return float(page.evaluate("window.heard.length ? window.heard.at(-1).currentTime : 0"))


def test_an_edited_line_sounds_within_a_second_and_a_half(page: Any) -> None:
    """From the last key of an edit to the first sound of that line at most 1.5 s, the rest being spoken.

    The best of three edits counts, for the part of a core that was left by other work of the machine.
    """
    page.keyboard.press("Control+Space")
    until(lambda: played_s(page) > 0, expected=True)
    page.keyboard.press("Control+Space")
    page.get_by_role("button", name="Hear", exact=True).wait_for()
    took = [
        edited_and_heard_s(page, words) for words in ("Ga nu maar zitten.", "Ga toch zitten.", "Ga zitten.")
    ]
    assert min(took) < SOON_S, took


def edited_and_heard_s(page: Any, words: str) -> float:
    """Return how long it takes from a new line to its sound, on a core of which this process gets all."""
    page.get_by_label("Spoken line").nth(1).fill(words)
    shares = [share_of_a_core()]
    sounds = int(page.evaluate("window.heard.length"))
    began = time.monotonic()
    page.keyboard.press("Control+Space")
    until(lambda: page.evaluate(f"window.heard.length > {sounds}"), expected=True)
    until(lambda: "step=steps%2F1" in page.evaluate("window.heard.at(-1).src"), expected=True)
    until(lambda: played_s(page) > 0, expected=True)
    took_s = time.monotonic() - began
    shares.append(share_of_a_core())
    page.keyboard.press("Control+Space")
    page.get_by_role("button", name="Hear", exact=True).wait_for()
    return took_s * max(shares)


def share_of_a_core() -> float:
    """Return what part of a core a busy process gets now: 1 on a machine at rest, less beside other work."""
    wall_s, own_s = time.perf_counter(), time.process_time()
    while time.process_time() - own_s < BUSY_S:
        pass
    return min(1.0, (time.process_time() - own_s) / (time.perf_counter() - wall_s))


def test_the_line_that_is_heard_is_lit_and_space_stops(page: Any) -> None:
    """Playing from a line lights it, then the next; Space stops, and no line is lit."""
    page.evaluate(LIT)
    page.get_by_label("Spoken line").first.click()
    page.keyboard.press("Escape")
    page.keyboard.press(" ")
    until(lambda: page.evaluate("lit.slice(0, 2)"), ["Welkom allemaal.", "Ga rustig zitten."])
    page.locator("h1").click()
    page.keyboard.press(" ")
    page.get_by_role("button", name="Hear", exact=True).wait_for()
    until(page.locator(".step.lit").count, 0)
    until(lambda: page.evaluate("window.heard.every((sound) => sound.paused)"), expected=True)


def test_space_in_a_line_is_a_space(page: Any, studio: RunningStudio) -> None:
    """While typing, Space types; nothing plays."""
    page.get_by_label("Spoken line").first.click()
    page.keyboard.press("End")
    page.keyboard.type(" Dag.")
    until(lambda: "Welkom allemaal. Dag." in studio.script("zee"), expected=True)
    assert page.evaluate("window.heard.length") == 0


def test_what_cannot_be_heard_is_said(page: Any, studio: RunningStudio) -> None:
    """A script with an error is not silent about it: the reason stands on the page."""
    path = studio.root / "scripts/zee.yaml"
    path.write_text(path.read_text("utf-8").replace("breath: 4-6", "breath: 4"), "utf-8")
    page.locator(".problems .error").first.wait_for()
    page.get_by_role("button", name="Hear", exact=True).click()
    page.get_by_role("alert").locator(".message").wait_for()
    page.get_by_role("button", name="Hear", exact=True).wait_for()
