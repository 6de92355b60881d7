"""A listener that many threads tell of a build: it hears one of them at a time."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stilte.pipeline.options import Listener
    from stilte.pipeline.results import Result


class SerialListener:
    """Passes on what it is told, one thing after another."""

    def __init__(self, listener: Listener) -> None:
        self._listener = listener
        self._lock = Lock()

    def begins(self, tracks: Mapping[str, str]) -> None:
        """Pass on which tracks may have to be made."""
        with self._lock:
            self._listener.begins(tracks)

    def speaks(self, script: str, ready: int, total: int, who: str) -> None:
        """Pass on how many lines of a script are ready."""
        with self._lock:
            self._listener.speaks(script, ready, total, who)

    def encodes(self, slug: str, done: int, total: int) -> None:
        """Pass on how many pieces of a track are done."""
        with self._lock:
            self._listener.encodes(slug, done, total)

    def ends(self, result: Result) -> None:
        """Pass on the result of a track."""
        with self._lock:
            self._listener.ends(result)
