"""Opening the studio in the browser without showing its secret to others.

A command line can be read by every user of a machine, so the browser is not given the address: it is given a
file that only its owner can read, and that leads there.
"""

from __future__ import annotations

import os
import secrets
import webbrowser
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from stilte.release.escape import escaped
from stilte.studio.own_folder import own_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_KIND = "open"


@contextmanager
def opened(root: Path, address: str) -> Iterator[bool]:
    """Open an address in the browser, and tell whether one was found; what leads there is removed at last."""
    page = _leading_page(root, address)
    try:
        yield _opens(page.as_uri())
    finally:
        with suppress(OSError):
            page.unlink()


def _opens(address: str) -> bool:
    """Open an address in a browser with a window; one that runs in the terminal would take it over."""
    try:
        browser = webbrowser.get()
    except webbrowser.Error:
        return False
    return type(browser) is not webbrowser.GenericBrowser and browser.open(address)


def _leading_page(root: Path, address: str) -> Path:
    """Write the page that leads to an address, for its owner alone; raises OSError."""
    folder = own_folder(root, _KIND)
    folder.chmod(0o700)
    for left in folder.glob("*.html"):  # of a studio that was killed: its secret opens nothing any more
        with suppress(OSError):
            left.unlink()
    page = folder / f"{secrets.token_hex(8)}.html"
    there = escaped(address)
    text = (
        '<!doctype html><meta charset="utf-8"><meta name="referrer" content="no-referrer">'
        f'<meta http-equiv="refresh" content="0;url={there}"><title>Stilte</title>'
        f'<p><a href="{there}">Stilte</a></p>\n'
    )
    with open(os.open(page, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:  # noqa: PTH123 (its rights from the beginning)
        file.write(text)
    return page
