"""Sentences about in- and out-breaths → one `breathe` step, with the sentences as its cues."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from stilte.importer.draft import Cues, Step, Times
from stilte.importer.quantities import ends, quantities, without
from stilte.importer.words import capital, pattern, union
from stilte.script.numbers import number_word

if TYPE_CHECKING:
    from stilte.importer.quantities import Quantity
    from stilte.importer.words import Idioms

PHASES = ("in", "hold", "out", "rest")
LONGEST_CUE = 14
_ALL_CYCLES = 3


@lru_cache(maxsize=1)
def _boundary() -> re.Pattern[str]:
    """Return what may stand between the halves of a breath: a mark, or a small word that joins."""
    return re.compile(
        rf"(?:,\s*|;\s*|\s+[–—-]\s+|\.\.\.\s*|…\s*|(?<=\w)-?\s+(?=(?:{union('and_then')})\s)|\n)"
    )


@dataclass(frozen=True, slots=True)
class Phased:
    """A part of a breath: its phase ("" for a line in between), its words, its seconds where told."""

    phase: str
    text: str
    seconds: float | None = None


def phases(sentence: str, table: Idioms, after: str = "") -> tuple[Phased, ...]:
    """Return the phases of breath that a sentence names, in order; `after` is the phase before it.

    >>> from stilte.importer.words import idioms
    >>> [(p.phase, p.seconds) for p in phases("Adem 4 tellen in, 6 tellen uit.", idioms("nl"))]
    [('in', 4.0), ('out', 6.0)]
    """
    into = table.find("in", sentence)
    first_out = table.find("out", sentence)
    if into and first_out and first_out.start() <= into.start() and first_out.end() < into.end():
        into = None
    out = _out(sentence, table, into)
    if into and out and into.start() < out.start():
        return _halves(sentence, table, into, out)
    held = table.find("hold_breath", sentence)
    if after and held and (_breathes(sentence, table) or _seconds(sentence, table) is not None):
        return (Phased("hold" if after in ("in", "hold") else "rest", sentence, _seconds(sentence, table)),)
    if after == "out" and table.find("rest", sentence) and _seconds(sentence, table) is not None:
        return (Phased("rest", sentence, _seconds(sentence, table)),)
    if into and not (after == "in" and out):
        return (Phased("in", sentence, _seconds(sentence, table)),)
    if out:
        return (Phased("out", sentence, _seconds(sentence, table)),)
    return ()


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
    parts = [Phased("in", first, _seconds(first, table))]
    if middle:
        parts.append(Phased("hold", middle, _seconds(middle, table)))
    rest = [m for m in _boundary().finditer(last) if m.start() and table.find("hold_breath", last[m.end() :])]
    if rest and _seconds(last[rest[-1].end() :], table) is not None:
        tail = last[rest[-1].end() :]
        last = last[: rest[-1].start()]
        return (
            *parts,
            Phased("out", last, _seconds(last, table)),
            Phased("rest", tail, _seconds(tail, table)),
        )
    return (*parts, Phased("out", last, _seconds(last, table)))


def _with_hold(
    sentence: str, table: Idioms, cuts: list[re.Match[str]], cut: re.Match[str]
) -> tuple[str, str, str]:
    """Cut a sentence in in-breath, hold and out-breath; the hold is empty where none is named."""
    first, last = sentence[: cut.start()], sentence[cut.end() :]
    for earlier in cuts[:-1]:
        middle = sentence[earlier.end() : cut.start()]
        if table.find("hold_breath", middle) and _seconds(middle, table) is not None:
            return sentence[: earlier.start()], middle.strip(" ,"), last
    return first.strip(" ,–—"), "", last


def _seconds(text: str, table: Idioms) -> float | None:
    """Return the seconds or counts that a phase is given, or None."""
    for one in quantities(text, table):
        if one.unit in ("counts", "seconds"):
            return one.low
    bare = re.search(
        rf"\b(?:{union('bare_for')})\s+(\d{{1,2}}(?:[.,]\d)?|[a-zäöüßéë]+)(?=[\s.,;]|$)",
        text,
        re.IGNORECASE,
    )
    if bare and re.fullmatch(r"\d.*|" + "|".join(_number_words(table)), bare[1], re.IGNORECASE):
        following = text[bare.end() :].strip(" .,;").lower()
        if not pattern(table, "breaths").match(following) and (
            not following or following.split()[0] in union("and_then").split("|")
        ):
            return ends(bare[1], table)[0]
    return None


def _number_words(table: Idioms) -> list[str]:
    return [re.escape(number_word(n, table.language)) for n in range(1, 21)]


def complete(parts: list[Phased]) -> int:
    """Return how many whole breaths some phases tell of."""
    return sum(part.phase in ("out", "both") for part in parts)


def pattern_of(parts: list[Phased]) -> str:
    """Return the pattern that the phases' seconds make ("4-7-8"), or "" where one is missing."""
    told = {part.phase: part.seconds for part in reversed(parts) if part.seconds is not None}
    if "in" not in told or "out" not in told:
        return ""
    numbers = [told["in"], *([told.get("hold", 0.0)] if {"hold", "rest"} & set(told) else []), told["out"]]
    numbers += [told["rest"]] if "rest" in told else []
    return "-".join(f"{number or 0:g}" for number in numbers)


def breathe(parts: list[Phased], times: Times, table: Idioms, breath: str) -> tuple[list[Step], Step]:
    """Return the lines to say first, if any, and the `breathe` step with its cues."""
    spoken = [part for part in parts if part.phase]
    texts = [(part, said(part.text, table)) for part in parts]
    fits = all(len(text.split()) <= LONGEST_CUE for _, text in texts) and not any(
        p.phase == "both" for p in spoken
    )
    cues = _lay([(part.phase, text) for part, text in texts]) if fits else []
    most = int(times.low) if times.unit == "" else 6
    if not cues or len(cues) > most:
        lines = [Step("say", text) for _, text in texts]
        short = _short(spoken, table)
        cues = [short] if short else []
    else:
        lines, short = [], _short(spoken, table)
        if len(cues) == 1 and short and short != cues[0] and most > _ALL_CYCLES:
            cues.append(short)
    return lines, _step(cues, times, breath, most)


def _step(cues: list[Cues], times: Times, breath: str, most: int) -> Step:
    always = len(cues) == 1 and most <= _ALL_CYCLES and times.unit == ""
    silent = bool(cues) and not always and (most > len(cues) or times.low != times.high)
    sound = "breath" if silent or (not cues and most > 1) else ""
    return Step(
        "breathe", times=times, breath=breath, cues=tuple([*cues, Cues()] if silent else cues), sound=sound
    )


def said(text: str, table: Idioms) -> str:
    """Return a cue's words: without times like "3x", with a capital at its head."""
    gone = [
        one
        for one in quantities(text, table)
        if (one.unit in ("times", "breaths") and one.high > 1) or not one.spoken or one.low != one.high
    ]
    kept = without(text, *gone).strip(" ,–—")
    return capital(kept) if gone and not gone[0].start else kept


def _lay(parts: list[tuple[str, str]]) -> list[Cues]:
    """Lay lines over breaths in order: each in its phase, a line in between in the phase before it.

    >>> _lay([("in", "A"), ("", "B"), ("out", "C")])
    [Cues(lines=(('in', 'A'),)), Cues(lines=(('in', 'B'), ('out', 'C')))]
    """
    cycles: list[list[tuple[str, str]]] = []
    last = "in"
    for phase, text in parts:
        here = phase or last
        taken = [PHASES.index(name) for name, _ in cycles[-1]] if cycles else []
        if not cycles or (taken and PHASES.index(here) <= max(taken)):
            cycles.append([])
        cycles[-1].append((here, text))
        last = here
    return [Cues(tuple(cycle)) for cycle in cycles]


def _short(parts: list[Phased], table: Idioms) -> Cues | None:
    """Return the bare "Adem in" and "Adem uit" that open the author's sentences, if both do."""
    found = []
    for part in parts:
        head = re.match(r"^([^–—:,]{2,30}?)\s*(?:[–—:]|\s-\s)", part.text)
        if part.phase in ("in", "out") and head and table.find(part.phase, head[1]):
            found.append((part.phase, head[1].strip()))
    return Cues(tuple(found[:2])) if [phase for phase, _ in found[:2]] == ["in", "out"] else None


def quantity_of(found: tuple[Quantity, ...]) -> Times | None:
    """Return how many breaths some quantities ask for, or how long."""
    for one in found:
        if one.unit in ("times", "breaths"):
            return Times(one.low, one.high)
    return None
