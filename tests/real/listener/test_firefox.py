"""The listen pages in Firefox: all that a listener does, as Chromium has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.real.chromium import needed
from tests.real.firefox import Firefox, running_firefox, why_no_firefox

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.real.listener.static_server import StaticSite

pytestmark = pytest.mark.real

AUDIO = "document.querySelector('audio')"
LOADED = f"{AUDIO}.readyState >= 1"
# Firefox complains of a picture whose loading is broken off by leaving the page.
PICTURES = "[...document.images].every(one => (one.loading = 'eager', one.complete && one.naturalWidth > 0))"


@pytest.fixture(scope="module")
def firefox() -> Iterator[Firefox]:
    """Yield a running Firefox."""
    if why := why_no_firefox():
        needed(why)
    with running_firefox() as running:
        yield running


@pytest.fixture
def page(firefox: Firefox) -> Iterator[Firefox]:
    """Yield a fresh page that fails the test on any complaint in its console."""
    firefox.fresh()
    firefox.evaluate("0")
    yield firefox
    assert firefox.complaints == []


def test_it_plays_by_circle_and_keys(page: Firefox, site: StaticSite) -> None:
    """The circle plays, breath and chapter follow; keys for the whole page; Media Session is told."""
    page.open(f"{site.address}/zee/index.html")
    page.until(LOADED)
    page.click(".breath")
    page.until(f"!{AUDIO}.paused")
    page.evaluate(f"{AUDIO}.currentTime = 15.2")
    page.until("document.querySelector('.phase').textContent === 'adem in'")
    page.until("navigator.mediaSession.metadata.artist === 'Ademen · Anna'")
    page.click("h1")
    page.press(" ")
    page.until(f"{AUDIO}.paused")
    page.press("ArrowRight")
    page.until(f"{AUDIO}.currentTime > 29")
    page.press("p")
    page.until(f"{AUDIO}.currentTime === 14.5")


def test_speed_and_timer(page: Firefox, site: StaticSite) -> None:
    """The speed is kept, the timer fades and stops."""
    page.open(f"{site.address}/zee/index.html#t=3")  # nine seconds of fading, until the chapter ends
    page.until(f"{AUDIO}.currentTime === 3")
    page.click("#more")
    page.click("input[name=speed][value='1.25']")
    page.until(f"{AUDIO}.playbackRate === 1.25")
    page.click("input[name=timer][value=chapter]")
    page.click(".breath")
    page.until(f"{AUDIO}.volume < 0.5")
    page.until(f"{AUDIO}.paused && {AUDIO}.volume === 1")
    page.evaluate("localStorage.clear()")


def test_a_long_track_is_searched_and_opened_at_a_time(page: Firefox, site: StaticSite) -> None:
    """`#t=12:34` opens there; the text is folded, searched, and one stop of the tab key."""
    page.open(f"{site.address}/lange-wandeling/index.html#t=12:34")
    page.until(f"{AUDIO}.currentTime === 754")
    page.until("document.querySelector('#share-from').textContent === 'Deel vanaf 12:34'")
    page.click("#search-text")
    page.type("knieen")
    page.until("document.querySelector('#found-text').textContent === 'Gevonden: 40'")
    stops = "document.querySelectorAll('.transcript [tabindex=\"0\"]').length"
    page.until(f"{stops} === 1")


def test_what_is_kept_is_served_from_the_device(page: Firefox, site: StaticSite) -> None:
    """With the server gone the kept page, its sound and the list are there."""
    page.open(f"{site.address}/zee/index.html")
    page.until("navigator.serviceWorker.controller !== null")
    page.click("#keep")
    page.until("document.querySelector('#keep').textContent === 'Offline bewaard'")
    page.until(PICTURES)
    site.down = True
    try:
        page.open(f"{site.address}/zee/")
        page.until(LOADED)
        page.until(PICTURES)
        page.open(f"{site.address}/index.html")
        page.until("document.querySelectorAll('.card.kept').length === 1")
        page.until("document.querySelector('.card.kept img').naturalWidth > 0")
    finally:
        site.down = False
        page.evaluate("caches.keys().then(all => Promise.all(all.map(one => caches.delete(one))))")


def test_the_list_is_narrowed(page: Firefox, site: StaticSite) -> None:
    """By words; the count says how many."""
    page.open(f"{site.address}/index.html")
    page.click("input[name=q]")
    page.type("wolken")
    page.until("document.querySelectorAll('.card:not([hidden])').length === 1")
    page.until("document.querySelector('#count').textContent === 'Gevonden: 1'")


def test_the_small_player_plays(page: Firefox, site: StaticSite) -> None:
    """The circle, the chapters and the slider of the small player."""
    page.open(f"{site.address}/lange-wandeling/embed.html")
    page.click(".breath")
    page.until(f"!{AUDIO}.paused && {AUDIO}.currentTime > 0.2")
    page.click("summary")
    page.click(".chapters li:nth-child(2) a")
    page.until(f"{AUDIO}.currentTime >= 135 && document.querySelector('#seek').value >= 135")
    page.until("document.querySelector('.here').textContent.startsWith('Deel 2')")
