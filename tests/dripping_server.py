"""A server that answers with whatever bytes a test gives, as fast or as slowly as it says."""

from __future__ import annotations

import socket
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


@contextmanager
def answering(pieces: Iterable[bytes], every_s: float = 0.0) -> Iterator[str]:
    """Yield the address of a server that sends these pieces to whoever connects, one every so many seconds.

    What it is sent is read up to the end of the headers and dropped.
    """
    listening = socket.create_server(("127.0.0.1", 0))
    ended = threading.Event()

    def serve() -> None:
        with suppress(OSError):
            while True:
                client, _ = listening.accept()
                threading.Thread(target=_send, args=(client, pieces, every_s, ended), daemon=True).start()

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        ended.set()
        listening.close()


def _send(client: socket.socket, pieces: Iterable[bytes], every_s: float, ended: threading.Event) -> None:
    with suppress(OSError), client:
        asked = b""
        while b"\r\n\r\n" not in asked and (got := client.recv(65536)):
            asked += got
        for piece in pieces:
            client.sendall(piece)
            if ended.wait(every_s):
                return
