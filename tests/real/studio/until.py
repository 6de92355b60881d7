"""Waiting for what a page does by itself."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

LONGEST_S = 40.0
EVERY_S = 0.05


def until(look: Callable[[], Any], expected: object) -> None:
    """Wait until something is as expected; fails with what it is instead."""
    end = time.monotonic() + LONGEST_S
    while (found := look()) != expected and time.monotonic() < end:
        time.sleep(EVERY_S)
    assert found == expected, f"{found!s}\n--- instead of\n{expected!s}"
