"""Without a network: the list and what was kept; what is not kept is said; room, and newer versions."""

from __future__ import annotations

import json
import os
import time
from typing import TYPE_CHECKING, Any

import pytest

from stilte.release.site.pages import write_pages
from tests.real.listener.conftest import loaded, show_of_anna
from tests.real.until import until

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.real.listener.static_server import StaticSite

pytestmark = pytest.mark.real

READY = "navigator.serviceWorker.controller !== null"
KEPT = "document.querySelector('#keep').textContent === 'Offline bewaard'"
FULL = "navigator.storage.estimate = async () => ({quota: 3e6, usage: 2e6});"
SEEN = """
window.told = [];
addEventListener('DOMContentLoaded', () => {
  const button = document.querySelector('#keep, #keep-all');
  new MutationObserver(() => told.push(button.textContent)).observe(button, {childList: true});
});
"""


def keep(page: Any) -> None:
    until(page, READY)
    page.click("#keep")
    until(page, KEPT)


def test_the_list_and_its_pictures_are_there_without_a_network(
    own_site: StaticSite, open_page: Callable[..., Any]
) -> None:
    """Whoever kept one track finds the list, every picture in it, and the track marked."""
    page = loaded(open_page(f"{own_site.address}/zee/index.html", quiet=True))
    keep(page)
    until(
        page,
        "caches.keys().then(all => caches.open(all.find(one => one.endsWith('#list'))))"
        ".then(list => list.keys())"
        ".then(all => all.filter(one => one.url.endsWith('timeline.svg')).length === 5)",
    )
    page.context.set_offline(offline=True)
    page.goto(f"{own_site.address}/")
    until(page, "document.querySelectorAll('.card.kept').length === 1")
    assert page.inner_text(".card.kept h2") == "De zee"
    assert page.inner_text(".card.kept .state") == "Offline bewaard"
    page.evaluate("document.querySelectorAll('.card img').forEach(one => { one.loading = 'eager'; })")
    until(
        page, "[...document.querySelectorAll('.card img')].every(one => one.complete && one.naturalWidth > 0)"
    )
    states = page.eval_on_selector_all(".card:not(.kept) .state", "all => all.map(one => one.textContent)")
    assert states == ["heeft internet nodig"] * 4


def test_what_is_not_kept_is_said(own_site: StaticSite, open_page: Callable[..., Any]) -> None:
    """A clear page lists what is here, and leads back once there is a network."""
    page = loaded(open_page(f"{own_site.address}/zee/index.html", quiet=True))
    keep(page)
    page.context.set_offline(offline=True)
    page.goto(f"{own_site.address}/slaap-zacht/index.html")
    assert page.inner_text("h1") == "Deze pagina is niet bewaard op dit apparaat"
    until(page, "document.querySelectorAll('#here a').length === 1")
    assert page.inner_text("#here") == "De zee"
    page.context.set_offline(offline=False)
    until(page, "document.querySelector('h1')?.textContent === 'Slaap zacht'")
    page.context.set_offline(offline=True)
    page.goto(f"{own_site.address}/offline.html")
    page.click("#here a")
    until(page, "document.querySelector('h1')?.textContent === 'De zee'")


def test_keeping_shows_per_cent(own_site: StaticSite, open_page: Callable[..., Any]) -> None:
    """The button counts up, and at the end says that the track is kept; pressed again it is let go."""
    page = loaded(open_page(f"{own_site.address}/lange-wandeling/index.html", before=SEEN))
    keep(page)
    told = [one for one in page.evaluate("told") if one.startswith("Bewaren: ")]
    shares = [int(one.removeprefix("Bewaren: ").removesuffix("%")) for one in told]
    assert len(set(shares)) > 3
    assert shares == sorted(shares)
    page.reload()
    until(page, KEPT)
    page.click("#keep")
    until(page, "document.querySelector('#keep').textContent === 'Bewaar offline'")
    assert page.evaluate("caches.keys().then(all => all.filter(one => !one.endsWith('#list')).length)") == 0


def test_all_are_kept_from_the_list(own_site: StaticSite, open_page: Callable[..., Any]) -> None:
    """One button keeps what the list shows, with its size and per cent; each card is marked."""
    page = open_page(f"{own_site.address}/index.html", before=SEEN, quiet=True)
    until(page, READY)
    until(page, "document.querySelector('#keep-all').textContent.startsWith('Bewaar alles offline (24 MB)')")
    page.select_option("select[name=theme]", "staan")
    until(page, "document.querySelector('#keep-all').textContent === 'Bewaar alles offline (1 MB)'")
    page.click("#clear")
    page.click("#keep-all")
    until(page, "document.querySelector('.says').textContent === 'Ze zijn allemaal bewaard.'")
    until(page, "document.querySelectorAll('.card.kept').length === 5")
    assert any(one.startswith("Bewaren: ") for one in page.evaluate("told"))
    page.context.set_offline(offline=True)
    loaded_page = page.goto(f"{own_site.address}/wolken-bewegen/")
    assert loaded_page.status == 200
    loaded(page)


def test_a_full_device_is_told_of_with_numbers(own_site: StaticSite, open_page: Callable[..., Any]) -> None:
    """What is needed and what is free; nothing half is left behind."""
    page = loaded(open_page(f"{own_site.address}/lange-wandeling/index.html", before=FULL))
    until(page, READY)
    page.click("#keep")
    until(page, "document.querySelector('.says').textContent !== ''")
    assert page.inner_text(".says") == "Er is geen ruimte op dit apparaat: 22 MB is nodig, 1 MB is vrij."
    until(page, "document.querySelector('#keep').textContent === 'Bewaar offline'")
    assert page.evaluate("caches.keys().then(all => all.filter(one => !one.endsWith('#list')).length)") == 0


def test_a_device_that_fills_up_on_the_way_keeps_nothing_half(
    own_site: StaticSite, open_page: Callable[..., Any]
) -> None:
    """Where the browser itself refuses to keep more, it is told the same."""
    fails = (
        "const put = Cache.prototype.put; Cache.prototype.put = function (what, answer) {"
        " if (String(what).endsWith('.mp3')) throw new DOMException('full', 'QuotaExceededError');"
        " return put.call(this, what, answer); };"
    )
    page = loaded(open_page(f"{own_site.address}/lange-wandeling/index.html", before=fails))
    until(page, READY)
    page.click("#keep")
    until(page, "document.querySelector('.says').textContent.startsWith('Er is geen ruimte')")
    assert page.evaluate("caches.keys().then(all => all.filter(one => !one.endsWith('#list')).length)") == 0


def test_a_kept_track_that_was_rebuilt_is_renewed(
    own_site: StaticSite, open_page: Callable[..., Any]
) -> None:
    """The page or the list brings the new version by itself, and the old one goes only then."""
    page = loaded(open_page(f"{own_site.address}/zee/index.html"))
    keep(page)
    sheet = own_site.folder / "zee/zee.json"
    told = json.loads(sheet.read_text("utf-8"))
    sheet.write_text(json.dumps({**told, "fingerprint": "another"}), "utf-8")
    (own_site.folder / "zee/zee.vtt").write_text("WEBVTT\n\n00:01.000 --> 00:02.000\nNieuw\n", "utf-8")
    write_pages(own_site.folder, show_of_anna())
    # A web server tells versions apart by whole seconds; a rebuild comes later than a second after a visit.
    later = time.time() + 2
    for path in (own_site.folder / "zee").iterdir():
        os.utime(path, (later, later))
    page.reload()
    until(
        page,
        "document.querySelector('.says').textContent === 'Er was een nieuwere versie: die is nu bewaard.'",
    )
    names = page.evaluate("caches.keys().then(all => all.filter(one => one.includes('zee:')))")
    assert len(names) == 1
    kept = page.evaluate("caches.match(new URL('zee.vtt', location.href)).then(one => one.text())")
    assert "Nieuw" in kept


def test_a_server_that_is_broken_is_as_none(own_site: StaticSite, open_page: Callable[..., Any]) -> None:
    """Where the host answers with an error, what is kept is shown all the same."""
    page = loaded(open_page(f"{own_site.address}/zee/index.html", quiet=True))
    keep(page)
    own_site.down = True
    page.reload()
    assert page.inner_text("h1") == "De zee"


def test_the_show_can_be_put_on_a_home_screen(site: StaticSite, open_page: Callable[..., Any]) -> None:
    """Chromium reads the manifest without a complaint and finds the icons."""
    page = open_page(f"{site.address}/index.html")
    session = page.context.new_cdp_session(page)
    told = session.send("Page.getAppManifest")
    assert not told["errors"]
    assert json.loads(told["data"])["name"] == "Stilte & adem"
    assert session.send("Page.getInstallabilityErrors")["installabilityErrors"] in (
        [],
        [{"errorId": "in-incognito", "errorArguments": []}],
    )
