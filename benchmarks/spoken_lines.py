"""Lines spoken by the voices at hand, without quiet around them; kept on disk where a folder is given.

`flite` is the program of that name (Debian: `apt install flite`); its voices are cut from the recordings of people.
"""

from __future__ import annotations

import hashlib
import subprocess
import tempfile
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
import soundfile
import soxr

from stilte.speech.engine import EngineVoice, Piece, engine

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    Sound = NDArray[np.float64]

RATE_HZ = 44_100
_RMS = 0.08
_UNDER_PEAK = 100
"""What is 40 dB under the peak of a line is quiet around it."""
VOICES: dict[str, tuple[str, str, dict[str, Any]]] = {
    "piper": ("piper", "en", {"model": "en_US-joe-medium", "length_scale": 1.4}),
    "kokoro-nl": ("kokoro", "nl", {"speed": 0.8}),
    "kokoro-heart": ("kokoro", "en-us", {"style": "af_heart", "speed": 0.85}),
    "kokoro-george": ("kokoro", "en", {"style": "bm_george", "speed": 0.85}),
    "espeak-nl": ("espeak", "nl", {"variant": "f5", "rate": 110}),
    "espeak-en": ("espeak", "en-us", {"variant": "m3", "rate": 120}),
    "kokoro-emma": ("kokoro", "en", {"style": "bf_emma", "speed": 0.85}),
    "espeak-nl-f2": ("espeak", "nl", {"variant": "f2", "rate": 115}),
    "espeak-nl-m7": ("espeak", "nl", {"variant": "m7", "rate": 110}),
    "espeak-en-f2": ("espeak", "en", {"variant": "f2", "rate": 115}),
    "flite-slt": ("flite", "en", {"voice": "slt", "stretch": 1.25}),
    "flite-rms": ("flite", "en", {"voice": "rms", "stretch": 1.25}),
    "flite-kal": ("flite", "en", {"voice": "kal", "stretch": 1.2}),
    "flite-awb": ("flite", "en", {"voice": "awb", "stretch": 1.2}),
}
_SLOWER = {"piper": "length_scale", "flite": "stretch"}
_FASTER = {"kokoro": "speed", "espeak": "rate"}


def language_of(voice: str) -> str:
    """Return the language of a voice: nl or en."""
    return VOICES[voice][1].partition("-")[0]


@lru_cache(maxsize=2000)
def spoken(text: str, voice: str, scale: float, keep: Path | None = None) -> Sound:
    """Return a line without quiet around it, of shape (frames,) at RMS 0.08; `scale` is how much slower."""
    name = hashlib.sha256(f"{text}|{VOICES[voice]}|{scale}".encode()).hexdigest()
    kept = keep / "spoken" / f"{name}.npy" if keep else None
    if kept and kept.exists():
        return np.asarray(np.load(kept), np.float64)
    words = _trimmed(*_said(text, voice, scale))
    if kept:
        kept.parent.mkdir(parents=True, exist_ok=True)
        np.save(kept, words.astype(np.float32))
    return words


def _said(text: str, voice: str, scale: float) -> tuple[Sound, int]:
    by, language, settings = VOICES[voice]
    settings = dict(settings)
    if by in _SLOWER:
        settings[_SLOWER[by]] *= scale
    else:
        settings[_FASTER[by]] = settings[_FASTER[by]] / scale
        if by == "espeak":
            settings["rate"] = round(settings["rate"])
    if by == "flite":
        return _by_flite(text, settings)
    clip = engine(by).say((Piece(text),), EngineVoice(language, settings))
    return np.asarray(clip.samples, np.float64).mean(axis=1), clip.rate_hz


def _by_flite(text: str, settings: dict[str, Any]) -> tuple[Sound, int]:
    with tempfile.NamedTemporaryFile(suffix=".wav") as file:
        stretch = f"duration_stretch={settings['stretch']}"
        said = ["flite", "-voice", settings["voice"], "--setf", stretch, "-t", text, "-o", file.name]
        subprocess.run(said, check=True)
        samples, rate_hz = soundfile.read(file.name)
    return np.asarray(samples, np.float64), rate_hz


def _trimmed(samples: Sound, rate_hz: int) -> Sound:
    sound = soxr.resample(samples, rate_hz, RATE_HZ)
    heard = np.flatnonzero(np.abs(sound) > np.abs(sound).max() / _UNDER_PEAK)
    words = sound[heard[0] : heard[-1] + 1]
    return np.asarray(words / np.sqrt(np.mean(words**2)) * _RMS)
