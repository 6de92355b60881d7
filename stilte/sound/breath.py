"""The sound of a breath, phase by phase: louder while air comes in, softer while it goes; a hold is silent.

Each phase that sounds begins out of silence with a soft but certain edge, so that the turn of the breath is
heard with closed eyes, and found again by a meter. In and out differ in colour (noise) or in glide (tone).
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Literal

import numpy as np

from stilte.sound.clip import REFERENCE_LUFS
from stilte.sound.dsp.seeded_random import ease, seed_of
from stilte.sound.dsp.spectrum import band, high_pass, k_weight, low_pass, wide_loop
from stilte.units import gain

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from stilte.script.durations import Phase

    Floats = NDArray[np.float64]
    Floats32 = NDArray[np.float32]

BreathKind = Literal["breath", "tone"]

BREATH_VERSION = 3
"""Raised whenever a phase would sound different: kept pieces of an older mix are then not used."""

FULL_LUFS = REFERENCE_LUFS - 8.0
"""How loud a breath is at its fullest."""

_EDGE_S = 0.025
_RELEASE_S = 0.35
# A power of a small prime: the inverse FFT that makes the noise is then fast.
_LOOP_FRAMES = 5**8
# BS.1770 gives its filter coefficients for 48 kHz.
_WEIGHED_HZ = 48_000
_LOW_HZ, _HIGH_HZ = 146.832, 220.0
_HARMONICS = ((1.0, 0.0), (2.0, -8.0), (3.0, -5.0), (4.0, -9.0), (5.0, -15.0), (6.0, -21.0))
_PHASES = ("in", "out")


def phase_sound(
    kind: BreathKind, phase: Phase, length_frames: int, rate_hz: int, *, seed: int = 1
) -> Floats32:
    """Return one phase as samples of shape (length_frames, 2), loudest at `FULL_LUFS`; holds are silent."""
    if phase not in _PHASES or length_frames <= 0:
        return np.zeros((max(length_frames, 0), 2), np.float32)
    level = swell(phase, length_frames, rate_hz)
    return _breath(phase, level, rate_hz, seed) if kind == "breath" else _tone(phase, level, rate_hz)


def swell(phase: Phase, length_frames: int, rate_hz: int) -> Floats32:
    """Return the gain of a phase, 0 to 1: in rises until shortly before its end, out falls from its start."""
    at_s = np.arange(length_frames) / rate_hz
    length_s = length_frames / rate_hz
    edge_s, release_s = min(_EDGE_S, length_s / 4), min(_RELEASE_S, length_s / 4)
    edge = ease(at_s / edge_s)
    end = ease((length_s - at_s) / release_s)
    if phase == "in":
        rise = ease(at_s / (length_s - release_s))
        return np.asarray(edge * end * (0.25 + 0.75 * rise), np.float32)
    fall = 1.0 - ease((at_s - 0.12 * length_s) / (0.88 * length_s))
    attack = 0.45 + 0.55 * ease(at_s / min(0.5, 0.12 * length_s + 1e-9))
    return np.asarray(edge * end * attack * (0.12 + 0.88 * fall), np.float32)


def _breath(phase: Phase, level: Floats32, rate_hz: int, seed: int) -> Floats32:
    """Return filtered noise: brighter through the in-breath, darker through the out-breath."""
    bright, dark = _air(rate_hz, seed)
    share = np.linspace(0.0, 1.0, len(level), dtype=np.float32)
    light = 0.3 + 0.6 * share if phase == "in" else 0.5 - 0.45 * share
    start = 0 if phase == "in" else _LOOP_FRAMES // 2
    out = _looped(bright, start, len(level)) * (level * np.sqrt(light))[:, None]
    out += _looped(dark, start, len(level)) * (level * np.sqrt(1.0 - light))[:, None]
    return np.asarray(out, np.float32)


def _looped(table: Floats32, start: int, count: int) -> Floats32:
    turns = -(-(start + count) // len(table))
    return (np.concatenate([table] * turns) if turns > 1 else table)[start : start + count]


@lru_cache(maxsize=4)
def _air(rate_hz: int, seed: int) -> tuple[Floats32, Floats32]:
    """Return the bright and the dark noise at full level."""

    def bright(freqs_hz: Floats) -> Floats:
        return high_pass(freqs_hz, 300.0, 9.0) * low_pass(freqs_hz, 900.0, 9.0)

    def dark(freqs_hz: Floats) -> Floats:
        return band(freqs_hz, 330.0, 0.7)

    full = np.float32(gain(FULL_LUFS + 0.691))
    first, second = (
        wide_loop(shape, _LOOP_FRAMES, rate_hz, seed_of(seed, "breath", name), 0.5) * full
        for name, shape in (("bright", bright), ("dark", dark))
    )
    return first, second


def _tone(phase: Phase, level: Floats32, rate_hz: int) -> Floats32:
    """Return a low tone that glides up a fifth on the in-breath and down a fifth on the out-breath."""
    count = len(level)
    low, high = (_LOW_HZ, _HIGH_HZ) if phase == "in" else (_HIGH_HZ, _LOW_HZ)
    # A glide of constant octaves per second has f(t) = low · e^(kt), whose integral is known in closed form.
    rise = np.log(high / low) / count
    angle = 2.0 * np.pi * low / rate_hz * np.expm1(rise * np.arange(count)) / rise
    sine, twice_cosine = np.sin(angle), 2.0 * np.cos(angle)
    # Chebyshev: sin (n + 1)x = 2 cos x · sin nx − sin (n − 1)x, a quarter of the cost of another sine.
    before, now, wave = np.zeros(count), sine, np.zeros(count)
    for _, level_db in _HARMONICS:
        wave += gain(level_db) * now
        before, now = now, twice_cosine * now - before
    mono = (wave * _tone_factor()).astype(np.float32) * level
    return np.asarray(np.repeat(mono[:, None], 2, axis=1), np.float32)


@lru_cache(maxsize=1)
def _tone_factor() -> float:
    """Return the factor that brings both channels of the tone to full level."""
    middle_hz = 0.5 * (_LOW_HZ + _HIGH_HZ)
    weights = k_weight(np.array([ratio * middle_hz for ratio, _ in _HARMONICS]), _WEIGHED_HZ)
    powers = np.array([gain(level_db) ** 2 for _, level_db in _HARMONICS])
    return gain(FULL_LUFS + 0.691) / float(np.sqrt(powers @ weights))
