"""Deciding which requests the local server answers: those of its own pages, and of users of this machine.

Every page in the same browser can send requests to this address, and so can a name that a stranger points
here. Sources: Fetch Metadata (w3.org/TR/fetch-metadata), RFC 9110 on `Host`, RFC 6454 on `Origin`.
"""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Callable
    from urllib.parse import SplitResult

    Values = Callable[[str], list[str]]
    """Every value of the header of a name, in the order in which they came."""

_MOST_LETTERS = 2000
# A `Host` that can only be this machine: any other is DNS rebinding.
_HERE = re.compile(r"(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?", re.IGNORECASE)


def target_of(written: str) -> SplitResult | None:
    """Return the path and query that a request asks for, or None where it makes no sense."""
    if not written.startswith("/") or len(written) > _MOST_LETTERS or not written.isprintable():
        return None
    try:
        return urlsplit(written)
    except ValueError:
        return None


def refusal(values: Values, port: int, *, opens_page: bool) -> HTTPStatus | None:
    """Return why a request with such headers is not answered, or None where it is.

    `opens_page` says that it asks for a page and nothing else: a person may follow a link to one.
    """
    hosts = values("Host") or ["localhost"]
    if len(hosts) > 1:
        return HTTPStatus.BAD_REQUEST
    if not _HERE.fullmatch(hosts[0].strip()):
        return HTTPStatus.FORBIDDEN
    if any(not is_own_origin(origin.strip(), port) for origin in values("Origin")):
        return HTTPStatus.FORBIDDEN
    sites = {site.strip().lower() for site in values("Sec-Fetch-Site")}
    if sites <= {"none", "same-origin"} or (opens_page and _follows_link(values)):
        return None
    return HTTPStatus.FORBIDDEN


def is_own_origin(origin: str, port: int) -> bool:
    """Tell whether an `Origin` is that of a page of this server."""
    scheme, _, host = origin.partition("://")
    found = _HERE.fullmatch(host)
    return scheme == "http" and found is not None and (found[2] or ":80") == f":{port}"


def _follows_link(values: Values) -> bool:
    """Tell whether a person goes to the page: nothing of it can be read from where the link stood."""
    return (values("Sec-Fetch-Mode"), values("Sec-Fetch-Dest")) == (["navigate"], ["document"])
