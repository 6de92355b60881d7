"""Waiting until an expression holds in a page, also while it goes from one document to the next."""

from __future__ import annotations

import time
from typing import Any

import pytest

LONGEST_S = 90.0
EVERY_MS = 50
_LEAVES = ("Execution context was destroyed", "Cannot find context")
"""What playwright says where the page goes elsewhere in the middle of a question."""


def until(page: Any, expression: str) -> None:
    """Wait until an expression holds in a page or a frame.

    Playwright's own wait needs `eval`, which the pages forbid.
    """
    end = time.monotonic() + LONGEST_S
    while not _holds(page, expression):
        if time.monotonic() > end:
            pytest.fail(f"never true: {expression}")
        page.wait_for_timeout(EVERY_MS)


def _holds(page: Any, expression: str) -> bool:
    try:
        return bool(page.evaluate(expression))
    except Exception as error:
        if any(sign in str(error) for sign in _LEAVES):
            return False
        raise
