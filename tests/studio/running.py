"""A server that runs beside a test, and asking it over a real connection."""

from __future__ import annotations

import asyncio
import http.client
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from stilte.studio.start.run import Server, loopback_socket

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from starlette.types import ASGIApp


@contextmanager
def running(app: ASGIApp, at_end: Callable[[], None] = lambda: None) -> Iterator[int]:
    """Yield the port of a server of an application; it has ended, with its thread, after the block."""
    place = loopback_socket(0)
    port: int = place.getsockname()[1]
    server = Server(app, at_end)
    thread = threading.Thread(target=lambda: asyncio.run(server.serve_on(place)))
    thread.start()
    try:
        yield port
    finally:
        server.should_exit = True
        thread.join(60)
        assert not thread.is_alive()


def asked(
    port: int, path: str, method: str = "GET", **headers: str
) -> tuple[http.client.HTTPResponse, bytes]:
    """Return the answer to a request, and its body; `_` in the name of a header is a dash."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    named = {name.replace("_", "-"): value.replace("PORT", str(port)) for name, value in headers.items()}
    line.request(method, path, headers=named)
    answer = line.getresponse()
    body = answer.read()
    line.close()
    return answer, body
