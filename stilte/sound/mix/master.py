"""Mastering: one gain for the whole track, and a true-peak limiter that rarely acts.

The gain brings the speech to its target: it is measured on the lines in their places, joined, and rounded, so
that a small edit does not change the level of the whole track. The limiter looks a hundredth of a second
around each peak and no further: any stretch can be mastered by itself.
"""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from stilte.script.timeline import Speech
from stilte.sound.dsp import loudness
from stilte.sound.mix.mixer import PARTS, Mixer, Part
from stilte.sound.parallel import in_order
from stilte.units import gain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from stilte.script.timeline import Timeline

MASTER_VERSION = 1
_CHUNK = 2048
_REACH = 441
"""Frames on either side of a peak over which the limiter moves; with the taps it stays within a chunk."""
_BLOCK_S = 30
_SPARE_DB = 0.7


@dataclass(frozen=True, slots=True)
class Target:
    """What the finished file is to measure. `margin_db` is what MP3 at 128 kbit/s may add to a peak."""

    speech_lufs: float = -16.0
    true_peak_dbtp: float = -1.0
    margin_db: float = 1.0
    step_db: float = 0.25


@dataclass(frozen=True, slots=True)
class Quick:
    """How a track is heard at once, as little of it as is needed being measured.

    Only `most_places` of its lines, spread over it, give its level; with `gain_db` none: it is known from
    before the last edit. A track that is built is measured whole.
    """

    most_places: int | None = None
    gain_db: float | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Master:
    """A mix at its final level; made by `master`."""

    mixer: Mixer
    gain_db: float
    ceiling_dbtp: float

    @property
    def rate_hz(self) -> int:
        """Return the frames in a second."""
        return self.mixer.rate_hz

    @property
    def channels(self) -> int:
        """Return 1 for a track of speech alone, else 2."""
        return self.mixer.channels

    @property
    def length_frames(self) -> int:
        """Return the length of the track."""
        return self.mixer.length_frames

    def block(
        self, start_frame: int, stop_frame: int, parts: tuple[Part, ...] = PARTS
    ) -> NDArray[np.float32]:
        """Return a stretch as it goes to the encoder; `parts` give a stem, limited where the whole is."""
        first = start_frame // _CHUNK * _CHUNK - _CHUNK
        last = -(-stop_frame // _CHUNK) * _CHUNK + _CHUNK
        mixed = self._at_level(first, last, PARTS)
        held = list(_held(mixed, gain(self.ceiling_dbtp)))
        if parts != PARTS:
            mixed = self._at_level(first, last, parts)
        for chunk, factors in held:
            mixed[chunk * _CHUNK : (chunk + 1) * _CHUNK] *= factors
        return mixed[start_frame - first : stop_frame - first]

    def piece_key(self, start_frame: int, stop_frame: int) -> str:
        """Return a hash of all that goes into a stretch and may reach into it from around."""
        mixed = self.mixer.piece_key(start_frame - 2 * _CHUNK, stop_frame + 2 * _CHUNK)
        own = f"{MASTER_VERSION} {self.gain_db} {self.ceiling_dbtp} {start_frame % _CHUNK} {mixed}"
        return hashlib.blake2b(own.encode(), digest_size=20).hexdigest()

    def _at_level(self, start_frame: int, stop_frame: int, parts: tuple[Part, ...]) -> NDArray[np.float32]:
        mixed = self.mixer.block(start_frame, stop_frame, parts)
        mixed *= np.float32(gain(self.gain_db))
        return mixed


def _held(mixed: NDArray[np.float32], ceiling: float) -> Iterator[tuple[int, NDArray[np.float32]]]:
    """Yield the chunks with peaks over the ceiling, with a gain for each frame; never the first nor the last.

    What a peak asks for holds `_REACH` frames around it, and is then averaged over as many: the factor at a
    peak is never above what it asks.
    """
    places, peaks = loudness.peaks_over(mixed, ceiling)
    over = peaks > ceiling
    if not over.any():
        return
    # A true peak lies between two frames: both of them are held.
    asked = np.ones(len(mixed) + 1)
    wanted = ceiling / peaks[over].astype(np.float64)
    asked[places[over]] = wanted
    asked[places[over] + 1] = np.minimum(asked[places[over] + 1], wanted)
    reached = np.unique((places[over][:, None] + (-2 * _REACH, 2 * _REACH + 1)) // _CHUNK)
    for chunk in range(1, len(mixed) // _CHUNK - 1):
        if chunk in reached:
            context = asked[chunk * _CHUNK - 2 * _REACH : (chunk + 1) * _CHUNK + 2 * _REACH]
            # The minimum holds a peak's factor over twice the reach, so that two means of one reach each,
            # which make the gain smooth, cannot lift it again at the peak.
            factors = _averaged(_averaged(_least(context, 2 * _REACH + 1), _REACH + 1), _REACH + 1)
            yield chunk, factors.astype(np.float32)[:, None]


def _least(values: NDArray[np.float64], width: int) -> NDArray[np.float64]:
    """Return the minimum of every `width` neighbours."""
    size = 1  # by doubling: log2(width) passes instead of `width`
    while 2 * size <= width:
        values = np.minimum(values[:-size], values[size:])
        size *= 2
    return np.minimum(values[: len(values) - width + size], values[width - size :])


def _averaged(values: NDArray[np.float64], width: int) -> NDArray[np.float64]:
    """Return the mean of every `width` neighbours."""
    sums = np.concatenate(([0.0], np.cumsum(values)))
    return (sums[width:] - sums[:-width]) / width


def master(
    mix: Mixer,
    main_voice: str,
    target: Target | None = None,
    workers: int = 2,
    quick: Quick | None = None,
) -> Master:
    """Return the mix at its final level: the speech at its target or, where nobody speaks, the whole."""
    target, quick = target or Target(), quick or Quick()
    ceiling_dbtp = target.true_peak_dbtp - target.margin_db
    if quick.gain_db is not None:
        return Master(mix, quick.gain_db, ceiling_dbtp)
    measured = _target_lufs(mix, mix.timeline, main_voice, workers, quick.most_places)
    if measured <= loudness.SILENCE_LUFS:
        return Master(mix, 0.0, ceiling_dbtp)
    # Half up, not Python's half to even: the same rounding on both sides of every step.
    steps = math.floor((target.speech_lufs - measured) / target.step_db + 0.5)
    made = Master(mix, steps * target.step_db, ceiling_dbtp)
    sided = any(line.side for line in target_lines(mix.timeline, main_voice))
    return _raised(made, main_voice, target, workers) if sided else made


def _raised(track: Master, main_voice: str, target: Target, workers: int) -> Master:
    """Return a track whose lines from one side are at the target although their peaks are held.

    The near channel of such a line peaks higher than in the middle: what the ceiling takes is given back.
    """
    for _ in range(_MOST_RAISES):
        heard = _target_lufs(track, track.mixer.timeline, main_voice, workers)
        steps = math.floor((target.speech_lufs - heard) / target.step_db + 0.5)
        if steps <= 0:
            break
        track = replace(track, gain_db=track.gain_db + steps * target.step_db)
    return track


def held_lower(track: Master, over_db: float) -> Master:
    """Return a track whose ceiling is lower by `over_db` and a margin, where encoding raised its peaks."""
    return replace(track, ceiling_dbtp=track.ceiling_dbtp - over_db - _SPARE_DB)


def unmastered_lufs(mix: Mixer, main_voice: str, workers: int = 2) -> float:
    """Return the loudness that the target speaks of, before the master's gain."""
    return _target_lufs(mix, mix.timeline, main_voice, workers)


def _target_lufs(
    mix: Mixer | Master, timeline: Timeline, main_voice: str, workers: int, most_places: int | None = None
) -> float:
    places = [(line.start_frame, line.length_frames) for line in target_lines(timeline, main_voice)]
    if not places:
        block = _BLOCK_S * mix.rate_hz
        places = [(start, block) for start in range(0, mix.length_frames, block)]
    if most_places and len(places) > most_places:
        places = [places[number * len(places) // most_places] for number in range(most_places)]

    def weighed(place: tuple[int, int]) -> NDArray[np.float64]:
        start, length = place
        return loudness.stretch_powers(mix.block(start, min(start + length, mix.length_frames)), mix.rate_hz)

    rows = np.concatenate(list(in_order(weighed, places, workers)))
    return loudness.integrated_lufs(*rows.T)


_MOST_RAISES = 4


def target_lines(timeline: Timeline, main_voice: str) -> tuple[Speech, ...]:
    """Return the lines that the target speaks of: the main voice's without a `level`, or what is nearest.

    A line from one side is a decibel louder in stereo than in mono, and counts where there are no others.
    """
    lines = tuple(event for event in timeline.events if isinstance(event, Speech))
    middle = tuple(line for line in lines if line.side is None)
    plain = tuple(line for line in middle or lines if not line.levelled)
    main = tuple(line for line in plain if line.utterance.voice == main_voice)
    return main or plain or lines
