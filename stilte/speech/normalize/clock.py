"""What stands with a colon: the time of day if the words around say so, else how long it lasts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stilte.speech.normalize.any_word import any_word
from stilte.speech.normalize.number_words import cardinal, feminine

if TYPE_CHECKING:
    from stilte.speech.normalize.table import Table

# Not inside a longer number, a decimal, or a time with more parts.
_TIME = re.compile(r"(?<![\w:.,])(\d{1,2}):(\d{2})(?::(\d{2}))?(?![\d:])")
# "2:30 min" is a length, whatever word comes before it.
_MINUTES_FOLLOW = re.compile(r"\s?min\w*\.?", re.IGNORECASE)
_LAST_SMALL_MINUTE = 9


def clock_times(text: str, table: Table) -> str:
    """Return the text with "2:30" in words: two minutes and thirty seconds, but a time of day after "om"."""
    said, done = [], 0
    for match in _TIME.finditer(text):
        if match.start() < done or not table.lasting:
            continue
        words, end = _time_of_day(match, table) or _lasting(match, table)
        said += [text[done : match.start()], words]
        done = end
    return "".join(said) + text[done:]


def _time_of_day(match: re.Match[str], table: Table) -> tuple[str, int] | None:
    before, after = match.string[: match.start()], match.string[match.end() :]
    following = re.match(rf"\s?({any_word(table.clock_after)})(?!\w)", after, re.IGNORECASE)
    asked = re.search(rf"(?:^|\W)(?:{any_word(table.clock_before)})\s$", before, re.IGNORECASE)
    if match[3] or not (following or asked):
        return None
    drop = following is not None and following[1].lower() in table.clock["drops"]
    end = match.end() + (following.end() if following and drop else 0)
    return _hour_and_minute(int(match[1]), int(match[2]), table, bare=bool(following) and not drop), end


def _hour_and_minute(hour: int, minute: int, table: Table, *, bare: bool) -> str:
    clock = table.clock
    said_hour = feminine(str(hour), table) if clock.get("feminine") else cardinal(hour, table)
    said_hour = clock.get("one", said_hour) if hour == 1 else said_hour
    if not minute:
        return str(said_hour) if bare else clock["whole"].format(h=said_hour)
    small = clock.get("small", "{m}") if minute <= _LAST_SMALL_MINUTE else "{m}"
    return str(clock["other"].format(h=said_hour, m=small.format(m=cardinal(minute, table))))


def _lasting(match: re.Match[str], table: Table) -> tuple[str, int]:
    counts = [int(group) for group in match.groups() if group is not None]
    units = ("h", "m", "s")[-len(counts) :]
    parts = [
        _amount(count, table.lasting[unit], table) for count, unit in zip(counts, units, strict=True) if count
    ]
    follows = _MINUTES_FOLLOW.match(match.string, match.end())
    said = f" {table.lasting['and']} ".join(parts) or _amount(0, table.lasting["s"], table)
    return said, follows.end() if follows else match.end()


def _amount(count: int, unit: tuple[str, str], table: Table) -> str:
    said, said_feminine = cardinal(count, table), feminine(str(count), table)
    return unit[0] if count == 1 else unit[1].format(n=said, feminine=said_feminine)
