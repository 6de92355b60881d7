"""WordPress's REST interface: found, asked, and its refusals put into words. The one door to the blog."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

import requests
from lxml import etree, html
from requests.auth import HTTPBasicAuth

from stilte import __version__
from stilte.errors import BuildError, InputError, Problem
from stilte.release.blog.refusals import in_words, refusal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stilte.release.blog.credentials import Credentials

REL = "https://api.w.org/"
TIMEOUT_S = (10, 120)
"""For connecting, and for each silence while the blog works: it makes small pictures of a large one."""

_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True)
class Api:
    """The interface of one blog, for one user."""

    root: str
    credentials: Credentials
    session: requests.Session

    def get(self, path: str, **query: str | int) -> Any:
        """Return what stands at a path; raises `BuildError`."""
        return self._ask("GET", path, params=query)

    def post(self, path: str, fields: Mapping[str, Any]) -> Any:
        """Create or change what stands at a path; raises `BuildError`."""
        return self._ask("POST", path, json=fields)

    def upload(self, path: str, body: IO[bytes] | bytes, headers: Mapping[str, str]) -> Any:
        """Send a file as it is; raises `BuildError`, a damaged one as `Refused` with status 412."""
        return self._ask("POST", path, data=body, headers=headers)

    def _ask(self, method: str, path: str, **request: Any) -> Any:
        login = HTTPBasicAuth(self.credentials.user.encode(), self.credentials.password.encode())
        with in_words(self.root):
            answer = self.session.request(
                method,
                f"{self.root}wp/v2/{path}",
                auth=login,
                timeout=TIMEOUT_S,
                allow_redirects=False,  # a redirect would drop the body, or carry the password elsewhere
                **request,
            )
        return _read(answer)


def open_api(address: str, credentials: Credentials, session: requests.Session | None = None) -> Api:
    """Find the interface of the blog at an address, without the password.

    Raises `InputError` where there is no WordPress, or where the password would travel in the open.
    """
    asked = _checked(address)
    opened = session or requests.Session()
    opened.headers["User-Agent"] = f"stilte/{__version__}"
    with in_words(asked):
        page = opened.get(asked, timeout=TIMEOUT_S)
    root = _api_of(page)
    if root is None:
        raise InputError(
            Problem(
                None,
                f"No WordPress answers at {asked}" + (f" (HTTP {page.status_code})." if not page.ok else "."),
                "Write the address of the blog's front page, as in a browser.",
            )
        )
    _same_house(asked, page.url)
    _same_house(asked, root)
    return Api(root if "?" in root else root.rstrip("/") + "/", credentials, opened)


def _checked(address: str) -> str:
    whole = address if "://" in address else f"https://{address}"
    parts = urlsplit(whole)
    if parts.scheme not in ("https", "http") or not parts.hostname:
        raise InputError(Problem(None, f"'{address}' is no address of a blog.", "Begin it with https://."))
    if parts.password is not None or parts.username is not None:
        raise InputError(
            Problem(
                None,
                "The address of the blog holds a name or a password.",
                "Leave it out: set STILTE_WORDPRESS_USER and STILTE_WORDPRESS_PASSWORD.",
            )
        )
    return whole


def _api_of(page: requests.Response) -> str | None:
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


def _same_house(asked: str, answered: str) -> None:
    """Raise `InputError` where the password would go to another host, or unencrypted over a network."""
    here, there = urlsplit(asked), urlsplit(answered)
    if _host(asked) != _host(answered):
        raise InputError(
            Problem(
                None,
                f"The blog at {here.hostname} sends its visitors to {there.hostname}.",
                "If that is your blog too, write that address: a password goes only to the host you name.",
            )
        )
    if there.scheme != "https" and there.hostname not in _LOOPBACK:
        raise InputError(
            Problem(
                None,
                f"The blog answers at {answered}, where a password would travel unencrypted.",
                "Let the blog use https (under Settings → General), then publish again.",
            )
        )


def _host(address: str) -> str:
    return (urlsplit(address).hostname or "").removeprefix("www.")


def _read(answer: requests.Response) -> Any:
    if answer.is_redirect:
        raise BuildError(
            Problem(
                None,
                f"The blog's interface leads on to {answer.headers['Location'].partition('?')[0]}.",
                "Write the address of the blog exactly as a browser shows it.",
            )
        )
    try:
        said = answer.json()
    except requests.exceptions.JSONDecodeError:
        said = None
    if answer.ok and said is not None:
        return said
    table = said if isinstance(said, dict) else {}
    raise refusal(answer.status_code, str(table.get("code", "")), str(table.get("message", "")))
