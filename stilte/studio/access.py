"""Who is let in: this machine, the browser that came with the secret of this start, our own page.

Every request passes here, whatever it asks. The address that the command prints carries the secret; it is
exchanged for a cookie that scripts cannot read and other sites cannot send. Without it nothing is answered:
other users of the machine get nothing. What changes something must say besides that our own page asks.
Sources: RFC 6265bis (SameSite), Fetch Metadata (w3.org/TR/fetch-metadata), CSP Level 3 (w3.org/TR/CSP3).
"""

from __future__ import annotations

import hmac
from http import HTTPStatus
from http.cookies import CookieError, SimpleCookie
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import HTMLResponse, RedirectResponse, Response

from stilte.messages import tr
from stilte.release.escape import escaped
from stilte.release.preview.allowed_requests import is_own_origin, refusal, target_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

COOKIE = "stilte"
POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; "
    "media-src 'self' blob:; connect-src 'self'; object-src 'none'; frame-ancestors 'none'; "
    "base-uri 'none'; form-action 'self'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(self)",
    "Cache-Control": "no-cache",
}
"""What every answer says where its handler says nothing else."""
_READING = ("GET", "HEAD")


class LocalDoor:
    """Lets through to `app` what this machine and our own pages ask, and adds `headers` to every answer.

    `opens_page` tells whether a path is that of a page, to which a person may follow a link.
    """

    def __init__(self, app: ASGIApp, opens_page: Callable[[str], bool], headers: Mapping[str, str]) -> None:
        self._app = app
        self._opens_page = opens_page
        self._headers = {**HEADERS, **headers}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
            await send(message)

        found = self._answer_at_door(scope)
        await (found or self._app)(scope, receive, with_headers)

    def _answer_at_door(self, scope: Scope) -> Response | None:
        """Return what a request is answered with at the door, or None where it is let in."""
        headers, method, port = Headers(scope=scope), scope["method"], scope["server"][1]
        target = (scope.get("raw_path") or scope["path"].encode()).decode("latin-1").partition("?")[0]
        query = scope["query_string"].decode("latin-1")
        asked = target_of(f"{target}?{query}" if query else target)
        if asked is None:
            return _empty(HTTPStatus.BAD_REQUEST)
        opens_page = method in _READING and self._opens_page(target)
        if refused := refusal(headers.getlist, port, opens_page=opens_page):
            return _empty(refused)
        return self._let_further(scope, headers, opens_page=opens_page)

    def _let_further(self, scope: Scope, headers: Headers, *, opens_page: bool) -> Response | None:  # noqa: ARG002
        """Return what is answered although the request is not foreign: these pages can only be read."""
        return None if scope["method"] in _READING else _empty(HTTPStatus.METHOD_NOT_ALLOWED)


class Access(LocalDoor):
    """Lets in who has the cookie of this start, and changes that our own page asks for."""

    def __init__(self, app: ASGIApp, secret: str) -> None:
        super().__init__(app, _is_view, {})
        self._secret = secret

    def _let_further(self, scope: Scope, headers: Headers, *, opens_page: bool) -> Response | None:
        """Return the refusal of who is not known, and the exchange of the secret."""
        query = scope["query_string"].decode("latin-1")
        if opens_page and (key := dict(parse_qsl(query)).get("key")) is not None:
            return self._let_in(key, scope["path"], query, headers)
        if not self._is_known(headers.getlist("cookie")):
            return _closed(opens_page=opens_page)
        own = scope["method"] in _READING
        return None if own else _unless_own_page(headers, scope["server"][1])

    def _let_in(self, key: str, path: str, query: str, headers: Headers) -> Response:
        """Exchange the secret for a cookie, and lead to the same address without it."""
        if not self._is_secret(key):
            return _closed(opens_page=True)
        rest = urlencode([(name, value) for name, value in parse_qsl(query) if name != "key"])
        address = "/" + path.lstrip("/") + (f"?{rest}" if rest else "")
        response = _led_on(address, from_elsewhere=headers.get("sec-fetch-site") == "cross-site")
        response.set_cookie(COOKIE, self._secret, httponly=True, samesite="strict", path="/")
        return response

    def _is_known(self, cookies: list[str]) -> bool:
        return any(self._is_secret(value) for cookie in cookies for value in _values(cookie))

    def _is_secret(self, value: str) -> bool:
        return hmac.compare_digest(value.encode(), self._secret.encode())


def _is_view(path: str) -> bool:
    return not path.startswith(("/api/", "/page/"))


def _values(cookie: str) -> list[str]:
    try:
        found = SimpleCookie(cookie).get(COOKIE)
    except CookieError:
        return []
    return [found.value] if found else []


def _led_on(address: str, *, from_elsewhere: bool) -> Response:
    """Return what leads to an address; a browser that came by a link sends the cookie only from our page."""
    if not from_elsewhere:
        return RedirectResponse(address, HTTPStatus.SEE_OTHER)
    there = escaped(address)
    return HTMLResponse(
        f'<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0;url={there}">'
        f'<title>Stilte</title><p><a href="{there}">Stilte</a></p>'
    )


def _unless_own_page(headers: Headers, port: int) -> Response | None:
    """Return the refusal of a change that our own page does not ask for."""
    own = any(is_own_origin(origin, port) for origin in headers.getlist("origin"))
    own = own or headers.getlist("sec-fetch-site") == ["same-origin"]
    return None if own and headers.getlist("x-stilte") == ["1"] else _empty(HTTPStatus.FORBIDDEN)


def _closed(*, opens_page: bool) -> Response:
    """Return what somebody without the cookie gets: on a page, how to get in."""
    if not opens_page:
        return _empty(HTTPStatus.FORBIDDEN)
    say = escaped(
        str(tr("Open the studio by the whole address that the program shows where it was started."))
    )
    page = f'<!doctype html><meta charset="utf-8"><title>Stilte</title><p>{say}</p>'
    return HTMLResponse(page, HTTPStatus.FORBIDDEN)


def _empty(status: HTTPStatus) -> Response:
    # Whoever is refused has nothing more to send here.
    return Response(b"", status, {"Connection": "close"}, "text/plain")
