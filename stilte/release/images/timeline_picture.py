"""The track as a picture: its landscape under its chapters, above a clock and a legend."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Literal

from stilte.messages import word
from stilte.release.escape import escaped
from stilte.release.formatting import length_text
from stilte.release.images.breath_curve import short, swells
from stilte.release.images.timeline_landscape import (
    FLOOR,
    LEFT,
    RIGHT,
    SKY,
    bells,
    hills,
    holds,
    voice,
    water,
    water_depth,
)
from stilte.release.language_codes import primary
from stilte.script.timeline import Strike

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stilte.release.track import Track
    from stilte.script.timeline import Timeline

WIDTH, HEIGHT = 800, 350
_AXIS = 306
_LABEL_ROWS, _ROW_PX, _CHARACTER_PX = 3, 18, 7.5
_TICKS_S = (5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400)
_MOST_TICKS = 12

_NAME = word("picture of a track", "Timeline")
_LEGEND = {
    "hill": word("picture of a track", "breath"),
    "line": word("picture of a track", "voice"),
    "moon": word("picture of a track", "bell"),
    "water": word("picture of a track", "music"),
    "hold": word("picture of a track", "hold"),
}

_INK = """\
<linearGradient id="air" x2="0" y2="1">\
<stop class="top"/><stop offset="1" class="foot"/></linearGradient>
<linearGradient id="deep" x2="0" y2="1">\
<stop class="wave"/><stop offset="1" class="floor"/></linearGradient>"""


def picture(track: Track) -> str:
    """Return `timeline.svg`: for light and dark ground, and in words for those who cannot see it."""
    timeline = track.timeline
    scale = (RIGHT - LEFT) / max(timeline.length_frames, 1)
    language = primary(track.routine.language)
    name = _NAME.in_language(language)
    length = length_text(timeline.length_frames / timeline.rate_hz)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" {_for_readers(track)}>',
        f'<title id="t">{escaped(name)}: {escaped(track.routine.title)}</title>',
        f'<desc id="d">{escaped(_text_alternative(track, length))}</desc>',
        f"<style>{_style()}</style><defs>{_INK}</defs>",
        f'<rect class="ground" x=".5" y=".5" width="{WIDTH - 1}" height="{HEIGHT - 1}" rx="14"/>',
        f'<view id="land" viewBox="2 {SKY} {WIDTH - 4} {FLOOR - SKY + 2}"/>',
        f'<text class="title" x="{LEFT}" y="36">{escaped(_cut(track.routine.title, 64))}</text>',
        f'<text class="end" x="{RIGHT}" y="36">{length}</text>',
        *_chapters(timeline, scale),
        *water(timeline, scale),
        *hills(timeline, scale),
        *holds(timeline.spans, scale),
        *voice(timeline, scale),
        *bells(timeline, scale),
        *_axis(timeline, scale),
        *_legend(track, language),
        "</svg>\n",
    ]
    return "\n".join(parts)


def _for_readers(track: Track) -> str:
    return f'role="img" aria-labelledby="t d" lang="{escaped(track.routine.language)}"'


@cache
def _style() -> str:
    return (files("stilte.release") / "templates" / "timeline.css").read_text("utf-8")


def _text_alternative(track: Track, length: str) -> str:
    """Return the picture in words: its length, then the chapters with their times."""
    rate = track.timeline.rate_hz
    times = (f"{length_text(m.start_frame / rate)} {m.title}" for m in track.timeline.marks)
    return "; ".join([length, *times])


def _chapters(timeline: Timeline, scale: float) -> Iterator[str]:
    """Yield a dotted line and a title a chapter, on the first of three rows where it meets no other."""
    free_from = [0.0] * _LABEL_ROWS
    for mark in timeline.marks:
        x = LEFT + mark.start_frame * scale
        title = _cut(mark.title, 30)
        width = len(title) * _CHARACTER_PX + 14
        at = min(x, RIGHT - width + 14)
        row = next((row for row in range(_LABEL_ROWS) if free_from[row] <= at), None)
        top = SKY - _ROW_PX * (_LABEL_ROWS - 1 - (row or 0))
        yield f'<path class="mark" d="M{short(x)} {top - 8 if row is not None else SKY}V{FLOOR}"/>'
        if row is not None:
            free_from[row] = at + width
            yield f'<text class="chapter" x="{short(at + 6)}" y="{top - 6}">{escaped(title)}</text>'


def _axis(timeline: Timeline, scale: float) -> Iterator[str]:
    length_s = timeline.length_frames / timeline.rate_hz
    step = next((step for step in _TICKS_S if length_s / step <= _MOST_TICKS), 86400)
    yield f'<path class="rule" d="M{LEFT} {FLOOR + 4}H{RIGHT}"/>'
    for tick in range(0, int(length_s) + 1, step):
        x = short(LEFT + tick * timeline.rate_hz * scale)
        yield f'<text class="mid" x="{x}" y="{_AXIS}">{length_text(tick)}</text>'


def _legend(track: Track, language: str) -> Iterator[str]:
    """Yield a sign and a word for what there is in this track, and for nothing else."""
    x = float(LEFT)
    y = HEIGHT - 17
    for kind in _present(track):
        yield _sign(kind, x, y - 4)
        name = _LEGEND[kind].in_language(language)
        yield f'<text x="{short(x + 24)}" y="{y}">{escaped(name)}</text>'
        x += 24 + len(name) * _CHARACTER_PX + 22


def _present(track: Track) -> Iterator[Literal["hill", "line", "moon", "water", "hold"]]:
    timeline = track.timeline
    if swells(timeline):
        yield "hill"
    if track.lines:
        yield "line"
    if any(isinstance(event, Strike) for event in timeline.events):
        yield "moon"
    if any(water_depth(change.bed, change.level_db) for change in timeline.beds):
        yield "water"
    if any(span.kind == "hold" for span in timeline.spans):
        yield "hold"


def _sign(kind: str, x: float, y: int) -> str:
    at = short(x)
    match kind:
        case "hill":
            return f'<path class="hill" d="M{at} {y + 4}c6 0 4-12 9-12s3 12 9 12z"/>'
        case "moon":
            return f'<circle class="moon" cx="{short(x + 9)}" cy="{y}" r="4.5"/>'
        case "water":
            return f'<path class="water" d="M{at} {y - 4}h18v6q-9 5-18 0z"/>'
        case "hold":
            return f'<path class="hold" d="M{at} {y + 4}c4 0 4-9 8-9h3c4 0 4 9 8 9z"/>'
        case _:
            return f'<path class="{kind}" d="M{short(x + 3)} {y}h12"/>'


def _cut(text: str, most: int) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"
