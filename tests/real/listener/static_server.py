"""A web server of plain files with byte ranges, as any web space is: it adds nothing to them."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

from stilte.release.preview.resolve_request import byte_range

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@dataclass
class StaticSite:
    """A folder at an address; `asked` are the paths that were asked for, `down` refuses them all."""

    folder: Path
    address: str = ""
    asked: list[str] = field(default_factory=list)
    down: bool = False


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, site: StaticSite, *args: object) -> None:
        self.site = site
        super().__init__(*args, directory=str(site.folder))  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """Answer with a file or a part of one."""
        self.site.asked.append(self.path)
        path = self.site.folder / self.path.partition("?")[0].strip("/")
        if self.site.down:
            self.send_error(503)
        elif self.headers.get("Range") and path.is_file():
            self._part(path)
        else:
            super().do_GET()

    def _part(self, path: Path) -> None:
        body = path.read_bytes()
        first, last = byte_range(self.headers["Range"], len(body)) or (0, len(body) - 1)
        self.send_response(206)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Range", f"bytes {first}-{last}/{len(body)}")
        self.send_header("Content-Length", str(last - first + 1))
        self.send_header("Accept-Ranges", "bytes")
        self.end_headers()
        self.wfile.write(body[first : last + 1])

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 — the base class's name
        """Log nothing."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: a player that seeks hangs up on what it asked before."""


@contextmanager
def serving(folder: Path) -> Iterator[StaticSite]:
    """Yield a served folder."""
    site = StaticSite(folder)
    server = _Server(("127.0.0.1", 0), partial(_Handler, site))
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    site.address = f"http://127.0.0.1:{server.server_address[1]}"
    yield site
    server.shutdown()
    server.server_close()
