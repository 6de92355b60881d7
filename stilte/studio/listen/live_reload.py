"""Live reload: notifying open pages when a script changes: new version, problems, what to play."""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from stilte.studio.events import PULSE_S
from stilte.studio.waiting import Bell, rings_within

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Sequence

    from stilte.errors import Problem


@dataclass(slots=True)
class ReloadSignal:
    """The state that open pages wait for: its version number and the problems to show."""

    problems: tuple[Problem, ...] = ()
    hear: tuple[str, ...] = ()
    version: int = 0
    _bell: Bell = field(default_factory=Bell)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _ended: bool = False

    def tell(self, problems: Sequence[Problem] = ()) -> None:
        """Let every open page load again; with problems, each shows those instead."""
        with self._lock:
            self.problems, self.hear = tuple(problems), ()
            self.version += 1
        self._bell.ring()

    def edited(self, *addresses: str) -> None:
        """Let every open page offer to hear what was just edited, by its addresses, while it is built."""
        with self._lock:
            self.hear = addresses
            self.version += 1
        self._bell.ring()

    def end(self) -> None:
        """Let every open page's stream end."""
        self._ended = True
        self._bell.ring()

    async def stream(self, seen: int | None, pulse_s: float = PULSE_S) -> AsyncIterator[str]:
        """Yield what is newer than the version `seen`, as server-sent events."""
        last = self.version if seen is None else seen
        with self._bell.heard() as rung:
            while not self._ended:
                if self.version != last:
                    with self._lock:
                        last, hear = self.version, self.hear
                    yield f"data: {json.dumps({'hear': hear})}\n\n"
                elif not await rings_within(rung, pulse_s):
                    yield ": still here\n\n"
