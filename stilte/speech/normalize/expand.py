"""Numbers, units, signs and abbreviations to words, by the table of the language.

Each rule reads what the ones before it left; a range speaks its first number and leaves the second to the
rules for units, so that "10–15 sec." is "tien tot vijftien seconden".
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from stilte.speech.normalize.clock import clock_times
from stilte.speech.normalize.dashes import cardinal_or_year, codes, lists, ranges, separated
from stilte.speech.normalize.dates import counted_of, dates, decades, fractions_of, ratios, verses
from stilte.speech.normalize.money import money
from stilte.speech.normalize.number_words import feminine, ordinal, spoken, year
from stilte.speech.normalize.roman import roman_numerals
from stilte.speech.normalize.times_of_day import hours

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from stilte.speech.normalize.table import Table

NUMBER = r"\d+(?:[.,]\d+)*"
_FRACTIONS = {"1/2": "½", "1/3": "⅓", "2/3": "⅔", "1/4": "¼", "3/4": "¾", "1/8": "⅛"}
_YEARS = range(1100, 2100)
_SHORT = 4
_ENDLESS = re.compile(r"\d{13,}")  # nobody has a word for it: digit by digit


def expand(text: str, table: Table) -> str:
    """Return a cleaned text with everything in words that a voice would misread."""
    text = _ENDLESS.sub(lambda match: " ".join(match[0]), text)
    for rule in _RULES:
        if rule in _FOR_ANY_TEXT or _DIGIT.search(text):
            text = rule(text, table)
    return text


def one_of(words: Iterable[str]) -> str:
    """Return a pattern for any of the words, longest first; a dot inside may have a space after it."""
    return _one_of(tuple(words))


@lru_cache(maxsize=256)
def _one_of(words: tuple[str, ...]) -> str:
    ordered = sorted(words, key=len, reverse=True)
    return (
        "|".join(re.escape(word).replace(r"\.", r"\.\s?").removesuffix(r"\s?") for word in ordered) or "(?!)"
    )


def _glyphs(text: str, table: Table) -> str:
    if table.fractions:
        text = re.sub(rf"(?<=\d) (?=[{''.join(table.fractions)}])", "", text)
    return re.sub(
        r"(?<![\d/.,])(?:(\d+) )?(\d/\d)(?![\d/]|[.,]\d)",
        lambda m: (m[1] or "") + _FRACTIONS.get(m[2], m[2]) if m[2] in _FRACTIONS else m[0],
        text,
    )


def _phrases(text: str, table: Table) -> str:
    for pattern, said in table.phrases:
        text = re.sub(pattern, said, text)
    return text


def _fractions(text: str, table: Table) -> str:
    def say(match: re.Match[str]) -> str:
        part = table.fractions[match[2]]
        return table.and_fraction.format(n=spoken(match[1], table), f=part) if match[1] else part

    return re.sub(rf"(?:(\d+)\s?)?({one_of(table.fractions)})", say, text)


def _feminine(text: str, table: Table) -> str:
    def say(match: re.Match[str]) -> str:
        first, last = feminine(match[1], table), match[2] and feminine(match[2], table)
        return table.range.format(a=first, b=last) if last else first

    nouns = one_of(table.feminine_nouns)
    number = r"(?<![\w.,:/–-])(\d+)(?:\s?[-–—−]\s?(\d+))?"
    return re.sub(rf"{number}(?=\s(?:{nouns})(?!\w))", say, text, flags=re.IGNORECASE)


def _negatives(text: str, table: Table) -> str:
    return re.sub(r"(?<![\w.,])[-−–](?=\d)", f"{table.minus} ", text)


def _sums(text: str, table: Table) -> str:
    signs = one_of(table.between_numbers)
    text = re.sub(
        rf"(?<=\d)\s?({signs})\s?(?=\d)",
        lambda m: f" {table.between_numbers[m[1].lower()]} ",
        text,
        flags=re.IGNORECASE,
    )
    return re.sub(r"(?<=\d)/(?=\d)", " ", text)


def _times(text: str, table: Table) -> str:
    def say(match: re.Match[str]) -> str:
        many = table.times.get(int(match[1]) if match[1].isdigit() else "other", table.times["other"])
        return _counted(many, match[1], table)

    return re.sub(rf"(?<![\w.,])({NUMBER})\s?[xX×](?!\w)", say, text) if table.times else text


def _ordinals(text: str, table: Table) -> str:
    endings = one_of(table.ordinal_endings)
    text = re.sub(
        rf"(?<![\w.,])(\d+)({endings})(?!\w)",
        lambda m: ordinal(int(m[1]), table, table.ordinal_endings[m[2]]),
        text,
    )
    before = one_of(table.ordinal_dot_after)
    text = re.sub(
        rf"\b({before}) (\d+)\.(?=\s\w)",
        lambda m: f"{m[1]} {ordinal(int(m[2]), table, table.ordinal_dot_after[m[1].lower()])}",
        text,
        flags=re.IGNORECASE,
    )
    after = one_of(table.ordinal_before)
    return re.sub(
        rf"(?<![\w.,])(\d+)\. (?=({after})(?!\w))",
        lambda m: f"{ordinal(int(m[1]), table, table.ordinal_before[m[2].lower()])} ",
        text,
        flags=re.IGNORECASE,
    )


def _units(text: str, table: Table) -> str:
    def say(match: re.Match[str]) -> str:
        one, many = table.units[match[2].lower()]
        said = one if match[1] == "1" else _counted(many, match[1], table)
        return said + _full_stop(match, table)

    return re.sub(
        rf"(?<![\w.,])({NUMBER})\s?({one_of(table.units)})(?![\w'])(\.(?!\w))?",
        say,
        text,
        flags=re.IGNORECASE,
    )


def _counted(template: str, written: str, table: Table) -> str:
    return template.format(n=spoken(written, table), feminine=feminine(written, table))


def _full_stop(match: re.Match[str], table: Table) -> str:
    """Return the dot of an abbreviation where it also ends the sentence."""
    rest = match.string[match.end() :].lstrip()
    ends = not rest or (not table.nouns_capital and rest[0].isupper())
    return "." if ends and match[0].endswith(".") else ""


def _before_number(text: str, table: Table) -> str:
    return re.sub(
        rf"(?<!\w)({one_of(table.before_number)})\s?(?=\d)",
        lambda m: f"{table.before_number[m[1].lower()]} ",
        text,
        flags=re.IGNORECASE,
    )


def _abbreviations(text: str, table: Table) -> str:
    def say(match: re.Match[str]) -> str:
        ends = not match.string[match.end() :].strip() and match[0].endswith(".")
        return table.abbreviations[re.sub(r"\s", "", match[1].lower())] + ("." if ends else "")

    return re.sub(rf"(?<![\w.])({one_of(table.abbreviations)})(?!\w)", say, text, flags=re.IGNORECASE)


def _words_apart(text: str, table: Table) -> str:
    text = re.sub(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])", " ", text)
    return re.sub(r"(?<=[^\W\d_])\s?/\s?(?=[^\W\d_])", f" {table.slash} ", text)


def _numbers(text: str, table: Table) -> str:
    years = one_of(table.years_after)
    text = re.sub(
        rf"\b({years}) (\d{{4}})(?![\d.,]*\d)",
        lambda m: f"{m[1]} {year(int(m[2]), table)}" if int(m[2]) in _YEARS else m[0],
        text,
        flags=re.IGNORECASE,
    )
    if table.one_before_word:
        text = re.sub(r"(?<![\w.,])1(?= [^\W\d_])", table.one_before_word, text)
    return re.sub(NUMBER, lambda m: f" {cardinal_or_year(m[0], table)} ", text)


def _signs(text: str, table: Table) -> str:
    return re.sub(one_of(table.signs), lambda m: f" {table.signs[m[0]]} ", text)


def _per(text: str, table: Table) -> str:
    """Read "6 ademhalingen/min" and "5 km/u" as so many a minute, an hour."""
    if not table.per:
        return text
    short = one_of(unit for unit in table.per if len(unit) <= _SHORT)
    return re.sub(
        rf"({NUMBER}\s?(?:[^\W\d]+|%)?|(?<!\w)\d+\s?[xX×]|[^\W\d_]{{3,}}(?=/(?:{short})(?!\w)))"
        rf"\s?/\s?({one_of(table.per)})(?![\w/])(\.(?!\w))?",
        lambda m: f"{m[1]} {table.per[m[2].lower()]}{_full_stop(m, table)}",
        text,
        flags=re.IGNORECASE,
    )


_RULES: tuple[Callable[[str, Table], str], ...] = (
    counted_of, _glyphs, dates, decades, lists, separated, _phrases, hours, verses, ratios, fractions_of,
    _fractions, clock_times, _per, money, roman_numerals, codes, _feminine, ranges, _negatives, _sums, _times,
    _ordinals, _units, _before_number, _abbreviations, _words_apart, _numbers, _signs,
)  # fmt: skip
_DIGIT = re.compile(r"\d")
_FOR_ANY_TEXT = frozenset({_phrases, _fractions, _per, roman_numerals, _abbreviations, _words_apart, _signs})
"""The rules that may find something in a text without a number; most lines have none."""
