"""What the importer makes of a post, for tests of single sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.importing import spoken, timed
from stilte.importer import import_post
from stilte.importer.prove.load import load_text

if TYPE_CHECKING:
    from stilte.importer.import_post import Imported

LANGUAGES = ("nl", "en", "de", "fr", "es")
SIT_DOWN = {
    "nl": "Ga zitten.",
    "en": "Sit down.",
    "de": "Setz dich hin.",
    "fr": "Asseyez-vous.",
    "es": "Siéntate.",
}
"""What one does first, in the same words everywhere."""


def made_of(text: str, language: str) -> Imported:
    """Return what the importer makes of a post that holds one exercise."""
    (made,) = import_post(text.encode(), language=language)
    return made


def script_of(text: str, language: str) -> str:
    """Return the script of a post."""
    return made_of(text, language).script_text


def timed_of(text: str, language: str) -> list[str]:
    """Return what the steps of its script time, in order."""
    return timed(load_text(script_of(text, language)).steps)


def said_of(text: str, language: str) -> list[str]:
    """Return what its script says, in small letters without marks."""
    return spoken(load_text(script_of(text, language)).steps)


def title_of(text: str, language: str) -> str:
    """Return the title of its script."""
    return script_of(text, language).split("title: ", 1)[1].split("\n", 1)[0].strip('"')
