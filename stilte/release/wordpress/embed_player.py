"""The small player of the listen pages in a post, where the blog keeps frames and the player is online."""

from __future__ import annotations

import re
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING

import requests

from stilte.errors import Problem
from stilte.messages import tr
from stilte.release.site.addresses import Site
from stilte.release.site.embed_code import RESIZE_SCRIPT, embed_frame
from stilte.release.site.script_data import track_version
from stilte.release.upload.file_signatures import HEAD_BYTES, carries_mark
from stilte.release.wordpress.blocks import Block, no_shortcodes, says
from stilte.release.wordpress.managed_block import digest
from stilte.url_origin import same_origin

if TYPE_CHECKING:
    from collections.abc import Callable

    from stilte.release.catalog import Entry
    from stilte.release.show import Show
    from stilte.release.wordpress.api import Api
    from stilte.release.wordpress.find_post import Found
    from stilte.release.wordpress.permissions import User

PLAYER = "by-stilte-player"
"""The class of the player, by which the script of the chapters finds it."""
_BUILD = re.compile(rb'"build":"([0-9a-f]+)"')
_SCRIPT = re.compile(r"<script\b.*?</script>", re.DOTALL | re.IGNORECASE)
_BLOCK_NAME = re.compile(r"<!-- wp:(?:core/)?([a-z-]+)")


@dataclass(frozen=True, slots=True)
class EmbedChoice:
    """The address of the small player for a post; nothing where the post has a plain player instead."""

    address: str = ""
    warning: Problem | None = None


def embed_chooser(api: Api, user: User, show: Show) -> Callable[[Entry, Found | None], EmbedChoice]:
    """Return what chooses the player of a post: `chooser(entry, found)`.

    It looks at each small player as a visitor would. A server that does not answer is asked once a run; a
    post that has the small player keeps it then.
    """
    down: list[str] = []

    def choose(entry: Entry, found: Found | None) -> EmbedChoice:
        address = Site(show, ()).address(entry, "embed.html")
        if found is not None and found.frame is not None and found.frame.is_plain:
            return EmbedChoice()
        if not address or not user.may_script or _is_mixed(api.root, address):
            return EmbedChoice()
        page = None if down else _visit(api, address)
        if page is None:
            down.append(address)
            stands = found is not None and found.frame is not None and address in found.frame.text
            return EmbedChoice(address if stands else "")
        if not page.ok or not carries_mark("embed.html", page.content[:HEAD_BYTES]):
            return EmbedChoice()
        return _shown(address, page, entry) if may_be_framed(api.root, page) else EmbedChoice()

    return choose


def embed_block(address: str, title: str) -> Block:
    """Return the small player, and the script by which it is as high as what it shows."""
    frame = no_shortcodes(embed_frame(address, title))
    return Block("html", f'<div class="{PLAYER}">{frame}{RESIZE_SCRIPT}</div>')


def moves_another_player(markup: str, key: str) -> bool:
    """Tell whether a block of ours has a script from before there was a small player, and else our words.

    One in which its author changed a word is left alone.
    """
    name = _BLOCK_NAME.match(markup)
    if not name or "<script" not in markup or PLAYER in markup:
        return False
    return digest(says(Block(name[1], _SCRIPT.sub("", markup)))) == key


def _is_mixed(blog: str, address: str) -> bool:
    """Tell whether browsers would not load it in the blog's pages: unencrypted in encrypted ones."""
    return blog.startswith("https:") and not address.startswith("https:")


def _visit(api: Api, address: str) -> requests.Response | None:
    """Return the page of a player, or None where no answer can be had now."""
    try:
        page = api.session.visit(address)
    except (requests.RequestException, ValueError):
        return None
    busy = page.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR
    return None if busy or page.status_code == HTTPStatus.TOO_MANY_REQUESTS else page


def may_be_framed(blog: str, page: requests.Response) -> bool:
    """Tell whether a page lets the blog show it in a frame (CSP `frame-ancestors`, else X-Frame-Options)."""
    rules = page.headers.get("Content-Security-Policy", "").lower().replace(",", ";").split(";")
    ancestors = [rule.split()[1:] for rule in rules if rule.split()[:1] == ["frame-ancestors"]]
    if ancestors:
        return all(any(_admits(source, blog, page.url) for source in sources) for sources in ancestors)
    asked = page.headers.get("X-Frame-Options", "").strip().lower()
    return not asked or (asked == "sameorigin" and same_origin(blog, page.url))


def _admits(source: str, blog: str, address: str) -> bool:
    if source == "'self'":
        return same_origin(blog, address)
    if source == "*" or (source.endswith(":") and blog.startswith(source)):
        return True
    return same_origin(blog, source if "://" in source else f"https://{source}")


def _shown(address: str, page: requests.Response, entry: Entry) -> EmbedChoice:
    build = _BUILD.search(page.content)
    if build and build[1].decode() == track_version(entry):
        return EmbedChoice(address)
    what = tr("The small player in the post of '{slug}' still plays an older version.", slug=entry.routine)
    return EmbedChoice(address, Problem(None, what, tr("`publish podcast` brings it up to date.")))
