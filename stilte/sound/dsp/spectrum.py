"""Spectra: their shapes, how loud they are to the ear, and the endless sound each of them stands for.

A sound made from a spectrum by one inverse transform repeats without a seam, because every part of it fits
the table a whole number of times (PADsynth, N. O. Paul, 2005, is the same thought for tones).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from stilte.sound.dsp.loudness import k_response
from stilte.sound.dsp.seeded_random import chance, seed_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Samples = NDArray[np.float32]
    Shape = Callable[[Floats], Floats]

LOWEST_HZ = 25.0
_NARROW_BELOW_HZ = 210.0
"""Where the side has lost 6 dB; at 120 Hz it has lost 12."""
HIGHEST_HZ = 12_000.0
MONO_SAFE = 0.9
"""The most of the side signal against the middle: at 0.9 mono loses 10·log10(1 + 0.81) = 2.6 dB."""


def k_weight(freqs_hz: Floats, rate_hz: int) -> Floats:
    """Return the factor by which K-weighting changes the power at each frequency.

    >>> 10 * np.log10(k_weight(np.array([997.0]), 48_000)).round(4)
    array([0.691])
    """
    return k_response(np.exp(-2j * np.pi * freqs_hz / rate_hz), rate_hz)


def low_pass(freqs_hz: Floats, corner_hz: float, db_per_octave: float) -> Floats:
    """Return amplitudes that fall by `db_per_octave` above the corner."""
    return np.asarray((1.0 + (freqs_hz / corner_hz) ** 2) ** (-db_per_octave / 12.04))


def high_pass(freqs_hz: Floats, corner_hz: float, db_per_octave: float) -> Floats:
    """Return amplitudes that fall by `db_per_octave` below the corner."""
    return low_pass(1.0 / np.maximum(freqs_hz, 1e-3), 1.0 / corner_hz, db_per_octave)


def band(freqs_hz: Floats, centre_hz: float, octaves: float) -> Floats:
    """Return amplitudes shaped like a bell on the scale of octaves; `octaves` is its standard deviation."""
    return np.asarray(np.exp(-0.5 * (np.log2(np.maximum(freqs_hz, 1e-3) / centre_hz) / octaves) ** 2))


def fast_frames(least: int) -> int:
    """Return a length of at least so many frames that is quick to transform; a prime may cost ten times more.

    >>> fast_frames(65_521), fast_frames(65_537)
    (65536, 98304)
    """
    power = 1 << max(least - 1, 1).bit_length()
    return power * 3 // 4 if power * 3 // 4 >= least else power


def filtered(sound: Samples, response: NDArray[Any], size: int) -> Samples:
    """Return a sound through a filter of which this is the response at `frequencies(size, …)`.

    `size` is at least as long as sound and ring. At any `norm` but the usual one numpy computes single
    numbers as single ones, a fifth quicker: there its scale of a whole 1 turns them into double ones.
    """
    spectrum = np.fft.rfft(sound, size, norm="ortho")
    return np.asarray(np.fft.irfft(spectrum * response, size, norm="ortho"), np.float32)


def frequencies(frames: int, rate_hz: int) -> Floats:
    """Return the frequencies in Hz of a real transform of so many frames."""
    return np.asarray(np.fft.rfftfreq(frames, 1.0 / rate_hz))


def noise(shape: Shape, frames: int, rate_hz: int, seed: int) -> NDArray[np.complex128]:
    """Return the spectrum of noise of this shape, every phase left to chance."""
    freqs_hz = frequencies(frames, rate_hz)
    heard = np.flatnonzero((freqs_hz >= LOWEST_HZ) & (freqs_hz <= HIGHEST_HZ))
    spectrum = np.zeros(len(freqs_hz), np.complex128)
    phases = 2j * np.pi * chance(seed, heard)
    spectrum[heard] = shape(freqs_hz[heard]) * np.exp(phases)
    return spectrum


def wide_loop(shape: Shape, frames: int, rate_hz: int, seed: int, width: float) -> NDArray[np.float32]:
    """Return an endless stereo table of noise; `width` from 0 (mono) to 1 (as wide as mono bears)."""
    middle = noise(shape, frames, rate_hz, seed_of(seed, "middle"))
    side = noise(shape, frames, rate_hz, seed_of(seed, "side")) * (MONO_SAFE * width)
    side *= narrow_bass(frequencies(frames, rate_hz))
    return stereo_loop(middle + side, middle - side, frames, rate_hz)


def narrow_bass(freqs_hz: Floats) -> Floats:
    """Return the share of the side signal at each frequency: little below 120 Hz, where width is only mud.

    >>> (20 * np.log10(narrow_bass(np.array([60.0, 120.0, 480.0])))).round(1)
    array([-22.4, -12.1,  -1.5])
    """
    return high_pass(freqs_hz, _NARROW_BELOW_HZ, 12.0)


def stereo_loop(
    left: NDArray[np.complex128], right: NDArray[np.complex128], frames: int, rate_hz: int
) -> NDArray[np.float32]:
    """Return two spectra as a table of shape (frames, 2) whose K-weighted power, channels summed, is 1."""
    weight = k_weight(frequencies(frames, rate_hz), rate_hz)
    power = 2.0 * np.sum((abs(left) ** 2 + abs(right) ** 2) * weight) / frames**2
    factor = 1.0 / np.sqrt(power)
    table = np.empty((frames, 2), np.float32)
    table[:, 0] = np.fft.irfft(left, frames) * factor
    table[:, 1] = np.fft.irfft(right, frames) * factor
    table.setflags(write=False)
    return table
