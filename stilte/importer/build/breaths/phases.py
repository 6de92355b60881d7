"""Sentences about in- and out-breaths → one `breathe` step, with the sentences as its cues."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

from stilte.importer.build.breaths.compact import (
    LONGEST_PHASE_S,
    MOST_TOKENS,
    Phased,
    compact_pattern,
    counts_then_phases,
    phase_alone,
    seconds_of,
)
from stilte.importer.build.breaths.told_pattern import told_pattern, told_phase
from stilte.importer.language.phrases import bare_then, capital, pattern, union
from stilte.importer.language.quantities import quantities

if TYPE_CHECKING:
    from stilte.importer.language.phrases import Idioms

_EACH = re.compile(r"\b(?:each|every|elke|iedere|jede\w*|chaque|cada)\s(?:\w+\s)?$", re.IGNORECASE)
"""What makes a breath one that is watched, not asked for ("follow each in-breath")."""


@lru_cache(maxsize=1)
def _boundary() -> re.Pattern[str]:
    """Return what may stand between the halves of a breath: a mark, or a small word that joins."""
    return re.compile(
        rf"(?:,\s*|;\s*|\s+[–—-]\s+|\.\.\.\s*|…\s*|(?<=\w)-?\s+(?=(?:{union('and_then')})\s)|\n)"
    )


def phases(sentence: str, table: Idioms, after: str = "", *, timed: bool = True) -> tuple[Phased, ...]:
    """Return the phases of breath that a sentence names, in order; `after` is the phase before it.

    `timed` tells whether the phases before it have seconds: else "hold for 15 seconds" holds a posture.

    >>> from stilte.importer.language.phrases import idioms
    >>> [(p.phase, p.seconds) for p in phases("Adem 4 tellen in, 6 tellen uit.", idioms("nl"))]
    [('in', 4.0), ('out', 6.0)]
    """
    parts = _phases(sentence, table, after, timed=timed)
    if {"in", "out"} <= {part.phase for part in parts if part.seconds is not None}:
        return _with_second_times(parts, table)
    if told := told_pattern(sentence, table, after):
        return told
    alone = () if any(part.seconds is not None for part in parts) else told_phase(sentence, table, after)
    return alone or parts


def _with_second_times(parts: tuple[Phased, ...], table: Idioms) -> tuple[Phased, ...]:
    """Return phases in which a second time before the out-breath is a hold, whatever its verb.

    "Breathe in for four counts, keep it there for two, and out for six."
    """
    if any(part.phase == "hold" for part in parts):
        return parts
    found: list[Phased] = []
    for part in parts:
        times = [one for one in quantities(part.text, table) if one.unit in ("counts", "seconds")]
        joints = [
            joint
            for joint in _boundary().finditer(part.text)
            if len(times) > 1 and times[0].end <= joint.start() and joint.end() <= times[1].start
        ]
        if part.phase != "in" or not joints:
            found.append(part)
            continue
        first, then = part.text[: joints[0].start()], part.text[joints[0].end() :]
        found.append(replace(part, text=first.strip(" ,;–—-")))
        found.append(Phased("hold", _without_joint(then, table), times[1].low))
    return tuple(found)


def _phases(sentence: str, table: Idioms, after: str, *, timed: bool) -> tuple[Phased, ...]:  # noqa: PLR0911
    if parts := phase_alone(sentence, table, after):
        return parts
    by_clauses = _by_clauses(sentence, table, after)
    timed_all = bool(by_clauses) and all(
        part.seconds is not None for part in by_clauses if part.phase != "lead"
    )
    untimed = not timed_all and (compact_pattern(sentence, table) or _behind_colon(sentence, table))
    if parts := untimed or by_clauses:
        return parts
    if after not in ("in", "hold") and _only_observed(sentence, table):
        return ()
    into = table.find("in", sentence)
    first_out = table.find("out", sentence)
    if into and first_out and first_out.start() <= into.start() and first_out.end() < into.end():
        into = None
    out = _out(sentence, table, into)
    if into and out and into.start() < out.start():
        return _halves(sentence, table, into, out)
    held = table.find("hold_breath", sentence)
    counted = any(one.unit in ("breaths", "times") for one in quantities(sentence, table))
    if (
        after
        and held
        and not counted
        and (timed or table.find("breath_words", sentence))
        and (_breathes(sentence, table) or seconds_of(sentence, table) is not None)
        and (timed or (seconds_of(sentence, table) or 0) <= LONGEST_PHASE_S)
    ):
        return (Phased("hold" if after in ("in", "hold") else "rest", sentence, seconds_of(sentence, table)),)
    if after == "out" and table.find("rest", sentence) and seconds_of(sentence, table) is not None:
        return (Phased("rest", sentence, seconds_of(sentence, table)),)
    if into and not (after == "in" and out):
        return (Phased("in", sentence, seconds_of(sentence, table)),)
    if out:
        return (Phased("out", sentence, seconds_of(sentence, table)),)
    return ()


def _behind_colon(sentence: str, table: Idioms) -> tuple[Phased, ...]:
    """Return the timed phases that stand behind a colon, what stands before it as their lead."""
    lead, _, rest = sentence.partition(": ")
    if not rest:
        return ()
    parts = _by_clauses(rest, table, "") or counts_then_phases(rest, table)
    timed = bool(parts) and all(part.seconds is not None for part in parts)
    return (Phased("lead", lead + "."), *parts) if timed else ()


def _by_clauses(sentence: str, table: Idioms, after: str) -> tuple[Phased, ...]:
    """Return the phases of a sentence whose clauses open with one each; "lead" is what stands before them."""
    starts = [0, *(match.end() for match in islice(_boundary().finditer(sentence), MOST_TOKENS))]
    parts: list[tuple[str, int]] = []
    last = after
    for start, end in zip(starts, [*starts[1:], len(sentence)], strict=True):
        phase = _opening_phase(sentence[start:end], table, last)
        if phase:
            parts.append((phase, start))
            last = phase
    if not {"in", "out"} <= {phase for phase, _ in parts}:
        return ()
    ends_at = [start for _, start in parts[1:]] + [len(sentence)]
    texts = [sentence[start:end].strip(" ,;–—-") for (_, start), end in zip(parts, ends_at, strict=True)]
    found = [
        Phased(phase, _without_joint(text, table), seconds_of(text, table))
        for (phase, _), text in zip(parts, texts, strict=True)
    ]
    lead = sentence[: parts[0][1]].strip(" ,;–—-")
    if all(part.seconds is None and len(part.text.split()) == 1 for part in found) and len(found) > 2:  # noqa: PLR2004
        return ()
    if not lead:
        return tuple(found)
    found[0] = replace(found[0], text=capital(found[0].text))
    return (Phased("lead", _without_joint_at_end(lead, table)), *found)


def _opening_phase(clause: str, table: Idioms, last: str) -> str:
    words = bare_then(clause.strip(), table)
    if last == "in" and table.starts("hold_breath", words) and seconds_of(words, table) is not None:
        return "hold"
    if table.starts("in", words) or (
        table.find("in", " ".join(words.split()[:4])) and not _subordinate(words, table)
    ):
        return "in" if not table.starts("out", words) else "out"
    if table.starts("out", words) or (last in ("in", "hold") and table.starts("out_bare", words)):
        return "out"
    if last in ("in", "hold", "out") and table.starts("hold_breath", words):
        told = seconds_of(words, table) is not None or table.find("breath_words", words)
        return ("rest" if last == "out" else "hold") if told else ""
    if last == "out" and table.starts("rest", words) and seconds_of(words, table) is not None:
        return "rest"
    return _timed_phase(words, table, last)


def _timed_phase(words: str, table: Idioms, last: str) -> str:
    """Return the phase that a clause names later on, with seconds ("up one side breathing in for 4")."""
    if seconds_of(words, table) is None or _subordinate(words, table):
        return ""
    into, out = table.find("in", words), table.find("out", words)
    if into or out:
        return "" if into and out else "in" if into else "out"
    if last == "out" and table.find("rest", words):
        return "rest"
    return "hold" if last == "in" and table.find("hold_breath", words) else ""


def _subordinate(words: str, table: Idioms) -> bool:
    return bool(words) and words.split()[0].lower() in table.table["subordinate"]  # noqa: PLC0207


def _without_joint(text: str, table: Idioms) -> str:
    return bare_then(text, table) if text.split() and text.split()[0].lower() in _joints_of(table) else text  # noqa: PLC0207


def _without_joint_at_end(text: str, table: Idioms) -> str:
    joins = "|".join(table.table["and_then"])
    return re.sub(rf"\s+(?:{joins})$", "", text, flags=re.IGNORECASE).rstrip(" ,;") + "."


def _joints_of(table: Idioms) -> frozenset[str]:
    return frozenset(table.table["and_then"])


def _only_observed(sentence: str, table: Idioms) -> bool:
    """Tell whether a breath is only spoken of: watched, or in a clause that says when."""
    into, out = table.find("in", sentence), table.find("out", sentence)
    first = min((found.start() for found in (into, out) if found), default=-1)
    if first < 0 or any(one.unit in ("counts", "seconds") for one in quantities(sentence, table)):
        return False
    if _EACH.search(sentence[:first]):
        return True
    before = re.findall(r"[^\W\d_]+", sentence[:first].lower())
    told = {*before} & frozenset(table.table["subordinate"])
    return bool(before) and bool(told or not into) and len(before) > 3  # noqa: PLR2004


def _breathes(sentence: str, table: Idioms) -> bool:
    return bool(table.find("breath_words", sentence) or table.find("breathe", sentence))


def _out(sentence: str, table: Idioms, into: re.Match[str] | None) -> re.Match[str] | None:
    strong = next(
        (
            m
            for m in pattern(table, "out").finditer(sentence)
            if not into or m.start() >= into.end() or m.end() > into.end()
        ),
        None,
    )
    bare = pattern(table, "out_bare").search(sentence, into.end()) if into else None
    if strong and into and strong.start() < into.end():
        return bare or None
    return strong or bare


def _halves(sentence: str, table: Idioms, into: re.Match[str], out: re.Match[str]) -> tuple[Phased, ...]:
    cuts = [
        m
        for m in _boundary().finditer(sentence)
        if into.end() - 1 <= m.start() < out.start() or into.end() <= m.end() <= out.start()
    ]
    cut = cuts[-1] if cuts else None
    if cut is None:
        return (Phased("both", sentence, None),)
    first, middle, last = _with_hold(sentence, table, cuts, cut)
    first = _without_joint_at_end(first, table).rstrip(".")
    parts = [Phased("in", first, seconds_of(first, table))]
    if middle:
        parts.append(Phased("hold", middle, seconds_of(middle, table)))
    rest = [m for m in _boundary().finditer(last) if m.start() and table.find("hold_breath", last[m.end() :])]
    if rest and seconds_of(last[rest[-1].end() :], table) is not None:
        tail = last[rest[-1].end() :]
        last = last[: rest[-1].start()]
        return (
            *parts,
            Phased("out", last, seconds_of(last, table)),
            Phased("rest", tail, seconds_of(tail, table)),
        )
    return (*parts, Phased("out", last, seconds_of(last, table)))


def _with_hold(
    sentence: str, table: Idioms, cuts: list[re.Match[str]], cut: re.Match[str]
) -> tuple[str, str, str]:
    """Cut a sentence in in-breath, hold and out-breath; the hold is empty where none is named."""
    first, last = sentence[: cut.start()], sentence[cut.end() :]
    for earlier in cuts[:-1]:
        middle = sentence[earlier.end() : cut.start()]
        if table.find("hold_breath", middle) and seconds_of(middle, table) is not None:
            return sentence[: earlier.start()], middle.strip(" ,"), last
    return first.strip(" ,–—"), "", last
