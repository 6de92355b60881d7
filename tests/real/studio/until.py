"""Waiting for what a page does by itself."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

LONGEST_S = 90.0
EVERY_S = 0.05


def until(look: Callable[[], Any], expected: object, longest_s: float = LONGEST_S) -> None:
    """Wait until something is as expected; fails with what it is instead."""
    end = time.monotonic() + longest_s
    while (found := look()) != expected and time.monotonic() < end:
        time.sleep(EVERY_S)
    assert found == expected, f"{found!s}\n--- instead of\n{expected!s}"
