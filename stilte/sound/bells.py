"""Struck bowls: inharmonic partials, each a pair of tones that beat, each with its own decay time.

A bowl is never quite round, so every way in which it can ring has two pitches a little apart: they beat. The
ratios are near those measured on Himalayan bowls (Terwagne and Bush, Nonlinearity 24, 2011).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from stilte.sound.clip import REFERENCE_LUFS, Clip
from stilte.sound.dsp.level import loudest_lufs
from stilte.sound.dsp.spectrum import k_weight
from stilte.units import frames, gain

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

STRIKE_LUFS = REFERENCE_LUFS - 4.0
"""The loudest moment of a strike, a little below the voice: clearly audible, not startling."""

_LN_60_DB = float(np.log(1000.0))
_TOUCH_S = 0.012
_MEASURED_HZ = 44_100
_SECOND = 0.55
_LEAN = 0.35


@dataclass(frozen=True, slots=True)
class Partial:
    """One way of ringing: ratio to the ground tone, level, beats in a second, seconds to fall 60 dB."""

    ratio: float
    level_db: float
    beat_hz: float
    decay_s: float


@dataclass(frozen=True, slots=True)
class Bowl:
    """A bell: its ground tone and partials."""

    tone_hz: float
    partials: tuple[Partial, ...]


def _bowl(tone_hz: float, decay_s: float, beat_hz: float) -> Bowl:
    spread = (
        (1.0, 0.0, 1.0, 1.0),
        (2.71, -5.0, 1.6, 0.75),
        (5.03, -4.5, 2.3, 0.6),
        (7.83, -19.0, 3.1, 0.32),
        (11.0, -29.0, 4.3, 0.18),
    )
    return Bowl(tone_hz, tuple(Partial(r, db, beat * beat_hz, t * decay_s) for r, db, beat, t in spread))


_CHIME = tuple(
    Partial(ratio, level_db, 0.5, decay_s)
    for ratio, level_db, decay_s in ((1.0, 0.0, 7.0), (2.756, -14.0, 3.4), (5.404, -26.0, 1.7))
)
_GONG = tuple(
    Partial(ratio, level_db, beat_hz, decay_s)
    for ratio, level_db, beat_hz, decay_s in (
        (1.0, 0.0, 0.4, 12.0),
        (2.0, -6.0, 0.7, 10.0),
        (3.0, -3.0, 0.9, 9.0),
        (4.0, -5.0, 1.2, 8.0),
        (5.0, -11.0, 1.5, 6.0),
        (6.0, -11.0, 1.9, 5.0),
        (8.0, -16.0, 2.6, 3.0),
    )
)

BELLS = {
    "bowl": _bowl(220.0, 10.0, 0.6),
    "small-bowl": _bowl(391.1, 8.0, 0.9),
    "large-bowl": _bowl(146.83, 12.0, 0.45),
    "chime": Bowl(587.33, _CHIME),
    "gong": Bowl(146.83, _GONG),
}


def strike(name: str, rate_hz: int, tone_hz: float | None = None) -> Clip:
    """Return one strike of a built-in bell in stereo, until it has fallen 60 dB. Raises KeyError.

    `tone_hz` is its own tone, where it is not to have its usual one.
    """
    bell = BELLS[name]
    return ring(bell if tone_hz is None else replace(bell, tone_hz=tone_hz), rate_hz)


def in_tune_hz(name: str, ground_hz: float) -> float:
    """Return the tone nearest to a bell's own that is an octave, or an octave and a fifth, of a ground tone.

    >>> [round(in_tune_hz(name, 73.416)) for name in ("bowl", "large-bowl", "chime")]
    [220, 147, 587]
    """
    own_hz = BELLS[name].tone_hz
    found = [ground_hz * ratio * 2.0**octave for ratio in (1.0, 1.5) for octave in range(-5, 6)]
    return min(found, key=lambda hz: abs(np.log2(hz / own_hz)))


@lru_cache(maxsize=16)
def ring(bowl: Bowl, rate_hz: int) -> Clip:
    """Return one strike of a bowl in stereo, its loudest moment a little below `REFERENCE_LUFS`."""
    length = frames(max(partial.decay_s for partial in bowl.partials), rate_hz)
    samples = _struck(bowl, length, rate_hz)
    rest = length // 20
    samples[-rest:] *= np.cos(0.5 * np.pi * np.arange(1, rest + 1) / rest)[:, None] ** 2
    finished = (samples * _factor(bowl)).astype(np.float32)
    finished.setflags(write=False)
    return Clip(finished, rate_hz)


def power(bowl: Bowl, since_s: Floats) -> Floats:
    """Return the K-weighted power of a strike, channels summed, seconds after it; beats are left out."""
    total = np.zeros_like(since_s)
    for partial in bowl.partials:
        total += _steady(bowl, partial) * np.exp(
            -2.0 * _LN_60_DB / partial.decay_s * np.maximum(since_s, 0.0)
        )
    return total * (since_s >= 0.0) * _factor(bowl) ** 2


def _struck(bowl: Bowl, length_frames: int, rate_hz: int) -> Floats:
    """Return the beginning of a strike, its first instant softened as a felt mallet does."""
    samples = np.zeros((length_frames, 2))
    for number, partial in enumerate(bowl.partials):
        _ring(samples, partial, bowl.tone_hz * partial.ratio, _LEAN if number % 2 else -_LEAN, rate_hz)
    rise = frames(_TOUCH_S, rate_hz)
    samples[:rise] *= np.sin(0.5 * np.pi * np.arange(rise) / rise)[:, None] ** 2
    return samples


def _ring(samples: Floats, partial: Partial, pitch_hz: float, side: float, rate_hz: int) -> None:
    """Add a beating pair; its pitches lean to different sides, so that the beats move between the ears."""
    time_s = np.arange(min(len(samples), frames(partial.decay_s * 1.2, rate_hz))) / rate_hz
    fall = gain(partial.level_db) * np.exp(-_LN_60_DB * time_s / partial.decay_s)
    for place, share, lean in ((-0.5, 1.0, side), (0.5, _SECOND, -side)):
        wave = share * fall * np.sin(2.0 * np.pi * (pitch_hz + place * partial.beat_hz) * time_s)
        samples[: len(wave), 0] += (1.0 - lean) * wave
        samples[: len(wave), 1] += (1.0 + lean) * wave


def _steady(bowl: Bowl, partial: Partial) -> float:
    """Return the K-weighted power of a partial at the strike, before the bowl is brought to its level."""
    weight = float(k_weight(np.array([bowl.tone_hz * partial.ratio]), _MEASURED_HZ)[0])
    return weight * gain(partial.level_db) ** 2 * (1.0 + _SECOND**2) * (1.0 + _LEAN**2)


@lru_cache(maxsize=64)
def _factor(bowl: Bowl) -> float:
    """Return the factor that brings the loudest 400 ms to `STRIKE_LUFS`, measured on the first second."""
    first = _struck(bowl, _MEASURED_HZ, _MEASURED_HZ).astype(np.float32)
    return gain(STRIKE_LUFS - loudest_lufs(first, _MEASURED_HZ))
