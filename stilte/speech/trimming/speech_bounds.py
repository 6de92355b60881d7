"""Finding the bounds of speech in a recording, relative to the noise of the same recording.

A level that is fixed beforehand cannot know a room: under it soft voices are cut, over it a fan is kept as
speech. So each band of frequency is held against the noise that the same recording has where nobody speaks.
Short bursts that stand alone at the ends (a tap on the stop key) and what is far and soft are left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from stilte.speech.trimming.band_levels import (
    HOP_S,
    BandLevels,
    band_levels,
    loudest_db,
    mean_db,
    room_at_ends,
    room_noise,
)
from stilte.units import frames, gain

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from stilte.speech.trimming.band_levels import RoomNoise

    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]
    Samples = NDArray[np.float32]

_OVER_NOISE_DB = (2.0, 6.0)
"""Over the highest swing of the noise: what may belong to a word, and what is certain to be sound."""

_UNDER_LOUDEST_DB = (50.0, 38.0)
"""The same where the room is so still that it says nothing."""

_FAINTEST_DBFS = -80.0
_CERTAIN_S = 0.015
_BRIDGED_S = 0.045
_APART_S = 0.2
"""Words of one breath stand nearer to each other than this; the closure of a `p` or `t` is shorter."""

_BURST_S = 0.11
_BURST_SPAN_S = 0.5
_BURST_UNDER_PEAK_DB = 25.0
_FAR = ((0.4, 25.0), (0.7, 15.0))
"""Pairs of seconds from the words and dB under the voice beyond which a sound is not speech.

The farther away, the louder a bird or a door may be.
"""

_LONG_LOOK_S = 0.065
_SOFT_END_S = 0.25
_SOFT_END_DB = 0.7
_LOUD_ROOM_DB = 27.0
_HIDDEN_S = (0.015, 0.040)
"""The part of a word that loud room noise may mask at either end."""

_FLAT_DB = 6.0
_TONAL = 0.25
_TONE_BINS = 8
_TONE_LOOK_S = 0.1
# Below the lowest voice; mains hum at 50 Hz is not a tone of speech.
_LOWEST_TONE_HZ = 60.0
_TAP_OVER_VOICE_DB = 30.0
_FINE_OVER_NOISE = 1.25
_FINE_REACH_S = 0.02


@dataclass(frozen=True, slots=True)
class SpeechBounds:
    """The frames from `start` to `end` of a recording that are speech.

    `distance_db` tells how far the room's noise is under the voice; None where the room cannot be heard.
    """

    start: int
    end: int
    distance_db: float | None = None


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Rows from `first` up to but not including `last`."""

    first: int
    last: int


@dataclass(frozen=True, slots=True, eq=False)
class _Recording:
    """What is looked at: the sound, its levels, and the noise of its room where that can be heard."""

    samples: Samples
    rate_hz: int
    levels: BandLevels
    noise: RoomNoise | None
    room_rows: Flags

    @property
    def hop(self) -> int:
        return frames(HOP_S, self.rate_hz)


def speech_bounds(samples: Samples, rate_hz: int) -> SpeechBounds | None:
    """Return where the speech of a mono recording lies, of shape (frames,); None where there is none.

    `samples` have been through the high-pass: a constant offset or rumble would count as sound.
    """
    levels = band_levels(samples, rate_hz)
    if not len(levels.whole) or float(levels.whole.max()) < _FAINTEST_DBFS:
        return None
    at_ends = room_at_ends(levels, _OVER_NOISE_DB[0])
    of = _Recording(samples, rate_hz, levels, room_noise(levels), at_ends)
    if of.noise is None and _is_bare_noise(of):
        return None
    spoken = _without_strays(_joined(_stretches(of), _APART_S), of)
    if not spoken:
        return None
    start, end = _with_soft_ends(of, *_refined(of, spoken[0].first, spoken[-1].last))
    distance_db = _distance_db(of, spoken)
    if distance_db is not None and distance_db < _LOUD_ROOM_DB:
        start -= frames(_HIDDEN_S[0], rate_hz)
        end += frames(_HIDDEN_S[1], rate_hz)
    return SpeechBounds(max(start, 0), min(end, len(samples)), distance_db)


def _stretches(of: _Recording) -> list[_Stretch]:
    """Return the stretches that may sound and hold a moment that certainly does."""
    maybe, certain = _over(of, 0), _over(of, 1)
    least = round(_CERTAIN_S / HOP_S)
    runs = _joined(_runs(maybe), _BRIDGED_S)
    return [run for run in runs if certain[run.first : run.last].sum() >= least]


def _over(of: _Recording, which: int) -> Flags:
    """Return the rows in which any band stands over the noise, and near enough to the loudest."""
    loudest = max(loudest_db(of.levels), float(of.levels.whole.max()) - _TAP_OVER_VOICE_DB)
    bound: Any = max(loudest - _UNDER_LOUDEST_DB[which], _FAINTEST_DBFS)
    if of.noise is not None:
        bound = np.maximum(of.noise.bands_db + of.noise.swing_db + _OVER_NOISE_DB[which], bound)
    return np.asarray((of.levels.bands > bound).any(axis=1)) & ~of.room_rows


def _runs(flags: Flags) -> list[_Stretch]:
    edges = np.flatnonzero(np.diff(np.concatenate([[0], flags.view(np.int8), [0]])))
    return [_Stretch(int(first), int(last)) for first, last in edges.reshape(-1, 2)]


def _joined(stretches: list[_Stretch], gap_s: float) -> list[_Stretch]:
    """Return stretches joined where less than `gap_s` lies between them."""
    joined: list[_Stretch] = []
    for stretch in stretches:
        if joined and (stretch.first - joined[-1].last) * HOP_S < gap_s:
            joined[-1] = _Stretch(joined[-1].first, stretch.last)
        else:
            joined.append(stretch)
    return joined


def _without_strays(groups: list[_Stretch], of: _Recording) -> list[_Stretch]:
    """Return groups of words without bursts, and without what is far and soft, at either end."""
    bursts = {group for group in groups if _is_burst(group, of)}
    words = [group for group in groups if group not in bursts]
    if not words:
        return []
    voice_db = max(_level_db(of.levels, group) for group in words)
    kept = groups
    for _end in ("first", "last"):
        while kept[0] in bursts or (
            len(kept) > 1 and _is_far_and_soft(kept[0], kept[1], of.levels, voice_db)
        ):
            kept = kept[1:]
        kept = kept[::-1]
    return kept


def _is_burst(group: _Stretch, of: _Recording) -> bool:
    """Tell whether a group is shorter than any word: little of it is within 25 dB of its peak."""
    if (group.last - group.first) * HOP_S > _BURST_SPAN_S:
        return False
    fine = _fine(of.samples[max(group.first - 2, 0) * of.hop : (group.last + 2) * of.hop], of.hop)
    loud = fine > fine.max(initial=0.0) * gain(-_BURST_UNDER_PEAK_DB)
    return bool(loud.sum() * HOP_S < _BURST_S)


def _fine(samples: Samples, hop: int) -> Floats:
    """Return the root mean square of every 5 ms."""
    count = len(samples) // hop
    rows = samples[: count * hop].reshape(count, hop)
    return np.asarray(np.sqrt(np.mean(np.square(rows, dtype=np.float64), axis=1)))


def _is_far_and_soft(end: _Stretch, beside: _Stretch, levels: BandLevels, voice_db: float) -> bool:
    """Tell whether a sound at an end is not a word: far from the next, and far under the voice."""
    gap_s = max(beside.first - end.last, end.first - beside.last) * HOP_S
    under_db = voice_db - _level_db(levels, end)
    return any(gap_s >= far_s and under_db > far_db for far_s, far_db in _FAR)


def _level_db(levels: BandLevels, group: _Stretch) -> float:
    return mean_db(levels.whole[group.first : group.last])


def _distance_db(of: _Recording, spoken: list[_Stretch]) -> float | None:
    if of.noise is None:
        return None
    rows = np.concatenate([of.levels.whole[group.first : group.last] for group in spoken])
    return mean_db(rows) - of.noise.whole_db


def _refined(of: _Recording, first: int, last: int) -> tuple[int, int]:
    """Return the frames at which sound begins and ends: rows look 15 ms either way, this looks 5 ms."""
    fine = _fine(np.pad(of.samples, (0, of.hop)), of.hop)
    bound = gain(loudest_db(of.levels) - _UNDER_LOUDEST_DB[0])
    if of.noise is not None:
        quiet = fine[np.flatnonzero(of.noise.rows[: len(fine)])]
        bound = max(bound, _FINE_OVER_NOISE * float(np.percentile(quiet, 99)))
    reach = round(_FINE_REACH_S / HOP_S)
    near = np.flatnonzero(fine[first : first + reach] > bound)
    back = fine[max(last - reach, 0) : last]
    heard = np.flatnonzero(back > bound)
    start = first + (int(near[0]) if len(near) else 0)
    end = last - (len(back) - 1 - int(heard[-1]) if len(heard) else 0)
    return start * of.hop, min(end * of.hop, len(of.samples))


def _with_soft_ends(of: _Recording, start: int, end: int) -> tuple[int, int]:
    """Return the bounds moved out over soft consonants: a longer look finds them in noise."""
    if of.noise is None:
        return start, end
    half, most = round(_LONG_LOOK_S / HOP_S) // 2, round(_SOFT_END_S / HOP_S)
    power = np.pad(10 ** (of.levels.bands / 10), ((half, half), (0, 0)), mode="edge")
    slow = np.lib.stride_tricks.sliding_window_view(power, 2 * half + 1, axis=0).mean(axis=-1)
    only_noise = np.convolve(of.noise.rows, np.ones(2 * half + 1), "same") > 2 * half
    if not only_noise.any():
        return start, end
    over = (slow > slow[only_noise].max(axis=0) * 10 ** (_SOFT_END_DB / 10)).any(axis=1)
    over &= ~of.room_rows[: len(over)]
    first, last = start // of.hop, min(-(-end // of.hop), len(over))
    earlier = max(_leading(over[max(first - most, 0) : first][::-1]) - half, 0)
    later = max(_leading(over[last : last + most]) - half, 0)
    return start - earlier * of.hop, end + later * of.hop


def _leading(flags: Flags) -> int:
    """Return how many flags are set before the first that is not."""
    return int(np.argmin(np.append(flags, np.False_)))


def _is_bare_noise(of: _Recording) -> bool:
    """Tell whether a recording is the same from end to end and has no tone: a room in which nobody speaks."""
    if float(np.ptp(np.percentile(of.levels.whole, (2, 98)))) > _FLAT_DB:
        return False
    size = frames(_TONE_LOOK_S, of.rate_hz)
    count = len(of.samples) // size
    if not count:
        return False
    rows = of.samples[: count * size].reshape(count, size) * np.hanning(size)
    power = np.mean(np.square(np.abs(np.fft.rfft(rows, axis=1))), axis=0)
    heard = np.sort(power[np.fft.rfftfreq(size, 1 / of.rate_hz) >= _LOWEST_TONE_HZ])
    return bool(heard[-_TONE_BINS:].sum() < _TONAL * heard.sum())
