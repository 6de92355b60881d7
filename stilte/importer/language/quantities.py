"""The quantities that a sentence names: breaths, times, counts, seconds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Literal

from stilte.importer.language.phrases import Idioms, number_pattern, pattern
from stilte.importer.language.quantity_pattern import UNITS, quantity_pattern
from stilte.importer.language.shaped_counts import shaped_counts
from stilte.importer.language.written_numbers import adverb_pattern, ends

Unit = Literal["breaths", "times", "counts", "seconds"]
SHORT = frozenset(("x", "×", "s", "sec", "secs", "sek", "seg", "min", "mins", '"', "''", "″", "'", "′"))
MOST_QUANTITIES = 12
_LEAST_COUNTED = 3


_ALOUD = re.compile(r"(?<![\w-])1(?:\s?[-–,…]\s?\d{1,2}){2,11}(?![\w-])")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit as written in a sentence; `seconds` and `counts` are seconds.

    `start` and `end` enclose the words that may be left out with it; `more` adds to a first time;
    `shaped` is a count of a movement that no table names.
    """

    unit: Unit
    low: float
    high: float
    start: int
    end: int
    more: bool = False
    spoken: bool = True
    shaped: bool = False


@lru_cache(maxsize=8)
def _any_number(table: Idioms) -> re.Pattern[str]:
    """Return what every quantity holds: a digit, a word for a number, or one that says it with the unit."""
    half, adverb = "|".join(table.table["halves"]), adverb_pattern(table)
    return re.compile(rf"\d|[½¼]|{number_pattern(table)}|{half}|{adverb}", re.IGNORECASE)


@lru_cache(maxsize=4096)
def quantities(text: str, table: Idioms) -> tuple[Quantity, ...]:
    """Return the quantities in a sentence that time something; claims, dates and frequencies are none.

    >>> from stilte.importer.language.phrases import idioms
    >>> [(q.unit, q.low, q.high) for q in quantities("Houd 20–30 sec vast, drie keer.", idioms("nl"))]
    [('seconds', 20.0, 30.0), ('times', 3.0, 3.0)]
    """
    if not _any_number(table).search(text):
        return ()
    matches = list(islice(quantity_pattern(table).finditer(text), MOST_QUANTITIES))
    found = [quantity for match in matches if (quantity := _read(match, text, table))]
    taken = [match.span() for match in matches]
    shaped = [
        Quantity("times", low, high, start, end, shaped=True)
        for low, high, start, end in shaped_counts(
            text, table, counted=any(one.unit == "times" for one in found)
        )
    ]
    more = [
        one
        for one in (*_counted_out(text), *shaped)
        if all(one.end <= start or one.start >= end for start, end in taken)
    ]
    return tuple(sorted((*found, *more), key=lambda one: one.start)) if more else tuple(found)


def _counted_out(text: str) -> list[Quantity]:
    """Return the counts that a sentence counts aloud ("1-2-3-4" is four)."""
    runs = islice(_ALOUD.finditer(text), MOST_QUANTITIES)
    told = [(run, [int(number) for number in re.findall(r"\d+", run[0])]) for run in runs]
    return [
        Quantity("counts", len(numbers), len(numbers), run.start(), run.end())
        for run, numbers in told
        if numbers == list(range(1, len(numbers) + 1))
    ]


def told_time(text: str, table: Idioms) -> bool:
    """Tell whether a text names a time or a count, but none that an exercise asks for."""
    if not _any_number(table).search(text) or quantities(text, table):
        return False
    return bool(quantity_pattern(table).search(text))


@lru_cache(maxsize=8)
def _claim(table: Idioms) -> re.Pattern[str]:
    words = "|".join(table.table["claim_before"])
    return re.compile(rf"(?<!\w)(?:{words})(?: \w+)?\s*$", re.IGNORECASE)


@lru_cache(maxsize=8)
def _between(table: Idioms) -> re.Pattern[str]:
    """Return what makes a time the one between two occasions ("get up every 45 minutes")."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(table.table['time_between'])})\s*$", re.IGNORECASE)


@lru_cache(maxsize=8)
def _reason(table: Idioms) -> re.Pattern[str]:
    """Return a word for a reason with its clause up to here: what is counted in a reason is nothing to do."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(table.table['because'])})\s[^,;:.!?()]*$", re.IGNORECASE)


@lru_cache(maxsize=8)
def _of_a_pause(table: Idioms) -> re.Pattern[str]:
    """Return what names a pause before its length ("a pause of", "eine Pause von")."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(table.table['pause'])})\s\w+\s*$", re.IGNORECASE)


def _read(match: re.Match[str], text: str, table: Idioms) -> Quantity | None:
    before, after = text[: match.start()], text[match.end() :]
    tail = after.lstrip(" ,")
    if pattern(table, "claim_after").match(tail) or pattern(table, "frequency").match(tail):
        return None
    if _closes_quotation(match, before):
        return None
    if _reason(table).search(before[-90:]):
        return None
    if (_claim(table).search(before[-60:]) and not _of_a_pause(table).search(before[-60:])) or _only_named(
        match, before, table
    ):
        return None
    start, end = _span(match, text)
    more = bool(match["more"] or match["more2"] or match["more3"]) or bool(
        pattern(table, "more").search(f"{before}{match['pre']}"[-40:])
    )
    found = _measured(match, table, start, end, more=more)
    between = found is not None and found.unit == "seconds" and _between(table).search(before[-20:])
    return None if between and not table.starts("hold", text) else found


def _closes_quotation(match: re.Match[str], before: str) -> bool:
    """Tell whether the sign for seconds or minutes at the end of a number closes a quotation instead."""
    sign = match[0].rstrip()[-1:]
    opened = before.count(sign) if sign == '"' else len(re.findall(r"(?<!\w)['’]", before))
    return sign in "\"'’" and opened % 2 == 1


def _only_named(match: re.Match[str], before: str, table: Idioms) -> bool:
    """Tell whether a breath is only spoken of ("op een uitademing", "a slower breath is …"), not counted."""
    number = match["n7"] or (match["n"] if match["breaths"] else "")
    article = number and number.lower() in table.table["articles"]
    if not article:
        return False
    if _of_one_phase(match, table):
        return True
    if match["n7"]:
        vague = pattern(table, "vague_breaths").search(f"{before}{match[0]}"[-80:])
        return bool(vague) or not pattern(table, "bare_breaths").search(before)
    words = f"{before}{match['pre'] or ''}".split()
    named = words and re.fullmatch("|".join(table.table["breath_prepositions"]), words[-1], re.IGNORECASE)
    return bool(named) or not pattern(table, "bare_breaths").search(before)


def _of_one_phase(match: re.Match[str], table: Idioms) -> bool:
    """Tell whether a breath is only half of one ("a breath in through the nose")."""
    halves = "|".join((*table.table["bare_in"], *table.table["bare_out"]))
    return bool(re.match(rf"\s(?:{halves})(?!\w)", match.string[match.end() :], re.IGNORECASE))


def _span(match: re.Match[str], text: str) -> tuple[int, int]:
    """Return the ends of the words to leave out, with a bracket that holds nothing else."""
    start, end = match.span()
    if text[:start].rstrip().endswith(("(", "[")) and text[end:].lstrip(" .").startswith((")", "]")):
        start = max(text.rfind("(", 0, start), text.rfind("[", 0, start))
        end = min(at for at in (text.find(")", end), text.find("]", end)) if at >= 0) + 1
    return start, end


def _told_time(match: re.Match[str], table: Idioms) -> tuple[float, float] | None:
    """Return the seconds of a form that tells them without a number and one unit."""
    if match["half"]:
        halves = table.table["halves"].items()
        value = next(float(s) for phrase, s in halves if re.fullmatch(phrase, match["half"], re.IGNORECASE))
        return value, value
    if match["clock"]:
        minutes, seconds = map(float, match["clock"].split(":"))
        return minutes * 60 + seconds, minutes * 60 + seconds
    if match["joined"]:
        low, high = ends(match["m"] or match["m2"], table)
        seconds = ends(match["s"] or match["s2"], table)[0]
        return low * 60 + seconds, high * 60 + seconds
    return None


def _measured(match: re.Match[str], table: Idioms, start: int, end: int, *, more: bool) -> Quantity | None:  # noqa: PLR0911
    if time := _told_time(match, table):
        return Quantity("seconds", *time, start, end)
    if match["adverb"]:
        return Quantity("times", *ends(match["adverb"], table), start, end, more)
    if counted_to := match["n3"] or match["n12"]:
        return Quantity("counts", *ends(counted_to, table), start, end)
    if match["n6"] or match["n8"]:
        return Quantity("times", *ends(match["n6"] or match["n8"], table), start, end, spoken=False)
    if counted := match["n10"] or match["n11"] or match["n14"]:
        return Quantity("times", *ends(counted, table), start, end)
    if match["n9"]:
        low, high = ends(match["n9"], table)
        return Quantity("times", low, high, start, end) if low >= _LEAST_COUNTED else None
    if match["n7"]:
        return Quantity("breaths", *ends(match["n7"], table), start, end, more)
    named = match["unit"] or match["named"] or match["unit3"]
    if named:
        number = ends(match["n4"] or match["n5"] or match["n13"], table)
        number = (1.0, number[1]) if match["or_more"] else number
        return _of_unit(_unit_of(named, table), named, number, (start, end))
    name = next(name for name in UNITS if match[name])
    found = _of_unit(name, match[name], ends(match["n"], table), (start, end))
    return Quantity(found.unit, found.low, found.high, start, end, more, found.spoken)


def _unit_of(word: str, table: Idioms) -> str:
    return next(name for name in UNITS if re.fullmatch("|".join(table.table[name]), word, re.IGNORECASE))


def _of_unit(name: str, word: str, numbers: tuple[float, float], span: tuple[int, int]) -> Quantity:
    factor = {"minutes": 60.0, "hours": 3600.0}.get(name, 1.0)
    unit: Unit = "breaths" if name == "breaths" else "times" if name == "times" else "counts"
    if name in ("minutes", "hours", "seconds"):
        unit = "seconds"
    short = word.lower().rstrip(".") in SHORT
    return Quantity(unit, numbers[0] * factor, numbers[1] * factor, *span, spoken=not short)


def without(text: str, *spans: Quantity) -> str:
    """Return a sentence without the words of some quantities, tidy again.

    >>> from stilte.importer.language.phrases import idioms
    >>> line = "Blijf hier 10–20 minuten liggen."
    >>> without(line, *quantities(line, idioms("nl")))
    'Blijf hier liggen.'
    """
    for span in sorted(spans, key=lambda one: one.start, reverse=True):
        text = f"{text[: span.start]} {text[span.end :]}"
    text = re.sub(r"\(\s*\)|\[\s*\]", "", text)
    text = re.sub(r"\s+([.,;:!?])", r"\1", " ".join(text.split()))
    return re.sub(r"[,;:]+(?=[.!?]|$)", "", re.sub(r"([,;:])[,;:]+", r"\1", text)).strip()
