"""What is measured of a take once, for all checks: its levels, its words, the quiet around them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from stilte.sound.voice_chain import without_rumble
from stilte.speech.trimming.band_levels import HOP_S, band_levels, loudest_db, mean_db
from stilte.speech.trimming.speech_bounds import speech_bounds
from stilte.units import frames

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from stilte.speech.trimming.band_levels import BandLevels
    from stilte.speech.trimming.speech_bounds import SpeechBounds

    Samples = NDArray[np.float32]

# ITU-T P.56 counts as speech what is within 15.9 dB of the active level; a few dB more for soft voices.
_ACTIVE_UNDER_LOUDEST_DB = 20.0
_BESIDE_S = 0.06
"""Nearer to the words than this, quiet may still hold the end of a sound."""


@dataclass(frozen=True, slots=True, eq=False)
class HeardTake:
    """A recording and its measures.

    `samples` are mono, of shape (frames,), without a constant offset; `still` are they without rumble, and
    `levels` its levels. `voice_db` is the active level of the words in dBFS; `distance_db` how far the room
    is under it.
    """

    samples: Samples
    rate_hz: int
    still: Samples
    levels: BandLevels
    bounds: SpeechBounds
    voice_db: float

    @property
    def distance_db(self) -> float | None:
        """Return how far the room's noise is under the voice; None where the room cannot be heard."""
        return self.bounds.distance_db

    @property
    def length_s(self) -> float:
        """Return how long the words last, as they are kept in a track."""
        return (self.bounds.end - self.bounds.start) / self.rate_hz

    def quiet(self) -> list[Samples]:
        """Return the stretches before and after the words."""
        beside = frames(_BESIDE_S, self.rate_hz)
        parts = (
            self.samples[: max(self.bounds.start - beside, 0)],
            self.samples[self.bounds.end + beside :],
        )
        return [part for part in parts if len(part)]


def hear_take(samples: Samples, rate_hz: int) -> HeardTake | None:
    """Return the measures of mono samples of shape (frames,); None where nobody speaks in them."""
    if not len(samples) or not np.isfinite(samples).all():
        return None
    centred = np.asarray(samples - np.float32(samples.mean(dtype=np.float64)), np.float32)
    still = without_rumble(centred, rate_hz)
    bounds = speech_bounds(still, rate_hz)
    if bounds is None:
        return None
    levels = band_levels(still, rate_hz)
    return HeardTake(centred, rate_hz, still, levels, bounds, _voice_db(levels, bounds, rate_hz))


def _voice_db(levels: BandLevels, bounds: SpeechBounds, rate_hz: int) -> float:
    """Return the level of the rows that are near the loudest: pauses between words do not count."""
    hop = frames(HOP_S, rate_hz)
    rows = levels.whole[bounds.start // hop : max(bounds.end // hop, bounds.start // hop + 1)]
    active = rows[rows > loudest_db(levels) - _ACTIVE_UNDER_LOUDEST_DB]
    return mean_db(active) if len(active) else mean_db(rows)
