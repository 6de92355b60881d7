"""Loudness after ITU-R BS.1770-4 and EBU R 128: K-weighting, gating, true peak.

Weighting is done where it costs least: the power spectrum of each tenth of a second is weighed by the square
of the filters' response. Left and right go through one transform, as the real and the imaginary part. The
results agree with FFmpeg's ebur128 to within 0.1 LU; a test holds that.
"""

from __future__ import annotations

import functools
import math
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

    Floats = NDArray[np.float32] | NDArray[np.float64]

# BS.1770-4, equation 2: cancels the gain of the K-weighting at 997 Hz.
_OFFSET_LU = -0.691
# BS.1770-4, section 4: blocks below this are silence.
_ABSOLUTE_GATE_LUFS = -70.0
# BS.1770-4, section 4: blocks this far below the mean are pauses.
_RELATIVE_GATE_LU = -10.0
# Gating blocks of 400 ms that overlap by 75 % are four steps of 100 ms (BS.1770-4).
_TENTHS_A_BLOCK = 4
_TENTHS_AT_ONCE = 10
"""Few enough to fit in a processor's cache, and to bound memory however long a line is."""
SILENCE_LUFS = -120.0
"""The loudness that is given to silence, which has none."""


@functools.cache
def _weights(frames: int, rate_hz: int, channels: int) -> NDArray[np.float32]:
    """Return what the K filters make of the squares in a spectrum that is scaled by its length.

    Each bin stands twice, for its real and its imaginary part. Of one channel there is the lower half alone,
    which stands for the upper half and for a second channel too.
    """
    bins = np.arange(frames if channels > 1 else frames // 2 + 1)
    weights = k_response(np.exp(-2j * np.pi * bins / frames), rate_hz)
    if channels == 1:
        weights *= np.where((bins == 0) | (2 * bins == frames), 2.0, 4.0)
    return np.repeat(weights, 2).astype(np.float32)


def k_response(z: NDArray[np.complex128], rate_hz: int) -> NDArray[np.float64]:
    """Return how the K filters change the power at points of the unit circle."""
    # BS.1770 gives coefficients for 48 kHz alone. These corners, Qs and this gain give just those there,
    # and the same curves at other rates (libebur128 has the same numbers).
    shelf = _biquad(z, rate_hz, 1681.974450955533, 0.7071752369554196, 3.999843853973347)
    high_pass = _biquad(z, rate_hz, 38.13547087602444, 0.5003270373238773, None)
    return np.asarray(np.abs(shelf * high_pass) ** 2)


def _biquad(
    z: NDArray[np.complex128], rate_hz: int, corner_hz: float, q: float, shelf_db: float | None
) -> NDArray[np.complex128]:
    """Return the response of BS.1770's shelf, or of its high-pass (`shelf_db` None), at any sample rate."""
    k = math.tan(math.pi * corner_hz / rate_hz)  # the bilinear transform, warped so that the corner stays
    below = (1 + k / q + k * k, 2 * (k * k - 1), 1 - k / q + k * k)
    if shelf_db is None:
        # The standard's numerator is 1, -2, 1 beside a denominator that begins with 1.
        above = (below[0], -2 * below[0], below[0])
        return _ratio(z, above, below)
    vh = 10 ** (shelf_db / 20)
    vb = vh**0.4996667741545416
    above = (vh + vb * k / q + k * k, 2 * (k * k - vh), vh - vb * k / q + k * k)
    return _ratio(z, above, below)


def _ratio(
    z: NDArray[np.complex128], above: tuple[float, ...], below: tuple[float, ...]
) -> NDArray[np.complex128]:
    return (above[0] + above[1] * z + above[2] * z * z) / (below[0] + below[1] * z + below[2] * z * z)


def powers(samples: NDArray[np.float32], rate_hz: int) -> NDArray[np.float64]:
    """Return the weighted power of each whole tenth of a second; mono counts as two equal channels."""
    frames = rate_hz // 10
    found = np.zeros(len(samples) // frames)
    for at in range(0, len(found), _TENTHS_AT_ONCE):
        some = found[at : at + _TENTHS_AT_ONCE]
        some[:] = _powers(samples[at * frames : (at + len(some)) * frames], len(some), rate_hz)
    return found


def _powers(samples: NDArray[np.float32], count: int, rate_hz: int) -> NDArray[np.float32]:
    rows = np.ascontiguousarray(samples).reshape(count, -1)
    if samples.shape[1] == 1:
        spectrum = np.fft.rfft(rows, axis=1, norm="forward")  # Parseval: the sum of squares is the mean power
    else:  # at the usual norm numpy would make double numbers of these: see `spectrum.filtered`
        spectrum = np.fft.fft(rows.view(np.complex64), axis=1, norm="forward")
    parts = np.asarray(spectrum, dtype=np.complex64).view(np.float32)
    return np.asarray(np.square(parts, out=parts) @ _weights(rate_hz // 10, rate_hz, samples.shape[1]))


def rechunk(chunks: Iterable[NDArray[np.float32]], frames: int) -> Iterator[NDArray[np.float32]]:
    """Yield the same signal in chunks of a multiple of `frames`; the last is filled with silence."""
    rest: NDArray[np.float32] | None = None
    for chunk in chunks:
        joined = chunk if rest is None else np.concatenate((rest, chunk))
        whole = len(joined) // frames * frames
        if whole:
            yield joined[:whole]
        rest = joined[whole:]
    if rest is not None and len(rest):
        yield np.concatenate((rest, np.zeros((frames - len(rest), rest.shape[1]), dtype=np.float32)))


def joined_powers(chunks: Iterable[NDArray[np.float32]], rate_hz: int) -> NDArray[np.float64]:
    """Return the weighted power of each tenth of a second of chunks set end to end."""
    found = [powers(chunk, rate_hz) for chunk in rechunk(chunks, rate_hz // 10)]
    return np.concatenate(found) if found else np.zeros(0)


def stretch_powers(samples: NDArray[np.float32], rate_hz: int) -> NDArray[np.float64]:
    """Return rows of weighted power and the share of a tenth of a second that it fills, 1 but in the last.

    Stretches that are set end to end can so be weighed each by itself. Shape (rows, 2).
    """
    frames = rate_hz // 10
    whole = -(-len(samples) // frames)
    filled = np.zeros((whole * frames, samples.shape[1]), dtype=np.float32)
    filled[: len(samples)] = samples
    shares = np.ones(whole)
    shares[-1:] = (len(samples) - (whole - 1) * frames) / frames
    return np.stack((powers(filled, rate_hz), shares), axis=1)


def clip_lufs(samples: NDArray[np.float32], rate_hz: int) -> float:
    """Return the gated loudness of a short sound (frames, channels); `SILENCE_LUFS` where it is silent."""
    return integrated_lufs(*stretch_powers(samples, rate_hz).T)


def integrated_lufs(tenths: Floats, shares: Floats | None = None) -> float:
    """Return the gated loudness of a run of tenths of a second; under 0.4 s the plain mean.

    `shares` are how much of a tenth each stands for, as `stretch_powers` has them; all of it by default.
    """
    if not len(tenths):
        return SILENCE_LUFS
    # EBU R 128 gates twice: blocks under -70 LUFS are left out, then those 10 LU under the mean of the rest.
    blocks = _blocks(tenths) if shares is None else _blocks(tenths) / _blocks(shares)
    loud = blocks[blocks > _power(_ABSOLUTE_GATE_LUFS)]
    if not len(loud):
        return SILENCE_LUFS
    gate = loud.mean() * 10 ** (_RELATIVE_GATE_LU / 10)
    return lufs(float(loud[loud > gate].mean()))


def _blocks(tenths: Floats) -> NDArray[np.float64]:
    if len(tenths) < _TENTHS_A_BLOCK:
        return np.array([tenths.mean(dtype=np.float64)])
    # A block is 0.4 s, and the next begins 0.1 s later: a moving sum of four tenths.
    sums = np.concatenate(([0.0], np.cumsum(tenths, dtype=np.float64)))
    return np.asarray(sums[_TENTHS_A_BLOCK:] - sums[:-_TENTHS_A_BLOCK]) / _TENTHS_A_BLOCK


def lufs(power: float) -> float:
    """Return a weighted power as loudness.

    >>> round(lufs(1.0), 3)
    -0.691
    """
    return max(_OFFSET_LU + 10 * math.log10(power), SILENCE_LUFS) if power > 0 else SILENCE_LUFS


def _power(loudness_lufs: float) -> float:
    return float(10 ** ((loudness_lufs - _OFFSET_LU) / 10))


OVERSAMPLING = 4  # as BS.1770-4, annex 2, asks at 48 kHz; it reads a peak at most 0.7 dB too low
_STRETCH = 4096
_PLACES_AT_ONCE = 4096
TAPS = 12
"""How many samples on each side decide what stands between two samples."""


@functools.cache
def _between() -> tuple[tuple[np.float32, ...], ...]:
    """Return, for each place between two samples, the weights of the `2 * TAPS` samples around it."""
    places = np.arange(1, OVERSAMPLING) / OVERSAMPLING
    distance = np.arange(-TAPS + 1, TAPS + 1)[None, :] - places[:, None]
    window = np.cos(np.pi * distance / (2 * TAPS)) ** 2
    weights = np.sinc(distance) * window
    weights = weights / weights.sum(axis=1, keepdims=True)
    return tuple(tuple(np.float32(round(w, 7)) for w in row) for row in weights)


def block_peaks(samples: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the largest magnitude of a sample in each stretch of `_STRETCH` frames."""
    whole = len(samples) // _STRETCH
    rows = samples[: whole * _STRETCH].reshape(whole, _STRETCH * samples.shape[1])
    rest = samples[whole * _STRETCH :]
    highest = np.maximum(rows.max(axis=1), -rows.min(axis=1))
    return np.append(highest, np.abs(rest).max()) if len(rest) else highest


def peaks_over(
    samples: NDArray[np.float32], least: float, known: NDArray[np.float32] | None = None
) -> tuple[NDArray[np.intp], NDArray[np.float32]]:
    """Return frames and true peaks wherever a peak, also between samples, may be over `least`.

    Only places beside a sample over 0.7 of `least` are looked at: no tone hides more than 3 dB. Frames within
    `TAPS` of either end are left out. `known` are the `block_peaks` of the samples, if they are known.
    """
    places = _places_over(samples, np.float32(0.7 * least), block_peaks(samples) if known is None else known)
    peaks = np.zeros(len(places), dtype=np.float32)
    for at in range(0, len(places), _PLACES_AT_ONCE):
        peaks[at : at + _PLACES_AT_ONCE] = _peaks_at(samples, places[at : at + _PLACES_AT_ONCE])
    return places, peaks


def _peaks_at(samples: NDArray[np.float32], places: NDArray[np.intp]) -> NDArray[np.float32]:
    """Return the true peaks at some frames and up to the next ones."""
    context = samples[places + np.arange(-TAPS + 1, TAPS + 1)[:, None]]
    highest = np.abs(context[TAPS - 1])
    for weights in _between():
        total = np.zeros_like(highest)
        for heard, weight in zip(context, weights, strict=True):
            total += heard * weight
        np.maximum(highest, np.abs(total), out=highest)
    return np.asarray(np.maximum(highest[:, 0], highest[:, -1]))  # max() along so short an axis takes longer


def _places_over(
    samples: NDArray[np.float32], least: np.float32, known: NDArray[np.float32]
) -> NDArray[np.intp]:
    """Return the frames of which the magnitude, or the next one's, is over `least`."""
    found = [np.zeros(0, dtype=np.intp)]
    for start in np.flatnonzero(known > least).tolist():
        stretch = samples[start * _STRETCH : (start + 1) * _STRETCH]
        over = (np.abs(stretch) > least).T
        over = np.logical_or(over[0], over[-1])  # any() along so short an axis takes ten times as long
        found.append(np.flatnonzero(over) + start * _STRETCH)
    over = np.concatenate(found)
    near = np.zeros(len(samples) + 1, dtype=np.bool_)
    near[over] = near[over - 1] = True
    return np.flatnonzero(near[: len(samples) - TAPS])[np.count_nonzero(near[: TAPS - 1]) :]


def db(peak: float) -> float:
    """Return a peak in dBTP."""
    return max(20 * math.log10(peak), SILENCE_LUFS) if peak > 0 else SILENCE_LUFS
