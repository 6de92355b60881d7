"""A finished file as a listener gets it: decoded once, from front to end, in little memory."""

from __future__ import annotations

from dataclasses import dataclass
from subprocess import DEVNULL, PIPE, Popen
from typing import TYPE_CHECKING

import numpy as np

from stilte.errors import BuildError, Problem
from stilte.sound import clicks, loudness
from stilte.sound.beside import beside
from stilte.sound.ffmpeg import PIPE_BYTES, command

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from numpy.typing import NDArray

    from stilte.sound.beside import Beside

    Samples = NDArray[np.float32]

CHUNK_S = 2


def decoder(source: str, rate_hz: int, channels: int, stdin: int = DEVNULL) -> Popen[bytes]:
    """Return a running decoder of an MP3, from a file or from `pipe:0`, that writes float32 to its output."""
    form = ("-map", "0:a:0", "-ar", str(rate_hz), "-ac", str(channels), "-f", "f32le", "pipe:1")
    arguments = command("-i", source, *form)
    return Popen(arguments, stdin=stdin, stdout=PIPE, stderr=DEVNULL, pipesize=PIPE_BYTES)


def chunks(process: Popen[bytes], name: str, rate_hz: int, channels: int) -> Iterator[Samples]:
    """Yield what a decoder writes in chunks of `CHUNK_S`, float32 (frames, channels).

    Ends the decoder when it is left early; raises `BuildError` where the sound cannot be decoded.
    """
    size = CHUNK_S * rate_hz * channels * 4
    try:
        with process.stdout as pipe:  # type: ignore[union-attr]
            while raw := pipe.read(size):
                whole = len(raw) // (4 * channels) * channels
                yield np.frombuffer(raw, dtype=np.float32, count=whole).reshape(-1, channels)
    except BaseException:
        process.kill()
        raise
    finally:
        status = process.wait()
    if status:
        raise BuildError(Problem(None, f"'{name}' cannot be decoded."))


def decoded(path: Path, rate_hz: int, channels: int) -> Iterator[Samples]:
    """Yield a file as `chunks` does; raises `BuildError`."""
    yield from chunks(decoder(f"file:{path}", rate_hz, channels), path.name, rate_hz, channels)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a chunk starts, how many frames before it are known, and the highest `peak` until there.

    What is `gone_db` softer than planned counts as gone.
    """

    start_frame: int
    before_frames: int
    peak: float
    gone_db: float


@dataclass(frozen=True, slots=True, eq=False)
class Figures:
    """What a chunk measures; `powers` are weighted, one a tenth of a second; `tears` as `clicks` has them."""

    frames: int
    powers: NDArray[np.float64]
    beside: Beside
    tears: NDArray[np.float64]
    peak: float
    clipped: int


def measured(known: Samples, planned: Samples, rate_hz: int, place: Place) -> Figures:
    """Return the figures of a chunk; `known` and `planned` begin with the frames just before it."""
    chunk, peak = known[place.before_frames :], place.peak
    highest = max(peak, float(chunk.max()), -float(chunk.min()), 1e-4)
    _, peaks = loudness.peaks_over(known, highest)
    return Figures(
        frames=len(chunk),
        powers=loudness.powers(chunk, rate_hz),
        beside=beside(chunk, planned[place.before_frames :], rate_hz, place.gone_db),
        tears=clicks.tears(known, planned, place.start_frame - place.before_frames, rate_hz),
        peak=max(peak, float(peaks.max(initial=0.0))),
        clipped=clipped_in(chunk),
    )


def clipped_in(chunk: Samples) -> int:
    """Return how many samples are at full scale or over."""
    if max(chunk.max(), -chunk.min()) < 1.0:
        return 0
    return int((np.abs(chunk) >= 1.0).sum())


@dataclass(frozen=True, slots=True)
class Range:
    """A stretch that somebody wants to hear; `key` says who."""

    start_frame: int
    stop_frame: int
    key: int


class Excerpts:
    """Cuts stretches out of a signal that goes by in chunks; holds no more than the open ones need."""

    def __init__(self, ranges: Iterable[Range], channels: int) -> None:
        self._ranges = sorted(ranges, key=lambda wanted: wanted.stop_frame)
        starts = np.array([wanted.start_frame for wanted in self._ranges], dtype=np.int64)
        self._needed = np.minimum.accumulate(starts[::-1])[::-1]
        self._channels = channels
        self._done = 0
        self._held: list[tuple[int, Samples]] = []

    def feed(self, start_frame: int, chunk: Samples) -> Iterator[tuple[Range, Samples]]:
        """Take the next chunk; yield the stretches that are now whole."""
        self._held.append((start_frame, chunk))
        end = start_frame + len(chunk)
        while self._done < len(self._ranges) and self._ranges[self._done].stop_frame <= end:
            yield self._next()
        needed = self._needed[self._done] if self._done < len(self._ranges) else end
        self._held = [(start, held) for start, held in self._held if start + len(held) > needed]

    def rest(self) -> Iterator[tuple[Range, Samples]]:
        """Yield the stretches that go on after the end, filled with silence."""
        while self._done < len(self._ranges):
            yield self._next()

    def _next(self) -> tuple[Range, Samples]:
        wanted = self._ranges[self._done]
        self._done += 1
        cut = np.zeros((wanted.stop_frame - wanted.start_frame, self._channels), dtype=np.float32)
        for start, held in self._held:
            first, last = max(start, wanted.start_frame), min(start + len(held), wanted.stop_frame)
            if first < last:
                place = first - wanted.start_frame
                cut[place : place + last - first] = held[first - start : last - start]
        return wanted, cut


def joined(figures: Iterable[Figures], name: str) -> NDArray[np.float64]:
    """Return one of the figures for the whole track."""
    found = [getattr(figure, name) for figure in figures]
    return np.concatenate(found) if found else np.zeros(0)
