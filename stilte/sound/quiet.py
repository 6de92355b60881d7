"""What sounds where the plan has quiet, and what is quiet where the plan has a bed.

Levels are compared a window of 50 ms at a time. The plan's own level is a rough one, from the curve of the
bed; where it is in doubt, that stretch of the plan is rendered and compared.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from stilte.sound.clip import REFERENCE_LUFS
from stilte.sound.envelope import STEP
from stilte.sound.heard import WINDOWS_S

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from stilte.sound.master import Master

    Levels = NDArray[np.float32]

FLOOR_DB = -120.0
_GUARD_S = 0.1
"""Around whatever sounds, this much is neither quiet nor not: MP3 smears by half of it."""
_SILENT_DBFS = -66.0
"""A bed below this, in the fades at the edges, counts as silence."""
_BLOCK_WINDOWS = 600


@dataclass(frozen=True, slots=True)
class Found:
    """Something that is not as planned, from `start_s` on for `length_s`; `off_db` says by how much."""

    kind: Literal["hole", "sound", "click"]
    start_s: float
    length_s: float
    off_db: float


@dataclass(frozen=True, slots=True, eq=False)
class PlannedLevels:
    """Per window: the rough level of the bed in dBFS, and whether nothing but the bed sounds."""

    bed_db: Levels
    free: NDArray[np.bool_]


def planned_levels(master: Master, windows: int) -> PlannedLevels:
    """Return what the plan has in each window."""
    window = master.rate_hz // WINDOWS_S
    bed = np.zeros(windows, dtype=np.float32)
    for first in range(0, windows, _BLOCK_WINDOWS):
        last = min(first + _BLOCK_WINDOWS, windows)
        bed[first:last] = _bed_power(master, first * window, (last - first), window)
    level = 10 * np.log10(bed + np.float32(1e-12)) + np.float32(REFERENCE_LUFS + master.gain_db)
    return PlannedLevels(np.maximum(level, FLOOR_DB), _free(master, windows, window))


def _bed_power(master: Master, start_frame: int, windows: int, window: int) -> Levels:
    """Return the square of the beds' gain in the middle of each window."""
    middles = start_frame + window // 2 + window * np.arange(windows)
    power = np.zeros(windows, dtype=np.float32)
    stop_frame = start_frame + windows * window
    for run in master.mixer.beds.sounding(start_frame, stop_frame):
        gains = master.mixer.beds.gains(run, start_frame, stop_frame)
        inside = (middles >= run.start_frame) & (middles < run.stop_frame)
        power += np.where(inside, np.square(gains[(middles - start_frame // STEP * STEP) // STEP]), 0.0)
    return power


def _free(master: Master, windows: int, window: int) -> NDArray[np.bool_]:
    """Return which windows lie clear of every event."""
    guard = round(_GUARD_S * master.rate_hz)
    edges = np.zeros(windows + 1, dtype=np.int32)
    for event in master.mixer.sounding(0, master.length_frames):
        first = max(event.start_frame - guard, 0) // window
        last = -(-(event.start_frame + event.length_frames + guard) // window)
        edges[min(first, windows)] += 1
        edges[min(last, windows)] -= 1
    return np.asarray(np.cumsum(edges[:-1]) == 0)


def quiet_db(planned: PlannedLevels, measured_db: Levels) -> float | None:
    """Return the loudest window in which the plan has silence, in dBFS; None where it has none."""
    silent = planned.free & (planned.bed_db < _SILENT_DBFS)
    return float(measured_db[silent].max()) if silent.any() else None


def holes(master: Master, planned: PlannedLevels, measured_db: Levels, off_db: float) -> Iterator[Found]:
    """Yield where a bed should sound and does not: `off_db` below the plan for two windows or more."""
    audible = planned.bed_db > -60.0  # noqa: PLR2004  # dBFS; what is softer is lost in a room
    doubt = audible & (measured_db < planned.bed_db - off_db)
    for first, last in _stretches(doubt, 2):
        off = _rendered_db(master, first, last) - measured_db[first:last].max()
        if off > off_db:
            yield _found("hole", first, last, -off)


def sounds(master: Master, planned: PlannedLevels, measured_db: Levels, off_db: float) -> Iterator[Found]:
    """Yield where something sounds that the plan has not: `off_db` above the plan, and to be heard."""
    doubt = planned.free & (measured_db > np.maximum(planned.bed_db + off_db, -55.0))
    for first, last in _stretches(doubt, 1):
        off = measured_db[first:last].max() - max(_rendered_db(master, first, last, loudest=True), -90.0)
        if off > off_db:
            yield _found("sound", first, last, off)


def torn(
    master: Master, planned: PlannedLevels, tears: NDArray[np.float64], off_db: float
) -> Iterator[Found]:
    """Yield where the signal is torn while only a bed sounds."""
    for frame, sharper_db in tears.reshape(-1, 2):
        window = int(frame) // (master.rate_hz // WINDOWS_S)
        if sharper_db > off_db and window < len(planned.free) and planned.free[window]:
            yield Found("click", frame / master.rate_hz, 0.0, round(float(sharper_db), 1))


def _stretches(flags: NDArray[np.bool_], least: int) -> Iterator[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate(([False], flags, [False])).astype(np.int8)))
    for first, last in edges.reshape(-1, 2):
        if last - first >= least:
            yield int(first), int(last)


def _rendered_db(master: Master, first: int, last: int, *, loudest: bool = False) -> float:
    """Return the softest (or loudest) window of a stretch as the plan has it."""
    window = master.rate_hz // WINDOWS_S
    last = min(last, first + _BLOCK_WINDOWS)
    block = master.block(first * window, last * window).reshape(last - first, -1)
    squares = np.mean(np.square(block, dtype=np.float64), axis=1)
    return float(in_db(squares.max() if loudest else squares.min()))


def in_db(squares: Levels | np.float64) -> Levels:
    """Return mean squares in dBFS."""
    return np.asarray(np.maximum(10 * np.log10(squares + 1e-15), FLOOR_DB), np.float32)


def _found(kind: Literal["hole", "sound"], first: int, last: int, off_db: float) -> Found:
    return Found(kind, first / WINDOWS_S, (last - first) / WINDOWS_S, round(float(off_db), 1))
