"""Ending a studio that was opened by its icon once its last window is closed and nothing is being made."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

PATIENCE_S = 90.0
"""How long no window may be open: a reload, a computer that slept, a browser that starts slowly."""
_LOOK_AGAIN_S = 5.0


@dataclass(slots=True)
class Idleness:
    """Calls `end` after `patience_s` in which `is_used` was never true."""

    is_used: Callable[[], bool]
    end: Callable[[], None]
    patience_s: float = PATIENCE_S
    clock: Callable[[], float] = time.monotonic
    _since_s: float = 0.0
    _stop: threading.Event = field(default_factory=threading.Event)

    def start(self) -> None:
        """Look again and again, in a thread, until `stop`."""
        self._since_s = self.clock()
        threading.Thread(target=self._watch, name="idleness", daemon=True).start()

    def stop(self) -> None:
        """Stop looking."""
        self._stop.set()

    def look(self) -> bool:
        """End what has been idle for too long; tell whether it was."""
        if self.is_used():
            self._since_s = self.clock()
        if self.clock() - self._since_s < self.patience_s:
            return False
        self.end()
        return True

    def _watch(self) -> None:
        while not self._stop.wait(_LOOK_AGAIN_S):
            if self.look():
                return
