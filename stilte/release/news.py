"""What watchers of the scripts tell open pages: that something changed, what is wrong, what can be heard."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from stilte.errors import Problem


@dataclass(slots=True)
class News:
    """What watchers of the scripts tell browsers: that something changed, and what is wrong."""

    problems: tuple[Problem, ...] = ()
    hear: tuple[str, ...] = ()
    version: int = 0
    _bell: threading.Condition = field(default_factory=threading.Condition)

    def tell(self, problems: Sequence[Problem] = ()) -> None:
        """Let every open page load again; with problems, each shows those instead."""
        with self._bell:
            self.problems, self.hear = tuple(problems), ()
            self._ring()

    def edited(self, *addresses: str) -> None:
        """Let every open page offer to hear what was just edited, from `HEAR` on, while it is built."""
        with self._bell:
            self.hear = addresses
            self._ring()

    def _ring(self) -> None:
        self.version += 1
        self._bell.notify_all()

    def wait(self, seen: int, timeout_s: float) -> int:
        """Return the newest version, after `timeout_s` at the latest."""
        with self._bell:
            self._bell.wait_for(lambda: self.version != seen, timeout_s)
            return self.version
