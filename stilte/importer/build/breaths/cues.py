"""Phases of a breath → one `breathe` step, with the sentences as its cues."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from stilte.importer.build.breaths.compact import Phased  # noqa: TC001
from stilte.importer.build.draft import Cues, Step, Times
from stilte.importer.language.phrases import capital
from stilte.importer.language.quantities import quantities, without

if TYPE_CHECKING:
    from stilte.importer.language.phrases import Idioms
    from stilte.importer.language.quantities import Quantity

PHASES = ("in", "hold", "out", "rest")
LONGEST_CUE = 14
_ALL_CYCLES = 3
_SHORT_CUE = 3


def complete(parts: list[Phased]) -> int:
    """Return how many whole breaths some phases tell of."""
    return sum(part.phase in ("out", "both") for part in parts)


def pattern_of(parts: list[Phased]) -> str:
    """Return the pattern that the phases' seconds make ("4-7-8"), or "" where one is missing."""
    told = {part.phase: part.seconds for part in reversed(parts) if part.seconds is not None}
    if "in" not in told or "out" not in told:
        return ""
    rest, held = told.get("rest", 0.0), told.get("hold", 0.0)
    numbers = [told["in"], *([held] if held or rest else []), told["out"], *([rest] if rest else [])]
    return "-".join(f"{number or 0:g}" for number in numbers)


def breathe(parts: list[Phased], times: Times, table: Idioms, breath: str) -> tuple[list[Step], Step]:
    """Return the lines to say first, if any, and the `breathe` step with its cues."""
    parts = [part for part in parts if part.seconds != 0]
    if not breath:
        parts = _without_holds(parts)
    spoken = [part for part in parts if part.phase]
    texts = [(part, said(part.text, table)) for part in parts if part.text]
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
        long = any(len(text.split()) > _SHORT_CUE for _, text in cues[0].lines)
        if len(cues) == 1 and short and short != cues[0] and long and most > _ALL_CYCLES:
            cues.append(short)
    return lines, _step(cues, times, breath, most)


def _without_holds(parts: list[Phased]) -> list[Phased]:
    """Return phases of a breath without holds: what is said for one is said with the phase before it."""
    found: list[Phased] = []
    for part in parts:
        held, before = part.phase in ("hold", "rest"), found[-1] if found else None
        if held and before and before.phase in PHASES and before.text and part.text:
            found[-1] = replace(before, text=join_words(before.text, part.text))
        else:
            found.append(replace(part, phase="") if held else part)
    return found


def join_words(before: str, after: str) -> str:
    """Return what is said in one phase of what was told of two.

    >>> join_words("Adem in", "houd vast.")
    'Adem in, houd vast.'
    """
    return f"{before}{' ' if before.endswith(('.', '!', '?')) else ', '}{after}"


def _step(cues: list[Cues], times: Times, breath: str, most: int) -> Step:
    always = len(cues) == 1 and most <= _ALL_CYCLES and times.unit == ""
    silent = bool(cues) and not always and (most > len(cues) or times.low != times.high)
    sound = "breath" if silent or (not cues and most > 1) else ""
    return Step(
        "breathe", times=times, breath=breath, cues=tuple([*cues, Cues()] if silent else cues), sound=sound
    )


def said(text: str, table: Idioms) -> str:
    """Return a cue's words: without times like "3x", with a capital at its head."""
    if table_form := re.match(r"^([^:]{2,40}):\s*([^:]*)$", text):
        found = quantities(table_form[2], table)
        if found and not without(table_form[2], *found).strip(" .,()"):
            return table_form[1].strip()
    gone = [
        one
        for one in quantities(text, table)
        if (one.unit in ("times", "breaths") and one.high > 1) or not one.spoken or one.low != one.high
    ]
    kept = without(text, *gone).strip(" ,–—")
    return capital(kept) if gone and not gone[0].start else kept


def _lay(parts: list[tuple[str, str]]) -> list[Cues]:
    """Lay lines over breaths: each with the lines that name its phases, what is told between them after it.

    Every round begins with the words for all of its phases; a line that names none is said in the next
    breath, in the phase that it follows.

    >>> _lay([("in", "A"), ("", "B"), ("out", "C")])
    [Cues(lines=(('in', 'A'), ('out', 'C'))), Cues(lines=(('in', 'B'),))]
    """
    named: list[list[tuple[str, str]]] = []
    between: list[list[tuple[str, str]]] = [[]]
    last = "in"
    for phase, text in parts:
        last = phase or last
        if not phase:
            between[-1].append((last, text))
            continue
        if not named or _is_over(named[-1], phase):
            named.append([])
            between.append([])
        named[-1].append((phase, text))
    rounds = _rounds(between[0])
    for told, remarks in zip(named, between[1:], strict=True):
        rounds += [told, *_rounds(remarks)]
    return [Cues(tuple(one)) for one in rounds]


def _rounds(lines: list[tuple[str, str]]) -> list[list[tuple[str, str]]]:
    """Return lines in as few breaths as hold them in their order."""
    found: list[list[tuple[str, str]]] = []
    for phase, text in lines:
        if not found or _is_over(found[-1], phase):
            found.append([])
        found[-1].append((phase, text))
    return found


def _is_over(told: list[tuple[str, str]], phase: str) -> bool:
    """Tell whether a phase comes too late for a breath: it has that phase, or a later one, already."""
    return PHASES.index(phase) <= max(PHASES.index(name) for name, _ in told)


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
