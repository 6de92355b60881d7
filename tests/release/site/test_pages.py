"""Listen pages: whole, safe, in the routine's language."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from lxml import html

from stilte.release.catalog import read_catalog
from stilte.release.site.addresses import Site
from stilte.release.site.pages import pages, write_pages

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from stilte.release.show import Show
    from stilte.release.track import Track

EVIL = "</script><script>alert(1)</script><img src=x onerror=alert(2)>"


@pytest.fixture
def made(tmp_path: Path, track: Track, put: Callable[[Path, Track], None], show: Show) -> dict[str, str]:
    """Return the pages of one track, by name."""
    put(tmp_path, track)
    return {name: body.decode("utf-8", "replace") for name, body in pages(Site(show, read_catalog(tmp_path)))}


def test_every_track_has_a_page_and_a_player(made: dict[str, str]) -> None:
    """Besides them there are an index, and what keeps tracks offline and puts the show on a home screen."""
    app = ["sw.js", "manifest.webmanifest", "icon-192.png", "icon-512.png", "offline.html"]
    assert list(made) == [*app, "rust-3m/index.html", "rust-3m/embed.html", "index.html"]


def test_nothing_comes_from_elsewhere(made: dict[str, str]) -> None:
    """A page asks for its own files and nothing else."""
    for name, body in made.items():
        if name.endswith(".html"):
            tree: Any = html.fromstring(body)
            asked = tree.xpath("//*[self::script or self::img or self::audio or self::track]/@src")
            asked += tree.xpath("//link[@rel='stylesheet']/@href")
            assert not [one for one in asked if re.match("(https?:)?//", one)]
            assert "@import" not in body


def test_the_page_speaks_the_language_of_the_routine(made: dict[str, str]) -> None:
    """A Dutch routine has Dutch headings, and tells of its AI voice in Dutch."""
    tree: Any = html.fromstring(made["rust-3m/index.html"])
    assert tree.get("lang") == "nl"
    assert [one.text for one in tree.xpath("//h2")] == [
        "Bij deze opname",
        "Hoofdstukken",
        "Tekst",
        "Met dank aan",
    ]
    assert "AI-stem" in tree.text_content()


def test_chapters_link_to_their_written_marks(made: dict[str, str]) -> None:
    """A chapter's address carries its time, and an element of the page answers to it."""
    tree: Any = html.fromstring(made["rust-3m/index.html"])
    links = tree.xpath("//ol[@class='chapters']//a/@href")
    assert links == ["#t=0", "#t=23.5", "#t=99.5"]
    assert all(tree.get_element_by_id(link[1:]) is not None for link in links)


def test_the_transcript_is_buttons_without_counting(made: dict[str, str]) -> None:
    """Each line can be pressed and knows its time; numbers that count are left out."""
    tree: Any = html.fromstring(made["rust-3m/index.html"])
    lines = [(one.get("data-at"), one.text) for one in tree.xpath("//ol[@class='lines']//button")]
    assert lines[0] == ("6.0", "Welkom & ga <zacht> zitten.")
    assert len(lines) == 5


def test_what_a_script_says_stays_text(
    tmp_path: Path, track: Track, put: Callable[[Path, Track], None], show: Show
) -> None:
    """Title, subtitle, description, author and lines can bring no markup into any page."""
    routine = replace(
        track.routine,
        title=EVIL,
        subtitle=EVIL,
        description=f"{EVIL}\n\n[x](javascript:alert(3))",
        author=EVIL,
    )
    put(tmp_path, replace(track, routine=routine))
    for name, body in pages(Site(replace(show, title=EVIL, description=EVIL), read_catalog(tmp_path))):
        if name.endswith(".html"):
            tree: Any = html.fromstring(body.decode())
            assert not tree.xpath("//*[@onerror] | //img[@src='x'] | //a[starts-with(@href, 'javascript')]")
            assert not [one for one in tree.xpath("//script/text()") if one.startswith("alert")]
            for data in tree.xpath("//script[contains(@type, 'json')]/text()"):
                json.loads(data)


def test_machines_are_told_where_everything_is(made: dict[str, str]) -> None:
    """Search engines and other sites find the full addresses of page, sound and series."""
    tree: Any = html.fromstring(made["rust-3m/index.html"])
    (told,) = (json.loads(data) for data in tree.xpath("//script[@type='application/ld+json']/text()"))
    assert (told["@type"], told["duration"]) == ("PodcastEpisode", "PT0H2M50S")
    assert told["url"] == "https://example.org/media/rust-3m/index.html"
    assert told["associatedMedia"]["contentUrl"] == "https://example.org/media/rust-3m/rust-3m.mp3"
    seen = {one.get("property"): one.get("content") for one in tree.xpath("//meta[@property]")}
    assert seen["og:url"] == tree.xpath("//link[@rel='canonical']/@href")[0] == told["url"]
    assert seen["og:audio"] == told["associatedMedia"]["contentUrl"]


def test_a_page_without_a_known_address_names_none(
    tmp_path: Path, track: Track, put: Callable[[Path, Track], None], show: Show
) -> None:
    """Before `media` is set there is no frame to paste, no canonical address, and nothing half made."""
    put(tmp_path, track)
    made = dict(pages(Site(replace(show, media=""), read_catalog(tmp_path))))
    tree: Any = html.fromstring(made["rust-3m/index.html"].decode())
    assert not tree.xpath("//textarea | //link[@rel='canonical'] | //meta[@property='og:url']")
    assert "contentUrl" not in made["rust-3m/index.html"].decode()


def test_a_feed_that_is_known_is_linked(
    tmp_path: Path, track: Track, put: Callable[[Path, Track], None], show: Show
) -> None:
    """Beside the pages or at its own address: people and podcast clients find it, and machines do."""
    put(tmp_path, track)
    for feed, link in (("feed.xml", "../feed.xml"), ("https://a.b/f.xml", "https://a.b/f.xml")):
        made = dict(pages(Site(show, read_catalog(tmp_path), (("nl", feed),))))
        tree: Any = html.fromstring(made["rust-3m/index.html"].decode())
        assert tree.xpath("//*[@type='application/rss+xml']/@href") == [link, link]
        index = html.fromstring(made["index.html"].decode())
        assert index.xpath("//p[@class='tools']/a/@href") == [feed]


def test_unchanged_pages_are_left_alone(
    tmp_path: Path, track: Track, put: Callable[[Path, Track], None], show: Show
) -> None:
    """A second writing touches nothing; a new title touches the pages that show it."""
    put(tmp_path, track)
    assert len(write_pages(tmp_path, show)) == 8
    assert write_pages(tmp_path, show) == ()
    assert len(write_pages(tmp_path, replace(show, title="Anders"))) == 4


def test_other_lengths_are_one_routine(
    tmp_path: Path, track: Track, put: Callable[[Path, Track], None], show: Show
) -> None:
    """The index has one card for a routine of two lengths, the first of those given, and links both."""
    put(tmp_path, track)
    put(tmp_path, replace(track, slug="rust-5m"))
    site = Site(show, read_catalog(tmp_path, ["rust-5m", "rust-3m"]))
    index = html.fromstring(dict(pages(site))["index.html"].decode())
    assert index.xpath("//h2/a/@href") == ["rust-5m/index.html"]
    assert index.xpath("//ul[@class='lengths']//a/@href") == ["rust-5m/index.html", "rust-3m/index.html"]
