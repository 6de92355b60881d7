"""Debian's Chromium for the tests, and what happens where something real is missing."""

from __future__ import annotations

import os
import shutil
from typing import NoReturn

import pytest

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
