"""The track as a picture: breaths as hills, the voice on the shore, music as water, bells as moons."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Literal

from stilte.release.curve import area_path, short, swells
from stilte.release.languages import primary
from stilte.release.markup import escaped
from stilte.script.timeline import Speech, Strike
from stilte.units import clock

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from stilte.release.track import Track
    from stilte.script.timeline import Span, Timeline

WIDTH, HEIGHT = 1200, 420
_LEFT, _RIGHT = 40, 1160
_SKY, _HORIZON, _SHORE, _WATER, _FLOOR, _AXIS = 132, 278, 294, 305, 349, 368
_HILL = 112
_PLATEAU = 18
_MANY_BREATHS = 150
_LABEL_ROWS, _ROW_PX, _CHARACTER_PX = 3, 17, 7.5
_TICKS_S = (5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400)
_MOST_TICKS = 12
_BED_RANGE_DB = 24.0

_WORDS = {
    "nl": ("Tijdlijn", "adem", "stem", "bel", "muziek", "houding"),
    "en": ("Timeline", "breath", "voice", "bell", "music", "hold"),
    "de": ("Zeitleiste", "Atem", "Stimme", "Glocke", "Musik", "Haltung"),
}

_INK = """\
<linearGradient id="air" x2="0" y2="1">\
<stop class="top"/><stop offset="1" class="foot"/></linearGradient>
<linearGradient id="deep" x2="0" y2="1">\
<stop class="wave"/><stop offset="1" class="floor"/></linearGradient>"""


def picture(track: Track) -> str:
    """Return `timeline.svg`: for light and dark ground, and in words for those who cannot see it."""
    timeline = track.timeline
    scale = (_RIGHT - _LEFT) / max(timeline.length_frames, 1)
    name, *words = _WORDS.get(primary(track.routine.language), _WORDS["en"])
    length = clock(float(round(timeline.length_frames / timeline.rate_hz))).partition(".")[0]
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" {_for_readers(track)}>',
        f'<title id="t">{escaped(name)}: {escaped(track.routine.title)}</title>',
        f'<desc id="d">{escaped(_told(track, length))}</desc>',
        f"<style>{_style()}</style><defs>{_INK}</defs>",
        f'<rect class="ground" x=".5" y=".5" width="{WIDTH - 1}" height="{HEIGHT - 1}" rx="18"/>',
        f'<text class="title" x="{_LEFT}" y="46">{escaped(_cut(track.routine.title, 80))}</text>',
        f'<text class="end" x="{_RIGHT}" y="46">{length}</text>',
        f'<text x="{_LEFT}" y="68">{escaped(_cut(track.routine.subtitle, 110))}</text>',
        *_chapters(timeline, scale),
        *_water(timeline, scale),
        *_hills(timeline, scale),
        *_holds(timeline.spans, scale),
        *_voice(timeline, scale),
        *_bells(timeline, scale),
        *_axis(timeline, scale),
        *_legend(track, dict(zip(("hill", "line", "moon", "water", "hold"), words, strict=True))),
        "</svg>\n",
    ]
    return "\n".join(parts)


def _for_readers(track: Track) -> str:
    return f'role="img" aria-labelledby="t d" lang="{escaped(track.routine.language)}"'


@cache
def _style() -> str:
    return (files("stilte.release") / "templates" / "timeline.css").read_text("utf-8")


def _told(track: Track, length: str) -> str:
    """Return the picture in words: its length, then the chapters with their times."""
    rate = track.timeline.rate_hz
    times = (f"{clock(m.start_frame / rate).partition('.')[0]} {m.title}" for m in track.timeline.marks)
    return "; ".join([length, *times])


def _chapters(timeline: Timeline, scale: float) -> Iterator[str]:
    """Yield a dotted line and a title a chapter, on the first of three rows where it meets no other."""
    free_from = [0.0] * _LABEL_ROWS
    for mark in timeline.marks:
        x = _LEFT + mark.start_frame * scale
        title = _cut(mark.title, 34)
        width = len(title) * _CHARACTER_PX + 14
        at = min(x, _RIGHT - width + 14)
        row = next((row for row in range(_LABEL_ROWS) if free_from[row] <= at), None)
        top = _SKY - _ROW_PX * (_LABEL_ROWS - 1 - (row or 0))
        yield f'<path class="mark" d="M{short(x)} {top - 8 if row is not None else _SKY}V{_FLOOR}"/>'
        if row is not None:
            free_from[row] = at + width
            yield f'<text class="chapter" x="{short(at + 6)}" y="{top - 4}">{escaped(title)}</text>'


def _hills(timeline: Timeline, scale: float) -> Iterator[str]:
    pixels_a_second = scale * timeline.rate_hz
    curve = swells(timeline)
    path = area_path(curve, scale=pixels_a_second, left=_LEFT, base=_HORIZON, height=_HILL)
    if path:
        fine = " fine" if len(curve) > 2 * _MANY_BREATHS else ""
        yield f'<path class="hill{fine}" d="{path}"/>'
    yield f'<path class="shore" d="M{_LEFT} {_HORIZON}H{_RIGHT}"/>'


def _holds(spans: Iterable[Span], scale: float) -> Iterator[str]:
    """Yield each hold as a plateau on the horizon."""
    for span in spans:
        if span.kind == "hold":
            x, width = _LEFT + span.start_frame * scale, span.length_frames * scale
            yield f'<path class="hold" d="{_plateau(x, width)}"/>'


def _plateau(x: float, width: float) -> str:
    bend = min(9.0, width / 2)
    flat = short(max(width - 2 * bend, 0.2))
    rise = f"c{short(bend / 2)} 0 {short(bend / 2)}"
    return (
        f"M{short(x)} {_HORIZON}{rise} {-_PLATEAU} {short(bend)} {-_PLATEAU}h{flat}"
        f"{rise} {_PLATEAU} {short(bend)} {_PLATEAU}z"
    )


def _voice(timeline: Timeline, scale: float) -> Iterator[str]:
    spoken = [event for event in timeline.events if isinstance(event, Speech)]
    for role in ("line", "cue", "count"):
        of_role = ((event.start_frame, event.length_frames) for event in spoken if event.role == role)
        if path := _strokes(of_role, scale, _SHORE, 0 if role == "count" else 6):
            yield f'<path class="{role}" d="{path}"/>'


def _strokes(stretches: Iterable[tuple[int, int]], scale: float, y: int, cap: int) -> str:
    """Return round-ended strokes on one height; those that would touch become one."""
    joined: list[list[float]] = []
    for start, length in stretches:
        x0, x1 = _LEFT + start * scale, _LEFT + (start + length) * scale
        if joined and x0 - joined[-1][1] < 0.4:  # noqa: PLR2004 — pixels no eye can tell apart
            joined[-1][1] = max(x1, joined[-1][1])
        else:
            joined.append([x0, x1])
    return "".join(f"M{short(x0 + cap / 2)} {y}h{short(max(x1 - x0 - cap, 0.1))}" for x0, x1 in joined)


def _bells(timeline: Timeline, scale: float) -> Iterator[str]:
    y = _SKY + 20
    for strike in timeline.events:
        if isinstance(strike, Strike):
            x, tail = _LEFT + strike.start_frame * scale, strike.length_frames * scale
            yield f'<path class="tail" d="M{short(x)} {y}h{short(max(tail, 12))}M{short(x)} {y}V{_HORIZON}"/>'
            yield f'<circle class="ring" cx="{short(x)}" cy="{y}" r="9"/>'
            yield f'<circle class="moon" cx="{short(x)}" cy="{y}" r="4.5"/>'


def _water(timeline: Timeline, scale: float) -> Iterator[str]:
    """Yield the bed: the deeper the water, the louder; it fades through the quiet at both ends."""
    depths = list(_depths(timeline))
    if not any(depth for _, depth in depths):
        return
    floor = "".join(
        f"L{short(_LEFT + frame * scale)} {short(_WATER + depth * (_FLOOR - _WATER))}"
        for frame, depth in depths
    )
    yield f'<path class="water" d="M{_LEFT} {_WATER}{floor}L{_RIGHT} {_WATER}Z"/>'


def _depths(timeline: Timeline) -> Iterator[tuple[int, float]]:
    fade_in, fade_out = timeline.lead_frames
    last = timeline.length_frames - fade_out
    depth, reached = 0.0, 0
    for change in timeline.beds:
        start = max(change.start_frame, reached)
        over = max(change.over_frames, fade_in if start == 0 else 1)
        yield start, depth
        depth, reached = _depth(change.bed, change.level_db), start + over
        yield reached, depth
    yield max(last, reached), depth
    yield timeline.length_frames, 0.0


def _depth(bed: str | None, level_db: float) -> float:
    """Return 0 to 1: two thirds for a bed at its own level."""
    if bed is None or bed == "none":
        return 0.0
    return min(1.0, max(0.06, 2 / 3 + level_db / _BED_RANGE_DB))


def _axis(timeline: Timeline, scale: float) -> Iterator[str]:
    length_s = timeline.length_frames / timeline.rate_hz
    step = next((step for step in _TICKS_S if length_s / step <= _MOST_TICKS), 86400)
    yield f'<path class="rule" d="M{_LEFT} {_FLOOR + 4}H{_RIGHT}"/>'
    for tick in range(0, int(length_s) + 1, step):
        x = short(_LEFT + tick * timeline.rate_hz * scale)
        yield f'<text class="mid" x="{x}" y="{_AXIS}">{clock(tick).partition(".")[0]}</text>'


def _legend(track: Track, words: dict[str, str]) -> Iterator[str]:
    """Yield a sign and a word for what there is in this track, and for nothing else."""
    x = float(_LEFT)
    y = HEIGHT - 18
    for kind in _present(track):
        yield _sign(kind, x, y - 4)
        yield f'<text x="{short(x + 24)}" y="{y}">{escaped(words[kind])}</text>'
        x += 24 + len(words[kind]) * _CHARACTER_PX + 22


def _present(track: Track) -> Iterator[Literal["hill", "line", "moon", "water", "hold"]]:
    timeline = track.timeline
    if swells(timeline):
        yield "hill"
    if track.lines:
        yield "line"
    if any(isinstance(event, Strike) for event in timeline.events):
        yield "moon"
    if any(_depth(change.bed, change.level_db) for change in timeline.beds):
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
