"""Dashes and commas between numbers: a list, a range, or a breath between two things that are counted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stilte.speech.normalize.number_words import cardinal, spoken, year

if TYPE_CHECKING:
    from stilte.speech.normalize.table import Table

# Four digits in a range are read as years only where hardly anything else is meant.
SURE_YEARS = range(1900, 2100)
_PLAIN = r"\d+(?:[.,]\d+)?"
_SPACED = re.compile(rf"(?<![\w.,:/-])({_PLAIN})\s?[%°]?\s+[-–—−]\s+({_PLAIN})(?!\d*[-–/:])")
_CODE = re.compile(
    r"((?<![\w-])[A-Z]{1,3}\d+(?:\s?[-–/]\s?[A-Z]{0,3}\d+)+(?![\d])|(?<![\w.,-])\d+(?:[-–]\d+){2,}(?!\d))(?:-(?=\w))?"
)
# Two dashes or more: three numbers in a row are a list, two may be a range.
_SPACED_LIST = re.compile(r"(?<![\w.,:/–—-])\d+(?:\s+[-–—−]+\s+\d+){2,}(?![\w]|[.,:]\d)")
_CLOSE_LIST = re.compile(
    r"(?<![\w.,:/-])\d{1,3}(?:,\d{1,3}){2,}(?![\w]|[.,:]\d)|(?<![\w.,:/-])\d{1,3}(?:\.\d{1,3}){2,}(?![\w]|[.,:]\d)"
)
# A comma inside 1,000 does not separate a list.
_THOUSANDS = re.compile(r"\d{1,3}(?:[.,]\d{3})+")


def lists(text: str, _table: Table) -> str:
    """Return a text with three or more numbers in a row as a list, each with a breath after it.

    >>> lists("5 - 4 - 3 en 2,3,4", _table=None)
    '5, 4, 3 en 2, 3, 4'
    """
    text = _SPACED_LIST.sub(lambda m: re.sub(r"\s+[-–—−]+\s+", ", ", m[0]), text)
    return _CLOSE_LIST.sub(
        lambda m: m[0] if _THOUSANDS.fullmatch(m[0]) else re.sub(r"[.,]", ", ", m[0]), text
    )


def codes(text: str, table: Table) -> str:
    """Read T12-L5 and 4-7-8 as names: one after another, never as a range."""

    def say(match: re.Match[str]) -> str:
        return re.sub(r"\d+", lambda m: f" {spoken(m[0], table)} ", re.sub(r"[-–/]", " ", match[1])) + " "

    return _CODE.sub(say, text)


def separated(text: str, table: Table) -> str:
    """Put a breath for a dash between spaces that makes no range.

    It makes one only where its noun or unit follows, or a word before asks for one: "ronde 1 - 10
    ademhalingen" is round one, ten breaths.
    """
    if not table.numbered:
        return text
    return _SPACED.sub(lambda m: m[0] if _is_range(m, table) else f"{m[1]}, {m[2]}", text)


def ranges(text: str, table: Table) -> str:
    """Speak the first number of a range, and leave the second to the rules for units."""

    def say(match: re.Match[str]) -> str:
        return table.range.format(a=cardinal_or_year(match[1], table), b=match[2])

    return re.sub(rf"(?<![\w.,:/-])({_PLAIN})\s?[%°]?\s?[-–—−]\s?({_PLAIN})(?!\d*[-–/:])", say, text)


def cardinal_or_year(written: str, table: Table) -> str:
    """Return a number in words, four digits of our time as a year."""
    if written.isdigit() and int(written) in SURE_YEARS and len(written) == 4:  # noqa: PLR2004
        return year(int(written), table)
    return spoken(written, table) if not written.isdigit() or written != "1" else cardinal(1, table)


def _is_range(match: re.Match[str], table: Table) -> bool:
    before = re.findall(r"[^\W\d_]+", match.string[: match.start()])
    word = (
        before[-1].lower() if before and match.string[: match.start()].rstrip().endswith(before[-1]) else ""
    )
    follows = re.match(r"\s?([^\W\d_]+|[%°€×])", match.string[match.end() :])
    noun = bool(follows) and follows[1].lower() not in table.not_nouns  # type: ignore[index]
    if word in table.numbered:
        return not noun
    return noun or word in table.range_before
