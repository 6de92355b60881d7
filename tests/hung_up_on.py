"""A server for tests that says nothing of clients that hang up."""

from __future__ import annotations

import sys
from http.server import ThreadingHTTPServer
from typing import Any


class HungUpOn(ThreadingHTTPServer):
    """Serves each request in a thread; what a client leaves unread is no fault.

    Python's own server writes a traceback to the terminal then, at times while a later test looks at what is
    written there.
    """

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say what went wrong, unless the client is gone."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)
