"""Breath patterns as they are spoken: phases and numbers in any order ("four in, a short hold, six out")."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from stilte.importer.build.breaths.compact import LONGEST_PHASE_S, MOST_TOKENS, Phased, seconds_of
from stilte.importer.language.phrases import bare_then, capital, number_pattern, pattern
from stilte.importer.language.quantities import quantities
from stilte.importer.language.written_numbers import ends

if TYPE_CHECKING:
    from stilte.importer.language.phrases import Idioms

_LEAST_ALONE = 2


@lru_cache(maxsize=8)
def _joints(table: Idioms) -> re.Pattern[str]:
    joins = "|".join(table.table["and_then"])
    return re.compile(
        rf"\s*[,;:/|]\s+|\s*(?:\.{{2,}}|…)\s*|\s+[–—-]\s+|\s+(?=(?:{joins})\s)|\.\s+", re.IGNORECASE
    )


def told_pattern(sentence: str, table: Idioms, after: str = "") -> tuple[Phased, ...]:
    """Return the phases of a breath whose in- and out-breath both have a length; () for any other sentence.

    A hold without a length keeps None.

    >>> from stilte.importer.language.phrases import idioms
    >>> [(p.phase, p.seconds) for p in told_pattern("In, two, three, four, and six out.", idioms("en"))]
    [('in', 4.0), ('out', 6.0)]
    """
    parts = _parts(sentence, table, after)
    breath = [part for part in parts if part.phase != "lead"]
    timed = {part.phase for part in breath if part.seconds is not None}
    whole = {"in", "out"} <= timed and breath[0].phase == "in"
    if any(len({part.seconds for part in breath if part.phase == one}) > 1 for one in ("in", "out")):
        return ()  # breaths counted one by one
    lengths = [part for part in breath if part.seconds is not None or part.phase in ("hold", "rest")]
    return tuple(parts) if whole and len(lengths) == len(breath) else ()


def told_phase(sentence: str, table: Idioms, after: str) -> tuple[Phased, ...]:
    """Return the one phase that a sentence tells with its length ("And out, two, three, four.")."""
    parts = _parts(sentence, table, after)
    allowed = {"": ("in",), "in": ("hold", "out"), "hold": ("out",), "out": ("in", "rest"), "rest": ("in",)}
    one = parts[0] if len(parts) == 1 else None
    if one is None or one.seconds is None or one.phase not in allowed.get(after, ("in",)):
        return ()
    return (replace(one, text=sentence),)


def _parts(sentence: str, table: Idioms, after: str) -> list[Phased]:
    parts: list[Phased] = []
    last, start = after, 0
    for at in [*(cut.end() for cut in islice(_joints(table).finditer(sentence), MOST_TOKENS)), len(sentence)]:
        clause, start = sentence[start:at].strip(" ,;:/|–—-…"), at
        if not re.search(r"\w", clause):
            continue
        phase = _phase_of(clause, table, last)
        if phase:
            parts.append(Phased(phase, capital(bare_then(clause, table)), _length(clause, table)))
            last = phase
        elif parts and parts[-1].phase != "lead":
            parts[-1] = _with_clause(parts[-1], clause, table)
        elif parts:
            parts[-1] = replace(parts[-1], text=f"{parts[-1].text[:-1]}, {clause}.")
        else:
            parts.append(Phased("lead", capital(clause.rstrip(".")) + "."))
    return parts


def _with_clause(part: Phased, clause: str, table: Idioms) -> Phased:
    """Add a clause without a phase: the length of the one before it, a next number of its count, or words."""
    words = bare_then(clause, table).rstrip(".!")
    number = re.fullmatch(number_pattern(table), words, re.IGNORECASE)
    text = f"{part.text}, {clause}"
    if number:
        value = ends(number[0], table)[0]
        counted = value == (part.seconds or 1) + 1 or part.seconds is None
        return replace(part, text=text, seconds=value if counted else part.seconds)
    if part.seconds is None:
        return replace(part, text=text, seconds=_length(clause, table))
    return replace(part, text=text)


def _phase_of(clause: str, table: Idioms, last: str) -> str:
    """Return the phase that a clause names, or ""."""
    words = bare_then(clause, table)
    into, out = _names("in", words, table), _names("out", words, table)
    if last in ("in", "hold") and not into and table.starts("out_bare", words):
        out = True
    if into != out:
        return "in" if into else "out"
    if into or last not in ("in", "hold", "out"):
        return ""
    held = any(table.find(key, words) for key in ("hold_breath", "bare_hold", "rest"))
    return ("rest" if last == "out" else "hold") if held else ""


def _names(phase: str, words: str, table: Idioms) -> bool:
    """Tell whether a clause names a phase: by its verb or noun, or by the bare word at one of its ends."""
    if table.find(phase, words):
        return True
    bare = table.starts(f"bare_{phase}", words)
    if bare and _length(words[bare.end() :], table) is None and len(words.split()) > _LEAST_ALONE:
        bare = None  # "in this position …"
    tail = re.search(rf"(?<!\w)(?:{'|'.join(table.table[f'bare_{phase}'])})\W*$", words, re.IGNORECASE)
    return bool(bare or (tail and _length(words[: tail.start()], table) is not None))


def _length(clause: str, table: Idioms) -> float | None:
    """Return the seconds of a clause, also by a number without a unit; None for other counts in it."""
    told = seconds_of(clause, table)
    if told is not None:
        return told if told <= LONGEST_PHASE_S else None
    if quantities(clause, table):
        return None
    articles = pattern(table, "articles")
    numbers = [
        one[0]
        for one in re.finditer(number_pattern(table), clause, re.IGNORECASE)
        if not articles.fullmatch(one[0]) and not articles.search(one[0].split()[0])
    ]
    value = ends(numbers[0], table)[0] if len(numbers) == 1 else None
    return value if value is not None and value <= LONGEST_PHASE_S else None
