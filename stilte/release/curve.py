"""The breath of a track as a curve: 0 with empty lungs, 1 with full ones."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stilte.script.timeline import BreathPhase

if TYPE_CHECKING:
    from collections.abc import Iterable

    from stilte.script.durations import Phase
    from stilte.script.timeline import Timeline

_ENDS: dict[Phase, tuple[float, float]] = {
    "in": (0.0, 1.0),
    "hold": (1.0, 1.0),
    "out": (1.0, 0.0),
    "rest": (0.0, 0.0),
}
_FULL = 1.0
_EASE = 0.42  # how far the handles of a swell reach: close to half a cosine


@dataclass(frozen=True, slots=True)
class Swell:
    """A stretch of the curve between two levels, with level ends."""

    start_s: float
    end_s: float
    level_before: float
    level_after: float


def swells(timeline: Timeline) -> tuple[Swell, ...]:
    """Return one swell for each phase of each breath, in order of time."""
    rate = timeline.rate_hz
    return swells_of(
        (event.phase, event.start_frame / rate, event.length_frames / rate)
        for event in timeline.events
        if isinstance(event, BreathPhase)
    )


def swells_of(phases: Iterable[tuple[Phase, float, float]]) -> tuple[Swell, ...]:
    """Return the swells of phases given with their start and length in seconds."""
    fullness, curve = _FULL, []
    for phase, start_s, length_s in phases:
        fullness = _fullness(length_s) if phase == "in" else fullness
        before, after = (level * fullness for level in _ENDS[phase])
        curve.append(Swell(start_s, start_s + length_s, before, after))
    return tuple(curve)


def _fullness(in_s: float) -> float:
    """Return how high an in-breath rises: one of six seconds fills the picture."""
    return min(_FULL, max(0.4, math.sqrt(in_s / 6)))


def area_path(curve: Iterable[Swell], *, scale: float, left: float, base: float, height: float) -> str:
    """Return the filled hills of a curve as an SVG path; `scale` is pixels a second.

    Swells narrower than half a pixel are passed over, so that the path of a long track stays small.
    """
    pen, drawn_to = [], None
    for swell in curve:
        x0, x1 = left + swell.start_s * scale, left + swell.end_s * scale
        y0, y1 = base - swell.level_before * height, base - swell.level_after * height
        if drawn_to is None or x0 - drawn_to > 1:
            pen.append(
                f"{'' if drawn_to is None else f'V{short(base)}'}M{short(x0)} {short(base)}V{short(y0)}"
            )
        elif x1 - drawn_to < 0.5:  # noqa: PLR2004 — half a pixel
            continue
        bend = (x1 - x0) * _EASE
        pen.append(
            f"C{short(x0 + bend)} {short(y0)} {short(x1 - bend)} {short(y1)} {short(x1)} {short(y1)}"
            if y0 != y1
            else f"H{short(x1)}"
        )
        drawn_to = x1
    return "".join(pen) + (f"V{short(base)}" if pen else "")


def short(number: float) -> str:
    """Return a number with at most one decimal.

    >>> short(12.04), short(0.25)
    ('12', '0.2')
    """
    return f"{number:.1f}".removesuffix(".0")
