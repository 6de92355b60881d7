"""Undo and redo without end: the texts that a script has had, kept in the cache over restarts.

A history is a list of names of texts with a place in it. Texts are entries of the cache, named by their
content. A text that another program wrote takes its place between ours: undoing leads through it, and nothing
is lost.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stilte.store import Store, key_of
from stilte.studio.script_files import version_of

if TYPE_CHECKING:
    from pathlib import Path

MOST_STEPS = 5000
_KIND = "edits"


@dataclass(frozen=True, slots=True)
class History:
    """What a script was (`past`, oldest first), is (`now`), and will be again by redo (`future`)."""

    past: tuple[str, ...] = ()
    now: str | None = None
    future: tuple[str, ...] = ()

    def seen(self, version: str) -> History:
        """Return the history with what is on disk as its present: another program may have written it."""
        if self.now is None or self.now == version:
            return History(self.past, version, self.future)
        return self.changed(version)

    def changed(self, version: str) -> History:
        """Return the history after a change."""
        if self.now is None or self.now == version:
            return History(self.past, version, self.future)
        return History((*self.past, self.now)[-MOST_STEPS:], version, ())

    def undone(self) -> History:
        """Return the history one step back; raises IndexError at its beginning."""
        here = (self.now,) if self.now else ()
        return History(self.past[:-1], self.past[-1], (*here, *self.future))

    def redone(self) -> History:
        """Return the history one step on; raises IndexError at its end."""
        here = (self.now,) if self.now else ()
        return History((*self.past, *here), self.future[0], self.future[1:])


@dataclass(frozen=True, slots=True)
class Histories:
    """The histories of a project's scripts, in its cache."""

    cache: Path

    def read(self, name: str) -> History:
        """Return the history of a script; an empty one where there is none that can be read."""
        body = self._store.read(key_of("history", name))
        try:
            raw = json.loads(body or b"{}")
            return History(tuple(raw["past"]), raw["now"], tuple(raw["future"]))
        except (ValueError, KeyError, TypeError):
            return History()

    def write(self, name: str, history: History) -> None:
        """Keep a history; raises OSError."""
        raw = {"past": history.past, "now": history.now, "future": history.future}
        self._store.write(key_of("history", name), json.dumps(raw).encode())

    def keep(self, raw: bytes) -> str:
        """Keep a text and return its name; raises OSError."""
        name = version_of(raw)
        if self._store.find(key_of("text", name)) is None:
            self._store.write(key_of("text", name), zlib.compress(raw))
        return name

    def text(self, name: str) -> bytes | None:
        """Return a text that was kept, or None where the cache has lost it."""
        body = self._store.read(key_of("text", name))
        return None if body is None else zlib.decompress(body)

    @property
    def _store(self) -> Store:
        return Store(self.cache, _KIND)
