"""Running an application on the loopback address until Ctrl-C, with nothing left behind."""

from __future__ import annotations

import asyncio
import hashlib
import signal
import socket
import sys
from typing import TYPE_CHECKING

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from stilte.errors import InputError, Problem
from stilte.file_names import real_path
from stilte.messages import tr

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import FrameType

    from starlette.types import ASGIApp

HOST = "127.0.0.1"
_KEEP_ALIVE_S = 30
_GRACE_S = 2
_MOST_HEAD_BYTES = 64_000
LONGEST_HEAD_S = 30.0
"""How long the head of a first request may take to arrive."""
_SWITCH_S = 0.0005
_FIRST_PORT, _PORTS = 20_000, 10_000
"""The usual ports of projects: below those that systems give to outgoing connections."""


def usual_socket(root: Path) -> socket.socket:
    """Return a listening place at a project's port, the same at each start; at a free one if it is taken.

    What a browser keeps of a page, typing that never arrived here, it finds again only at the same port.
    """
    digest = hashlib.sha256(str(real_path(root)).encode()).digest()
    try:
        return loopback_socket(_FIRST_PORT + int.from_bytes(digest[:4], "big") % _PORTS)
    except InputError:
        return loopback_socket(0)


def loopback_socket(port: int) -> socket.socket:
    """Return a listening place on this machine alone; port 0 takes a free one.

    Raises `InputError` where the port is taken.
    """
    place = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        # On Windows the same option would let two programs share a port.
        if hasattr(socket, "SO_EXCLUSIVEADDRUSE"):
            place.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            place.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        place.bind((HOST, port))
        place.listen(128)
    except OSError:
        place.close()
        taken = tr("Port {port} is taken.", port=port)
        raise InputError(Problem(None, taken, tr("Name another with `--port`."))) from None
    return place


class Connection(H11Protocol):
    """A connection that is closed where no request arrives on it in time: nobody can hold them all."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for the first request."""
        super().connection_made(transport)
        self.loop.call_later(LONGEST_HEAD_S, self._give_up)

    def _give_up(self) -> None:
        if self.cycle is None and not self.transport.is_closing():
            self.transport.abort()


class Server(uvicorn.Server):
    """A server that tells when it is asked to end, so that open streams end first."""

    def __init__(self, app: ASGIApp, at_end: Callable[[], None]) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                http=Connection,
                ws="none",
                loop="asyncio",
                lifespan="off",
                log_config=None,
                log_level="critical",
                access_log=False,
                server_header=False,
                proxy_headers=False,
                timeout_keep_alive=_KEEP_ALIVE_S,
                timeout_graceful_shutdown=_GRACE_S,
                h11_max_incomplete_event_size=_MOST_HEAD_BYTES,
            )
        )
        self._at_end = at_end
        self._interrupted = False

    def end(self) -> None:
        """Let the server end, from any thread."""
        self.should_exit = True

    async def serve_on(self, place: socket.socket) -> None:
        """Serve until `should_exit` is set."""
        await self.serve(sockets=[place])

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End what streams, then every connection."""
        await asyncio.to_thread(self._at_end)
        await super().shutdown(sockets)

    def run_on(self, place: socket.socket) -> None:
        """Serve until `end`, or until Ctrl-C, SIGTERM or SIGHUP; then raise `KeyboardInterrupt`."""
        # A build in a thread would else hold every answer up by 5 ms for each file that it looks at.
        sys.setswitchinterval(_SWITCH_S)
        hang_up = getattr(signal, "SIGHUP", None)
        before = signal.signal(hang_up, self._hang_up) if hang_up else None
        try:
            self.run(sockets=[place])
        finally:
            if hang_up:
                signal.signal(hang_up, before)
            place.close()
        if self._interrupted:
            raise KeyboardInterrupt

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Remember that a signal ended it: uvicorn sends it on, to nobody where it was ignored before."""
        self._interrupted = True
        super().handle_exit(sig, frame)

    def _hang_up(self, _number: int, _frame: FrameType | None) -> None:
        self._interrupted = self.should_exit = True
