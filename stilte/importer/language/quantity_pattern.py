"""The forms in which people write a number with its unit, as one pattern for a language."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from stilte.importer.language.phrases import Idioms, number_pattern
from stilte.importer.language.written_numbers import adverb_pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

UNITS = ("breaths", "times", "counts", "minutes", "hours", "seconds")


@lru_cache(maxsize=8)
def quantity_pattern(table: Idioms) -> re.Pattern[str]:
    """Return every form of a quantity as one pattern; the first form that fits is taken.

    The names of its groups tell the form: see `stilte.importer.language.quantities`.
    """
    words = table.table
    before = rf"(?:(?<!\w)(?:{_any(words, 'approx')})(?!\w)\.?\s+|~\s?|±\s?)*"
    after = rf"(?:\.(?=[)\]]))?(?:\s(?:{_any(words, 'after_unit')})(?!\w))?"
    return re.compile(rf"(?P<pre>{before})(?:{'|'.join(_forms(table))}){after}", re.IGNORECASE)


def units(words: dict[str, Any], *names: str) -> str:
    """Return the words for some units, of all where none is named."""
    return "|".join(_any(words, name) for name in names or UNITS)


def _any(words: dict[str, Any], key: str) -> str:
    return "|".join(words[key]) or "(?!)"


def _forms(table: Idioms) -> Iterator[str]:
    words, number, plain = table.table, number_pattern(table), units(table.table)
    more, breath = _any(words, "more_after"), words["breaths"][0]
    yield rf"(?<!\w)(?:{_any(words, 'as_well')})\s(?P<n10>{number})(?=\s?[,;.!]|\s*$)"
    yield rf"(?P<half>{'|'.join(f'(?:{phrase})' for phrase in words['halves'])})(?!\w)"
    yield rf"(?P<to>(?:{_any(words, 'count_to')}))\s(?P<n3>{number})"
    yield rf"(?P<adverb>{adverb_pattern(table)})(?:\s(?P<more3>{more})(?!\w))?"
    yield rf"(?<!\w)(?P<clock>\d{{1,2}}:[0-5]\d)(?=\s?(?:{_any(words, 'minutes')})(?!\w))\s?\w+"
    yield from _unit_before(words, number, plain)
    yield rf"(?<![\w.,:])(?P<joined>{_minutes_and_seconds(words, number)})"
    yield _unit_after(words, number)
    yield _of_each_set(words, number, plain)
    yield rf"(?:(?<=[\s(])|^)[x×]\s?(?P<n6>\d{{1,2}}(?:\s?[-–]\s?\d{{1,2}})?|{number})(?!\w)"
    yield (
        r"(?:(?<=\d[x×])|(?<=\d[x×]\s)|(?<=\d\s[x×]\s))(?P<n8>\d{1,2})"
        r"(?=\s*(?:[,;)]|\.(?!\d)|$)|\s(?:per|pro|je|each)\s)"
    )
    own = rf"(?:\s(?!(?:{_any(words, 'and_then')})\s)[\w-]+){{1,2}}"
    yield rf"(?P<n7>{number}){own}\s(?:{breath})(?!\w)"
    bare = rf"(?P<n11>{number})(?!\s?(?:{plain})(?!\w))"
    yield rf"(?<!\w)(?:{_any(words, 'sets_of')})\s{bare}(?:\s[\w-]+(?=\W|$))?"
    yield rf"(?<!\w)(?:tot|bis)\s(?P<n12>{number})\s(?:{_any(words, 'counted_after')})(?!\w)"
    each = rf"{_any(words, 'per_side')}|{_any(words, 'per_direction')}"
    yield rf"(?P<n9>{number})(?:\s[\w-]+)?\s(?=(?:in\s|on\s)?(?:{each})(?!\w))"


def _unit_before(words: dict[str, Any], number: str, plain: str) -> Iterator[str]:
    """Yield the forms with the unit in front ("een keer of acht", "a breath or two", "Sets: 3")."""
    first = _any(words, "unit_first") if words["unit_first"] else "(?!)%U%N"
    first = first.replace("%U", f"(?P<unit>{plain})").replace("%N", f"(?P<n4>{number})")
    yield rf"(?<!\w)(?P<first>{first})(?!\w)"
    article, to = _any(words, "articles"), _any(words, "range")
    or_more = rf"(?:{article})\s(?P<unit3>{plain})\s(?:{to})\s(?P<n13>{number})"
    yield rf"(?<!\w)(?P<or_more>{or_more})(?!\s?(?:{plain}))(?!\w)"
    yield rf"(?<!\w)(?P<named>{plain})\s?[:=]\s?(?P<n5>{number})(?!\s?(?:{plain})(?!\w))"


def _unit_after(words: dict[str, Any], number: str) -> str:
    """Return the usual form ("5 slow breaths", "three more times", "2x" before a figure)."""
    more, adjectives = _any(words, "more_after"), _any(words, "adjectives")
    unit = "|".join(f"(?P<{name}>{_any(words, name)})" for name in UNITS)
    between = rf"(?:\s?(?P<more>(?:{more})(?!\w)))?(?:\s?(?:{adjectives})(?!\w),?)*"
    end = r"(?:(?!\w)|(?<=\d[x×])(?=\d{1,2}(?!\d)))"
    return rf"(?P<n>{number}){between}[\s-]?(?:{unit}){end}(?:\s?(?P<more2>(?:{more})(?!\w)))?"


def _of_each_set(words: dict[str, Any], number: str, plain: str) -> str:
    """Return the count inside each set, after the sets ("3 sets of 12", "3 Sätze zu 12")."""
    after = "|".join(f"(?<={word})" for word in words["set_words"])
    return rf"(?:{after})\s?(?:{_any(words, 'each_set')})\s?(?P<n14>{number})(?!\s?(?:{plain})(?!\w))"


def _minutes_and_seconds(words: dict[str, Any], number: str) -> str:
    """Return minutes with seconds after them ("1 min 30", "1 minute and 30 seconds", "1'30").

    Without their unit the seconds have two figures, and no unit of something else.
    """
    other = units(words, *(name for name in UNITS if name != "seconds"))
    bare = rf"[1-5]\d(?![\w:/]|[.,]\d|\s?(?:[-–x×:]|(?:{other})(?!\w)))"
    minutes = rf"(?P<m>{number})\s?(?:{units(words, 'minutes')}|m)\.?,?"
    joint = rf"\s?(?:(?:{_any(words, 'and_then')}|&|\+)\s)?"
    seconds = rf"(?P<s>(?:\d{{1,2}}|{number})\s?(?:{units(words, 'seconds')})(?!\w)|{bare})"
    signs = r"(?P<m2>\d{1,2})\s?['′’]\s?(?P<s2>[0-5]\d)(?:\"|''|″|”)?(?!\w)"
    return rf"{minutes}{joint}{seconds}|{signs}"
