"""The options of publishing to a blog, from what a test names."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from stilte.release.wordpress.results import PostOptions

_CHOSEN = {field.name for field in fields(PostOptions)}


def given_options(named: dict[str, Any]) -> dict[str, Any]:
    """Return named arguments with those that an author chooses gathered in `options`."""
    chosen = {name: value for name, value in named.items() if name in _CHOSEN}
    return {
        **{name: value for name, value in named.items() if name not in _CHOSEN},
        "options": PostOptions(**chosen),
    }
