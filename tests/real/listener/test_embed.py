"""The small player in the page of another site: light, as high as what it shows, by keyboard."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from stilte.release.site.embed_code import embed_code, embed_frame
from tests.real.listener.static_server import serving
from tests.real.until import until

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.real.listener.static_server import StaticSite

pytestmark = pytest.mark.real

FRAME_PX = "Math.round(document.querySelector('iframe').getBoundingClientRect().height)"
ICON = '<link rel="icon" href="data:,">'
AUDIO = "document.querySelector('audio')"


@pytest.fixture
def elsewhere(tmp_path: Path, site: StaticSite) -> Iterator[StaticSite]:
    """Yield another site, with pages that show the small player."""
    with elsewhere_of(site, tmp_path) as served:
        yield served


@contextmanager
def elsewhere_of(site: StaticSite, folder: Path) -> Iterator[StaticSite]:
    """Yield a site with pages that show the small player of another: pasted whole, and as a frame alone."""
    for name, body in (
        ("pasted.html", embed_code(f"{site.address}/lange-wandeling/embed.html", "De lange wandeling")),
        ("frame.html", embed_frame(f"{site.address}/lange-wandeling/embed.html", "De lange wandeling")),
    ):
        page = (
            f'<!doctype html><html lang="nl"><title>Blog</title>{ICON}<main><h1>Blog</h1>{body}</main></html>'
        )
        (folder / name).write_text(page, "utf-8")
    with serving(folder) as served:
        yield served


def inside(page: Any) -> Any:
    """Return the frame of the player, once its script has run."""
    until(page, "document.querySelector('iframe') !== null")
    (frame,) = [one for one in page.frames if one != page.main_frame]
    frame.wait_for_selector(".breath", state="visible")  # its document may be on its way yet
    return frame


def test_it_weighs_little_and_asks_for_no_sound(
    site: StaticSite, open_page: Callable[..., Any], tmp_path: Path
) -> None:
    """Under 60 kB of a track of 45 minutes, its length told, and not a byte of sound before it is played."""
    # At an address of its own, where no page of another test still asks for something.
    with serving(site.folder) as own, elsewhere_of(own, tmp_path) as elsewhere:
        frame = inside(open_page(f"{elsewhere.address}/pasted.html"))
        until(frame, "document.querySelector('#time').textContent === '45:00'")
        asked = [one for one in own.asked if "favicon" not in one]
        assert asked == ["/lange-wandeling/embed.html"]
        assert (own.folder / "lange-wandeling/embed.html").stat().st_size < 60_000
        assert frame.inner_text("h1") == "De lange wandeling"


def test_the_frame_is_as_high_as_what_it_shows(elsewhere: StaticSite, open_page: Callable[..., Any]) -> None:
    """Unfolded chapters make it higher, folded again it is as before; nothing scrolls inside."""
    page = open_page(f"{elsewhere.address}/pasted.html", viewport={"width": 400, "height": 800})
    frame = inside(page)
    high = frame.evaluate("Math.ceil(document.querySelector('main').getBoundingClientRect().height)")
    assert high < 220
    until(page, f"{FRAME_PX} === {high}")
    before = page.evaluate(FRAME_PX)
    frame.click("summary")
    until(page, f"{FRAME_PX} > 700")
    until(frame, "document.documentElement.scrollHeight <= innerHeight + 1")
    frame.click("summary")
    until(page, f"{FRAME_PX} === {before}")


def test_without_the_script_of_the_page_it_still_fits(
    elsewhere: StaticSite, open_page: Callable[..., Any]
) -> None:
    """As a frame alone, at its first height, all of it is seen; chapters scroll."""
    page = open_page(f"{elsewhere.address}/frame.html", viewport={"width": 340, "height": 800})
    frame = inside(page)
    assert frame.evaluate("document.querySelector('main').getBoundingClientRect().height <= innerHeight")


def test_it_is_played_with_the_keyboard(elsewhere: StaticSite, open_page: Callable[..., Any]) -> None:
    """The circle is the first control: it plays; the slider has keys, a chapter plays."""
    page = open_page(f"{elsewhere.address}/pasted.html")
    frame = inside(page)
    frame.focus(".breath")
    page.keyboard.press("Enter")
    until(frame, f"!{AUDIO}.paused")
    until(frame, "document.querySelector('.breath').ariaLabel === 'Pauze'")
    frame.focus("#seek")
    page.keyboard.press("PageUp")
    until(frame, f"{AUDIO}.currentTime > 60")
    until(frame, "document.querySelector('#seek').ariaValueText.includes(' / 45:00')")
    frame.focus("summary")
    page.keyboard.press("Enter")
    frame.focus(".chapters li:nth-child(3) a")
    page.keyboard.press("Enter")
    until(frame, f"{AUDIO}.currentTime >= 270 && {AUDIO}.currentTime < 275")
    until(frame, "document.querySelector('.here').textContent.startsWith('Deel 3')")
    assert len(page.context.pages) == 1


def test_a_place_is_chosen_before_anything_is_loaded(
    elsewhere: StaticSite, open_page: Callable[..., Any]
) -> None:
    """The slider moves first; the track then begins there."""
    page = open_page(f"{elsewhere.address}/pasted.html")
    frame = inside(page)
    frame.focus("#seek")
    page.keyboard.press("End")
    page.keyboard.press("Home")
    page.keyboard.press("PageUp")
    wanted = int(frame.input_value("#seek"))
    assert wanted > 100
    frame.click(".breath")
    until(frame, f"{AUDIO}.currentTime > {wanted} && {AUDIO}.currentTime < {wanted + 5}")


def test_the_player_in_the_frame_needs_no_script(chromium: Any, elsewhere: StaticSite) -> None:
    """Without JavaScript there is the browser's own player, and chapters lead to the page."""
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{elsewhere.address}/pasted.html")
    frame = page.frame_locator("iframe")
    assert frame.locator("audio[controls]").is_visible()
    assert frame.locator(".breath").is_hidden()
    frame.locator("summary").click()
    assert frame.locator(".chapters a").first.get_attribute("href") == "index.html#t=0"
    context.close()
