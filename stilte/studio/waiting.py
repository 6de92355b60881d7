"""Waiting in the server's loop for what other threads tell."""

from __future__ import annotations

import asyncio
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(slots=True)
class Bell:
    """Wakes every open stream; rung from any thread."""

    _ears: set[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = field(default_factory=set)

    def ring(self) -> None:
        """Wake all who listen now."""
        for loop, rung in tuple(self._ears):
            with suppress(RuntimeError):  # its loop has ended
                loop.call_soon_threadsafe(rung.set)

    def is_heard(self) -> bool:
        """Tell whether anybody listens."""
        return bool(self._ears)

    @contextmanager
    def heard(self) -> Iterator[asyncio.Event]:
        """Yield what is set whenever the bell rings, and is cleared by who waits for it."""
        ear = (asyncio.get_running_loop(), asyncio.Event())
        self._ears.add(ear)
        try:
            yield ear[1]
        finally:
            self._ears.discard(ear)


async def rings_within(rung: asyncio.Event, timeout_s: float) -> bool:
    """Wait for a bell; tell whether it rang in time."""
    with suppress(TimeoutError):
        await asyncio.wait_for(rung.wait(), timeout_s)
    was = rung.is_set()
    rung.clear()
    return was
