"""Recordings as a room makes them: a voice, its quiet before and after, noise, hum, taps and an offset."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import soxr

from stilte.speech.engine import EngineVoice, Piece, engine

RATE_HZ = 44_100
SPEECH_RMS = 0.1


@lru_cache(maxsize=64)
def spoken(text: str, variant: str = "f5") -> np.ndarray:
    """Return a line of the embedded voice without its quiet, at `SPEECH_RMS`; `whisper` whispers."""
    clip = engine("espeak").say((Piece(text),), EngineVoice("nl", {"variant": variant, "rate": 110}))
    sound = soxr.resample(np.asarray(clip.samples).mean(axis=1), clip.rate_hz, RATE_HZ)
    heard = np.flatnonzero(np.abs(sound) > np.abs(sound).max() / 300)
    return at_rms(sound[heard[0] : heard[-1] + 1].astype(float), SPEECH_RMS)


def at_rms(sound: np.ndarray, rms: float) -> np.ndarray:
    return np.asarray(sound * (rms / np.sqrt(np.mean(sound**2))))


def pink(count: int, seed: int = 1) -> np.ndarray:
    """Return noise as of a fan or a street far away: 3 dB less an octave."""
    spectrum = np.fft.rfft(np.random.default_rng(seed).normal(size=count))
    return np.fft.irfft(spectrum / np.sqrt(np.maximum(np.fft.rfftfreq(count, 1 / RATE_HZ), 20.0)), count)


def white(count: int, seed: int = 2) -> np.ndarray:
    """Return noise as of a poor microphone."""
    return np.random.default_rng(seed).normal(size=count)


def hum(count: int, seed: int = 3) -> np.ndarray:
    """Return the hum of the mains with its overtones, and some hiss."""
    at_s = np.arange(count) / RATE_HZ
    parts = ((50, 1.0), (100, 0.5), (150, 0.35), (250, 0.2), (350, 0.1))
    return sum(part * np.sin(2 * np.pi * hz * at_s + hz) for hz, part in parts) + 0.03 * white(count, seed)


NOISES = {"pink": pink, "white": white, "hum": hum}


def tap(level: float = 0.4, decay_s: float = 0.012) -> np.ndarray:
    """Return a finger on a key: a burst that is gone in some hundredths of a second."""
    at_s = np.arange(round(0.08 * RATE_HZ)) / RATE_HZ
    return level * np.random.default_rng(5).normal(size=len(at_s)) * np.exp(-at_s / decay_s)


def breath(length_s: float, under_speech_db: float, seed: int = 7) -> np.ndarray:
    """Return an in-breath: soft air that swells and sinks."""
    count = round(length_s * RATE_HZ)
    air = np.convolve(white(count, seed), [1, -0.6], "same") * np.hanning(count)
    return at_rms(air, SPEECH_RMS * 10 ** (-under_speech_db / 20))


def recording(
    speech: np.ndarray,
    *,
    before_s: float = 1.0,
    after_s: float = 1.0,
    noise: str = "pink",
    distance_db: float = 43.0,
    offset: float = 0.0,
    sounds: tuple[tuple[float, np.ndarray], ...] = (),
) -> np.ndarray:
    """Return a recording: quiet, a voice, quiet; `distance_db` from the voice to the noise, both by RMS."""
    quiet = (np.zeros(round(length_s * RATE_HZ)) for length_s in (before_s, after_s))
    first, last = quiet
    whole = np.concatenate([first, speech, last])
    whole += at_rms(NOISES[noise](len(whole)), SPEECH_RMS * 10 ** (-distance_db / 20)) + offset
    for at_s, sound in sounds:
        start = round(at_s * RATE_HZ)
        whole[start : start + len(sound)] += sound
    return whole.astype(np.float32)


def place_of(clean: np.ndarray, kept: np.ndarray) -> tuple[float, float]:
    """Return where a clean line begins in what was kept, in ms, and how much of its end is there, in ms.

    By correlation with the whole line: nothing of the trimming is used for it.
    """
    size = 1 << (len(clean) + 2 * len(kept)).bit_length()
    match = np.fft.irfft(np.fft.rfft(kept, size) * np.conj(np.fft.rfft(clean, size)), size)
    lags = np.concatenate([match[: len(kept)], match[-len(clean) :]])
    best = int(np.argmax(lags))
    start = best if best < len(kept) else best - len(kept) - len(clean)
    return 1000 * start / RATE_HZ, 1000 * (len(kept) - start - len(clean)) / RATE_HZ
