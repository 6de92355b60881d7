"""The language in use, and its catalogue: GNU gettext's, from `stilte/locales`."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

SOURCE = "en"
"""The language that messages are written in."""
DOMAIN = "stilte"
LOCALES = Path(__file__).resolve().parent.parent / "locales"

_in_use = [SOURCE]  # of the whole program, its threads too
_for_now: ContextVar[str | None] = ContextVar("language", default=None)


def language() -> str:
    """Return the language in use, as `nl`."""
    return _for_now.get() or _in_use[0]


def use_language(tag: str) -> None:
    """Let every message be written in a language from now on; English where there is no catalogue."""
    _in_use[0] = primary(tag)


@contextmanager
def in_language(tag: str) -> Iterator[None]:
    """Let messages be written in another language within a block, in this thread only."""
    token = _for_now.set(primary(tag))
    try:
        yield
    finally:
        _for_now.reset(token)


def primary(tag: str) -> str:
    """Return the language of a tag or of a locale's name.

    >>> primary("nl-BE"), primary("nl_NL.UTF-8"), primary("C")
    ('nl', 'nl', 'en')
    """
    name = tag.replace("_", "-").partition("-")[0].partition(".")[0].strip().lower()
    return SOURCE if name in ("", "c", "posix") else name


@cache
def languages() -> tuple[str, ...]:
    """Return the languages that there are messages in, English included."""
    found = (path.parent.parent.name for path in LOCALES.glob(f"*/LC_MESSAGES/{DOMAIN}.mo"))
    return tuple(sorted({SOURCE, *found}))


@cache
def catalogue(name: str) -> NullTranslations:
    """Return the catalogue of a language; one that leaves the English as it is where there is none."""
    path = LOCALES / name / "LC_MESSAGES" / f"{DOMAIN}.mo"
    if name == SOURCE or not path.is_file():
        return NullTranslations()
    with path.open("rb") as file:
        return GNUTranslations(file)
