"""A long recording on disk, decoded once: its levels stay in memory, its samples do not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import soxr

from stilte.sound.decoding import decoding
from stilte.sound.probe import length_s
from stilte.sound.sample_checks import check_samples
from stilte.speech.trimming.band_levels import HOP_S, band_levels
from stilte.units import frames

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from numpy.typing import NDArray

    Samples = NDArray[np.float32]
    Progress = Callable[[float], None]

LEVELS_RATE_HZ = 16_000
MOST_S = 4 * 3600
_BLOCK_S = 20.0
_CONTEXT_ROWS = 6
"""Rows of a block that look beyond it; they are taken from the block before or after."""


@dataclass(frozen=True, slots=True, eq=False)
class LongRecording:
    """Mono samples in a file of float32; `bands` are levels in dBFS by frequency, a row every 5 ms."""

    path: Path
    rate_hz: int
    length_frames: int
    bands: NDArray[np.float32]

    @property
    def length_s(self) -> float:
        """Return how long it lasts."""
        return self.length_frames / self.rate_hz

    def read(self, start_s: float, end_s: float) -> Samples:
        """Return a stretch, as far as there is one, of shape (frames,)."""
        start = min(max(frames(start_s, self.rate_hz), 0), self.length_frames)
        end = min(max(frames(end_s, self.rate_hz), start), self.length_frames)
        return np.fromfile(self.path, "<f4", end - start, offset=4 * start)


def decode_long(recording: Path, decoded: Path, progress: Progress | None = None) -> LongRecording:
    """Decode a recording of any format into the file `decoded`; raises `NoRecording`.

    Memory holds a block of 20 s and the levels, 20 MB an hour.
    """
    whole_s, done = length_s(recording), 0
    with decoding(recording, MOST_S) as sound, decoded.open("wb") as file:
        levels = _Levels(sound.rate_hz)
        for samples in sound.pieces:
            check_samples(samples, done / sound.rate_hz)
            mono = np.ascontiguousarray(_one_channel(samples), np.float32)
            file.write(mono.astype("<f4").tobytes())
            levels.add(mono)
            done += len(mono)
            if progress:
                progress(min(done / sound.rate_hz / max(whole_s, 0.001), 1.0))
        rate_hz = sound.rate_hz
    return LongRecording(decoded, rate_hz, done, levels.whole())


def _one_channel(samples: Samples) -> Samples:
    """Return the middle, or the louder channel where the other is empty or turned over."""
    middle = samples.mean(axis=1)
    loudest = samples[:, int(np.argmax(samples.std(axis=0)))]
    return middle if middle.std() >= 0.25 * loudest.std() else loudest


class _Levels:
    """Levels of a stream, block by block, the same as of the whole."""

    def __init__(self, rate_hz: int) -> None:
        self._resample = soxr.ResampleStream(rate_hz, LEVELS_RATE_HZ, 1, dtype="float32")
        self._waiting: list[Samples] = []
        self._count = 0
        self._rows: list[NDArray[np.float32]] = []
        self._hop = frames(HOP_S, LEVELS_RATE_HZ)

    def add(self, mono: Samples) -> None:
        self._put(self._resample.resample_chunk(mono))
        if self._count >= frames(_BLOCK_S, LEVELS_RATE_HZ):
            self._measure(last=False)

    def whole(self) -> NDArray[np.float32]:
        self._put(self._resample.resample_chunk(np.zeros(0, np.float32), last=True))
        self._measure(last=True)
        return np.concatenate(self._rows)

    def _put(self, samples: Samples) -> None:
        self._waiting.append(samples)
        self._count += len(samples)

    def _measure(self, *, last: bool) -> None:
        block = np.concatenate(self._waiting)
        rows = band_levels(block, LEVELS_RATE_HZ).bands.astype(np.float32)
        first = 0 if not self._rows else _CONTEXT_ROWS
        stop = len(rows) if last else len(block) // self._hop - _CONTEXT_ROWS
        self._rows.append(rows[first:stop])
        self._waiting = [block[max(stop - _CONTEXT_ROWS, 0) * self._hop :]]
        self._count = len(self._waiting[0])
