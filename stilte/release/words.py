"""The pages' own words, in the languages that we speak."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files

from stilte.release.languages import primary


def template(name: str) -> str:
    """Return a file of the templates as text."""
    return (files("stilte.release") / "templates" / name).read_text("utf-8")


@cache
def _words() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = json.loads(template("words.json"))
    return found


def words_of(language: str) -> dict[str, str]:
    """Return the page's own words in a language, in English where we have none."""
    return _words().get(primary(language), _words()["en"])
