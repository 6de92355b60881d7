"""Rain on leaves: many soft drops over an even murmur."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from stilte.sound.beds.drone import swell
from stilte.sound.beds.layers import FRAMES, Texture
from stilte.sound.beds.ocean import softness
from stilte.sound.chance import chance, seed_of
from stilte.sound.spectrum import frequencies, high_pass, low_pass, stereo_loop, wide_loop

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from stilte.sound.music import Making

    Floats = NDArray[np.float64]

# Pitch in Hz, decay in seconds and drops in a second: big ones on broad leaves are few and low.
_LEAVES = ((330.0, 0.030, 2.0), (520.0, 0.022, 5.0), (760.0, 0.016, 11.0), (980.0, 0.011, 19.0))


def layers(making: Making, rate_hz: int) -> tuple[Texture, ...]:
    """Return the murmur and two showers of drops, each with a swell of its own."""
    slope_db, corner = softness(making)

    def murmur(freqs_hz: Floats) -> Floats:
        return high_pass(freqs_hz, 120.0, 6.0) * low_pass(freqs_hz, 650.0 * corner, slope_db)

    table = wide_loop(murmur, FRAMES[3], rate_hz, seed_of(making.seed, "rain"), making.width)
    near, far = (_shower(name, frames, making, rate_hz) for name, frames in (("near", 1), ("far", 0)))
    return (
        Texture(table, swell(making, "murmur", 0.0, 15.0, 0.35)),
        Texture(near, swell(making, "near", -4.0, 9.0, 0.6)),
        Texture(far, swell(making, "far", -4.0, 13.0, 0.6)),
    )


def _shower(name: str, size: int, making: Making, rate_hz: int) -> NDArray[np.float32]:
    """Return drops as an endless table: a click for each, rung by the leaf it falls on."""
    frames = FRAMES[size]
    freqs_hz = frequencies(frames, rate_hz)
    left, right = (np.zeros(len(freqs_hz), np.complex128) for _ in range(2))
    for leaf in _LEAVES:
        ring = _ring(freqs_hz, leaf[0], leaf[1])
        clicks = _clicks(frames, round(leaf[2] * making.pace * frames / rate_hz), making, f"{name}{leaf[0]}")
        left += np.fft.rfft(clicks[0]) * ring
        right += np.fft.rfft(clicks[1]) * ring
    slope_db, corner = softness(making)
    soft = low_pass(freqs_hz, 700.0 * corner, slope_db) * high_pass(freqs_hz, 90.0, 6.0)
    return stereo_loop(left * soft, right * soft, frames, rate_hz)


def _ring(freqs_hz: Floats, pitch_hz: float, decay_s: float) -> NDArray[np.complex128]:
    """Return the response of a damped resonance of unit energy; above its pitch it falls 12 dB an octave."""
    damping = 1.0 / decay_s
    s = 2j * np.pi * freqs_hz
    response = 1.0 / ((s + damping) ** 2 + (2.0 * np.pi * pitch_hz) ** 2)
    return np.asarray(response / np.sqrt(np.sum(abs(response) ** 2)))


def _clicks(frames: int, drops: int, making: Making, name: str) -> tuple[Floats, Floats]:
    """Return clicks at places, of strengths and at sides left to chance."""
    index = np.arange(drops)
    place = (chance(seed_of(making.seed, name, "place"), index) * frames).astype(np.int64)
    strength = 0.15 + chance(seed_of(making.seed, name, "strength"), index) ** 3
    side = 0.45 * making.width * (2.0 * chance(seed_of(making.seed, name, "side"), index) - 1.0)
    left, right = np.zeros(frames), np.zeros(frames)
    np.add.at(left, place, strength * (1.0 + side))
    np.add.at(right, place, strength * (1.0 - side))
    return left, right
