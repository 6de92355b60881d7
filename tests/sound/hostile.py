"""Beds that are hard on an encoder, and on whoever judges what it made: an author may bring any of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.random._generator import Generator

RATE = 44100


def _at(length_s: float, rate: int = RATE) -> np.ndarray:
    return np.arange(round(length_s * rate)) / rate


def _chance(seed: int) -> Generator:
    return np.random.default_rng(seed)


def hiss(level: float = 0.2, length_s: float = 7.0) -> np.ndarray:
    """Return white noise, as wide as noise can be."""
    return level * _chance(1).standard_normal((round(length_s * RATE), 2))


def rain(length_s: float = 8.0) -> np.ndarray:
    """Return pink noise."""
    count = round(length_s * RATE)
    hz = np.fft.rfftfreq(count, 1 / RATE)[:, None]
    spectrum = np.fft.rfft(_chance(2).standard_normal((count, 2)), axis=0)
    soft = np.fft.irfft(spectrum / np.sqrt(np.maximum(hz, 20)), count, axis=0)
    return np.asarray(0.6 * soft / np.abs(soft).max())


def fire(length_s: float = 9.0) -> np.ndarray:
    """Return crackles of every size over a murmur."""
    chance = _chance(3)
    out = 0.02 * rain(length_s)
    for at in chance.integers(0, len(out) - 900, size=round(25 * length_s)):
        size = chance.integers(20, 900)
        burst = chance.standard_normal((size, 1)) * np.exp(-5 * np.arange(size) / size)[:, None]
        out[at : at + size] += chance.lognormal(-2.5, 1.0) * burst * chance.uniform(0.5, 1.5, 2)
    return np.clip(out, -1, 1)


def sparks(length_s: float = 7.0) -> np.ndarray:
    """Return single samples that leap out of silence."""
    chance = _chance(4)
    out = np.zeros((round(length_s * RATE), 2))
    out[chance.integers(0, len(out), size=round(8 * length_s))] = chance.uniform(
        -0.9, 0.9, (round(8 * length_s), 2)
    )
    return out


def applause(length_s: float = 7.0) -> np.ndarray:
    """Return so many clicks that they run together."""
    chance = _chance(7)
    out = np.zeros((round(length_s * RATE), 2))
    fall = np.exp(-np.arange(600) / 80)[:, None]
    for at in chance.integers(0, len(out) - 600, size=round(120 * length_s)):
        out[at : at + 600] += 0.2 * chance.standard_normal((600, 1)) * fall * chance.uniform(0, 1, 2)
    return out


def drums(length_s: float = 8.0) -> np.ndarray:
    """Return a beat with hard attacks, the same on both sides."""
    out, chance, at = np.zeros(round(length_s * RATE)), _chance(5), _at(0.35)
    skin = np.sin(2 * np.pi * (50 * at - 13 * np.exp(-30 * at))) * np.exp(-9 * at)
    for beat in range(round(2 * length_s) - 1):
        first = round(0.5 * beat * RATE)
        snare = 0.5 * (beat % 2) * chance.standard_normal(len(at)) * np.exp(-25 * at)
        out[first : first + len(at)] += 0.8 * skin + snare
    return 0.7 * np.repeat(out[:, None], 2, axis=1)


def piano(length_s: float = 12.0) -> np.ndarray:
    """Return a few notes with true silence between them."""
    out, at = np.zeros((round(length_s * RATE), 2)), _at(2.0)
    for start_s, hz in ((0.0, 262), (1.1, 330), (4.5, 523), (9.0, 196)):
        parts = (
            (np.sin(2 * np.pi * hz * n * at) / n**1.3) * np.exp(-at * (1.5 + n / 2)) for n in range(1, 10)
        )
        note = 0.25 * sum(parts) * np.minimum(1, np.minimum(at / 0.002, (2.0 - at) / 0.05))
        first = round(start_s * RATE)
        out[first : first + len(note)] += note[:, None] * (1, 0.8)
    return out


def wall(length_s: float = 6.0) -> np.ndarray:
    """Return a master that was pushed into its ceiling until it is nearly square."""
    at = _at(length_s)
    chord = np.sin(2 * np.pi * 110 * at) + 0.7 * np.sin(2 * np.pi * 277 * at)
    hats = 0.4 * hiss(1.0, length_s)[:, 0] * (np.sin(2 * np.pi * 4 * at) > 0.6)
    loud = np.clip(1.4 * np.tanh(6 * (chord + hats)), -1, 1)
    return np.stack([loud, np.roll(loud, 30)], axis=1)


def one_sided() -> np.ndarray:
    """Return a file of which the right channel is silent."""
    return rain() * (1, 0)


def opposed() -> np.ndarray:
    """Return a file of which the sides cancel."""
    return rain()[:, :1] * (1, -1)


def telephone(length_s: float = 8.0) -> np.ndarray:
    """Return drums as an old recorder keeps them: 8 kHz, coarse steps, mono."""
    coarse = np.round(60 * drums(length_s)[::5, :1]) / 60
    return np.repeat(np.repeat(coarse, 5, axis=0), 2, axis=1)


def humming() -> np.ndarray:
    """Return a loop of a few hundredths of a second."""
    return np.repeat(0.3 * np.sin(2 * np.pi * 220 * _at(0.08))[:, None], 2, axis=1)


def abrupt() -> np.ndarray:
    """Return a recording that begins and ends in full sound."""
    return 0.5 * rain() + 0.4 * np.sin(2 * np.pi * 130 * _at(8.0) + 1.2)[:, None]


BEDS = {
    "hiss": hiss,
    "faint hiss": lambda: hiss(0.0006),
    "rain": rain,
    "fire": fire,
    "sparks": sparks,
    "applause": applause,
    "drums": drums,
    "piano": piano,
    "wall": wall,
    "one-sided": one_sided,
    "opposed": opposed,
    "telephone": telephone,
    "humming": humming,
    "abrupt": abrupt,
}
