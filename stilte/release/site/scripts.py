"""The scripts of the pages: each page carries one, put together from the parts that it needs."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from typing import Literal

from stilte.release.page_texts import template

ScriptName = Literal["listen", "index", "embed", "offline"]

_PARTS: dict[ScriptName, tuple[str, ...]] = {
    "listen": ("shared", "circle", "playing", "settings", "words", "offline", "keep_one", "listen"),
    "index": ("shared", "offline", "list"),
    "embed": ("shared", "circle", "playing", "embed"),
    "offline": ("shared", "offline", "not_kept"),
}
PAGE_SCRIPTS = tuple(_PARTS)


@cache
def page_script(name: ScriptName) -> str:
    """Return the script of a page, whole."""
    body = "".join(template(f"scripts/{part}.js") for part in _PARTS[name])
    return f'"use strict";\n(() => {{\n{body}}})();\n'


def script_hashes() -> tuple[str, ...]:
    """Return each script as a content security policy names it: `'sha256-…'`."""
    return tuple(csp_hash(page_script(name)) for name in PAGE_SCRIPTS)


def csp_hash(script: str) -> str:
    """Return the hash by which a content security policy lets one script run."""
    digest = hashlib.sha256(script.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"
