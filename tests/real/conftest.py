"""What the tests with real components share: a WordPress of each age, emptied before each test."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pytest

from tests.real.chromium import launched, needed
from tests.real.real_wordpress import CORES, Blog, missing, running_blog

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def driver() -> Iterator[Any]:
    """Yield playwright, once for all tests: a second one in the same thread would not start."""
    try:
        from playwright.sync_api import sync_playwright  # noqa: PLC0415 (may be missing)
    except ImportError:
        needed("playwright is not there: pip install playwright axe-playwright-python")
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def browser(driver: Any) -> Iterator[Any]:
    """Yield Debian's Chromium, driven by playwright."""
    opened = launched(driver)
    yield opened
    opened.close()


@pytest.fixture(scope="session", params=CORES)
def _blog(request: pytest.FixtureRequest) -> Iterator[Blog]:
    """Yield a running WordPress of each age; a skip with the reason where it is not installed."""
    core = CORES[request.param]
    if (why := missing(core)) is not None:
        (pytest.fail if os.environ.get("STILTE_REAL") == "1" else pytest.skip)(why)
    with TemporaryDirectory(prefix="stilte-") as home, running_blog(Path(home), core) as running:
        yield running


@pytest.fixture
def blog(_blog: Blog) -> Blog:
    """Return a blog without posts and files."""
    for kind in (
        "posts?status=any&",
        "posts?status=trash&",
        "podcast?status=any&",
        "podcast?status=trash&",
        "pages?status=any&",
        "media?",
    ):
        for one in _blog.ask(f"{kind}per_page=100&_fields=id"):
            _blog.ask(f"{kind.partition('?')[0]}/{one['id']}?force=true", "DELETE")
    return _blog
