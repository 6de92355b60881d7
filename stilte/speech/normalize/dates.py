"""Dates, decades, verses, ratios and fractions: numbers with a sign between them that has a meaning there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from stilte.speech.normalize.number_words import cardinal, ordinal, spoken, year

if TYPE_CHECKING:
    from stilte.speech.normalize.table import Table

# The year first can only be ISO 8601, so the order of the rest is known.
_ISO = re.compile(r"(?<![\w.,:/-])([12]\d{3})-(\d{2})-(\d{2})(?![\w/-]|[.,:]\d)")
# `\2`: the same separator twice, so that `1-2.2024` is not taken for a date.
_DAY_FIRST = re.compile(r"(?<![\w.,:/-])(\d{1,2})([-./])(\d{1,2})\2([12]\d{3})(?![\w/-]|[.,:]\d)")
# Only full tens from 1100 on: "1995s" is not a decade.
_YEAR_DECADE = re.compile(r"(?<![\w.,:/-])(1[1-9]\d0|20\d0)[’']?s(?!\w)")
# From 20 on: "10s" is ten seconds.
_SHORT_DECADE = re.compile(r"(?<![\w.,:/-])([’']?)([2-9]0)[’']?s(?!\w)")
_LAST_MONTH, _LAST_DAY = 12, 31
_CENTURY = 100
_FIRST_YEAR = 1100


def dates(text: str, table: Table) -> str:
    """Return a text with dates of three numbers in words: the day and the month by its name."""
    if not table.months:
        return text
    text = _ISO.sub(lambda m: _date(m, (m[3], m[2], m[1]), table), text)
    text = _DAY_FIRST.sub(lambda m: _ordered(m, table), text)
    months = "|".join(table.months)
    if table.date.get("dot"):  # the dot of an ordinal: 12. März
        text = re.sub(rf"(?<![\w.,])(\d{{1,2}})\.\s?(?=(?:{months})(?!\w))",
                      lambda m: f"{_day(int(m[1]), table, m.string[: m.start()])} ", text)  # fmt: skip
    if table.date.get("month_first"):  # March 12
        text = re.sub(rf"(?<!\w)({months}) (\d{{1,2}})(?![\d:.]*\d|\w|\s?[-–])",
                      lambda m: f"{m[1]} {ordinal(int(m[2]), table)}", text, flags=re.IGNORECASE)  # fmt: skip
    return text


def decades(text: str, table: Table) -> str:
    """Return a text with "1990s" and "the 90s" as decades, and other "90s" as they were: seconds."""
    if not table.decade:
        return text
    if table.decade.get("er"):  # die 90er, die 1990er Jahre
        text = re.sub(r"(?<![\w.,])(\d{1,4})er(?=n?(?!\w))", lambda m: f"{_ten(int(m[1]), table)}er", text)
    text = _YEAR_DECADE.sub(lambda m: _decade(int(m[1]), m, table), text)
    return _SHORT_DECADE.sub(
        lambda m: _decade(1900 + int(m[2]), m, table) if _is_decade(m, table) else m[0], text
    )


def verses(text: str, table: Table) -> str:
    """Return a text with chapter and verse as two numbers: "John 3:16" is John three sixteen."""
    if not table.verse_after:
        return text
    books = "|".join(map(re.escape, table.verse_after))

    def say(match: re.Match[str]) -> str:
        both = f"{match[1]} {cardinal(int(match[2]), table)} {cardinal(int(match[3]), table)}"
        return table.range.format(a=both, b=cardinal(int(match[4]), table)) if match[4] else both

    return re.sub(
        rf"(?<!\w)({books}) (\d{{1,3}})(?::\s?|[.,])(\d{{1,3}})(?:[-–](\d{{1,3}}))?(?![\d:])", say, text
    )


def ratios(text: str, table: Table) -> str:
    """Return a text with "1:2" and "1:4:2" as proportions; two digits after the colon are minutes."""
    if not table.ratio:
        return text
    asked = "|".join(map(re.escape, table.ratio_after)) or "(?!)"

    def say(match: re.Match[str]) -> str:
        first, *others = (cardinal(int(number), table) for number in re.findall(r"\d+", match[0]))
        for other in others:
            first = table.ratio.format(a=first, b=other)
        return first

    text = re.sub(rf"(?i)(?<=\b)((?:{asked})(?: \w+)? )(\d{{1,3}}(?:\s?:\s?\d{{1,3}})+)(?![\d:])",
                  lambda m: m[1] + re.sub(r".+", say, m[2]), text)  # fmt: skip
    return re.sub(r"(?<![\w.,:/-])\d{1,2}(?: ?: ?\d){1,3}(?![\w:]|[.,]\d)", say, text)


def _ordered(match: re.Match[str], table: Table) -> str:
    first, month, number = match[1], match[3], int(match[1])
    american = table.tag.upper() == "EN-US" or int(month) > _LAST_MONTH
    if american and number <= _LAST_MONTH:
        first, month = month, first
    return _date(match, (first, month, match[4]), table)


def _date(match: re.Match[str], figures: tuple[str, str, str], table: Table) -> str:
    """Return day, month and year in words; what was written where no calendar has that day."""
    day, month, of = map(int, figures)
    before = match.string[: match.start()]
    if not 1 <= day <= _LAST_DAY or not 1 <= month <= _LAST_MONTH:
        return match[0]
    said = table.date["form"].format(
        d=_day(day, table, before), month=table.months[month - 1], y=year(of, table)
    )
    return re.sub(r"^the ", "", said) if re.search(r"\bthe $", before) else said


def _day(day: int, table: Table, before: str) -> str:
    if table.date.get("ordinal"):
        word = (before.split() or [""])[-1].lower()
        return ordinal(day, table, table.ordinal_dot_after.get(word, table.date["ordinal"].strip("-")))
    return table.date["first"] if day == 1 and "first" in table.date else cardinal(day, table)


def _is_decade(match: re.Match[str], table: Table) -> bool:
    before, after = match.string[: match.start()], match.string[match.end() :]
    article = re.search(rf"(?i)(?<!\w)(?:{'|'.join(table.decade['after'])})\s$", before)
    joined = "|".join(table.decade["before"])
    alone = re.match(rf"\s*(?:[.,;:!?)]|$)|\s(?:{joined})(?!\w)", after)
    named = re.search(rf"(?i)(?<!\w)(?:{table.decade['noun']})\s$", before)
    return bool(match[1] or named or (article and alone))


def _ten(number: int, table: Table) -> str:
    return year(number, table) if number >= _FIRST_YEAR else cardinal(number, table)


def _decade(number: int, match: re.Match[str], table: Table) -> str:
    short = number % _CENTURY
    counted = short if 1920 <= number < 2000 else number  # noqa: PLR2004 (of these the century goes without saying)
    if table.decade.get("plural"):
        said = cardinal(short, table) if len(match[0].strip("'’")) < 5 else year(number, table)  # noqa: PLR2004 (90s)
        return said[:-1] + "ies" if said.endswith("y") else said + "s"
    said = cardinal(counted, table) if counted == short else year(number, table)
    named = re.search(rf"(?i)(?<!\w){table.decade['noun']}\s$", match.string[: match.start()])
    return said if named else str(table.decade["form"].format(n=said))


def counted_of(text: str, table: Table) -> str:
    """Return a text with "ronde 2/3" as round two of three."""
    if not table.numbered:
        return text
    nouns = "|".join(map(re.escape, table.numbered))
    return re.sub(
        rf"(?i)(?<!\w)((?:{nouns}) )(\d{{1,3}})\s?/\s?(\d{{1,3}})(?![\d/]|[.,]\d)",
        lambda m: m[1] + table.out_of.format(a=spoken(m[2], table), b=spoken(m[3], table)),
        text,
    )


def fractions_of(text: str, table: Table) -> str:
    """Return a text with "2/5" as two fifths."""
    if not table.part:
        return text

    def part(match: re.Match[str]) -> str:
        count, of = int(match[1]), int(match[2])
        if not count < of:
            return match[0]
        named = ordinal(of, table, table.part["form"])
        form = table.part["one"] if count == 1 else table.part["other"]
        return str(form.format(n=cardinal(count, table), o=named, stem=named[:-1]))

    return re.sub(r"(?<![\w/.,:-])(\d)/([3-9]|10)(?![\w/]|[.,]\d)", part, text)
