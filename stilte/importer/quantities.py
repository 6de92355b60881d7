"""The quantities that a sentence names: breaths, times, counts, seconds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Literal

from stilte.importer.words import Idioms, number_pattern, number_values, pattern

Unit = Literal["breaths", "times", "counts", "seconds"]
MOST_QUANTITIES = 12


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit as written in a sentence; `seconds` and `counts` are seconds.

    `start` and `end` enclose the words that may be left out with it; `more` adds to a first time.
    """

    unit: Unit
    low: float
    high: float
    start: int
    end: int
    more: bool = False
    spoken: bool = True


@lru_cache(maxsize=8)
def _adverbs(table: Idioms) -> dict[str, float]:
    """Return the words that say number and times in one ("dreimal", "twice")."""
    suffix = table.table.get("times_suffix", "")
    made = {word + suffix: value for word, value in number_values(table).items() if suffix and len(word) > 2}  # noqa: PLR2004
    return made | {word: float(value) for word, value in table.table.get("adverbs", {}).items()}


@lru_cache(maxsize=8)
def _quantity(table: Idioms) -> re.Pattern[str]:
    words = table.table
    unit = "|".join(
        f"(?P<{name}>{'|'.join(words[name])})"
        for name in ("breaths", "times", "counts", "minutes", "hours", "seconds")
    )
    adverb = "|".join(sorted(map(re.escape, _adverbs(table)), key=len, reverse=True))
    before = rf"(?:(?<!\w)(?:{'|'.join(words['approx'])})(?!\w)\.?\s+|~\s?|±\s?)*"
    more, less = "|".join(words["more_after"]), "|".join(words["adjectives"])
    between = rf"(?:\s?(?P<more>(?:{more})(?!\w)))?(?:\s?(?:{less})(?!\w),?)*"
    after = rf"(?:\.(?=[)\]]))?(?:\s(?:{'|'.join(words['after_unit'])})(?!\w))?"
    half = "|".join(f"(?:{phrase})" for phrase in words["halves"])
    to = "|".join(words["count_to"])
    body = (
        rf"(?P<half>{half})(?!\w)|(?P<to>(?:{to}))\s(?P<n3>{number_pattern(table)})|(?P<adverb>(?<!\w)(?:{adverb})(?!\w))"
        rf"|(?P<n>{number_pattern(table)}){between}\s?(?:{unit})(?!\w)(?:\s?(?P<more2>(?:{more})(?!\w)))?"
    )
    return re.compile(rf"(?P<pre>{before})(?:{body}){after}", re.IGNORECASE)


@lru_cache(maxsize=4096)
def quantities(text: str, table: Idioms) -> tuple[Quantity, ...]:
    """Return the quantities in a sentence that time something; claims, dates and frequencies are none.

    >>> from stilte.importer.words import idioms
    >>> [(q.unit, q.low, q.high) for q in quantities("Houd 20–30 sec vast, drie keer.", idioms("nl"))]
    [('seconds', 20.0, 30.0), ('times', 3.0, 3.0)]
    """
    matches = islice(_quantity(table).finditer(text), MOST_QUANTITIES)
    found = [_read(match, text, table) for match in matches]
    return tuple(quantity for quantity in found if quantity)


@lru_cache(maxsize=8)
def _claim(table: Idioms) -> re.Pattern[str]:
    words = "|".join(table.table["claim_before"])
    return re.compile(rf"(?<!\w)(?:{words})(?: \w+)?\s*$", re.IGNORECASE)


@lru_cache(maxsize=8)
def _one_number(table: Idioms) -> re.Pattern[str]:
    words = "|".join(sorted(map(re.escape, number_values(table)), key=len, reverse=True))
    return re.compile(rf"\d+(?:[.,]\d+)?|(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)


def _read(match: re.Match[str], text: str, table: Idioms) -> Quantity | None:
    before, after = text[: match.start()], text[match.end() :]
    if pattern(table, "claim_after").match(after.lstrip()) or pattern(table, "frequency").match(
        after.lstrip()
    ):
        return None
    if _claim(table).search(before[-60:]):
        return None
    start, end = _span(match, text)
    more = bool(match["more"] or match["more2"]) or bool(
        pattern(table, "more").search(f"{before}{match[0]}"[-40:])
    )
    return _measured(match, table, start, end, more=more)


def _span(match: re.Match[str], text: str) -> tuple[int, int]:
    """Return the ends of the words to leave out, with a bracket that holds nothing else."""
    start, end = match.span()
    if text[:start].rstrip().endswith(("(", "[")) and text[end:].lstrip(" .").startswith((")", "]")):
        start = max(text.rfind("(", 0, start), text.rfind("[", 0, start))
        end = min(at for at in (text.find(")", end), text.find("]", end)) if at >= 0) + 1
    return start, end


def _measured(match: re.Match[str], table: Idioms, start: int, end: int, *, more: bool) -> Quantity:
    if match["half"]:
        halves = table.table["halves"].items()
        value = next(float(s) for phrase, s in halves if re.fullmatch(phrase, match["half"], re.IGNORECASE))
        return Quantity("seconds", value, value, start, end)
    if match["adverb"]:
        value = _adverbs(table)[match["adverb"].lower()]
        return Quantity("times", value, value, start, end, more)
    low, high = ends(match["n3"] or match["n"], table)
    if match["to"]:
        return Quantity("counts", low, high, start, end)
    factor = 60.0 if match["minutes"] else 3600.0 if match["hours"] else 1.0
    unit: Unit = (
        "breaths"
        if match["breaths"]
        else "times"
        if match["times"]
        else "counts"
        if match["counts"]
        else "seconds"
    )
    short = (match["times"] or match["seconds"] or match["minutes"] or "").lower().rstrip(".") in (
        "x",
        "×",
        "s",
        "sec",
        "secs",
        "sek",
        "min",
    )
    return Quantity(unit, low * factor, high * factor, start, end, more, spoken=not short)


def ends(written: str, table: Idioms) -> tuple[float, float]:
    """Return the two ends of a number or a range as written.

    >>> from stilte.importer.words import idioms
    >>> ends("vijf tot 8", idioms("nl"))
    (5.0, 8.0)
    """
    values = number_values(table)
    parts = _one_number(table).findall(written)
    numbers = [values.get(part.lower()) or float(part.replace(",", ".")) for part in parts] or [1.0]
    return min(numbers), max(numbers)


def without(text: str, *spans: Quantity) -> str:
    """Return a sentence without the words of some quantities, tidy again.

    >>> from stilte.importer.words import idioms
    >>> line = "Blijf hier 10–20 minuten liggen."
    >>> without(line, *quantities(line, idioms("nl")))
    'Blijf hier liggen.'
    """
    for span in sorted(spans, key=lambda one: one.start, reverse=True):
        text = f"{text[: span.start]} {text[span.end :]}"
    text = re.sub(r"\(\s*\)|\[\s*\]", "", text)
    text = re.sub(r"\s+([.,;:!?])", r"\1", " ".join(text.split()))
    return re.sub(r"[,;:]+(?=[.!?]|$)", "", re.sub(r"([,;:])[,;:]+", r"\1", text)).strip()
