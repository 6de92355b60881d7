"""Ports for servers that are started again at the same address."""

from __future__ import annotations

import random
import socket

_FIRST, _LAST = 10_000, 19_999
"""Below the ports that systems give to outgoing connections: nobody takes one while its server is away."""


def free_port() -> int:
    """Return a port of this machine that nobody uses now, and that no connection is given later."""
    for port in random.sample(range(_FIRST, _LAST), 200):
        with socket.socket() as one:
            one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                one.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    message = "no port is free"
    raise AssertionError(message)
