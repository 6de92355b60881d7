"""The small player in a post: where it is online and the blog keeps it, else the plain one."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
import requests

from stilte.release.catalog import read_catalog
from stilte.release.site.addresses import Site
from stilte.release.site.listen_page import embed_page
from stilte.release.wordpress.embed_player import may_be_framed
from stilte.release.wordpress.session import BlogSession

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from stilte.release.show import Show
    from stilte.release.track import Track
    from tests.release.wordpress.conftest import Publish, PublishAll
    from tests.release.wordpress.stand_in import StandIn

ADDRESS = "https://example.org/media/rust-3m/embed.html"
SCRIPT_RIGHTS = {"unfiltered_html": True}


class Place:
    """Where the listen pages are: `page` is what a visitor gets there, None where nobody answers."""

    def __init__(self) -> None:
        self.page: bytes | None = b""
        self.status = 200
        self.headers: dict[str, str] = {}
        self.asked: list[str] = []

    def answer(self, address: str) -> requests.Response:
        """Return what a visitor gets at an address."""
        self.asked.append(address)
        if self.page is None:
            raise requests.ConnectionError
        found = requests.Response()
        found.status_code, found._content, found.url = self.status, self.page, address
        found.headers.update(self.headers)
        return found


@pytest.fixture
def place(  # noqa: PLR0917 (fixtures)
    tmp_path: Path,
    track: Track,
    put: Callable[[Path, Track], None],
    show: Show,
    stand_in: StandIn,
    monkeypatch: pytest.MonkeyPatch,
) -> Place:
    """Return where the pages of the one track are, as they were published; the user may write scripts."""
    stand_in.rights |= SCRIPT_RIGHTS
    put(tmp_path, track)
    (entry,) = read_catalog(tmp_path)
    where, blog = Place(), BlogSession.visit
    where.page = embed_page(Site(show, (entry,)), entry).encode()

    def visit(session: BlogSession, address: str) -> requests.Response:
        return where.answer(address) if "example.org/media" in address else blog(session, address)

    monkeypatch.setattr(BlogSession, "visit", visit)
    return where


def content(blog: StandIn) -> str:
    (post,) = blog.kept["posts"]
    raw: str = post["content"]["raw"]
    return raw


def strips(blog: StandIn) -> None:
    """Let the blog take frames and scripts away as it saves, whatever it says of rights."""
    blog.filters = lambda content: re.sub("<(iframe|script).*?</\\1>", "", content, flags=re.DOTALL)


@pytest.mark.usefixtures("place")
def test_the_small_player_stands_in_the_post(stand_in: StandIn, publish: Publish) -> None:
    """In place of the plain one, with the download; a second run changes nothing."""
    publish()
    raw = content(stand_in)
    assert f'<iframe src="{ADDRESS}"' in raw
    assert "wp:audio" not in raw
    assert "wp:file" in raw
    assert publish().outcome == "unchanged"
    assert publish().warnings == ()


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"status": 404}, "the pages are not out"),
        ({"page": b"<html>another's</html>"}, "another's page is there"),
        ({"headers": {"X-Frame-Options": "DENY"}}, "the host forbids frames"),
        ({"headers": {"Content-Security-Policy": "default-src 'self'; frame-ancestors 'none'"}}, "likewise"),
        ({"page": None}, "nobody answers"),
        ({"status": 503}, "the host is down"),
    ],
)
def test_else_there_is_a_plain_player(
    stand_in: StandIn, publish: Publish, place: Place, change: dict[str, Any], why: str
) -> None:
    """Whatever keeps the small player from readers, they hear the track."""
    vars(place).update(change)
    publish()
    assert "wp:audio" in content(stand_in), why
    assert "<iframe" not in content(stand_in), why


def test_who_may_write_no_script_gets_a_plain_player(
    stand_in: StandIn, publish: Publish, place: Place
) -> None:
    """The blog would take a frame away from this user: nobody even asks for the small player."""
    stand_in.rights.pop("unfiltered_html")
    publish()
    assert "wp:audio" in content(stand_in)
    assert place.asked == []


def test_a_post_keeps_its_small_player_while_the_pages_are_down(
    stand_in: StandIn, publish: Publish, place: Place
) -> None:
    """A host that is away for a moment changes no post; pages that are gone give the plain player back."""
    publish()
    before = content(stand_in)
    place.status = 502
    assert publish().outcome == "unchanged"
    assert content(stand_in) == before
    place.status = 404
    assert publish().outcome == "updated"
    assert "wp:audio" in content(stand_in)


def test_an_older_post_gets_it_where_its_player_was(
    stand_in: StandIn, publish: Publish, place: Place
) -> None:
    """Edited in place: what its author wrote around and between stays, and where it stood."""
    place.status = 404
    publish()
    old = content(stand_in)
    mine = "<!-- wp:paragraph -->\n<p>Van mij.</p>\n<!-- /wp:paragraph -->"
    head, _, tail = old.partition("<!-- wp:file")
    stand_in.change("posts", 1, content=f"{mine}\n\n{head}{mine}\n\n<!-- wp:file{tail}\n\n{mine}")
    place.status = 200
    assert publish().outcome == "updated"
    raw = content(stand_in)
    assert raw.count("Van mij.") == 3
    assert raw.index("Van mij.") < raw.index("<iframe") < raw.index("Van mij.", raw.index("<iframe"))
    assert raw.index("<iframe") < raw.index("wp:file")
    assert "wp:audio" not in raw
    assert publish().outcome == "unchanged"


@pytest.mark.usefixtures("place")
def test_a_blog_that_takes_it_away_gets_the_plain_player(stand_in: StandIn, publish: Publish) -> None:
    """Against what it says of rights; it is tried once, and the post is then left alone."""
    strips(stand_in)
    assert publish().outcome == "created"
    assert "wp:audio" in content(stand_in)
    assert "by-stilte-plain" in content(stand_in)
    assert publish().outcome == "unchanged"
    stand_in.filters = lambda content: content
    stand_in.change("posts", 1, content=content(stand_in).replace("by-stilte-plain ", ""))
    publish()
    assert "<iframe" in content(stand_in)


def test_an_older_version_online_is_told_of(stand_in: StandIn, publish: Publish, place: Place) -> None:
    """The pages are published by another command: until then the small player plays what was."""
    assert place.page is not None
    place.page = place.page.replace(b'"build":"', b'"build":"0')
    (warning,) = publish().warnings
    assert "older version" in str(warning)
    assert "<iframe" in content(stand_in)


def test_a_host_that_is_away_is_asked_once(publish_all: PublishAll, place: Place, track: Track) -> None:
    """Of many routines only the first waits for it."""
    place.page = None
    publish_all(track, replace(track, slug="b", routine=replace(track.routine, slug="b")))
    assert len(place.asked) == 1


@pytest.mark.parametrize(
    ("headers", "may"),
    [
        ({}, True),
        ({"X-Frame-Options": "SAMEORIGIN"}, False),
        ({"X-Frame-Options": "DENY", "Content-Security-Policy": "frame-ancestors *"}, True),
        ({"Content-Security-Policy": "frame-ancestors 'self'"}, False),
        ({"Content-Security-Policy": "frame-ancestors 'self' https://b.example"}, True),
        ({"Content-Security-Policy": "frame-ancestors https:"}, True),
        ({"Content-Security-Policy": "img-src *; Frame-Ancestors b.example"}, True),
        ({"Content-Security-Policy": "frame-ancestors"}, False),
    ],
)
def test_a_host_says_who_may_frame_its_pages(headers: dict[str, str], *, may: bool) -> None:
    """By the directive of CSP 3, and where there is none by the older header."""
    page = requests.Response()
    page.url = ADDRESS
    page.headers.update(headers)
    assert may_be_framed("https://b.example/wp-json/", page) is may
