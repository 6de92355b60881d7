"""Debian's Chromium for the tests, and what happens where something real is missing."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING, Any, NoReturn

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

LONGEST_MS = 90_000
"""How long a page is waited for: halves of these tests run side by side, on machines that may be slow."""
REAL = os.environ.get("STILTE_REAL") == "1"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--autoplay-policy=no-user-gesture-required",
]


def needed(why: str) -> NoReturn:
    """Fail where real components are required, skip with the reason where they are not."""
    if REAL:
        pytest.fail(why)
    pytest.skip(why)


def chromium_program() -> str:
    """Return where Chromium is; fails or skips where it is not."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        needed("Chromium is not there: apt-get install chromium")
    return found


def launched(driver: Any, *flags: str) -> Any:
    """Return a Chromium in which whatever is waited for has `LONGEST_MS`."""
    opened = driver.chromium.launch(executable_path=chromium_program(), args=[*FLAGS, *flags])
    for name in ("new_context", "new_page"):
        setattr(opened, name, _patient(getattr(opened, name)))
    return opened


def _patient(make: Callable[..., Any]) -> Callable[..., Any]:
    def made(**how: Any) -> Any:
        found = make(**how)
        found.set_default_timeout(LONGEST_MS)
        return found

    return made
