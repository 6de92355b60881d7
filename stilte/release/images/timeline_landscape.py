"""Drawing a track as a landscape: breaths as hills, speech on the shore, music as water, bells as moons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stilte.release.images.breath_curve import area_path, short, swells
from stilte.script.timeline import Speech, Strike

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from stilte.script.timeline import Span, Timeline

LEFT, RIGHT = 24, 776
SKY, FLOOR = 110, 286
_HORIZON, _SHORE, _WATER = 224, 240, 250
_HILL = 94
_PLATEAU = 16
_MANY_BREATHS = 100
_BED_RANGE_DB = 24.0


def hills(timeline: Timeline, scale: float) -> Iterator[str]:
    """Yield the breaths, and the line on which they stand; `scale` is pixels a frame, here and below."""
    pixels_a_second = scale * timeline.rate_hz
    curve = swells(timeline)
    path = area_path(curve, scale=pixels_a_second, left=LEFT, base=_HORIZON, height=_HILL)
    if path:
        fine = " fine" if len(curve) > 2 * _MANY_BREATHS else ""
        yield f'<path class="hill{fine}" d="{path}"/>'
    yield f'<path class="shore" d="M{LEFT} {_HORIZON}H{RIGHT}"/>'


def holds(spans: Iterable[Span], scale: float) -> Iterator[str]:
    """Yield each hold as a plateau on the horizon."""
    for span in spans:
        if span.kind == "hold":
            x, width = LEFT + span.start_frame * scale, span.length_frames * scale
            yield f'<path class="hold" d="{_plateau(x, width)}"/>'


def _plateau(x: float, width: float) -> str:
    bend = min(9.0, width / 2)
    flat = short(max(width - 2 * bend, 0.2))
    rise = f"c{short(bend / 2)} 0 {short(bend / 2)}"
    return (
        f"M{short(x)} {_HORIZON}{rise} {-_PLATEAU} {short(bend)} {-_PLATEAU}h{flat}"
        f"{rise} {_PLATEAU} {short(bend)} {_PLATEAU}z"
    )


def voice(timeline: Timeline, scale: float) -> Iterator[str]:
    """Yield what is spoken as strokes: lines, fainter cues, thin counts."""
    spoken = [event for event in timeline.events if isinstance(event, Speech)]
    for role in ("line", "cue", "count"):
        of_role = ((event.start_frame, event.length_frames) for event in spoken if event.role == role)
        if path := _strokes(of_role, scale, _SHORE, 0 if role == "count" else 6):
            yield f'<path class="{role}" d="{path}"/>'


def _strokes(stretches: Iterable[tuple[int, int]], scale: float, y: int, cap: int) -> str:
    """Return round-ended strokes on one height; those that would touch become one."""
    joined: list[list[float]] = []
    for start, length in stretches:
        x0, x1 = LEFT + start * scale, LEFT + (start + length) * scale
        if joined and x0 - joined[-1][1] < 0.4:  # noqa: PLR2004 — pixels no eye can tell apart
            joined[-1][1] = max(x1, joined[-1][1])
        else:
            joined.append([x0, x1])
    return "".join(f"M{short(x0 + cap / 2)} {y}h{short(max(x1 - x0 - cap, 0.1))}" for x0, x1 in joined)


def bells(timeline: Timeline, scale: float) -> Iterator[str]:
    """Yield each strike as a moon whose tail lasts as long as it is heard."""
    y = SKY + 20
    for strike in timeline.events:
        if isinstance(strike, Strike):
            x, tail = LEFT + strike.start_frame * scale, strike.length_frames * scale
            yield f'<path class="tail" d="M{short(x)} {y}h{short(max(tail, 12))}M{short(x)} {y}V{_HORIZON}"/>'
            yield f'<circle class="ring" cx="{short(x)}" cy="{y}" r="9"/>'
            yield f'<circle class="moon" cx="{short(x)}" cy="{y}" r="4.5"/>'


def water(timeline: Timeline, scale: float) -> Iterator[str]:
    """Yield the bed: the deeper the water, the louder; it fades through the quiet at both ends."""
    depths = list(_depths(timeline))
    if not any(depth for _, depth in depths):
        return
    floor = "".join(
        f"L{short(LEFT + frame * scale)} {short(_WATER + depth * (FLOOR - _WATER))}"
        for frame, depth in depths
    )
    yield f'<path class="water" d="M{LEFT} {_WATER}{floor}L{RIGHT} {_WATER}Z"/>'


def _depths(timeline: Timeline) -> Iterator[tuple[int, float]]:
    fade_in, fade_out = timeline.lead_frames
    last = timeline.length_frames - fade_out
    depth, reached = 0.0, 0
    for change in timeline.beds:
        start = max(change.start_frame, reached)
        over = max(change.over_frames, fade_in if start == 0 else 1)
        yield start, depth
        depth, reached = water_depth(change.bed, change.level_db), start + over
        yield reached, depth
    yield max(last, reached), depth
    yield timeline.length_frames, 0.0


def water_depth(bed: str | None, level_db: float) -> float:
    """Return 0 to 1: two thirds for a bed at its own level."""
    if bed is None or bed == "none":
        return 0.0
    return min(1.0, max(0.06, 2 / 3 + level_db / _BED_RANGE_DB))
