"""Ducking of the bed under speech, its swell with the breath, its rise in long quiet, all as planned."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from stilte.script.timeline import BreathPhase, Speech
from stilte.sound.mix.envelope import s_curve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from numpy.typing import NDArray

    from stilte.script.timeline import Timeline
    from stilte.sound.mix.envelope import Curve

    Depth = Callable[[Curve], Curve]


@dataclass(frozen=True, slots=True)
class Ducking:
    """Settings of the bed's automation; times in seconds, levels in dB.

    Under speech even its loud moments stay below `under_voice_db`, seen from the voice.
    """

    ahead_s: float = 0.6
    back_s: float = 1.5
    held_s: float = 3.0
    steepest_db_s: float = 20.0
    under_voice_db: float = -15.3
    clear_under_voice_db: float = -20.3
    quiet_after_s: float = 30.0
    quiet_rise_db: float = 1.0
    quiet_over_s: float = 4.0
    swell_db: float = 3.0
    swell_rest_s: float = 4.0

    def sink_s(self, depth_db: float) -> float:
        """Return how long before a word the bed begins to sink: earlier where it has far to go.

        >>> Ducking().sink_s(4.0), round(Ducking().sink_s(12.0), 2)
        (0.6, 0.94)
        """
        # An S-curve of a raised cosine is steepest in its middle: pi/2 times its mean slope.
        return max(self.ahead_s, depth_db * np.pi / 2 / self.steepest_db_s)


@dataclass(frozen=True, slots=True, eq=False)
class Zones:
    """Stretches of speech, in frames: lines with less than `held_s` between them are one stretch.

    `soft_db` is how far the softest line of each is under the voice's usual level; 0 where none is.
    """

    starts: NDArray[np.float64]
    ends: NDArray[np.float64]
    soft_db: NDArray[np.float64]
    length_frames: int

    def softness(self, at: Curve) -> tuple[Curve, Curve]:
        """Return, for every point, how soft the stretch is that began last, and the one that begins next."""
        index = np.searchsorted(self.starts, at, side="right")
        return np.concatenate(([0.0], self.soft_db))[index], np.concatenate((self.soft_db, [0.0]))[index]


def speech_zones(
    timeline: Timeline, held_s: float, soft_db: Callable[[Speech], float] | None = None
) -> Zones:
    """Return the stretches of a timeline with speech; `soft_db` tells how far a line is under its voice."""
    spans: list[list[float]] = []
    for event in timeline.events:
        if not isinstance(event, Speech):
            continue
        end = event.start_frame + event.length_frames
        soft = max(soft_db(event), 0.0) if soft_db else 0.0
        if spans and event.start_frame - spans[-1][1] < held_s * timeline.rate_hz:
            spans[-1][1:] = [max(spans[-1][1], end), max(spans[-1][2], soft)]
        else:
            spans.append([event.start_frame, end, soft])
    array = np.array(spans, dtype=np.float64).reshape(-1, 3)
    return Zones(array[:, 0], array[:, 1], array[:, 2], timeline.length_frames)


def _neighbours(zones: Zones, at: Curve) -> tuple[Curve, Curve]:
    """Return, for every point, where the zone that began last ends and where the next begins."""
    index = np.searchsorted(zones.starts, at, side="right")
    ends = np.concatenate(([-np.inf], zones.ends))
    starts = np.concatenate((zones.starts, [np.inf]))
    return ends[index], starts[index]


def ducked(zones: Zones, at: Curve, depth: Depth, ducking: Ducking, rate_hz: int) -> Curve:
    """Return by how many dB to sink at every point; `depth` is that under a line so many dB soft."""
    ended, begins = _neighbours(zones, at)
    last_soft, next_soft = zones.softness(at)
    sinking = s_curve((at - begins) / (sink_frames(depth(next_soft), ducking, rate_hz)) + 1.0)
    rising = 1.0 - s_curve((at - ended) / (ducking.back_s * rate_hz))
    return np.maximum(depth(next_soft) * sinking, depth(last_soft) * rising)


def sink_frames(depth_db: Curve, ducking: Ducking, rate_hz: int) -> Curve:
    """Return how many frames before a word the bed begins to sink so far."""
    return np.maximum(ducking.ahead_s, depth_db * np.pi / 2 / ducking.steepest_db_s) * rate_hz


def lifted(zones: Zones, at: Curve, ducking: Ducking, rate_hz: int, sink_frames: Curve) -> Curve:
    """Return how far the bed has risen in long quiet: 0 to 1, and down again before the next word."""
    ended, begins = _neighbours(zones, at)
    over = ducking.quiet_over_s * rate_hz
    since = np.maximum(ended, 0.0) + ducking.quiet_after_s * rate_hz
    until = np.minimum(begins, float(zones.length_frames)) - sink_frames
    return np.minimum(s_curve((at - since) / over), s_curve((until - at) / over))


@dataclass(frozen=True, slots=True, eq=False)
class Swell:
    """The breath as a level: phases in frames, and the level in dB at the start and end of each."""

    starts: NDArray[np.float64]
    ends: NDArray[np.float64]
    from_db: NDArray[np.float64]
    to_db: NDArray[np.float64]
    rest_frames: float

    def at(self, points: Curve) -> Curve:
        """Return the level in dB at every point; after a breath that none follows it comes back to 0."""
        if not len(self.starts):
            return np.zeros_like(points)
        index = np.searchsorted(self.starts, points, side="right") - 1
        known = np.maximum(index, 0)
        start, end = self.starts[known], self.ends[known]
        moved = s_curve((points - start) / np.maximum(end - start, 1.0))
        level = self.from_db[known] + (self.to_db[known] - self.from_db[known]) * moved
        relaxed = level * (1.0 - s_curve((points - end) / self.rest_frames))
        return np.where(index >= 0, relaxed, 0.0)


def breath_swell(timeline: Timeline, ducking: Ducking) -> Swell:
    """Return the breath of a timeline: up on the in-breath, down on the out-breath, still in between."""
    phases = [event for event in timeline.events if isinstance(event, BreathPhase)]
    rest_frames = ducking.swell_rest_s * timeline.rate_hz
    levels = list(_levels(phases, ducking.swell_db, rest_frames))
    starts = np.array([p.start_frame for p in phases], dtype=np.float64)
    lengths = np.array([p.length_frames for p in phases], dtype=np.float64)
    pairs = np.array(levels, dtype=np.float64).reshape(-1, 2)
    return Swell(starts, starts + lengths, pairs[:, 0], pairs[:, 1], rest_frames)


def _levels(
    phases: Sequence[BreathPhase], swell_db: float, rest_frames: float
) -> Iterable[tuple[float, float]]:
    level, end = 0.0, 0
    for phase in phases:
        idle = np.array([(phase.start_frame - end) / rest_frames])
        before = level * (1.0 - float(s_curve(idle)[0]))
        level = {"in": swell_db, "out": -swell_db}.get(phase.phase, before)
        end = phase.start_frame + phase.length_frames
        yield before, level
