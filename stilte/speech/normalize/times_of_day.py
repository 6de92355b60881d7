"""Times of day as people write them (8.30 uur, 10u30, van 9.00 tot 17.00 uur), all as 8:30 uur."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stilte.speech.normalize.any_word import any_word

if TYPE_CHECKING:
    from stilte.speech.normalize.table import Table

# 24 is included: "24.00 uur" is midnight.
_HOUR = r"(?:[01]?\d|2[0-4])"
_MINUTE = r"[0-5]\d"
_START = r"(?<![\d.,:\w])"
_ROUND_MINUTES = 5


def hours(text: str, table: Table) -> str:
    """Return a text whose times of day have a colon, and the word that says what they are.

    >>> from stilte.speech.normalize.table import table_of
    >>> hours("om 10u30, van 9.00 tot 17.00 uur", table_of("nl"))
    'om 10:30 uur, van 9:00 uur tot 17:00 uur'
    """
    if not table.clock:
        return text
    after, word = any_word(table.clock_after), table.clock["drops"][0]
    sign = "hH" if table.language != "nl" else "hHuU"
    text = re.sub(
        rf"{_START}({_HOUR})\s?[{sign}]\s?({_MINUTE})(?!\w)(?:\s?(?:{after})(?!\w))?", rf"\1:\2 {word}", text
    )
    text = re.sub(rf"(?i){_START}({_HOUR})[.:]({_MINUTE})\s?(?=(?:{after})(?!\w))", r"\1:\2 ", text)
    text = _spans(text, table, after, word)
    before, unit = any_word(table.clock["sure"]), any_word(tuple(table.units))
    guard = rf"(?!\d|[.,]\d|\s?(?:{unit})(?!\w)|\s?[x×](?!\w))"
    text = re.sub(r"(?<![\d:])(\d{1,2}:\d{2})\s?[-–—]\s?(\d{1,2}:\d{2})(?![\d:])",
                  lambda m: table.range.format(a=m[1], b=m[2]), text)  # fmt: skip
    return re.sub(rf"(?i)(?<!\w)((?:{before})\s)({_HOUR})\.({_MINUTE}){guard}", rf"\1\2:\3 {word}", text)


def _spans(text: str, table: Table, after: str, word: str) -> str:
    """Bring both ends of "van 9.00 tot 17.00" to one form: by its words, or because `uur` follows."""
    joiner, since = any_word(table.clock["until"]), any_word(table.clock["from"])
    units = any_word([unit for unit in table.units if unit not in table.clock_after])

    def say(match: re.Match[str]) -> str:
        minutes = (int(match["m1"]), int(match["m2"]))
        asked = match["since"] and not any(minute % _ROUND_MINUTES for minute in minutes)
        if not (match["after"] or asked):
            return match[0]
        first, last = f"{match['h1']}:{match['m1']}", f"{match['h2']}:{match['m2']}"
        named = (
            word if not match["after"] or match["after"].lower() in table.clock["drops"] else match["after"]
        )
        first, last = f"{first} {named}", f"{last} {named}"
        joined = match["joiner"]
        if joined.strip() in "-–—":
            return (match["since"] or "") + table.range.format(a=first, b=last)
        return f"{match['since'] or ''}{first}{joined}{last}"

    return re.sub(
        rf"(?i){_START}(?P<since>(?:{since})\s)?(?P<h1>{_HOUR})[.:](?P<m1>{_MINUTE})(?:\s?(?:{after}))?"
        rf"(?P<joiner>\s(?:{joiner})\s|\s?[-–—]\s?)(?P<h2>{_HOUR})[.:](?P<m2>{_MINUTE})(?!\d|[.,:]\d)"
        rf"(?!\s?(?:{units})(?!\w))(?:\s?(?P<after>{after})(?!\w))?",
        say,
        text,
    )
