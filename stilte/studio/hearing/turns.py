"""One rendering at a time for each script: the next one waits, and ends one that is no longer played."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import anyio

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

PATIENCE_S = 3.0
_LONGEST_S = 120.0


class Busy(Exception):
    """Another rendering of the same script did not end in time."""


@dataclass(slots=True)
class _Place:
    """The lock of a script, and what ends the sending of its sound."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    sending: anyio.CancelScope | None = None
    users: int = 0


@dataclass(slots=True)
class RenderingTurns:
    """Whose turn it is, by script.

    A player that pauses takes no more, and would hold its script for good: one that has had its turn for
    `patience_s` while another waits is hung up on. One that is still being laid out cannot be ended, and is
    waited for.
    """

    patience_s: float = PATIENCE_S
    longest_s: float = _LONGEST_S
    _places: dict[str, _Place] = field(default_factory=dict)

    @asynccontextmanager
    async def turn(self, script: str) -> AsyncIterator[None]:
        """Wait for a script's turn, and give it back in the end; raises `Busy`."""
        place = self._places.setdefault(script, _Place())
        place.users += 1
        try:
            if not await self._has_turn(place):
                raise Busy(script)
            try:
                with anyio.CancelScope() as place.sending:
                    yield
            finally:
                place.sending = None
                place.lock.release()
        finally:
            place.users -= 1
            if not place.users:
                self._places.pop(script, None)

    async def _has_turn(self, place: _Place) -> bool:
        """Wait for the lock of a place, and end whoever had it all the time; tell whether it was given."""
        sending = place.sending
        while not await _acquired(place.lock, self.patience_s):
            if place.sending is sending:
                if sending:
                    sending.cancel()
                return await _acquired(place.lock, self.longest_s)
            sending = place.sending  # its turn began while another was waited for
        return True


async def _acquired(lock: asyncio.Lock, timeout_s: float) -> bool:
    with anyio.move_on_after(timeout_s):
        await lock.acquire()
        return True
    return False
