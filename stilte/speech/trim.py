"""The ends of a take: where the sound begins and stops, and a little quiet around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from stilte.units import frames, gain

if TYPE_CHECKING:
    from numpy.typing import NDArray

BEFORE_S = 0.010
AFTER_S = 0.060
_FADE_IN_S = 0.005
_FADE_OUT_S = 0.040
WINDOW_S = 0.005
_UNDER_PEAK_DB = -42.0
_SILENCE_DBFS = -66.0


def sounding(samples: NDArray[np.float32], rate_hz: int) -> NDArray[np.bool_]:
    """Tell for each window of 5 ms whether it sounds: within 42 dB of the loudest, and over -66 dBFS."""
    size = frames(WINDOW_S, rate_hz)
    count = -(-len(samples) // size)
    windows = np.zeros(count * size, dtype=np.float64)
    windows[: len(samples)] = samples
    rms = np.sqrt(np.mean(np.square(windows.reshape(count, size)), axis=1))
    floor = max(float(rms.max(initial=0.0)) * gain(_UNDER_PEAK_DB), gain(_SILENCE_DBFS))
    return np.asarray(rms > floor)


def trimmed(samples: NDArray[np.float32], rate_hz: int) -> NDArray[np.float32]:
    """Return the sound with exactly 10 ms before and 60 ms after it, faded; empty where nothing sounds.

    `samples` has shape (frames,).
    """
    heard = np.flatnonzero(sounding(samples, rate_hz))
    if not len(heard):
        return np.zeros(0, dtype=np.float32)
    size = frames(WINDOW_S, rate_hz)
    before, after = frames(BEFORE_S, rate_hz), frames(AFTER_S, rate_hz)
    start, end = int(heard[0]) * size, min((int(heard[-1]) + 1) * size, len(samples))
    kept = samples[max(start - before, 0) : end + after]
    missing = (max(before - start, 0), max(end + after - len(samples), 0))
    return _faded(np.pad(kept, missing).astype(np.float32), rate_hz)


def _faded(samples: NDArray[np.float32], rate_hz: int) -> NDArray[np.float32]:
    """Raise the beginning and sink the end along a quarter of a sine, so that no step is heard."""
    shaped = samples.copy()
    rise, fall = frames(_FADE_IN_S, rate_hz), frames(_FADE_OUT_S, rate_hz)
    shaped[:rise] *= _quarter(rise)
    shaped[-fall:] *= _quarter(fall)[::-1]
    return shaped


def _quarter(count: int) -> NDArray[np.float32]:
    return np.asarray(np.sin(np.linspace(0, np.pi / 2, count, endpoint=False)) ** 2, dtype=np.float32)
