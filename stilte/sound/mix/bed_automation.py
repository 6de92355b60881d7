"""Level automation of the beds: a timeline's changes of music as runs with fades and level curves."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

import numpy as np

from stilte.sound.breath import FULL_LUFS
from stilte.sound.clip import REFERENCE_LUFS
from stilte.sound.dsp import loudness
from stilte.sound.mix import envelope
from stilte.sound.mix.ducking import (
    Ducking,
    Swell,
    Zones,
    breath_swell,
    ducked,
    lifted,
    sink_frames,
    speech_zones,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from stilte.script.timeline import BedChange, Speech, Timeline
    from stilte.sound.beds.bed import Bed
    from stilte.sound.mix.envelope import Curve

# A shorter change of level is heard as a click.
_SHORTEST_FADE_S = 0.05
_SWING_LOOKS, _SWING_LOOK_S, _SWING_EVERY_S = 40, 3, 31.7
_WINDOW, _MOST_WINDOWS = 2048, 16
"""Control points that are drawn at once: 12 s; and how many such windows are kept."""
_MARGIN_S = 3.0
"""How far away a curve may still hold this one down through the limit on its slope: 60 dB at 20 dB/s."""


@dataclass(frozen=True, slots=True)
class Fade:
    """`in` and `out` keep the power of a crossfade; `open` and `close` are the edges of the track."""

    kind: Literal["in", "out", "open", "close"]
    start_frame: int
    length_frames: int

    def at(self, points: Curve) -> Curve:
        """Return the amplitude factor at every point."""
        x = np.clip((points - self.start_frame) / self.length_frames, 0.0, 1.0)
        match self.kind:
            case "in":  # sin² + cos² = 1: two different beds keep their power while they cross
                return np.sin(x * np.pi / 2)
            case "out":
                return np.cos(x * np.pi / 2)
            case "open":
                return envelope.s_curve(x)
            case "close":
                return envelope.s_curve(1.0 - x)


@dataclass(frozen=True, slots=True)
class Move:
    """A change of a bed's level, in dB from its own."""

    start_frame: int
    length_frames: int
    from_db: float
    to_db: float

    def at(self, points: Curve) -> Curve:
        """Return what this move adds at every point."""
        x = (points - self.start_frame) / self.length_frames
        return (self.to_db - self.from_db) * envelope.s_curve(x)


@dataclass(frozen=True, slots=True)
class Run:
    """A bed that sounds from `start_frame` until `stop_frame`; its own first frame is at `start_frame`.

    `is_room`: it is the quiet of the room, under all that is said where there is no bed. `is_layer`: it is
    the tones over a bed, at one level all the time.
    """

    name: str
    bed: Bed
    start_frame: int
    stop_frame: int
    first_db: float
    moves: tuple[Move, ...]
    fades: tuple[Fade, ...]
    swing_db: float = 0.0
    is_room: bool = False
    is_layer: bool = False

    @property
    def loudest_db(self) -> float:
        """Return the highest level that file and script ask for."""
        return self.bed.level_db + max(self.first_db, *(move.to_db for move in self.moves), self.first_db)

    def level_db(self, points: Curve) -> Curve:
        """Return the level that file and script ask for, before ducking and breath swell."""
        level = np.full(len(points), self.bed.level_db + self.first_db)
        for move in self.moves:
            level = level + move.at(points)
        return level

    def fade(self, points: Curve) -> Curve:
        """Return the factor of all fades together."""
        factor = np.ones_like(points)
        for fade in self.fades:
            factor = factor * fade.at(points)
        return factor


def runs(timeline: Timeline, find: Callable[[str], Bed], ducking: Ducking) -> tuple[Run, ...]:
    """Return the beds of a timeline in order of start; neighbours overlap while one fades into the other."""
    done: list[Run] = []
    for change in timeline.beds:
        current = done[-1] if done and done[-1].stop_frame == timeline.length_frames else None
        if current and change.bed == current.name:
            done[-1] = _moved(current, change, timeline, ducking)
            continue
        if current:
            done[-1] = _left(current, change, timeline)
        if change.bed is not None:
            done.append(_begun(change.bed, find(change.bed), change, timeline))
    closed = tuple(_closed(run, timeline) for run in done)
    return (*closed, *(_layered(run, run.bed.layers) for run in closed if run.bed.layers))


def _layered(run: Run, layers: Bed) -> Run:
    """Return the tones over a bed: they come and go with it, and do nothing else."""
    return replace(run, bed=layers, first_db=0.0, moves=(), swing_db=0.0, is_layer=True)


def stretches_without_bed(timeline: Timeline) -> list[tuple[int, int]]:
    """Return where a timeline has no bed: start and end in frames."""
    borders = [(0, None), *((change.start_frame, change.bed) for change in timeline.beds)]
    ends = [start for start, _ in borders[1:]] + [timeline.length_frames]
    found: list[tuple[int, int]] = []
    for (start, bed), end in zip(borders, ends, strict=True):
        if bed is not None or end <= start:
            continue
        joined = bool(found) and found[-1][1] == start
        found[-1:] = [(found[-1][0], end)] if joined else [*found[-1:], (start, end)]
    return found


def room_runs(timeline: Timeline, room: Bed) -> tuple[Run, ...]:
    """Return the room for every stretch of a timeline without a bed, faded in and out as a bed is."""
    return tuple(_room_run(room, start, end, timeline) for start, end in stretches_without_bed(timeline))


def _room_run(room: Bed, start: int, stop: int, timeline: Timeline) -> Run:
    """Return the room from `start` until `stop`, where a bed takes over or the track ends."""
    first = Fade("in" if start else "open", start, _edge_frames(room.fade_s[0], timeline))
    run = Run(room.name, room, start, timeline.length_frames, 0.0, (), (first,), is_room=True)
    if stop == timeline.length_frames:
        return _closed(run, timeline)
    over = _edge_frames(room.fade_s[1], timeline)
    out = Fade("out", stop, over)
    return replace(run, stop_frame=min(stop + over, timeline.length_frames), fades=(first, out))


def _over_frames(change: BedChange, timeline: Timeline) -> int:
    return max(change.over_frames, round(_SHORTEST_FADE_S * timeline.rate_hz))


def _begun(name: str, bed: Bed, change: BedChange, timeline: Timeline) -> Run:
    if change.start_frame > 0:
        fade = Fade("in", change.start_frame, _over_frames(change, timeline))
    else:
        fade = Fade("open", 0, _edge_frames(bed.fade_s[0], timeline))
    swing = swing_db(bed, timeline.rate_hz)
    return Run(name, bed, change.start_frame, timeline.length_frames, change.level_db, (), (fade,), swing)


def swing_db(bed: Bed, rate_hz: int) -> float:
    """Return how far the loud moments of a bed (waves, gusts) stand above its usual level; 98 % do not."""
    starts = (_SWING_EVERY_S * rate_hz * np.arange(_SWING_LOOKS)).astype(np.int64)
    looks = (bed.block(int(start), _SWING_LOOK_S * rate_hz) for start in starts)
    levels = [loudness.lufs(float(loudness.powers(look, rate_hz).mean())) - REFERENCE_LUFS for look in looks]
    return max(round(float(np.percentile(levels, 98)), 1), 0.0)


def _left(run: Run, change: BedChange, timeline: Timeline) -> Run:
    over = _over_frames(change, timeline)
    fades = (*run.fades, Fade("out", change.start_frame, over))
    return replace(run, stop_frame=min(change.start_frame + over, timeline.length_frames), fades=fades)


def _moved(run: Run, change: BedChange, timeline: Timeline, ducking: Ducking) -> Run:
    before = run.moves[-1].to_db if run.moves else run.first_db
    slowest = ducking.sink_s(abs(change.level_db - before)) * timeline.rate_hz
    over = max(change.over_frames, round(slowest))
    return replace(run, moves=(*run.moves, Move(change.start_frame, over, before, change.level_db)))


def _closed(run: Run, timeline: Timeline) -> Run:
    """Return a run with the fade that ends the track, where it is still sounding then."""
    fade_frames = _edge_frames(run.bed.fade_s[1], timeline)
    start = timeline.length_frames - fade_frames
    if run.stop_frame <= start:
        return run
    return replace(run, fades=(*run.fades, Fade("close", start, fade_frames)))


def _edge_frames(fade_s: float, timeline: Timeline) -> int:
    """Return the length of a fade at an edge: never more than half the track, never a click."""
    wanted = round(max(fade_s, _SHORTEST_FADE_S) * timeline.rate_hz)
    return max(min(wanted, timeline.length_frames // 2), 1)


@dataclass(frozen=True, slots=True, eq=False)
class BedPlan:
    """The beds of a track with their automation; `drawn` caches the gains that were computed last."""

    rate_hz: int
    runs: tuple[Run, ...]
    zones: Zones
    swell: Swell
    ducking: Ducking
    clear: bool
    drawn: dict[tuple[int, int], NDArray[np.float32]] = field(default_factory=dict)

    def runs_in(self, start_frame: int, stop_frame: int) -> tuple[Run, ...]:
        """Return the runs that touch a range."""
        return tuple(
            run for run in self.runs if run.start_frame < stop_frame and run.stop_frame > start_frame
        )

    def tone_hz(self, frame: int) -> float | None:
        """Return the ground tone of the bed that is heard at a frame; None where it has none."""
        here = [run for run in self.runs_in(frame, frame + 1) if not (run.is_room or run.is_layer)]
        return here[-1].bed.tone_hz if here else None

    def gains(self, run: Run, start_frame: int, stop_frame: int) -> NDArray[np.float32]:
        """Return the amplitude factors of a run at the control points of a range."""
        first, last = start_frame // envelope.STEP, -(-stop_frame // envelope.STEP)
        windows = range(first // _WINDOW, last // _WINDOW + 1)
        drawn = np.concatenate([self._window(run, window) for window in windows])
        return drawn[first - windows.start * _WINDOW : last + 1 - windows.start * _WINDOW]

    def _window(self, run: Run, window: int) -> NDArray[np.float32]:
        """Return the factors of a run at the control points of a window: once for all blocks in it."""
        known = self.drawn.get((id(run), window))
        if known is None:
            start_frame = window * _WINDOW * envelope.STEP
            known = self._gains(run, start_frame, start_frame + (_WINDOW - 1) * envelope.STEP)
            if len(self.drawn) >= _MOST_WINDOWS:
                self.drawn.clear()
            self.drawn[id(run), window] = known
        return known

    def _gains(self, run: Run, start_frame: int, stop_frame: int) -> NDArray[np.float32]:
        margin = round(_MARGIN_S * self.rate_hz / envelope.STEP)
        points = envelope.control_points(start_frame, stop_frame, margin)
        steepest = self.ducking.steepest_db_s / self.rate_hz
        level = envelope.limit_slope(self._level_db(run, points), points, steepest)[margin:-margin]
        return envelope.as_gain(level, run.fade(points[margin:-margin]))

    def breath_gains(self, start_frame: int, stop_frame: int) -> NDArray[np.float32]:
        """Return the factors of a breath at the control points of a range: words stay clear of it too."""
        under = self.ducking.clear_under_voice_db if self.clear else self.ducking.under_voice_db
        depth_db = FULL_LUFS - REFERENCE_LUFS - under
        points = envelope.control_points(start_frame, stop_frame)
        sunk = ducked(self.zones, points, lambda soft: depth_db + soft, self.ducking, self.rate_hz)
        return envelope.as_gain(-sunk)

    def _level_db(self, run: Run, points: Curve) -> Curve:
        if run.is_layer:
            return np.zeros(len(points))
        ducking, bed = self.ducking, run.bed
        floor = (ducking.clear_under_voice_db if self.clear else ducking.under_voice_db) - run.swing_db
        least = bed.duck_db * (2.0 if self.clear else 1.0)
        loudest = run.loudest_db + ducking.quiet_rise_db + (ducking.swell_db if bed.follow_breath else 0.0)
        level = run.level_db(points)
        _, next_soft = self.zones.softness(points)
        ahead = sink_frames(np.maximum(least, loudest - floor + next_soft), ducking, self.rate_hz)
        level = level + ducking.quiet_rise_db * lifted(self.zones, points, ducking, self.rate_hz, ahead)
        if bed.follow_breath:
            level = level + self.swell.at(points)

        def depth(soft_db: Curve) -> Curve:
            return np.maximum(least, level - floor + soft_db)

        return level - ducked(self.zones, points, depth, ducking, self.rate_hz)


def bed_plan(
    timeline: Timeline,
    find: Callable[[str], Bed],
    ducking: Ducking,
    *,
    clear: bool,
    soft_db: Callable[[Speech], float] | None = None,
) -> BedPlan:
    """Return the automation of the beds of a timeline; `find` gives a bed by name.

    `soft_db` tells how far a line is under the level at which a voice stands in the mix.
    """
    zones = speech_zones(timeline, ducking.held_s, soft_db)
    swell = breath_swell(timeline, ducking)
    return BedPlan(timeline.rate_hz, runs(timeline, find, ducking), zones, swell, ducking, clear)
