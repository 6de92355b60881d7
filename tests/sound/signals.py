"""What the tests of sounds share: files to read, and a meter that is not ours."""

from __future__ import annotations

import re
import subprocess
import wave
from typing import TYPE_CHECKING

import numpy as np

from stilte.sound.clip import ffmpeg

if TYPE_CHECKING:
    from pathlib import Path

RATE_HZ = 44_100


def write_wav(path: Path, samples: np.ndarray, rate_hz: int = RATE_HZ) -> Path:
    """Write samples as 16-bit WAV; one dimension is mono."""
    shaped = np.asarray(samples).reshape(len(samples), -1)
    path.parent.mkdir(parents=True, exist_ok=True)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(shaped.shape[1])
        file.setsampwidth(2)
        file.setframerate(rate_hz)
        file.writeframes((np.clip(shaped, -1, 1) * 32767).astype("<i2").tobytes())
    return path


def seconds_of(length_s: float, rate_hz: int = RATE_HZ) -> np.ndarray:
    return np.arange(round(length_s * rate_hz)) / rate_hz


def chord(length_s: float, rate_hz: int = RATE_HZ) -> np.ndarray:
    """Return a slowly moving chord whose parts never come round together."""
    at_s = seconds_of(length_s, rate_hz)
    parts = ((110.3, 7.1), (165.2, 5.3), (220.9, 9.7), (331.0, 4.1))
    tones = (
        0.05 * np.sin(2 * np.pi * hz * at_s) * (1 + 0.3 * np.sin(2 * np.pi * at_s / period))
        for hz, period in parts
    )
    return np.asarray(sum(tones))


def hiss(length_s: float, seed: int = 1) -> np.ndarray:
    """Return steady noise of modest highs."""
    raw = np.random.default_rng(seed).normal(size=round(length_s * RATE_HZ))
    return 0.2 * np.convolve(raw, np.ones(8) / 8, "same")


def measured_lufs(samples: np.ndarray, rate_hz: int = RATE_HZ) -> float:
    """Return the integrated loudness as FFmpeg's ebur128 tells it."""
    shape = ["-f", "f32le", "-ar", str(rate_hz), "-ac", str(samples.shape[1]), "-i", "-"]
    command = [ffmpeg(), "-hide_banner", "-nostdin", *shape, "-af", "ebur128", "-f", "null", "-"]
    data = np.ascontiguousarray(samples, np.float32).tobytes()
    told = subprocess.run(command, input=data, capture_output=True, check=True).stderr.decode()
    return float(re.findall(r"I: +(-?[\d.]+)", told)[-1])


def levels_db(samples: np.ndarray, window_s: float = 0.1, rate_hz: int = RATE_HZ) -> np.ndarray:
    """Return the mean power of each window in dB."""
    window = round(window_s * rate_hz)
    rows = len(samples) // window
    power = (samples[: rows * window].reshape(rows, -1).astype(float) ** 2).mean(axis=1)
    return np.asarray(10 * np.log10(power + 1e-15))
