"""Formatting times, counts, breaths and lines as an author writes them in a script."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from stilte.script.durations import Breaths, DurationRamp, Elastic, Exact, Lines, Pattern
from stilte.script.line import Gap, Place, Said
from stilte.script.round_selection import RoundRange

if TYPE_CHECKING:
    from stilte.script.durations import After, Count, Duration
    from stilte.script.line import Line
    from stilte.script.round_selection import RoundSelection

Value = Any


def length_value(length: After) -> Value:
    """Return a time as the value of a setting: one that goes from first to last as a list of two."""
    match length:
        case DurationRamp():
            return [duration(length.first), duration(length.last)]
        case Lines():
            return f"{length.factor:.6g} line{'' if length.factor == 1 else 's'}"
    return duration(length)


def duration(length: Duration) -> str:
    """Return a time as written: a range by its ends, other elastic time by its middle."""
    match length:
        case Exact():
            return f"{length.written_s:.6g}"
        case Breaths():
            return f"{count(length.count)} breaths"
        case Elastic() if length.written_s == length.least_s:
            return f"{length.least_s:.6g}-{length.most_s:.6g}"
        case Elastic():
            return f"{length.written_s:.6g}"
        case DurationRamp():
            return duration(length.first)


def span_value(length: float | tuple[float, float]) -> str:
    """Return a time in seconds, or a range of it."""
    return f"{length[0]:.6g}-{length[1]:.6g}" if isinstance(length, tuple) else f"{length:.6g}"


def count(number: Count) -> str:
    """Return a count, or a range of counts."""
    return f"{number.low}" if number.low == number.high else f"{number.low}-{number.high}"


def pattern(breath: Pattern) -> str:
    """Return a pattern as four numbers, or two where nothing is held; one written out part by part."""
    if breath.parts:
        return ", ".join(f"{phase} {length:g}" for phase, length in breath.parts)
    if not breath.hold_s and not breath.rest_s:
        return f"{breath.in_s:g}-{breath.out_s:g}"
    return f"{breath.in_s:g}-{breath.hold_s:g}-{breath.out_s:g}-{breath.rest_s:g}"


def on(rounds: RoundSelection) -> Value:
    """Return the rounds in which something happens, as written."""
    terms = [_term(term) if isinstance(term, RoundRange) else term for term in rounds.terms]
    return terms[0] if len(terms) == 1 else terms


def _term(term: RoundRange) -> str:
    if term.last is None:
        return f"{term.first}-"
    return f"{term.first}" if term.first == term.last else f"{term.first}-{term.last}"


def text(line: Line) -> str:
    """Return a line with its marks, as written."""
    return "".join(_part(part) for part in line.parts).strip()


def _part(part: str | Said | Gap | Place) -> str:
    match part:
        case Said():
            return f"<{part.word}|{part.as_said}>"
        case Gap():
            return f" <{part.length_s:.6g}s> "
        case Place():
            return f"<{part.name}>"
        case _:
            return part.replace("<", "<<")
