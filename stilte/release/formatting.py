"""Lengths, dates, sizes and licences as people read them in their own language."""

from __future__ import annotations

import re
from datetime import date

from stilte.release.page_texts import words_of
from stilte.units import clock

_DATE_CHARACTERS = len("2026-01-05")
_MET_WITHIN_S = 0.05  # how near a track comes to the length that was asked
_COMMONS = re.compile(r"cc[- ]?(by(?:-nc)?(?:-nd|-sa)?|0)[- ]([1-4]\.0)", re.IGNORECASE)


def length_text(length_s: float) -> str:
    """Return a length or a time in whole seconds, as players show it.

    >>> length_text(802.8), length_text(599.96)
    ('13:22', '10:00')
    """
    return clock(int(length_s + _MET_WITHIN_S)).partition(".")[0]


def date_text(written: str, language: str) -> str:
    """Return the day of a date; what is not a date is returned unchanged.

    >>> date_text("2026-01-05", "de"), date_text("2026-01-05T08:00", "nl"), date_text("soon", "en")
    ('5. Januar 2026', '5 januari 2026', 'soon')
    """
    words = words_of(language)
    try:
        day = date.fromisoformat(written[:_DATE_CHARACTERS])
    except ValueError:
        return written
    return words["date"].format(day=day.day, month=words["months"].split()[day.month - 1], year=day.year)


def size_text(size_bytes: int, language: str) -> str:
    """Return a size in megabytes.

    >>> size_text(12_940_000, "nl")
    '12,9 MB'
    """
    return f"{size_bytes / 1e6:.1f} MB".replace(".", words_of(language)["point"])


def decimal_text(number: str, language: str) -> str:
    """Return a number with the decimal sign of a language.

    >>> decimal_text("0.75", "nl")
    '0,75'
    """
    return number.replace(".", words_of(language)["point"])


def licence_text(written: str) -> tuple[str, str]:
    """Return the name of a licence, and its address where it is one of Creative Commons or an address itself.

    >>> licence_text("cc-by-nc-4.0")
    ('CC BY-NC 4.0', 'https://creativecommons.org/licenses/by-nc/4.0/')
    """
    if re.match("https?://", written):
        return written, written
    found = _COMMONS.fullmatch(written.strip())
    if not found:
        return written, ""
    kind, version = found[1].lower(), found[2]
    if kind == "0":
        return f"CC0 {version}", f"https://creativecommons.org/publicdomain/zero/{version}/"
    return f"CC {kind.upper()} {version}", f"https://creativecommons.org/licenses/{kind}/{version}/"
