"""The table of a language: data that a translator can write without reading code."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from stilte.reader.builtin_tables import builtin_table

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Table:
    """How a language says numbers, units, signs and abbreviations; the keys of `texts/<language>.yaml`.

    Templates hold `{n}` (`{feminine}`: the same number beside a feminine noun), `{a}`, `{b}`, `{f}`, `{h}` or
    `{m}`. A unit is a pair: for exactly one, for any other number. `feminine_nouns` are words whose number
    is feminine. `ordinal_endings` an ending to a gender; `ordinal_dot_after` the word before "3." to the
    ending it asks, `ordinal_before` likewise the word after. `numbered` are words that a number follows
    (step, week); `address` names the signs of an address; `per` an abbreviation after a slash to its words;
    `part` the words of a fraction from its ordinal (`{o}`, without its last letter `{stem}`); `rulers` the
    names after which a roman numeral is an ordinal. `tag` is the language with its region, which decides the
    order of a date in figures.
    """

    language: str
    tag: str = ""
    point: str = ","
    minus: str = "-"
    slash: str = ","
    range: str = "{a} - {b}"
    times: Mapping[Any, str] = field(default_factory=dict)
    between_numbers: Mapping[str, str] = field(default_factory=dict)
    decimal_mark: str = "."
    ordinal_endings: Mapping[str, str] = field(default_factory=dict)
    ordinal_dot_after: Mapping[str, str] = field(default_factory=dict)
    ordinal_before: Mapping[str, str] = field(default_factory=dict)
    one: str = ""
    one_before_word: str = ""
    feminine_nouns: tuple[str, ...] = ()
    nouns_capital: bool = False
    years_after: tuple[str, ...] = ()
    clock_before: tuple[str, ...] = ()
    clock_after: tuple[str, ...] = ()
    clock: Mapping[str, Any] = field(default_factory=dict)
    lasting: Mapping[str, Any] = field(default_factory=dict)
    kept_apostrophes: tuple[str, ...] = ()
    signs: Mapping[str, str] = field(default_factory=dict)
    fractions: Mapping[str, str] = field(default_factory=dict)
    and_fraction: str = "{n} {f}"
    phrases: tuple[tuple[str, str], ...] = ()
    before_number: Mapping[str, str] = field(default_factory=dict)
    abbreviations: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    endings: Mapping[str, str] = field(default_factory=dict)
    address: Mapping[str, Any] = field(default_factory=dict)
    phone_after: tuple[str, ...] = ()
    per: Mapping[str, str] = field(default_factory=dict)
    numbered: tuple[str, ...] = ()
    range_before: tuple[str, ...] = ()
    not_nouns: tuple[str, ...] = ()
    rulers: tuple[str, ...] = ()
    ruler: Mapping[str, Any] = field(default_factory=dict)
    roman_ordinal: tuple[str, ...] = ()
    roman_form: str = ""
    roman_before: tuple[str, ...] = ()
    money: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    cents: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    with_cents: str = "{whole} {cents}"
    months: tuple[str, ...] = ()
    date: Mapping[str, Any] = field(default_factory=dict)
    decade: Mapping[str, Any] = field(default_factory=dict)
    verse_after: tuple[str, ...] = ()
    ratio: str = ""
    ratio_after: tuple[str, ...] = ()
    part: Mapping[str, str] = field(default_factory=dict)
    out_of: str = "{a} / {b}"
    greek: Mapping[str, str] = field(default_factory=dict)


@lru_cache(maxsize=32)
def table_of(language: str) -> Table:
    """Return the table of a BCP 47 language; a bare one where there is no file for it."""
    base = language.partition("-")[0].lower()
    data = builtin_table("stilte.speech.normalize", f"{base}.yaml")
    if isinstance(endings := data.get("ordinal_endings"), list):
        data["ordinal_endings"] = dict.fromkeys(endings, "")
    return Table(base, language, **data)
