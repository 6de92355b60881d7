"""Collecting garbage less often while thousands of scripts are read: their values hold no cycles."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_AFTER = 50_000
"""New objects between two collections of the youngest: with Python's 700 they take a seventh of the time."""


@contextmanager
def rarer_collections() -> Iterator[None]:
    """Let Python collect its garbage more rarely until the block ends."""
    before = gc.get_threshold()
    gc.set_threshold(_AFTER, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
