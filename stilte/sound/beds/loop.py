"""Looping a recording: where it may start again, and the crossfade that hides the seam.

The search looks for two stretches that sound alike: first by their spectra over a second or so, then to the
sample by their waves, so that tones meet in step and nothing beats. Both are laid over each other at equal
power, also where they are alike: gains are divided by the power their sum would have.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from stilte.sound.dsp.stereo import mono_sum
from stilte.units import frames

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Samples = NDArray[np.float32]

LONGEST_FADE_S = 3.0
_SEARCH_S = 30.0
_STEP_S = 0.05
_BANDS = 16
_ALIGN_S = 0.06
_MOST_ALIKE = 0.98


@dataclass(frozen=True, slots=True)
class Loop:
    """Play from 0 to `end_frame`, then again from `start_frame`.

    The `fade_frames` before the end are laid over those before the start; `alike` is their correlation.
    """

    start_frame: int
    end_frame: int
    fade_frames: int
    alike: float

    @property
    def period_frames(self) -> int:
        """Return how long one turn lasts."""
        return self.end_frame - self.start_frame


def given_loop(samples: Samples, rate_hz: int, loop_s: tuple[float, float]) -> Loop:
    """Return the loop that an author wrote, held within the recording."""
    end = min(frames(loop_s[1], rate_hz), len(samples))
    start = min(frames(loop_s[0], rate_hz), max(end - 2, 0))
    fade = min(frames(LONGEST_FADE_S, rate_hz), max((end - start) // 4, 1), start)
    if fade == 0:
        fade = min(frames(LONGEST_FADE_S, rate_hz), (end - start) // 4)
        start += fade
    return Loop(start, end, fade, _alike(samples, start - fade, end - fade, fade))


def find_loop(samples: Samples, rate_hz: int) -> Loop:
    """Return a good loop of a recording of any length above one frame."""
    count = len(samples)
    fade = max(min(frames(LONGEST_FADE_S, rate_hz), count // 8), 1)
    first, last = _alike_stretches(samples, fade, rate_hz)
    last = _in_step(samples, first, last, fade, frames(_ALIGN_S, rate_hz))
    return Loop(first + fade, last + fade, fade, _alike(samples, first, last, fade))


def fade_gains(fade_frames: int, alike: float) -> tuple[Samples, Samples]:
    """Return the gains of what comes in and what goes out; with `alike` their power stays 1 throughout.

    >>> coming, going = fade_gains(4, 0.0)
    >>> (coming**2 + going**2).round(6).tolist()
    [1.0, 1.0, 1.0, 1.0]
    """
    angle = 0.5 * np.pi * (np.arange(fade_frames) + 0.5) / fade_frames
    coming, going = np.sin(angle), np.cos(angle)
    power = np.sqrt(1.0 + 2.0 * alike * coming * going)
    return (coming / power).astype(np.float32), (going / power).astype(np.float32)


def _alike_stretches(samples: Samples, fade: int, rate_hz: int) -> tuple[int, int]:
    """Return the starts of an early and a late stretch of `fade` frames whose spectra agree best."""
    step = max(frames(_STEP_S, rate_hz), 1)
    count = len(samples)
    window = min(frames(_SEARCH_S, rate_hz), count // 4)
    late_from = max(count - window, 0)
    early = _features(samples[:window], step)
    late = _features(samples[late_from:], step)
    width = -(-fade // step)
    if len(early) < width or len(late) < width:
        return 0, count - fade
    middle = max((count - window) // 2, 0)
    usual = _features(samples[middle : middle + window], step)
    level = float(np.median((usual if len(usual) else early)[:, -1]))
    cost = _distances(early, late, width, level)
    first, last = np.unravel_index(int(np.argmin(cost)), cost.shape)
    return int(first) * step, late_from + int(last) * step


def _features(samples: Samples, step: int) -> Floats:
    """Return for each step the levels of octave-like bands, and the whole level, in dB."""
    rows = len(samples) // step
    mono = _middle(samples[: rows * step]).reshape(rows, step)
    parts = np.fft.rfft(mono * np.hanning(step), axis=1)
    spectrum = np.square(parts.real) + np.square(parts.imag)
    edges = np.unique(np.geomspace(1, max(spectrum.shape[1] - 1, 2), _BANDS + 1).astype(int))
    bands = np.add.reduceat(spectrum, edges[:-1], axis=1)
    both = np.column_stack([bands, bands.sum(axis=1)])
    return np.asarray(10.0 * np.log10(both + 1e-9))


def _distances(early: Floats, late: Floats, width: int, level: float) -> Floats:
    """Return the spectral distance of each early stretch to each late one, larger for an unusual level."""
    # |a - b|² = |a|² + |b|² - 2ab for all pairs of steps at once; a stretch is a diagonal of them.
    pairs = np.sum(early**2, axis=1)[:, None] + np.sum(late**2, axis=1) - 2.0 * early @ late.T
    rows, columns = len(early) - width + 1, len(late) - width + 1
    cost = np.zeros((rows, columns))
    for shift in range(width):
        cost += pairs[shift : shift + rows, shift : shift + columns]
    away = [np.convolve(abs(part[:, -1] - level), np.ones(width), "valid") for part in (early, late)]
    return np.asarray(cost / (width * early.shape[1]) + (away[0][:, None] + away[1]) / width)


def _in_step(samples: Samples, first: int, last: int, fade: int, reach: int) -> int:
    """Return the late start moved by at most `reach` frames, so that both agree best wave for wave."""
    lowest = max(last - reach, (first + last) // 2, first + fade)  # no loop becomes a buzz
    highest = min(last + reach, len(samples) - fade)
    if highest <= lowest:
        return last
    pattern, field = _middle(samples[first : first + fade]), _middle(samples[lowest : highest + fade])
    size = 1 << (len(field) + len(pattern) - 1).bit_length()
    product = np.fft.rfft(field, size) * np.conj(np.fft.rfft(pattern, size))
    places = len(field) - len(pattern) + 1
    match = np.fft.irfft(product, size)[:places]  # the cross-correlation, by the convolution theorem
    energy = np.concatenate([[0.0], np.cumsum(field**2)])
    near = np.sqrt(np.maximum(energy[fade : fade + places] - energy[:places], 1e-12))
    return lowest + int(np.argmax(match / near))


def _middle(samples: Samples) -> Floats:
    wide: Floats = samples.astype(np.float64)
    return np.asarray(mono_sum(wide) / samples.shape[1])


def _alike(samples: Samples, first: int, last: int, fade: int) -> float:
    """Return the correlation of two stretches, held between 0 and just under 1."""
    one, other = (np.asarray(samples[at : at + fade], np.float64).ravel() for at in (first, last))
    size = float(np.sqrt(np.sum(one**2) * np.sum(other**2)))
    return float(np.clip(np.sum(one * other) / size, 0.0, _MOST_ALIKE)) if size > 0 else 0.0
