"""HTTP sessions with a blog: pages as a visitor gets them, and a login that is sent to one origin only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

import requests
from requests.auth import AuthBase, HTTPBasicAuth

from stilte import __version__
from stilte.bounded_http import ask
from stilte.errors import BuildError, Problem
from stilte.messages import tr
from stilte.url_origin import Origin, same_origin

if TYPE_CHECKING:
    from stilte.release.wordpress.credentials import Credentials

TIMEOUT_S = (10, 120)
"""For connecting, and for each silence while the blog works: it makes small pictures of a large one."""

_PAGE_BYTES = 16 << 20
_PAGE_S = 60.0
# http to https, www, a language path and a slash take four; more is a loop.
_MOST_REDIRECTS = 10


class OneOriginLogin(AuthBase):
    """A name and password that are put on requests to one origin; any other request is refused."""

    def __init__(self, credentials: Credentials, origin: Origin) -> None:
        self._login = HTTPBasicAuth(credentials.user.encode(), credentials.password.encode())
        self._origin = str(origin)

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        """Put the login on a request, as it will be sent; raises `BuildError`."""
        if not same_origin(request.url or "", self._origin):
            problem = Problem(
                None,
                tr("The blog redirects away from {origin}.", origin=self._origin),
                tr(
                    "Write the address of the blog exactly as a browser shows it: a password goes only there."
                ),
            )
            raise BuildError(problem)
        signed: requests.PreparedRequest = self._login(request)
        return signed


class BlogSession(requests.Session):
    """A session whose login, once it has one, never travels to another origin, by a redirect neither."""

    def __init__(self) -> None:
        super().__init__()
        self.headers["User-Agent"] = f"stilte/{__version__}"

    def rebuild_auth(self, prepared_request: requests.PreparedRequest, response: requests.Response) -> None:
        """Drop the login where a redirect leads to another origin."""
        if not same_origin(prepared_request.url or "", response.request.url or ""):
            prepared_request.headers.pop("Authorization", None)

    def visit(self, address: str) -> requests.Response:
        """Return a page as a visitor gets it, without the login; redirects are followed.

        Raises what `requests` raises.
        """
        for _ in range(_MOST_REDIRECTS):
            page = self._page(address)
            target = self.get_redirect_target(page)
            if not target:
                return page
            address = urljoin(address, target)
        raise requests.TooManyRedirects

    def _page(self, address: str) -> requests.Response:
        request: dict[str, Any] = {"allow_redirects": False, "auth": _no_login, "timeout": TIMEOUT_S}
        return ask(self, "GET", address, most_bytes=_PAGE_BYTES, most_s=_PAGE_S, **request)


def _no_login(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """Leave a request as it is: also a password that the system keeps for this host stays at home."""
    return request
