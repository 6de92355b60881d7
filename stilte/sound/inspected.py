"""What was heard of a file of sound, gathered while it is decoded and kept until the file changes.

A file may be decoded to be looked at or to be used. Both hear the same samples, so whichever comes first
keeps what was heard, and nobody decodes a file for it again.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

import numpy as np

from stilte.file_names import real_path
from stilte.sound.sample_checks import check_length, check_samples
from stilte.store import Store, key_of
from stilte.units import decibels

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    Samples = NDArray[np.float32]

VERSION = 3
"""Raised whenever another file would be refused: what was heard before is then heard again."""

PIECE_FRAMES = 1 << 16
"""Frames over which the level of the loudest moment is measured: a second and a half."""
_SILENT_PEAK = 1e-4


@dataclass(frozen=True, slots=True)
class InspectedAudio:
    """What a file of sound holds: seconds, hertz, channels, and its peak about its own middle.

    `loudest_db` is the level of its loudest second or so, in dBFS.
    """

    length_s: float
    rate_hz: int
    channels: int
    peak: float
    loudest_db: float

    @property
    def silent(self) -> bool:
        """Tell whether there is nothing to be heard."""
        return self.peak < _SILENT_PEAK


class Inspection:
    """Hears a file in the pieces in which it is decoded, at its own rate and channels."""

    def __init__(self, rate_hz: int, channels: int) -> None:
        self._rate_hz, self._channels = rate_hz, channels
        self._frames = 0
        self._low, self._high, self._power = np.inf, -np.inf, 1e-18
        self._sums = np.zeros(channels)

    @property
    def mean(self) -> NDArray[np.float64]:
        """Return the constant offset of each channel."""
        return self._sums / max(self._frames, 1)

    def hear(self, samples: Samples) -> None:
        """Take what comes next, shape (frames, channels); raises `NoRecording` where it is no sound.

        Levels are measured in stretches of `PIECE_FRAMES`, wherever pieces that long, or twice, end.
        """
        for start in range(0, len(samples), PIECE_FRAMES):
            self._hear(samples[start : start + PIECE_FRAMES])

    def _hear(self, samples: Samples) -> None:
        check_samples(samples, self._frames / self._rate_hz)
        self._frames += len(samples)
        self._low, self._high = min(self._low, float(samples.min())), max(self._high, float(samples.max()))
        # Channel by channel: numpy is slow along an axis of two.
        sides = np.ascontiguousarray(samples.T, np.float64)
        sums = sides.sum(axis=1)
        self._sums += sums
        squares = np.array([np.dot(side, side) for side in sides])
        count = len(samples)
        self._power = max(self._power, float(np.sum(squares / count - np.square(sums / count))))

    def end(self, path: Path) -> InspectedAudio:
        """Return what was heard of a file; raises `NoRecording` where it promised more."""
        heard = InspectedAudio(
            self._frames / self._rate_hz,
            self._rate_hz,
            self._channels,
            peak=(self._high - self._low) / 2,
            loudest_db=decibels(self._power**0.5),
        )
        check_length(path, heard.length_s)
        return heard


def kept_inspection(path: Path, cache: Path) -> InspectedAudio | None:
    """Return what was heard of a file the last time, if it is still the same; raises OSError without one."""
    kept = Store(cache, "sounds").read(_key(path))
    return None if kept is None else InspectedAudio(**json.loads(kept))


def keep_inspection(path: Path, cache: Path, heard: InspectedAudio) -> None:
    """Keep what was heard of a file until it changes."""
    with suppress(OSError):  # a cache that cannot be written costs only time
        Store(cache, "sounds").write(_key(path), json.dumps(asdict(heard)).encode())


def _key(path: Path) -> str:
    stat = path.stat()
    return key_of("heard", VERSION, real_path(path), stat.st_size, stat.st_mtime_ns, stat.st_ino)
