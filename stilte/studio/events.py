"""News for every open page: what changed on disk, how jobs go; as server-sent events.

Source: the HTML standard, section 9.2 (html.spec.whatwg.org/multipage/server-sent-events.html).
"""

from __future__ import annotations

import itertools
import json
import threading
from collections import deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from stilte.studio.waiting import Bell, rings_within

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

PULSE_S = 15.0
"""How often a comment is sent to a page that hears nothing: writing it fails once the page is closed."""
MOST_KEPT = 500
"""How many events a page may be behind; one that is further behind is told to load everything again."""


@dataclass(slots=True)
class Events:
    """Where news is told, from any thread, and heard, by any number of pages."""

    _last: deque[tuple[int, str]] = field(default_factory=lambda: deque(maxlen=MOST_KEPT))
    _numbers: itertools.count[int] = field(default_factory=lambda: itertools.count(1))
    _bell: Bell = field(default_factory=Bell)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _ended: bool = False

    def tell(self, event: dict[str, Any]) -> None:
        """Send an event, as {"type": "disk", …}, to every open page."""
        line = f"data: {json.dumps(event, ensure_ascii=False, default=str)}\n\n"
        with self._lock:
            self._last.append((next(self._numbers), line))
        self._bell.ring()

    def end(self) -> None:
        """Let every open stream end, and those that are asked for later."""
        self._ended = True
        self._bell.ring()

    def is_heard(self) -> bool:
        """Tell whether a page is open."""
        return self._bell.is_heard()

    async def stream(self) -> AsyncIterator[str]:
        """Yield events as they are told, in the form that a browser reads."""
        with self._bell.heard() as rung:
            seen = self._newest()
            yield ": hello\n\n"
            while not self._ended:
                await rings_within(rung, PULSE_S)
                seen, text = self._since(seen)
                yield text or ": still here\n\n"

    def _newest(self) -> int:
        with self._lock:
            return self._last[-1][0] if self._last else 0

    def _since(self, seen: int) -> tuple[int, str]:
        """Return the number of the newest event, and the events after one that was seen."""
        with self._lock:
            last = tuple(self._last)
        if not last:
            return seen, ""
        if last[0][0] > seen + 1:
            return last[-1][0], f"data: {json.dumps({'type': 'project'})}\n\n"
        return last[-1][0], "".join(line for number, line in last if number > seen)
