"""A track of 45 minutes, 20 chapters, 200 lines: folded, few tab stops, text that follows and is searched."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.real.listener.conftest import loaded
from tests.real.until import until

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.real.listener.static_server import StaticSite

pytestmark = pytest.mark.real

STOPS = """() => {
  const kinds = 'a[href], button, input, select, textarea, summary, audio, [tabindex]';
  const all = [...document.querySelectorAll(kinds)];
  return all.filter(one => one.tabIndex >= 0 && one.checkVisibility()).length;
}"""


DRAWN = "new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))"


@pytest.fixture
def page(site: StaticSite, open_page: Callable[..., Any]) -> Any:
    """Return the page of the long track."""
    return loaded(open_page(f"{site.address}/lange-wandeling/index.html"))


def test_two_hundred_lines_are_few_stops_of_the_tab_key(page: Any) -> None:
    """Chapters and text are folded, and open they are one stop; arrows go from line to line."""
    assert page.evaluate(STOPS) < 30
    page.evaluate("document.querySelectorAll('.transcript details').forEach(one => { one.open = true; })")
    assert page.locator(".lines button").count() == 200
    assert page.evaluate(STOPS) < 30


def test_arrows_go_from_line_to_line(page: Any) -> None:
    """Down opens nothing by itself: Enter unfolds a chapter, down goes into it, Enter plays from the line."""
    page.focus(".transcript summary")
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.dataset.at") == "15.0"
    page.keyboard.press("Enter")
    until(page, "document.querySelector('audio').currentTime >= 15")
    page.keyboard.press("End")
    assert page.evaluate("document.activeElement.matches('summary')")
    page.keyboard.press("Home")
    assert page.evaluate("document.activeElement.textContent.includes('Deel 1:')")


def test_skip_links_lead_past_the_top(page: Any) -> None:
    """The first stop is a link to the player, then to the chapters and to the text."""
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Naar de speler"
    assert page.evaluate("document.activeElement.getBoundingClientRect().top") >= 0
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "transcript"


def test_the_text_follows_and_lets_go(page: Any) -> None:
    """It brings the line that is spoken into sight until the reader scrolls, and comes back when asked."""
    page.check("#follow")
    page.click(".breath")
    page.evaluate("document.querySelector('audio').currentTime = 2432")
    seen = (
        "(line => line && line.checkVisibility() && line.getBoundingClientRect().top > 0"
        " && line.getBoundingClientRect().bottom < innerHeight)"
        "(document.querySelector('.lines button[aria-current]'))"
    )
    until(page, seen)
    page.wait_for_timeout(1000)
    assert page.locator("#back").is_hidden()
    page.mouse.wheel(0, -3000)
    page.wait_for_selector("#back", state="visible")
    page.evaluate("document.querySelector('audio').currentTime = 2445")
    page.wait_for_timeout(1500)
    assert not page.evaluate(seen)
    page.click("#back")
    until(page, seen)
    assert page.locator("#back").is_hidden()


SLOW_FRAMES = """
const scroll = Element.prototype.scrollIntoView;
Element.prototype.scrollIntoView = function (...how) {
  scroll.apply(this, how);
  const until = performance.now() + 900;
  while (performance.now() < until);
};
null;
"""


def test_the_text_follows_on_a_slow_device(page: Any) -> None:
    """A page that is drawn late after it scrolled by itself does not take that for the reader's scrolling."""
    page.check("#follow")
    page.evaluate(SLOW_FRAMES)
    page.click(".breath")
    page.evaluate("document.querySelector('audio').currentTime = 2432")
    until(page, "document.querySelector('.lines button[aria-current]') !== null && scrollY > 0")
    page.evaluate(DRAWN)
    assert page.locator("#back").is_hidden()


def test_the_text_is_searched(page: Any) -> None:
    """Lines with the words are marked, their chapters open; capitals and accents do not count."""
    page.fill("#search-text", "KNIEEN")
    assert page.inner_text("#found-text") == "Gevonden: 40"
    assert page.locator(".lines mark").first.inner_text() == "knieën"
    page.press("#search-text", "Enter")
    assert page.inner_text("#found-text") == "1 / 40"
    assert page.locator(".lines .hit").is_visible()
    page.fill("#search-text", "Deel")
    assert page.inner_text("#found-text") == "Niets gevonden"
    page.press("#search-text", "Escape")
    assert page.locator(".lines mark").count() == 0
    assert page.locator(".transcript details[open]").count() == 0


def test_a_search_for_signs_finds_signs(page: Any) -> None:
    """What is searched for is never read as a pattern or as markup."""
    page.fill("#search-text", "(1.1)")
    assert page.inner_text("#found-text") == "Gevonden: 1"
    page.fill("#search-text", "<b>")
    assert page.inner_text("#found-text") == "Niets gevonden"
