"""Trimming a take: finding where its sound begins and ends, and keeping a little quiet around it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from stilte.sound.voice_chain import without_rumble
from stilte.speech.trimming.speech_bounds import speech_bounds
from stilte.units import frames, gain

if TYPE_CHECKING:
    from numpy.typing import NDArray

BEFORE_S = 0.010
AFTER_S = 0.060
# Short, so that a plosive at the beginning keeps its attack.
_FADE_IN_S = 0.005
# Longer than the fade-in: the end of a word decays, and an abrupt cut of it is heard.
_FADE_OUT_S = 0.040
WINDOW_S = 0.005
# Low enough to keep soft consonants at the ends, above the noise floor of synthetic voices.
_UNDER_PEAK_DB = -42.0
_SILENCE_DBFS = -66.0
_CANCELLED_DB = -12.0
"""The most that the mean of the channels may be softer than the loudest before that channel is used alone."""


def detect_sound(samples: NDArray[np.float32], rate_hz: int) -> NDArray[np.bool_]:
    """Tell for each window of 5 ms whether it sounds: within 42 dB of the loudest, and over -66 dBFS."""
    size = frames(WINDOW_S, rate_hz)
    count = -(-len(samples) // size)
    windows = np.zeros(count * size, dtype=np.float64)
    windows[: len(samples)] = samples
    rms = np.sqrt(np.mean(np.square(windows.reshape(count, size)), axis=1))
    floor = max(float(rms.max(initial=0.0)) * gain(_UNDER_PEAK_DB), gain(_SILENCE_DBFS))
    return np.asarray(rms > floor)


def trim_take(samples: NDArray[np.float32], rate_hz: int) -> NDArray[np.float32]:
    """Return the sound with exactly 10 ms before and 60 ms after it, faded; empty where nothing sounds.

    `samples` has shape (frames,).
    """
    heard = np.flatnonzero(detect_sound(samples, rate_hz))
    if not len(heard):
        return np.zeros(0, dtype=np.float32)
    size = frames(WINDOW_S, rate_hz)
    return _cut(samples, int(heard[0]) * size, min((int(heard[-1]) + 1) * size, len(samples)), rate_hz)


@dataclass(frozen=True, slots=True, eq=False)
class TrimmedRecording:
    """The speech of a recording, of shape (frames,), empty where there is none.

    `distance_db` tells how far the room's noise is under the voice; None where the room cannot be heard.
    """

    samples: NDArray[np.float32]
    distance_db: float | None = None


def one_channel(samples: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the middle of all channels, or the loudest one where they would cancel each other out.

    `samples` has shape (frames, channels).
    """
    wide = np.asarray(samples, dtype=np.float32)
    middle: NDArray[np.float32] = wide.mean(axis=1)
    if not len(wide):
        return middle
    loudest: NDArray[np.float32] = wide[:, int(np.argmax(wide.std(axis=0)))]
    return middle if middle.std() >= gain(_CANCELLED_DB) * loudest.std() else loudest


def trim_recording(samples: NDArray[np.float32], rate_hz: int) -> TrimmedRecording:
    """Return what is spoken in a recording, rumble taken out, with 10 ms before and 60 ms after it, faded.

    Its ends are told by its own noise: rooms differ, and so do voices. `samples` has shape (frames,).
    """
    # The offset goes first: the filter would turn it into a step at either end.
    still = without_rumble(samples - np.float32(samples.mean()), rate_hz) if len(samples) else samples
    bounds = speech_bounds(still, rate_hz)
    if bounds is None:
        return TrimmedRecording(np.zeros(0, dtype=np.float32))
    return TrimmedRecording(_cut(still, bounds.start, bounds.end, rate_hz), bounds.distance_db)


def _cut(samples: NDArray[np.float32], start: int, end: int, rate_hz: int) -> NDArray[np.float32]:
    """Return the frames from `start` to `end` with a little before and after them, faded."""
    before, after = frames(BEFORE_S, rate_hz), frames(AFTER_S, rate_hz)
    kept = samples[max(start - before, 0) : end + after]
    # A recording may begin or end with its first word: the missing quiet is added as silence.
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
