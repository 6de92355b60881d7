"""Checks of the room of a take: hum of the mains, and noise that is too near to the voice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from stilte.messages import Number, tr
from stilte.speech.recording_faults.fault import Fault
from stilte.units import frames

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    from stilte.speech.recording_faults.heard_take import HeardTake

    Samples = NDArray[np.float32]
    Floats = NDArray[np.float64]

LEAST_DISTANCE_DB = 35.0
"""The least distance of room noise below the voice: with less, it is heard as soon as the line begins."""

_MAINS_HZ = (50.0, 60.0)
_HARMONICS = 8
_LEAST_S = 0.18
_LINE_HZ = 3.0
_PROMINENT_DB = 10.0
"""A line of the mains over the spectrum between lines; bare noise does this once in 20,000 bins."""
_ALONE_DB = 16.0
_HUM_UNDER_VOICE_DB = 54.0
_MOST_S = 4.0


@dataclass(frozen=True, slots=True)
class Hum:
    """Hum of the mains: its base frequency, its lines in Hz, and their level in dBFS."""

    mains_hz: float
    lines_hz: tuple[float, ...]
    level_db: float


def room_faults(take: HeardTake) -> Iterator[Fault]:
    """Yield what is wrong with the room of a take."""
    hum = find_hum(take.quiet(), take.rate_hz)
    if hum is not None and hum.level_db > take.voice_db - _HUM_UNDER_VOICE_DB:
        yield Fault(
            "hum",
            tr(
                "It hums at {mains} Hz, {distance} dB below the voice.",
                mains=Number(hum.mains_hz, decimals=0),
                distance=Number(take.voice_db - hum.level_db, decimals=0),
            ),
            tr("Pull the charger out of the computer, or move away from lamps, cables and the fridge."),
        )
    elif take.distance_db is not None and take.distance_db < LEAST_DISTANCE_DB:
        yield Fault(
            "noise",
            tr(
                "The noise of the room is only {distance} dB below the voice; {least} dB or more is good.",
                distance=Number(take.distance_db, decimals=0),
                least=Number(LEAST_DISTANCE_DB, decimals=0),
            ),
            tr("Come nearer to the microphone, switch off what hums or blows, or find a stiller room."),
        )


def find_hum(quiet: Iterable[Samples], rate_hz: int) -> Hum | None:
    """Return the hum of the mains in stretches in which nobody speaks; None where there is none.

    Each has shape (frames,); what is shorter than 0.18 s cannot tell 50 Hz from what lies beside it.
    """
    spectra = [_spectrum(part, rate_hz) for part in quiet if len(part) >= frames(_LEAST_S, rate_hz)]
    found = [hum for base in _MAINS_HZ if (hum := _at(base, spectra)) is not None]
    return max(found, key=lambda hum: hum.level_db, default=None)


def _spectrum(part: Samples, rate_hz: int) -> tuple[Floats, Floats]:
    """Return frequencies and power (a sine of amplitude 1 has the power 1/2) of a stretch."""
    cut = np.asarray(part[: frames(_MOST_S, rate_hz)], np.float64)
    window = np.hanning(len(cut))
    power = np.square(np.abs(np.fft.rfft(cut * window))) * (2.0 / window.sum() ** 2)
    return np.asarray(np.fft.rfftfreq(len(cut), 1 / rate_hz)), np.asarray(power)


def _at(base_hz: float, spectra: list[tuple[Floats, Floats]]) -> Hum | None:
    """Return the hum of a base frequency: several lines that stand out, or the base alone by far."""
    lines: dict[float, tuple[float, float]] = {}
    for line_hz in (base_hz * number for number in range(1, _HARMONICS + 1)):
        lines[line_hz] = _line(line_hz, base_hz, spectra)
    standing = {hz: power for hz, (over_db, power) in lines.items() if over_db > _PROMINENT_DB}
    alone = any(over_db > _ALONE_DB for over_db, _ in list(lines.values())[:2])
    if not standing or (len(standing) == 1 and not alone):
        return None
    return Hum(base_hz, tuple(standing), float(10 * np.log10(sum(standing.values()) + 1e-15)))


def _line(line_hz: float, base_hz: float, spectra: list[tuple[Floats, Floats]]) -> tuple[float, float]:
    """Return by how many dB a line stands over what is between lines, and its power."""
    at, beside = [], []
    for freqs_hz, power in spectra:
        off_hz, step_hz = np.abs(freqs_hz - line_hz), float(freqs_hz[1])
        at.append(float(power[off_hz < max(_LINE_HZ, step_hz)].max(initial=0.0)))
        between = (off_hz > max(0.25 * base_hz, 2 * step_hz)) & (off_hz < 0.6 * base_hz)
        beside.append(float(power[between].mean()) if between.any() else np.inf)
    if not at:
        return 0.0, 0.0
    mean, floor = float(np.mean(at)), float(np.mean(beside))
    return float(10 * np.log10((mean + 1e-15) / (floor + 1e-15))), mean
