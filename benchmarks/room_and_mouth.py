"""What else is on a recording: the noise of rooms, coughs, breaths; and what of the words stands over the noise."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from benchmarks.spoken_lines import RATE_HZ

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Sound = NDArray[np.float64]

_ROOMS = ("pink", "fan", "street")
_LOWEST_HZ = 100.0
_WINDOW_S = 0.02
_BANDS = 12
ECHO_UNDER_DB, RING_DB = 6.0, 60.0
"""How far an echo is under the voice, and how far it sinks in the time that a room is said to ring."""
_OVER_DB = 3.0
"""What lasts 20 ms must stand so much over a noise to be heard: the ear gathers over some 200 ms."""


def room(voiced: Sequence[Sound], count: int, under_db: float, seed: int) -> Sound:
    """Return so many samples of a room's noise, so many dB under the voice; which room, the seed tells."""
    words = np.concatenate(voiced)
    level = float(np.sqrt(np.mean(words**2))) * 10 ** (-under_db / 20)
    kind, chance = _ROOMS[seed % len(_ROOMS)], np.random.default_rng(seed + 1)
    size = 1 << (count - 1).bit_length()
    hz = np.maximum(np.fft.rfftfreq(size, 1 / RATE_HZ), 25.0)
    slope = {"pink": hz**-0.5, "fan": (1 + (hz / 600.0) ** 2) ** -0.5, "street": hz**-0.75}[kind]
    noise = np.fft.irfft(np.fft.rfft(chance.normal(size=size)) * slope, size)[:count]
    at_s = np.arange(count) / RATE_HZ
    if kind == "fan":
        noise = noise / np.std(noise) + 0.5 * np.sin(2 * np.pi * 99.0 * at_s)
    if kind == "street":
        swell = np.interp(
            at_s, np.arange(0, at_s[-1] + 20, 10.0), chance.uniform(-3, 3, int(at_s[-1] / 10) + 3)
        )
        noise *= 10 ** (swell / 20)
    return np.asarray(noise / np.sqrt(np.mean(noise**2)) * level)


def echoing(sound: Sound, ring_s: float, seed: int) -> Sound:
    """Return a sound in a room that rings for so many seconds until it is 60 dB softer, the echo 6 dB under it."""
    if ring_s <= 0:
        return sound
    count = round(ring_s * RATE_HZ)
    tail = np.random.default_rng(seed + 2).normal(size=count) * 10 ** (
        -RING_DB / 20 * np.arange(count) / count
    )
    tail[: round(0.004 * RATE_HZ)] = 0.0
    tail *= 10 ** (-ECHO_UNDER_DB / 20) / np.sqrt(np.sum(tail**2))
    size = len(sound) + count
    echo = np.fft.irfft(np.fft.rfft(sound, size) * np.fft.rfft(tail, size), size)
    return np.asarray(sound + echo[: len(sound)])


def cough(chance: np.random.Generator) -> Sound:
    """Return two bursts of broad noise, as a cough."""
    bursts = []
    for length_s in chance.uniform(0.12, 0.3, size=2):
        count = round(length_s * RATE_HZ)
        noise = _air(count, 900.0, 1.2, chance)
        shape = np.minimum(np.arange(count) / (0.01 * RATE_HZ), 1) * np.exp(
            -np.arange(count) / (0.09 * RATE_HZ)
        )
        burst = noise * shape
        bursts += [burst / np.abs(burst).max() * 0.35, np.zeros(round(0.08 * RATE_HZ))]
    return np.concatenate(bursts[:-1])


def breath(chance: np.random.Generator) -> Sound:
    """Return an in-breath, 18 to 32 dB under the voice."""
    count = round(chance.uniform(0.25, 0.6) * RATE_HZ)
    air = _air(count, 1800.0, 0.9, chance) * np.hanning(count) ** 0.7
    level = 0.08 * 10 ** (-chance.uniform(18, 32) / 20)
    return np.asarray(air / np.sqrt(np.mean(air**2)) * level)


def _air(count: int, middle_hz: float, octaves: float, chance: np.random.Generator) -> Sound:
    spectrum = np.fft.rfft(chance.normal(size=count))
    hz = np.maximum(np.fft.rfftfreq(count, 1 / RATE_HZ), 1)
    return np.fft.irfft(spectrum * np.exp(-0.5 * (np.log2(hz / middle_hz) / octaves) ** 2), count)


def heard_bounds(
    clean: Sound, noise: Sound, place_s: tuple[float, float], highest_hz: float
) -> tuple[float, float]:
    """Return where the words first and last stand over the noise in any band that the codec lets through.

    Both in seconds, in windows of 20 ms. Where nothing is, the words themselves.
    """
    start, end = (round(at * RATE_HZ) for at in place_s)
    words, around = (_bands(sound[start:end], highest_hz) for sound in (clean, noise))
    over = np.flatnonzero((words > around.mean(axis=0) * 10 ** (_OVER_DB / 10)).any(axis=1))
    if not len(over):
        return place_s
    first_s = place_s[0] + float(over[0]) * _WINDOW_S / 2
    last_s = place_s[0] + (float(over[-1]) / 2 + 1) * _WINDOW_S
    return first_s, min(last_s, place_s[1])


def _bands(sound: Sound, highest_hz: float) -> Sound:
    """Return the power in bands of equal ratios, a row every 10 ms."""
    size = round(_WINDOW_S * RATE_HZ)
    padded = np.pad(sound, (0, max(size - len(sound), 0)))
    rows = np.lib.stride_tricks.sliding_window_view(padded, size)[:: size // 2] * np.hanning(size)
    power = np.square(np.abs(np.fft.rfft(rows, axis=1)))
    edges_hz = np.geomspace(_LOWEST_HZ, highest_hz, _BANDS + 1)
    edges = np.unique(np.searchsorted(np.fft.rfftfreq(size, 1 / RATE_HZ), edges_hz))
    return np.asarray(np.add.reduceat(power, edges, axis=1)[:, :-1])
