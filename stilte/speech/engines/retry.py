"""Requests to a server with retries, growing waits and a least time between them.

A request that fails is tried again after 2, 4, 8 … 16 s, each made longer by chance, so that many who failed
together do not come back together; where the server names a time (Retry-After), then that. A server that
cannot be reached at all fails at once: nobody waits half a minute to learn that there is no network. One that
failed is left alone for a while, so that a build asks in vain once and not for every track.
"""

from __future__ import annotations

import random
import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from stilte.speech.engine import EngineFailed, EngineUnavailable

if TYPE_CHECKING:
    from collections.abc import Callable

    from stilte.messages import Message

T = TypeVar("T")

_WAITS_S = (2.0, 4.0, 8.0, 16.0, 16.0, 16.0, 16.0)
_WAITS_FOR_A_FIRST_ANSWER = 4
# Long enough that one build does not ask a dead server again for every track.
_REST_S = 600.0


class RetryableError(Exception):
    """An answer of no use, though another try may bring a better one; `after_s` if the server said.

    `why` is a whole sentence about the server, whose name it calls `{server}`.
    """

    def __init__(self, why: Message, after_s: float | None = None) -> None:
        super().__init__(why)
        self.why = why
        self.after_s = after_s


class Unreachable(Exception):
    """The server cannot be reached: no network, no such host, no trusted certificate; `why` is a sentence."""

    def __init__(self, why: Message) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Clock:
    """The time, waiting and chance that a retrying client needs; tests bring a clock that does not wait."""

    sleep: Callable[[float], None] = time.sleep
    now: Callable[[], float] = time.monotonic
    chance: Callable[[], float] = random.random


@dataclass(slots=True)
class _ServerState:
    """What is known of a server: whether it has answered, until when to leave it alone, when to ask next."""

    answered: bool = False
    closed_until: float = float("-inf")
    why_closed: str | Message = ""
    next_at: float = float("-inf")
    lock: threading.Lock = field(default_factory=threading.Lock)


class Server:
    """A server, by the name that authors know; `gap_s` is the least time between two requests."""

    def __init__(self, name: str | Message, *, gap_s: float = 0.0, clock: Clock | None = None) -> None:
        self._name = name
        self._gap_s = gap_s
        self._clock = clock or Clock()
        self._standing = _ServerState()

    def usable(self) -> None:
        """Raise EngineUnavailable where the server failed a short while ago; ask nothing."""
        if self._clock.now() < self._standing.closed_until:
            raise EngineUnavailable(self._standing.why_closed)

    def ask(self, call: Callable[[], T]) -> T:
        """Return what `call` returns; it may raise `Again` or `Unreachable`.

        Raises EngineUnavailable where nobody answers, EngineFailed where no answer was of use.
        """
        self.usable()
        waits_s = _WAITS_S if self._standing.answered else _WAITS_S[:_WAITS_FOR_A_FIRST_ANSWER]
        for wait_s in (*waits_s, None):
            self._keep_distance()
            try:
                found = call()
            except Unreachable as gone:
                if wait_s is None or not self._standing.answered:
                    raise EngineUnavailable(self._close(gone.why)) from gone
                self._wait(wait_s)
            except RetryableError as again:
                if wait_s is None:
                    raise EngineFailed(self._close(again.why.given(server=self._name))) from again
                self._wait(again.after_s or wait_s)
            else:
                self._standing.answered = True
                return found
        raise AssertionError  # the last wait is None

    def _wait(self, wait_s: float) -> None:
        self._clock.sleep(wait_s * (1 + self._clock.chance() / 2))

    def _keep_distance(self) -> None:
        if not self._gap_s:
            return
        with self._standing.lock:
            wait_s = self._standing.next_at - self._clock.now()
            if wait_s > 0:
                self._clock.sleep(wait_s)
            self._standing.next_at = self._clock.now() + self._gap_s * (1 + self._clock.chance())

    def _close(self, why: Message) -> Message:
        self._standing.why_closed = why
        self._standing.closed_until = self._clock.now() + _REST_S
        return why
