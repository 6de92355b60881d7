"""A road to a server that damages or cuts what is sent over it."""

from __future__ import annotations

import socket
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CHUNK = 16384


@contextmanager
def rough_road(port: int, spoil: Callable[[int, bytes], bytes | None]) -> Iterator[str]:
    """Yield an address that leads to `port`; `spoil(sent, bytes)` returns what passes, None cuts."""
    listening = socket.create_server(("127.0.0.1", 0))
    sent = [0]
    lock = threading.Lock()

    def carry(client: socket.socket) -> None:
        with client, socket.create_connection(("127.0.0.1", port)) as server:
            threading.Thread(target=back, args=(server, client), daemon=True).start()
            with suppress(OSError):
                while chunk := client.recv(CHUNK):
                    with lock:
                        passed = spoil(sent[0], chunk)
                        sent[0] += len(chunk)
                    if passed is None:
                        client.shutdown(socket.SHUT_RDWR)
                        return
                    server.sendall(passed)

    def back(server: socket.socket, client: socket.socket) -> None:
        with suppress(OSError):
            while chunk := server.recv(CHUNK):
                client.sendall(chunk)
            client.shutdown(socket.SHUT_RDWR)

    def accept() -> None:
        with suppress(OSError):
            while True:
                threading.Thread(target=carry, args=(listening.accept()[0],), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        listening.close()
