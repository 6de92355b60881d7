"""Mapping a function over the parts of a track in several threads, with the results in order."""

from __future__ import annotations

from collections import deque
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Future

T = TypeVar("T")
Item = TypeVar("Item")

_SPARE = 1


def in_order(work: Callable[[Item], T], items: Iterable[Item], workers: int) -> Iterator[T]:
    """Yield results in order while `workers` threads run ahead, a few items and no further; 1: no threads.

    >>> list(in_order(abs, [-3, 1, -2], workers=2))
    [3, 1, 2]
    """
    if workers == 1:
        yield from map(work, items)
        return
    rest = iter(items)
    ahead: deque[Future[T]] = deque()
    with ThreadPoolExecutor(workers, "ahead") as pool:
        try:
            while True:
                ahead.extend(pool.submit(work, item) for item in islice(rest, workers + _SPARE - len(ahead)))
                if not ahead:
                    return
                yield ahead.popleft().result()
        finally:
            pool.shutdown(cancel_futures=True)
