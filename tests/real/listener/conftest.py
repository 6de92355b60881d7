"""A site of several tracks on a plain web server, and pages of Chromium that fail on any complaint."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image

from stilte.release.site.pages import write_pages
from tests.real.listener.static_server import StaticSite, serving
from tests.real.sample_site import SHOW, hum, long_walk, put, sea
from tests.real.until import until

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from stilte.release.show import Show
    from stilte.release.track import Track

    Page = Any

MORE = (
    ("Wolken bewegen", ("staan", "adem"), "nl", "2026-03-01"),
    ("Standing like a tree", ("staan",), "en", "2026-04-01"),
    ("Slaap zacht", ("slaap",), "nl", "2026-05-01"),
)


def show_of_anna() -> Show:
    """Return a show with all that `podcast.yaml` can say of it."""
    return replace(
        SHOW,
        media="https://example.org/podcast",
        about="Ik ben **Anna**.",
        links=(("Lessen", "https://example.org/lessen"),),
        subscribe=(("Spotify", "https://open.spotify.com/show/x"),),
        start=("zee",),
        photo="anna.jpg",
    )


def named(track: Track, title: str, tags: tuple[str, ...], language: str, date: str) -> Track:
    """Return the same track as another one."""
    slug = title.lower().replace(" ", "-")
    routine = replace(track.routine, slug=slug, title=title, tags=tags, language=language, date=date)
    return replace(track, slug=slug, routine=routine)


def build_site(output: Path, show: Show, sounds: Path) -> None:
    """Write six tracks, one of 45 minutes and one in two lengths, their pages, and a cover and a photo."""
    for name in ("cover.jpg", "photo.jpg"):
        Image.new("RGB", (1400, 1400), "#7b5a3a").save(output / name)
    short, long = sounds / "short.mp3", sounds / "long.mp3"
    put(output, sea(show), short)
    put(output, long_walk(show), long)
    for title, tags, language, date in MORE:
        put(output, named(sea(show), title, tags, language, date), short)
    longer = named(sea(show), "Slaap zacht", ("slaap",), "nl", "2026-05-01")
    put(output, replace(longer, slug="slaap-zacht-2m", variant_of="slaap-zacht"), short)
    write_pages(output, show, feeds=(("nl", "feed.xml"),))


@pytest.fixture(scope="session")
def sounds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with an MP3 of a minute and one of 45."""
    folder = tmp_path_factory.mktemp("sounds")
    hum(folder / "short.mp3", 60)
    hum(folder / "long.mp3", 2700)
    return folder


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, sounds: Path) -> Iterator[StaticSite]:
    """Yield the site, at its address."""
    output = tmp_path_factory.mktemp("site")
    build_site(output, show_of_anna(), sounds)
    with serving(output) as served:
        yield served


@pytest.fixture
def own_site(tmp_path: Path, sounds: Path) -> Iterator[StaticSite]:
    """Yield a site that a test may change."""
    build_site(tmp_path, show_of_anna(), sounds)
    with serving(tmp_path) as served:
        yield served


@pytest.fixture
def chromium(browser: Any) -> Any:
    """Return Debian's Chromium."""
    return browser


@pytest.fixture
def open_page(chromium: Any) -> Iterator[Callable[..., Page]]:
    """Return what opens an address in a context of its own; complaints in any console fail the test."""
    contexts: list[Any] = []
    complaints: list[str] = []

    def opened(address: str, *, before: str = "", quiet: bool = False, **options: Any) -> Page:
        context = chromium.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        if before:
            page.add_init_script(before)
        if not quiet:
            page.on(
                "console", lambda m: complaints.append(m.text) if m.type in ("error", "warning") else None
            )
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(address)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not complaints


def loaded(page: Page) -> Page:
    """Wait until the sound of a page can be sought in."""
    until(page, "document.querySelector('audio').readyState >= 1")
    return page
