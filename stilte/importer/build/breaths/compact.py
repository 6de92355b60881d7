"""A phase of a breath with its seconds, and breaths in their shortest forms ("In (4) Out (6)", "Out: 6")."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from stilte.importer.language.phrases import capital, number_pattern, pattern, union
from stilte.importer.language.quantities import quantities, without
from stilte.importer.language.written_numbers import ends
from stilte.script.number_words import number_word

if TYPE_CHECKING:
    from stilte.importer.language.phrases import Idioms

MOST_TOKENS = 24
LONGEST_PHASE_S = 20.0
_FIRST_ALOUD = 2


@dataclass(frozen=True, slots=True)
class Phased:
    """A part of a breath: its phase ("" for a line in between), its words, its seconds where told."""

    phase: str
    text: str
    seconds: float | None = None


def seconds_of(text: str, table: Idioms) -> float | None:
    """Return the seconds or counts that a phase is given, or None."""
    for one in quantities(text, table):
        if one.unit in ("counts", "seconds"):
            return one.low
    steps = "|".join(table.table["step_counts"])
    if walked := re.search(rf"({number_pattern(table)})\s(?:{steps})\b", text, re.IGNORECASE):
        return ends(walked[1], table)[0]
    if counted := _counted_aloud(text, table):
        return counted
    number = rf"\d{{1,2}}(?:[.,]\d)?|{'|'.join(_number_words(table))}"
    slow = (
        rf"(?:(?:{'|'.join(table.table['articles'])})\s+)?(?:(?:{'|'.join(table.table['adjectives'])})\s+)?"
    )
    bare = re.search(rf"\b(?:{union('bare_for')})\s+{slow}({number})(?=[\s.,;]|$)", text, re.IGNORECASE)
    if bare:
        following = text[bare.end() :].strip(" .,;").lower()
        if not pattern(table, "breaths").match(following) and (
            not following or following.split()[0] in union("and_then").split("|")
        ):
            return ends(bare[1], table)[0]
    return None


@lru_cache(maxsize=8)
def _run(table: Idioms) -> re.Pattern[str]:
    word = rf"(?:\d{{1,2}}|{'|'.join(_number_words(table))})"
    return re.compile(rf"(?<![\w-]){word}(?:\W{{1,4}}{word}){{1,19}}(?![\w-])", re.IGNORECASE)


def _counted_aloud(text: str, table: Idioms) -> float | None:
    """Return how far a phase is counted aloud ("in, two, three, four"), or None."""
    for run in islice(_run(table).finditer(text), MOST_TOKENS):
        told = [ends(one, table)[0] for one in re.findall(r"\w+", run[0])]
        if told[0] <= _FIRST_ALOUD and all(b == a + 1 for a, b in pairwise(told)):
            return told[-1]
    return None


def _number_words(table: Idioms) -> list[str]:
    return [re.escape(number_word(n, table.language)) for n in range(1, 21)]


def counts_then_phases(text: str, table: Idioms) -> tuple[Phased, ...]:
    """Return the phases of "four counts in, four counts out", where each clause ends in its phase."""
    parts: list[Phased] = []
    for clause in re.split(r",\s+|\s+(?:and|en|und|et|y)\s+", text.strip(" .")):
        value, name = seconds_of(clause, table), clause.split()[-1].lower()
        phase = next((one for one in ("in", "out", "hold") if table.starts(f"bare_{one}", name)), "")
        if value is None or not phase:
            return ()
        parts.append(Phased(phase, capital(clause), value))
    whole = len(parts) > 1 and parts[0].phase == "in" and any(one.phase == "out" for one in parts)
    return tuple(parts) if whole else ()


def phase_alone(sentence: str, table: Idioms, after: str) -> tuple[Phased, ...]:
    """Return the phase of a line that only names it and its length ("In: 4 counts", "Out 6")."""
    for phase, allowed in (
        ("in", ("", "out", "rest")),
        ("hold", ("in", "hold", "out")),
        ("out", ("in", "hold")),
    ):
        named = table.starts(f"bare_{phase}", sentence) if after in allowed else None
        rest = re.sub(r"^\W*", "", sentence.lstrip(" (–-")[named.end() :]) if named else ""
        value = _bare_length(rest, table) if rest else None
        if named and value is not None:
            name = "rest" if phase == "hold" and after == "out" else phase
            return (Phased(name, sentence, value),)
    return ()


def _bare_length(text: str, table: Idioms) -> float | None:
    """Return the counts or seconds that are all that a text holds."""
    if re.fullmatch(rf"(?:{number_pattern(table)})\W*", text, re.IGNORECASE):
        return ends(text, table)[0]
    found = quantities(text, table)
    alone = len(found) == 1 and not re.search(r"\w", without(text, *found))
    timed = alone and found[0].unit in ("counts", "seconds") and found[0].high <= LONGEST_PHASE_S
    return found[0].low if timed else None


def compact_pattern(sentence: str, table: Idioms) -> tuple[Phased, ...]:
    """Return the phases of a pattern in its shortest form, phase and number in turn.

    >>> from stilte.importer.language.phrases import idioms
    >>> [(p.phase, p.text, p.seconds) for p in compact_pattern("In (4) Vast (7) Uit (8)", idioms("nl"))]
    [('in', 'In', 4.0), ('hold', 'Vast', 7.0), ('out', 'Uit', 8.0)]
    """
    parts: list[Phased] = []
    waiting: float | None = None
    start = end = 0
    for match in islice(_compact(table).finditer(sentence), MOST_TOKENS):
        if not _fills(sentence[end : match.start()], table):
            return ()
        start, end = start if end else match.start(), match.end()
        if match["number"]:
            value = ends(match["number"], table)[0]
            if parts and parts[-1].seconds is None:
                parts[-1] = replace(parts[-1], seconds=value)
            else:
                waiting = value
            continue
        before = parts[-1].phase if parts else ""
        named = (
            "in" if match["in"] else "out" if match["out"] else "hold" if before in ("in", "hold") else "rest"
        )
        parts.append(Phased(named, capital(match[0]), waiting))
        waiting = None
    whole = {part.phase for part in parts} >= {"in", "out"} and all(
        part.seconds is not None for part in parts
    )
    if not (whole and _fills(sentence[end:], table) and parts[0].phase == "in"):
        return ()
    lead = sentence[:start].rpartition(":")[0].strip()
    return (Phased("lead", lead + "."), *parts) if len(lead.split()) > 1 else tuple(parts)


@lru_cache(maxsize=8)
def _compact(table: Idioms) -> re.Pattern[str]:
    words = {name: "|".join(table.table[f"bare_{name}"]) for name in ("in", "hold", "out")}
    groups = "|".join(f"(?P<{name}>{body})" for name, body in words.items())
    return re.compile(rf"(?<!\w)(?:{groups})(?!\w)|(?P<number>{number_pattern(table)})", re.IGNORECASE)


def _fills(text: str, table: Idioms) -> bool:
    """Tell whether a stretch between phase and number says nothing of its own."""
    small = frozenset(table.table["pattern_fill"])
    return all(word in small for word in re.findall(r"[^\W\d_]+", text.rpartition(":")[2].lower()))
