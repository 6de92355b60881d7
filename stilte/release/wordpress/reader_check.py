"""Checking a public post as a reader sees it: it must play the track that was sent."""

from __future__ import annotations

import re
from contextlib import suppress
from html import unescape
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from stilte.errors import BuildError, Problem
from stilte.messages import sentences, tr
from stilte.release.wordpress.answers import read_posts
from stilte.release.wordpress.obstacles import is_challenge, is_login_page
from stilte.release.wordpress.refusals import in_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    import requests

    from stilte.messages import Message
    from stilte.release.wordpress.answers import Medium, Post
    from stilte.release.wordpress.api import Api

_BUILDERS = {
    "Elementor": r"elementor-(?:page|element|widget|section)|data-elementor",
    "Divi": r"\bet_pb_",
    "WPBakery": r"\b(?:vc_row|wpb_wrapper|wpb-js)",
    "Beaver Builder": r"\bfl-builder",
    "Bricks": r"\bbrxe-",
    "Brizy": r"\bbrz-",
    "Oxygen": r"\bct-section|oxy-",
    "SiteOrigin": r"\bpanel-grid\b|siteorigin",
    "Themify Builder": r"themify_builder",
}
_SEEN_LETTERS = 4 << 20


def why_not_heard(api: Api, post: Post, audio: Sequence[Medium]) -> Problem | None:
    """Return what keeps readers of a public post from hearing its tracks, or None where all are there.

    A post with a password, or one that is not out, is not looked at.
    """
    if post.status != "publish" or post.protected or not post.link:
        return None
    try:
        page = _visit(api, post.link)
    except BuildError as error:
        return _unseen(post, error.problems[0].message)
    names = [_file_name(medium.address) for medium in audio]
    if page.ok and not _missing(page, names):
        return None
    return _cached(api, post, names, page) or _hidden(api, post, page)


def _visit(api: Api, address: str) -> requests.Response:
    with in_words(address):
        return api.session.visit(address)


def _missing(page: requests.Response, names: Sequence[str]) -> list[str]:
    text = _text(page)
    return [name for name in names if name not in text]


def _text(page: requests.Response) -> str:
    """Return a page with its entities and percent signs read: a file may be named in any of these ways."""
    return unquote(unescape(page.content[:_SEEN_LETTERS].decode("utf-8", "replace")))


def _file_name(address: str) -> str:
    return unquote(urlsplit(address).path).rpartition("/")[2]


def _cached(api: Api, post: Post, names: Sequence[str], page: requests.Response) -> Problem | None:
    """Return a cache that keeps an older page, where a fresh one has the track."""
    if not page.ok:
        return None
    sign = "&" if "?" in post.link else "?"
    with suppress(BuildError):
        fresh = _visit(api, f"{post.link}{sign}stilte={post.modified or post.id}")
        if fresh.ok and not _missing(fresh, names):
            return Problem(
                None,
                tr(
                    "The post is on the blog, but {link} still shows readers an older page from a cache.",
                    link=post.link,
                ),
                tr(
                    "Empty the cache of the blog (its cache plugin, or the host's), or wait until it "
                    "renews itself."
                ),
            )
    return None


def _hidden(api: Api, post: Post, page: requests.Response) -> Problem:
    if is_login_page(page) or page.status_code == HTTPStatus.UNAUTHORIZED:
        return _unseen(post, tr("The blog requires a login from every visitor."))
    if is_challenge(page):
        return _unseen(post, tr("It is protected against robots."))
    if not page.ok:
        return _unseen(post, tr("The blog answers HTTP {status}.", status=page.status_code))
    if other := _page_at(api, post.link):
        return Problem(
            None,
            tr(
                "Readers do not hear the track: {link} shows the page '{title}', which has the same address.",
                link=post.link,
                title=other,
            ),
            tr("Give that page another address on the blog, or give the script a `slug` of its own."),
        )
    text = _text(page)
    builder = next((name for name, sign in _BUILDERS.items() if re.search(sign, text)), None)
    if builder:
        return Problem(
            None,
            tr(
                "Readers do not hear the track: {link} shows what was made with {builder} in place of the "
                "post's own text.",
                link=post.link,
                builder=builder,
            ),
            tr(
                "Put the player in there with {builder}, or switch the post back to the editor of WordPress.",
                builder=builder,
            ),
        )
    return Problem(
        None,
        tr("Readers do not hear the track: {link} does not show the post's own text.", link=post.link),
        tr(
            "A page builder, the theme or a plugin shows something else in its place: look at the page in "
            "a browser."
        ),
    )


def _page_at(api: Api, link: str) -> str | None:
    """Return the title of a page of the blog at this very address: WordPress shows it before a post."""
    slug = urlsplit(link).path.strip("/").rpartition("/")[2]
    if not slug:
        return None
    with suppress(BuildError):
        for page in read_posts(api.get("pages", slug=slug)):
            if page.link.rstrip("/") == link.rstrip("/"):
                return page.title
    return None


def _unseen(post: Post, why: str | Message) -> Problem:
    what = tr("It could not be checked at {link} whether readers hear the track.", link=post.link)
    return Problem(None, sentences(what, why), tr("Look at the page in a browser."))
