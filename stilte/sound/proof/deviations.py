"""Deviations from the plan: sound where it has quiet, quiet where it has sound, clicks, other differences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from stilte.sound.proof.comparison import MOMENTS_S, WINDOWS_S, squares

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from stilte.sound.proof.comparison import Comparison

    Levels = NDArray[np.float32]
    Kind = Literal["hole", "sound", "click", "other"]

# Stands for the level of digital silence, which has no logarithm.
FLOOR_DB = -120.0
_SMEAR = 1
_GUARD = 2
"""Windows around a sound: what MP3 smears of it stays within one; within two, nothing counts as silence."""
_SILENT_DBFS = -66.0
"""A bed below this, in the fades at the edges, counts as silence."""
_AUDIBLE_DBFS = -55.0
_LEAST_GONE = 2
_KNOWN_WINDOWS = 20
_KNOWN_DBFS = -60.0


@dataclass(frozen=True, slots=True)
class Deviation:
    """Something that is not as planned, from `start_s` on for `length_s`; `off_db` says by how much."""

    kind: Kind
    start_s: float
    length_s: float
    off_db: float


def quiet_db(track: Comparison) -> float | None:
    """Return the loudest window in which the plan has silence, in dBFS; None where it has none."""
    silent = in_db(_most_around(squares(track.planned), _GUARD)) < _SILENT_DBFS
    return float(in_db(squares(track.heard[silent]).max())) if silent.any() else None


def holes(track: Comparison) -> Iterator[Deviation]:
    """Yield where something should sound and nothing like it does, for two moments or more."""
    for first, last in _stretches(track.gone, _LEAST_GONE):
        windows = slice(first * WINDOWS_S // MOMENTS_S, -(-last * WINDOWS_S // MOMENTS_S))
        heard_db, planned_db = (in_db(squares(x[windows])) for x in (track.low_heard, track.low_planned))
        off_db = float((heard_db - planned_db).min())
        yield Deviation("hole", first / MOMENTS_S, (last - first) / MOMENTS_S, round(off_db, 1))


def sounds(track: Comparison, off_db: float) -> Iterator[Deviation]:
    """Yield where it is `off_db` louder than planned, there or next to it, and to be heard."""
    planned_db, heard_db = in_db(_most_around(squares(track.planned), _SMEAR)), in_db(squares(track.heard))
    louder_db = heard_db - np.maximum(planned_db, -90.0)
    for first, last in _stretches((louder_db > off_db) & (heard_db > _AUDIBLE_DBFS), 1):
        yield _found("sound", first, last, louder_db[first:last].max())


def unlike_the_plan(track: Comparison, least_alike: float) -> Iterator[Deviation]:
    """Yield where for a second or more what is heard has little in common with the plan, wave for wave."""
    if len(track.planned) < _KNOWN_WINDOWS:
        return
    planned, heard, both = (_second(squares(x)) for x in (track.low_planned, track.low_heard, track.low_both))
    alike = both / np.sqrt(np.maximum(planned * heard, 1e-20))
    for first, last in _stretches((alike < least_alike) & (in_db(planned) > _KNOWN_DBFS), 1):
        yield _found("other", first, last + _KNOWN_WINDOWS - 1, 0.0)


def clicks(click_strengths: NDArray[np.float64], rate_hz: int, off_db: float) -> Iterator[Deviation]:
    """Yield the clicks in the signal."""
    for frame, sharper_db in click_strengths.reshape(-1, 2):
        if sharper_db > off_db:
            yield Deviation("click", frame / rate_hz, 0.0, round(float(sharper_db), 1))


def in_db(squares: Levels | np.float32) -> Levels:
    """Return mean squares in dBFS."""
    return np.asarray(np.maximum(10 * np.log10(squares + np.float32(1e-15)), FLOOR_DB), np.float32)


def _most_around(values: Levels, reach: int) -> Levels:
    """Return the most of every value and its neighbours."""
    if not len(values):
        return values
    windows = np.lib.stride_tricks.sliding_window_view(np.pad(values, reach), 2 * reach + 1)
    return np.asarray(windows.max(axis=1))


def _second(values: Levels) -> Levels:
    """Return the mean of every second."""
    return np.convolve(values, np.full(_KNOWN_WINDOWS, 1 / _KNOWN_WINDOWS, np.float32), "valid")


def _stretches(flags: NDArray[np.bool_], least: int) -> Iterator[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate(([False], flags, [False])).astype(np.int8)))
    for first, last in edges.reshape(-1, 2):
        if last - first >= least:
            yield int(first), int(last)


def _found(kind: Kind, first: int, last: int, off_db: float) -> Deviation:
    return Deviation(kind, first / WINDOWS_S, (last - first) / WINDOWS_S, round(float(off_db), 1))
