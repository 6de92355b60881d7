"""Finding the interface of a blog from the address that its author knows, without the password."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import requests
from lxml import etree, html

from stilte.bounded_http import read_json
from stilte.errors import BuildError, InputError, Problem
from stilte.messages import tr
from stilte.release.wordpress.api import Api, Pacing
from stilte.release.wordpress.obstacles import why_no_interface
from stilte.release.wordpress.refusals import in_words
from stilte.release.wordpress.session import BlogSession, OneOriginLogin
from stilte.url_origin import BadAddress, Origin, origin_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stilte.release.wordpress.credentials import Credentials

REL = "https://api.w.org/"
_USUAL_PORTS = {("https", 443), ("http", 80)}


def open_api(address: str, credentials: Credentials, pacing: Pacing | None = None) -> Api:
    """Find the interface of the blog at an address; the password is sent to its origin alone, from now on.

    Raises `InputError` where there is no WordPress, or where the password would travel in the open.
    """
    asked = _checked(address)
    session = BlogSession()
    with in_words(asked):
        page = session.visit(asked)
    root = _named_by(page) or _found_by_trying(session, page)
    if root is None:
        raise InputError(why_no_interface(asked, page))
    root = _as_encrypted(root, page.url)
    _same_blog(asked, page.url)
    session.auth = OneOriginLogin(credentials, _same_blog(asked, root))
    return Api(root if "?" in root else root.rstrip("/") + "/", credentials, session, pacing or Pacing())


def _checked(address: str) -> str:
    """Return an address as the client will ask for it; raises `InputError`."""
    whole = address.strip() if "://" in address else f"https://{address.strip()}"
    authority = whole.partition("://")[2].partition("/")[0]
    if "@" in authority:
        raise InputError(
            Problem(
                None,
                tr("The address of the blog holds a name or a password."),
                tr("Leave it out: set STILTE_WORDPRESS_USER and STILTE_WORDPRESS_PASSWORD."),
            )
        )
    with suppress(requests.RequestException, BadAddress, ValueError):
        if "\\" not in whole:
            prepared = requests.Request("GET", whole).prepare().url or ""  # international names as ASCII
            origin_of(prepared)
            return prepared
    shown = "".join(letter for letter in address if letter.isprintable())[:100]
    raise InputError(
        Problem(None, tr("'{address}' is not a blog address.", address=shown), tr("Begin it with https://."))
    )


def _named_by(page: requests.Response) -> str | None:
    """Return the address of the interface from the `Link` header, or from the page where a cache ate it."""
    link = page.links.get(REL, {}).get("url") or _named_in(page)
    return urljoin(page.url, link) if link else None


def _named_in(page: requests.Response) -> str | None:
    with suppress(etree.ParserError, ValueError):
        found = (
            link.get("href") for link in html.fromstring(page.content).iter("link") if link.get("rel") == REL
        )
        return next(found, None)
    return None


def _as_encrypted(root: str, page: str) -> str:
    """Return the interface by https where the page came so: many blogs still name it by http."""
    by_http = re.match("http:(?=//)", root, re.IGNORECASE)
    return f"https:{root[by_http.end() :]}" if by_http and page.startswith("https://") else root


def _found_by_trying(session: BlogSession, page: requests.Response) -> str | None:
    """Return the interface at one of its usual places; one that is closed to visitors answers, too."""
    for root in dict.fromkeys(_usual_places(page.url)):
        with suppress(BuildError), in_words(root):
            if _is_interface(session.visit(root)):
                return root
    return None


def _usual_places(address: str) -> Iterator[str]:
    """Yield where WordPress has its interface, with and without rewritten addresses, nearest first."""
    for base in (urljoin(address.partition("?")[0], "."), urljoin(address, "/")):
        yield f"{base}wp-json/"
        yield f"{base}?rest_route=/"


def _is_interface(answer: requests.Response) -> bool:
    """Tell whether an answer is the list of WordPress's routes, or its refusal to show it to a visitor."""
    try:
        data = read_json(answer.content)
    except ValueError:
        return False
    if not isinstance(data, dict):
        return False
    refused = isinstance(data.get("code"), str) and isinstance(data.get("message"), str)
    return isinstance(data.get("namespaces"), list) or (refused and not answer.ok)


def _same_blog(asked: str, answered: str) -> Origin:
    """Return the origin of an address; raises `InputError` where it is another's, or not encrypted."""
    here = origin_of(asked)
    try:
        there = origin_of(answered)
    except BadAddress as wrong:
        raise InputError(
            Problem(
                None,
                tr(
                    "The blog at {host} names an address that readers may take differently: {wrong}.",
                    host=here.host,
                    wrong=wrong,
                ),
                tr(
                    "No password was sent. Write the address exactly as a browser shows it, or ask the "
                    "blog's hosting provider."
                ),
            )
        ) from None
    if _house(here) != _house(there):
        raise InputError(
            Problem(
                None,
                tr(
                    "The blog at {here} redirects its visitors to {there}.",
                    here=_shown(here),
                    there=_shown(there),
                ),
                tr(
                    "If that is your blog too, write that address: a password goes only to the host you name."
                ),
            )
        )
    if not there.private:
        raise InputError(
            Problem(
                None,
                tr(
                    "The blog answers at {address}, where a password would travel unencrypted.",
                    address=answered.partition("?")[0],
                ),
                tr("Switch the blog to https (under Settings → General), then publish again."),
            )
        )
    return there


def _house(origin: Origin) -> tuple[str, int]:
    """Return the host of an origin without `www`, and its port if it is not the usual one."""
    usual = (origin.scheme, origin.port) in _USUAL_PORTS
    return origin.host.removeprefix("www."), 0 if usual else origin.port


def _shown(origin: Origin) -> str:
    return str(origin).partition("://")[2]
