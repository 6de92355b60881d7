"""How loud one take is: ITU-R BS.1770-4 for a mono signal that is played from both speakers.

Short takes are the rule here ("In"), and the meters of whole programmes want 400 ms at least; a shorter take
counts as one block.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from stilte.sound.spectrum import fast_frames
from stilte.units import frames

if TYPE_CHECKING:
    from numpy.typing import NDArray

_BLOCK_S, _STEP_S = 0.4, 0.1
_ABSOLUTE_GATE_LUFS, _RELATIVE_GATE_LU = -70.0, -10.0
_OFFSET = -0.691 + 10 * math.log10(2)  # two speakers


def loudness_lufs(samples: NDArray[np.float32], rate_hz: int) -> float:
    """Return the gated loudness of samples of shape (frames,); minus infinity for silence."""
    powers = _block_powers(k_weighted(samples, rate_hz), rate_hz)
    powers = powers[_lufs(powers) > _ABSOLUTE_GATE_LUFS]
    if not len(powers):
        return -math.inf
    gate = float(_lufs(powers.mean())) + _RELATIVE_GATE_LU
    return float(_lufs(powers[_lufs(powers) > gate].mean()))


def _lufs(power: NDArray[np.float64] | np.floating) -> NDArray[np.float64]:
    return np.asarray(_OFFSET + 10 * np.log10(np.maximum(power, 1e-30)))


def _block_powers(samples: NDArray[np.float32], rate_hz: int) -> NDArray[np.float64]:
    block, step = frames(_BLOCK_S, rate_hz), frames(_STEP_S, rate_hz)
    if len(samples) < block:
        return np.array([np.mean(np.square(samples), dtype=np.float64)]) if len(samples) else np.zeros(0)
    sums = np.concatenate([[0.0], np.cumsum(np.square(samples), dtype=np.float64)])
    starts = np.arange(0, len(samples) - block + 1, step)
    return np.asarray((sums[starts + block] - sums[starts]) / block)


def k_weighted(samples: NDArray[np.float32], rate_hz: int) -> NDArray[np.float32]:
    """Return the samples through the two K filters, applied as one response in the frequency domain."""
    size = fast_frames(len(samples) + rate_hz // 5)  # 0.2 s for the filters to ring out
    spectrum = np.fft.rfft(np.asarray(samples, np.float32), size) * _response(size, rate_hz)
    return np.asarray(np.fft.irfft(spectrum, size)[: len(samples)])


@lru_cache(maxsize=4)
def _response(size: int, rate_hz: int) -> NDArray[np.complex64]:
    z = np.exp(-2j * np.pi * np.fft.rfftfreq(size))
    return (_shelf(z, rate_hz) * _high_pass(z, rate_hz)).astype(np.complex64)


def _shelf(z: NDArray[np.complex128], rate_hz: int) -> NDArray[np.complex128]:
    """Return the head's response (BS.1770-4, table 1, as analogue values for any rate)."""
    k, q, high = (
        math.tan(math.pi * 1681.974450955533 / rate_hz),
        0.7071752369554196,
        10 ** (3.999843853973347 / 20),
    )
    band = high**0.4996667741545416
    over = (high + band * k / q + k * k) + 2 * (k * k - high) * z + (high - band * k / q + k * k) * z**2
    return np.asarray(over / _resonance(z, k, q))


def _high_pass(z: NDArray[np.complex128], rate_hz: int) -> NDArray[np.complex128]:
    """Return the high-pass at 38 Hz (table 2)."""
    k, q = math.tan(math.pi * 38.13547087602444 / rate_hz), 0.5003270373238773
    return np.asarray((1 + k / q + k * k) * (1 - 2 * z + z**2) / _resonance(z, k, q))


def _resonance(z: NDArray[np.complex128], k: float, q: float) -> NDArray[np.complex128]:
    return np.asarray((1 + k / q + k * k) + 2 * (k * k - 1) * z + (1 - k / q + k * k) * z**2)
