"""Addresses with a time, and sharing from a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.real.listener.conftest import loaded
from tests.real.until import until

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.real.listener.static_server import StaticSite

pytestmark = pytest.mark.real

SHARE = "window.shared = []; navigator.share = async (what) => { shared.push(what); };"
TIME = "document.querySelector('audio').currentTime"


@pytest.mark.parametrize(
    ("written", "time_s"),
    [
        ("#t=754", 754),
        ("#t=12:34", 754),
        ("#t=12:34.5", 754.5),
        ("#t=0:12:34", 754),
        ("#t=12m34s", 754),
        ("#t=12m", 720),
        ("#t=0h12m34s", 754),
        ("#t=90s", 90),
        ("#t=12%3A34", 754),
        ("?t=12:34", 754),
        ("?t=754", 754),
        ("?utm_source=mail&t=12m34s", 754),
        ("?t=10#t=754", 754),
        ("#t=99:00:00", 2699.9),
    ],
)
def test_an_address_with_a_time_opens_there(
    site: StaticSite, open_page: Callable[..., Any], written: str, time_s: float
) -> None:
    """However the time is written; nothing plays by itself, and past the end is the end."""
    page = loaded(open_page(f"{site.address}/lange-wandeling/index.html{written}"))
    until(page, f"Math.abs({TIME} - {time_s}) < 0.01")
    assert page.evaluate("document.querySelector('audio').paused")


@pytest.mark.parametrize("written", ["#t=", "#t=abc", "#t=-5", "#t=%E0%A4%A", "?t=1:2:3:4", "#transcript"])
def test_an_address_without_a_time_begins_at_the_beginning(
    site: StaticSite, open_page: Callable[..., Any], written: str
) -> None:
    """What is no time is passed over, without a complaint."""
    page = loaded(open_page(f"{site.address}/zee/index.html{written}"))
    page.wait_for_timeout(100)
    assert page.evaluate(TIME) == 0


def test_a_track_is_shared_from_here(site: StaticSite, open_page: Callable[..., Any]) -> None:
    """The second button names the time, and shares the page's own address with it."""
    page = loaded(open_page(f"{site.address}/lange-wandeling/index.html", before=SHARE))
    assert page.locator("#share-from").is_hidden()
    page.evaluate("document.querySelector('audio').currentTime = 754")
    until(page, "document.querySelector('#share-from').textContent === 'Deel vanaf 12:34'")
    page.click("#share-from")
    page.click("#share")
    address = "https://example.org/podcast/lange-wandeling/index.html"
    assert [one["url"] for one in page.evaluate("shared")] == [f"{address}#t=12:34", address]
