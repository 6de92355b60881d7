"""The room's own quiet: how it sounds where nobody speaks, and how far it is under the voice."""

from __future__ import annotations

import itertools
import statistics
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from stilte.sound.dsp.loudness import SILENCE_LUFS, clip_lufs
from stilte.sound.dsp.spectrum import k_weight
from stilte.speech.recording_faults.heard_take import hear_take
from stilte.units import frames

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from stilte.speech.recording_faults.heard_take import HeardTake

    Floats = NDArray[np.float64]

_SIZE_S = 0.16
_EDGES_HZ = (30, 60, 120, 200, 300, 450, 650, 900, 1300, 1800, 2500, 3500, 5000, 7000, 10000, 14000, 20000)
_NEAREST_DB, _FARTHEST_DB = 25.0, 85.0
"""What is nearer is no quiet; what is farther is a gate's digital silence."""


@dataclass(frozen=True, slots=True)
class RoomTone:
    """The spectrum of a room's quiet: the median power density between `edges_hz`, lines of hum left out.

    `below_lu` is how far it is under the voice, both weighted as loudness is.
    """

    densities: tuple[float, ...]
    below_lu: float
    edges_hz: tuple[int, ...] = _EDGES_HZ


def room_tone(recordings: Iterable[tuple[NDArray[np.float32], int]]) -> RoomTone | None:
    """Return the quiet of a room from takes, mono samples with their rates; None without any."""
    found = [tone for samples, rate_hz in recordings if (tone := _of_take(samples, rate_hz)) is not None]
    if not found:
        return None
    densities = np.median(np.array([tone.densities for tone in found]), axis=0)
    return RoomTone(tuple(map(float, densities)), statistics.median(tone.below_lu for tone in found))


def _of_take(samples: NDArray[np.float32], rate_hz: int) -> RoomTone | None:
    take = hear_take(samples, rate_hz)
    spectra = _spectra(take) if take else None
    if take is None or spectra is None or not len(spectra):
        return None
    power = np.median(spectra, axis=0) / np.log(2)  # of an exponential distribution, its mean
    freqs_hz = np.asarray(np.fft.rfftfreq(2 * (len(power) - 1), 1 / rate_hz), np.float64)
    voice = clip_lufs(take.still[take.bounds.start : take.bounds.end, None], rate_hz)
    quiet = -0.691 + 10 * np.log10(float(np.sum(power * k_weight(freqs_hz, rate_hz))) + 1e-15)
    below = float(voice - quiet)
    if voice <= SILENCE_LUFS or not _NEAREST_DB < below < _FARTHEST_DB:
        return None
    level = float(np.sum(power))
    return RoomTone(_densities(freqs_hz, power / level), below)


def _spectra(take: HeardTake) -> Floats:
    """Return the power spectra of the quiet around the words; a sine of amplitude 1 has the power 1/2."""
    size = frames(_SIZE_S, take.rate_hz)
    beside = take.bounds.start, take.bounds.end + frames(0.06, take.rate_hz)
    parts = (take.still[: max(beside[0] - frames(0.06, take.rate_hz), 0)], take.still[beside[1] :])
    window = np.hanning(size)
    rows = [
        part[at : at + size] * window for part in parts for at in range(0, len(part) - size + 1, size // 2)
    ]
    if not rows:
        return np.zeros((0, size // 2 + 1))
    scale = 2.0 / (size * np.sum(window**2))
    return np.asarray(np.square(np.abs(np.fft.rfft(np.array(rows), axis=1))) * scale)


def _densities(freqs_hz: Floats, power: Floats) -> tuple[float, ...]:
    """Return the median between two edges; where none was recorded, what is beside it."""
    found: list[float] = []
    for low, high in itertools.pairwise(_EDGES_HZ):
        inside = power[(freqs_hz >= low) & (freqs_hz < high)]
        found.append(float(np.median(inside)) if len(inside) else (found[-1] if found else 0.0))
    return tuple(found)
