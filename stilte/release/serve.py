"""The listen pages on this machine: byte ranges, HEAD, a reload when something changes, errors shown."""

from __future__ import annotations

import json
import re
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Protocol
from urllib.parse import unquote, urlsplit

from stilte.errors import InputError, Problem, StilteError
from stilte.release.news import News
from stilte.release.served import byte_range, find, kind_of
from stilte.release.trouble import trouble_page
from stilte.release.words import template

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

EVENTS = "/.events"
HEAR = "/.hear/"
_CHUNK_BYTES = 1 << 16
_PULSE_S = 15.0
_LOCAL = frozenset({"localhost", "127.0.0.1", "[::1]"})


class Hear(Protocol):
    """Renders a script while it is asked for."""

    def __call__(self, script: str, line: int | None) -> tuple[int, Iterable[bytes]]:
        """Return the size of a WAV file from a line on, and its bytes; raises `StilteError`."""


def make_server(
    output: Path, port: int, news: News | None = None, hear: Hear | None = None
) -> ThreadingHTTPServer:
    """Return a server of the files in `output` on the loopback address; port 0 takes a free one.

    With `hear`, `/.hear/SCRIPT.wav?from=LINE` plays a script as it stands, before any MP3 is made of it.
    Call `serve_forever` on it; tell `news` of what changes. Raises OSError where the port is taken.
    """
    told, root = news or News(), output.resolve()

    class Bound(_Handler):
        output = root
        news = told
        listen = staticmethod(hear) if hear else None

    server = ThreadingHTTPServer(("127.0.0.1", port), Bound)
    server.daemon_threads = True
    return server


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "stilte"
    sys_version = ""
    output: Path
    news: News
    listen: Hear | None

    def do_HEAD(self) -> None:
        """Answer as GET would, without the body."""
        if self._asked_here():
            self._answer(body_too=False)
        else:
            self._refuse()

    def do_GET(self) -> None:
        """Answer with a file, a part of one, or the news."""
        if not self._asked_here():
            self._refuse()
        elif urlsplit(self.path).path == EVENTS:
            self._tell_news()
        elif self.listen and self.path.startswith(HEAR):
            self._play(self.listen)
        else:
            self._answer(body_too=True)

    def _play(self, hear: Hear) -> None:
        """Send a script as it will sound, from the line asked for, block by block."""
        asked = re.fullmatch(r"([^/?]+)\.wav(?:\?from=(\d{1,6}))?", unquote(self.path.removeprefix(HEAR)))
        try:
            if asked is None:
                raise InputError(Problem(None, "Ask for /.hear/SCRIPT.wav?from=LINE."))
            size, parts = hear(asked[1], int(asked[2]) if asked[2] else None)
        except StilteError as error:
            self._send(
                HTTPStatus.NOT_FOUND, f"{error}\n".encode(), "text/plain; charset=utf-8", body_too=True
            )
            return
        self.send_response(HTTPStatus.OK)
        self._headers("audio/wav", size)
        try:
            self.wfile.writelines(parts)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 — the base class's name
        """Stay quiet: the terminal is for the author."""

    def _asked_here(self) -> bool:
        """Tell whether the address asked is this machine's: other sites may not reach in."""
        host = self.headers.get("Host", "localhost")
        return re.sub(r":\d+$", "", host).lower() in _LOCAL

    def _redirect(self, address: str) -> None:
        """Send a folder's address to the one with a slash, or the links of its page would miss."""
        self.send_response(HTTPStatus.MOVED_PERMANENTLY)
        self.send_header("Location", "/" + address.lstrip("/"))
        self._headers("text/plain", 0)

    def _refuse(self) -> None:
        self._send(HTTPStatus.FORBIDDEN, b"", "text/plain", body_too=False)

    def _answer(self, *, body_too: bool) -> None:
        address, seen = urlsplit(self.path).path, self.news.version
        path = find(self.output, address)
        if path is not None and path.name == "index.html" and not address.endswith(("/", ".html")):
            self._redirect(address + "/")
        elif self.news.problems and (path is None or path.suffix == ".html"):
            page = _with_reload(trouble_page(self.news.problems).encode(), seen)
            status = HTTPStatus.OK if path else HTTPStatus.NOT_FOUND
            self._send(status, page, "text/html; charset=utf-8", body_too=body_too)
        elif path is None:
            self._send(HTTPStatus.NOT_FOUND, b"Not found\n", "text/plain", body_too=body_too)
        elif path.suffix == ".html":
            page = _with_reload(path.read_bytes(), seen)
            self._send(HTTPStatus.OK, page, "text/html; charset=utf-8", body_too=body_too)
        else:
            self._send_file(path, body_too=body_too)

    def _send(self, status: HTTPStatus, body: bytes, kind: str, *, body_too: bool) -> None:
        self.send_response(status)
        self._headers(kind, len(body))
        if body_too:
            self.wfile.write(body)

    def _headers(self, kind: str, length: int) -> None:
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(length))
        self.send_header("Cache-Control", "no-cache")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()

    def _send_file(self, path: Path, *, body_too: bool) -> None:
        size = path.stat().st_size
        try:
            asked = byte_range(self.headers.get("Range"), size)
        except ValueError:
            self.send_response(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
            self.send_header("Content-Range", f"bytes */{size}")
            self._headers("text/plain", 0)
            return
        first, last = asked or (0, size - 1)
        self.send_response(HTTPStatus.PARTIAL_CONTENT if asked else HTTPStatus.OK)
        self.send_header("Accept-Ranges", "bytes")
        self.send_header("Access-Control-Allow-Origin", "*")
        if asked:
            self.send_header("Content-Range", f"bytes {first}-{last}/{size}")
        self._headers(kind_of(path), last - first + 1)
        if body_too:
            self._send_bytes(path, first, last - first + 1)

    def _send_bytes(self, path: Path, start: int, count: int) -> None:
        try:
            with path.open("rb") as file:
                file.seek(start)
                while count > 0 and (chunk := file.read(min(_CHUNK_BYTES, count))):
                    self.wfile.write(chunk)
                    count -= len(chunk)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True  # a player that seeks hangs up on what it asked before

    def _latest(self) -> bytes:
        return b"data: " + json.dumps({"hear": self.news.hear}).encode() + b"\n\n"

    def _tell_news(self) -> None:
        asked = re.fullmatch(r"seen=(\d{1,9})", urlsplit(self.path).query)
        seen = int(asked[1]) if asked else self.news.version
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.close_connection = True
        try:
            while True:
                newest = self.news.wait(seen, _PULSE_S)
                self.wfile.write(b": still here\n\n" if newest == seen else self._latest())
                self.wfile.flush()
                seen = newest
        except OSError:
            return


def _with_reload(page: bytes, seen: int) -> bytes:
    """Return a page that asks for what is newer than it."""
    script = f'<script data-seen="{seen}">{template("reload.js")}</script></body>'
    return page.replace(b"</body>", script.encode())
