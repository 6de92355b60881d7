"""No barrier that axe knows, nothing that sticks out, at every width, in light and dark; paper; no script."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from stilte.release.site.pages import write_pages
from tests.real.chromium import needed
from tests.real.listener.conftest import loaded, show_of_anna
from tests.real.until import until

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.real.listener.static_server import StaticSite

pytestmark = pytest.mark.real

PAGES = (
    "zee/index.html",
    "lange-wandeling/index.html",
    "index.html",
    "lange-wandeling/embed.html",
    "offline.html",
)
OPENED = """() => {
  document.querySelectorAll('details').forEach(one => { one.open = true; });
  document.querySelectorAll('#settings, #next, #back').forEach(one => { one.hidden = false; });
}"""


def barriers(page: Any) -> str:
    """Return what axe finds, nothing where all is well."""
    try:
        from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415 — may be missing
    except ImportError:
        needed("axe is not there: pip install axe-playwright-python")
    found = Axe().run(page)
    report: str = found.generate_report()
    return report if found.violations_count else ""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("wide_px", [320, 768, 1440, 2560])
def test_axe_finds_nothing_and_nothing_sticks_out(
    site: StaticSite, open_page: Callable[..., Any], wide_px: int, scheme: str
) -> None:
    """Every page, with all that can be unfolded unfolded."""
    page = open_page(
        f"{site.address}/index.html",
        viewport={"width": wide_px, "height": 900},
        color_scheme=scheme,
        reduced_motion="reduce",
    )
    for path in PAGES:
        page.goto(f"{site.address}/{path}")
        page.evaluate(OPENED)
        assert page.evaluate("document.documentElement.scrollWidth") <= wide_px, path
        if wide_px in (320, 1440):
            assert not barriers(page), path


@pytest.mark.parametrize("accent", ["#ffe400", "#000000", "#ffffff", "#d81b60", "#7fb0c8"])
def test_the_colour_of_a_show_can_always_be_read(
    own_site: StaticSite, open_page: Callable[..., Any], accent: str
) -> None:
    """However light or dark the colour is that the author chose, in light and in dark."""
    write_pages(own_site.folder, replace(show_of_anna(), accent=accent))
    for scheme in ("light", "dark"):
        page = open_page(f"{own_site.address}/zee/index.html", color_scheme=scheme)
        page.evaluate(OPENED)
        assert not barriers(page)
        page.goto(f"{own_site.address}/lange-wandeling/embed.html")
        page.evaluate(OPENED)
        assert not barriers(page)


def test_paper_has_all_the_words_and_a_code(site: StaticSite, open_page: Callable[..., Any]) -> None:
    """Folded chapters are unfolded in print, controls are gone, a QR code leads to the page."""
    page = loaded(open_page(f"{site.address}/lange-wandeling/index.html"))
    page.emulate_media(media="print")
    seen = page.evaluate(
        "[...document.querySelectorAll('.lines button')].filter(one => one.checkVisibility()).length"
    )
    assert seen == 200
    assert page.locator(".qr").is_visible()
    assert page.inner_text(".printed p").endswith("https://example.org/podcast/lange-wandeling/index.html")
    for gone in (".breath", "audio", "#keep", "#search-text", "#follow", ".skip"):
        assert page.locator(gone).first.is_hidden(), gone


def test_the_code_on_paper_leads_to_the_page(site: StaticSite, open_page: Callable[..., Any]) -> None:
    """What is drawn is the code of the page's address, as another maker of codes has it."""
    page = open_page(f"{site.address}/zee/index.html")
    page.emulate_media(media="print")
    picture = page.locator(".qr").screenshot(scale="css")
    assert read_code(picture) == "https://example.org/podcast/zee/index.html"


def read_code(picture: bytes) -> str:
    """Return what a QR code says."""
    try:
        import cv2  # type: ignore[import-not-found,unused-ignore]  # noqa: PLC0415 — may be missing
        import numpy as np  # noqa: PLC0415
    except ImportError:
        needed("OpenCV is not there: pip install opencv-python-headless")
    image = cv2.imdecode(np.frombuffer(picture, np.uint8), cv2.IMREAD_COLOR)
    assert image is not None
    large = cv2.copyMakeBorder(image, 40, 40, 40, 40, cv2.BORDER_CONSTANT, value=(255, 255, 255))
    said: str = cv2.QRCodeDetector().detectAndDecode(cv2.resize(large, None, fx=4, fy=4))[0]
    return said


def test_without_a_script_player_chapters_and_words_remain(chromium: Any, site: StaticSite) -> None:
    """The browser's own player, the download, chapters, words, the list; no control that does nothing."""
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site.address}/lange-wandeling/index.html")
    assert page.locator("audio[controls]").is_visible()
    assert page.locator("a[download]").is_visible()
    page.locator("#chapters summary").click()
    assert page.locator(".chapters a").first.is_visible()
    page.locator(".transcript summary").first.click()
    assert page.locator(".lines button").first.is_visible()
    dead = page.locator("main button, main input, main select").filter(visible=True)
    assert not [one for one in dead.all() if one.get_attribute("tabindex") != "-1"]
    page.goto(f"{site.address}/index.html")
    assert page.locator(".card").count() == 5
    assert not page.locator("form, #keep-all").filter(visible=True).count()
    context.close()


def test_nothing_is_asked_of_other_servers(site: StaticSite, open_page: Callable[..., Any]) -> None:
    """Every page, played and kept: all requests go to its own host."""
    page = open_page(f"{site.address}/index.html")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in PAGES:
        page.goto(f"{site.address}/{path}")
        page.wait_for_timeout(100)
    loaded(page) if page.locator("audio").count() else None
    page.goto(f"{site.address}/zee/index.html")
    until(page, "navigator.serviceWorker.controller !== null")
    page.click("#keep")
    until(page, "document.querySelector('#keep').getAttribute('aria-pressed') === 'true'")
    assert [one for one in asked if not one.startswith((site.address, "data:"))] == []
