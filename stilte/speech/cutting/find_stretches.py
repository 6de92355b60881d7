"""Voice activity in a long recording: where somebody speaks, by the noise around each place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from stilte.speech.trimming.band_levels import HOP_S

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Flags = NDArray[np.bool_]

_NOISE_S = 10.0
_NOISE_PERCENT = 15
_MAYBE_DB, _CERTAIN_DB = 8.0, 13.0
"""Over the noise of a band: a single row of bare noise comes to 7 dB, four in a row hardly to 5."""
_CERTAIN_S = 0.04
JOINED_S = 0.18
"""The closures of `p` and `t` are shorter, and so are most gaps between words of one breath."""
_SHORTEST_S = 0.05
_UNDER_VOICE_DB = 30.0
_DIGITAL_SILENCE_DB = -108.0
_BREATH_UNDER_DB, _LEAST_BREATH_S, _HELD = 17.0, 0.18, 4


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of sound, in seconds from the beginning of the recording.

    `breath_s` is how long something soft goes before the words: a breath, where it is not 0.
    """

    start_s: float
    end_s: float
    breath_s: float = 0.0

    @property
    def is_breath(self) -> bool:
        """Tell whether all of it is far softer than the voice."""
        return self.breath_s >= self.length_s

    @property
    def length_s(self) -> float:
        """Return how long it lasts."""
        return self.end_s - self.start_s


def find_stretches(bands: Floats) -> list[Stretch]:
    """Return the stretches that sound over the room; `bands` are levels in dBFS of shape (rows, bands)."""
    over = bands - _noise(bands)
    maybe, certain = (np.asarray((over > bound).any(axis=1)) for bound in (_MAYBE_DB, _CERTAIN_DB))
    joined = _joined(_runs(maybe), round(JOINED_S / HOP_S))
    least = round(_CERTAIN_S / HOP_S)
    found = [(a, b) for a, b in joined if certain[a:b].sum() >= least and b - a >= _SHORTEST_S / HOP_S]
    return [
        Stretch(a * HOP_S, b * HOP_S, _breath_s(bands[a:b], level - voice_db))
        for (a, b), level, voice_db in _near_the_voice(found, bands)
    ]


def _noise(bands: Floats) -> Floats:
    """Return the noise at every row: a low percentile of the ten seconds on either side, drawn in lines."""
    step = round(_NOISE_S / HOP_S)
    heard = np.where(bands > _DIGITAL_SILENCE_DB, bands, np.nan)
    starts = range(0, len(bands), step)
    floors = np.array([_floor(heard[max(at - step, 0) : at + 2 * step]) for at in starts])
    rows, middles = np.arange(len(bands)), np.array([at + step / 2 for at in starts])
    columns = [np.interp(rows, middles, floor) for floor in floors.T]
    return np.stack(columns, axis=1).astype(np.float32)


def _floor(rows: Floats) -> Floats:
    """Return the low percentile of each band; where all is digital silence, that."""
    heard = np.isfinite(rows)
    floors = [
        float(np.percentile(column[here], _NOISE_PERCENT)) if here.any() else _DIGITAL_SILENCE_DB
        for column, here in zip(rows.T, heard.T, strict=True)
    ]
    return np.array(floors, np.float32)


def _runs(flags: Flags) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate([[0], flags.view(np.int8), [0]])))
    return [(int(first), int(last)) for first, last in edges.reshape(-1, 2)]


def _joined(runs: list[tuple[int, int]], gap: int) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for first, last in runs:
        if joined and first - joined[-1][1] < gap:
            joined[-1] = (joined[-1][0], last)
        else:
            joined.append((first, last))
    return joined


def _near_the_voice(runs: list[tuple[int, int]], bands: Floats) -> list[tuple[tuple[int, int], float, float]]:
    """Return the runs that are not far softer than the voice, each with its level and that of the voice.

    The voice is what most runs are.
    """
    if not runs:
        return []
    loudest = [float(np.percentile(_whole_db(bands[first:last]), 90)) for first, last in runs]
    voice_db = float(np.median(loudest))
    return [
        (run, level, voice_db)
        for run, level in zip(runs, loudest, strict=True)
        if level > voice_db - _UNDER_VOICE_DB
    ]


def _breath_s(rows: Floats, over_voice_db: float) -> float:
    """Return how long a stretch begins far softer than it goes on; 0 for what a consonant may last."""
    if over_voice_db < -_BREATH_UNDER_DB:
        return len(rows) * HOP_S
    level = _whole_db(rows)
    loud = level > np.percentile(level, 90) - _BREATH_UNDER_DB
    held = np.flatnonzero(np.convolve(loud, np.ones(_HELD), "valid") >= _HELD)
    soft_s = float(held[0]) * HOP_S if len(held) else 0.0
    return soft_s if soft_s >= _LEAST_BREATH_S else 0.0


def _whole_db(rows: Floats) -> NDArray[np.float64]:
    return np.asarray(10 * np.log10(np.sum(10.0 ** (rows.astype(np.float64) / 10), axis=1)))
