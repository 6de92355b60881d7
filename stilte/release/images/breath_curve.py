"""The breath of a track as a curve: 0 with empty lungs, 1 with full ones."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stilte.script.timeline import BreathPhase

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from stilte.script.durations import Phase
    from stilte.script.timeline import Timeline

_ENDS: dict[Phase, tuple[float, float]] = {
    "in": (0.0, 1.0),
    "hold": (1.0, 1.0),
    "out": (1.0, 0.0),
    "rest": (0.0, 0.0),
}
_FULL = 1.0
_EASE = 0.42  # length of the Bézier handles, as a share of the width: close to half a cosine


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
    breaths = [event for event in timeline.events if isinstance(event, BreathPhase)]
    return swells_of(
        ((event.phase, event.start_frame / rate, event.length_frames / rate) for event in breaths),
        [event.part for event in breaths],
    )


def swells_of(
    phases: Iterable[tuple[Phase, float, float]], parts: Sequence[int | None] = ()
) -> tuple[Swell, ...]:
    """Return the swells of phases given with their start and length in seconds.

    `parts` numbers those of breaths written out: a second in-breath goes on where the first one ended.
    """
    given = tuple(phases)
    fullness, curve = _FULL, list[Swell]()
    for (phase, start_s, length_s), (first, last) in zip(given, phase_shares(given, parts), strict=True):
        if phase == "in" and first == 0:
            fullness = _fullness(length_s / last if last else length_s)
        before, after = (level * fullness for level in _ENDS[phase])
        ends = (before + (after - before) * first, before + (after - before) * last)
        curve.append(Swell(start_s, start_s + length_s, *ends))
    return tuple(curve)


def phase_shares(
    phases: Sequence[tuple[Phase, float, float]], parts: Sequence[int | None]
) -> Iterator[tuple[float, float]]:
    """Yield how far each phase begins and ends on the way that it goes with its like right beside it."""
    for index in range(len(phases)):
        run = _run(phases, parts, index)
        total_s = sum(phases[one][2] for one in run)
        before_s = sum(phases[one][2] for one in run if one < index)
        if len(run) == 1 or total_s <= 0:
            yield 0.0, 1.0
        else:
            yield before_s / total_s, (before_s + phases[index][2]) / total_s


def _run(
    phases: Sequence[tuple[Phase, float, float]], parts: Sequence[int | None], index: int
) -> tuple[int, ...]:
    """Return the phases of one breath that follow each other and are alike, this one among them."""

    def goes_on(one: int) -> bool:
        within = 0 < one < min(len(phases), len(parts))
        return within and (parts[one] or 0) > 1 and phases[one][0] == phases[one - 1][0]

    first, last = index, index
    while goes_on(first):
        first -= 1
    while goes_on(last + 1):
        last += 1
    return tuple(range(first, last + 1))


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
