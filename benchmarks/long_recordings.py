"""Long recordings as somebody makes them who reads a script aloud, with the truth of where each line is.

Stumbles, "sorry, again", lines said twice, coughs, a line forgotten, the noise of a room, a telephone's codec, a clock
that is off by one percent. Nothing of what finds them again is used here.
"""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
import soundfile
import soxr

from stilte.sound.ffmpeg_program import ffmpeg
from stilte.speech.engine import EngineVoice, Piece, engine

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    Sound = NDArray[np.float64]

RATE_HZ = 44_100
_HALF = 0.5
CODECS: dict[str, tuple[str, tuple[str, ...]]] = {
    "wav": ("wav", ()),
    "m4a": ("m4a", ("-ar", "32000", "-c:a", "aac", "-b:a", "32k")),
    "opus": ("opus", ("-c:a", "libopus", "-b:a", "16k", "-application", "voip")),
    "mp3": ("mp3", ("-ar", "22050", "-c:a", "libmp3lame", "-b:a", "32k")),
    "telephone": ("wav", ("-ar", "8000", "-c:a", "pcm_alaw")),
}


@dataclass(frozen=True, slots=True)
class Recipe:
    """What is done to a recording: noise in dB under the voice, codec, clock, and how often what goes wrong."""

    seed: int
    noise_db: float
    codec: str
    drift: float = 1.01
    stumbles: float = 0.08
    repeats: float = 0.1
    coughs: float = 0.06
    missing: float = 0.03


@dataclass(frozen=True, slots=True)
class Truth:
    """Where a line's words are, in seconds of the file; None where it was forgotten; `readings` begin at."""

    text: str
    place_s: tuple[float, float] | None
    readings_s: tuple[float, ...] = ()


def long_recording(lines: Sequence[str], voice: str, recipe: Recipe, path: Path) -> list[Truth]:
    """Write a recording of the lines at `path` (with the ending of its codec); return where they are."""
    chance = np.random.default_rng(recipe.seed)
    tape = _Tape()
    tape.quiet(chance.uniform(1.0, 3.0))
    truths = [_read(tape, line, voice, recipe, chance) for line in lines]
    tape.quiet(chance.uniform(1.0, 3.0))
    sound = tape.whole() + _room(tape, recipe)
    clock = recipe.drift if chance.random() < _HALF else 1 / recipe.drift
    _write(soxr.resample(sound, RATE_HZ, RATE_HZ * clock), recipe.codec, path)
    return [_by_clock(truth, clock) for truth in truths]


def _read(tape: _Tape, line: str, voice: str, recipe: Recipe, chance: np.random.Generator) -> Truth:
    if chance.random() < recipe.coughs:
        tape.add(_cough(chance))
        tape.quiet(chance.uniform(0.5, 1.2))
    if chance.random() < recipe.missing:
        return Truth(line, None)
    readings = []
    if chance.random() < recipe.stumbles:
        tape.add(_begun(spoken(line, voice, _scale(chance)), chance))
        _excuse(tape, voice, chance)
    if chance.random() < recipe.repeats:
        readings.append(tape.add(spoken(line, voice, _scale(chance)))[0])
        _excuse(tape, voice, chance)
    place = tape.add(spoken(line, voice, _scale(chance)))
    readings.append(place[0])
    tape.quiet(chance.uniform(0.7, 2.5))
    return Truth(line, place, tuple(readings))


def _scale(chance: np.random.Generator) -> float:
    return float(chance.choice([0.94, 1.0, 1.06]))


def _excuse(tape: _Tape, voice: str, chance: np.random.Generator) -> None:
    tape.quiet(chance.uniform(0.5, 1.2))
    if chance.random() < _HALF:
        tape.add(spoken(str(chance.choice(["Sorry, again.", "Oh no. Once more.", "Hm, sorry."])), voice, 1.0))
        tape.quiet(chance.uniform(0.5, 1.2))


def _by_clock(truth: Truth, clock: float) -> Truth:
    place = (truth.place_s[0] * clock, truth.place_s[1] * clock) if truth.place_s else None
    return Truth(truth.text, place, tuple(at * clock for at in truth.readings_s))


class _Tape:
    def __init__(self) -> None:
        self._parts: list[Sound] = []
        self._frames = 0
        self.voiced: list[Sound] = []

    def quiet(self, length_s: float) -> None:
        self._put(np.zeros(round(length_s * RATE_HZ)))

    def add(self, sound: Sound) -> tuple[float, float]:
        start_s = self._frames / RATE_HZ
        self._put(sound)
        self.voiced.append(sound)
        return start_s, self._frames / RATE_HZ

    def _put(self, sound: Sound) -> None:
        self._parts.append(sound)
        self._frames += len(sound)

    def whole(self) -> Sound:
        return np.concatenate(self._parts)


def _room(tape: _Tape, recipe: Recipe) -> Sound:
    voiced = np.concatenate(tape.voiced)
    level = float(np.sqrt(np.mean(voiced**2))) * 10 ** (-recipe.noise_db / 20)
    count = len(tape.whole())
    spectrum = np.fft.rfft(np.random.default_rng(recipe.seed + 1).normal(size=count))
    hz = np.maximum(np.fft.rfftfreq(count, 1 / RATE_HZ), 25.0)
    noise = np.fft.irfft(spectrum / np.sqrt(hz), count)
    return np.asarray(noise / np.sqrt(np.mean(noise**2)) * level)


@lru_cache(maxsize=2000)
def spoken(text: str, voice: str, scale: float) -> Sound:
    """Return a line without quiet around it, at RMS 0.08; voices: piper, kokoro-nl, espeak-nl, espeak-en."""
    speakers: dict[str, tuple[str, str, dict[str, Any]]] = {
        "piper": ("piper", "en", {"model": "en_US-joe-medium", "length_scale": 1.4 * scale}),
        "kokoro-nl": ("kokoro", "nl", {"speed": 0.8 / scale}),
        "espeak-nl": ("espeak", "nl", {"variant": "f5", "rate": round(110 / scale)}),
        "espeak-en": ("espeak", "en-us", {"variant": "m3", "rate": round(120 / scale)}),
    }
    by, language, settings = speakers[voice]
    clip = engine(by).say((Piece(text),), EngineVoice(language, settings))
    sound = soxr.resample(np.asarray(clip.samples, np.float64).mean(axis=1), clip.rate_hz, RATE_HZ)
    heard = np.flatnonzero(np.abs(sound) > np.abs(sound).max() / 100)
    words = sound[heard[0] : heard[-1] + 1]
    return np.asarray(words / np.sqrt(np.mean(words**2)) * 0.08)


def _begun(words: Sound, chance: np.random.Generator) -> Sound:
    """Return the beginning of a line, broken off."""
    cut = words[: round(len(words) * chance.uniform(0.25, 0.6))].copy()
    fade = min(round(0.03 * RATE_HZ), len(cut))
    cut[-fade:] *= np.linspace(1, 0, fade)
    return cut


def _cough(chance: np.random.Generator) -> Sound:
    """Return two bursts of broad noise, as a cough."""
    bursts = []
    for length_s in chance.uniform(0.12, 0.3, size=2):
        count = round(length_s * RATE_HZ)
        spectrum = np.fft.rfft(chance.normal(size=count))
        hz = np.fft.rfftfreq(count, 1 / RATE_HZ)
        noise = np.fft.irfft(spectrum * np.exp(-0.5 * (np.log2(np.maximum(hz, 1) / 900) / 1.2) ** 2), count)
        shape = np.minimum(np.arange(count) / (0.01 * RATE_HZ), 1) * np.exp(
            -np.arange(count) / (0.09 * RATE_HZ)
        )
        burst = noise * shape
        bursts += [burst / np.abs(burst).max() * 0.35, np.zeros(round(0.08 * RATE_HZ))]
    return np.concatenate(bursts[:-1])


def _write(sound: Sound, codec: str, path: Path) -> None:
    _, options = CODECS[codec]
    if not options:
        soundfile.write(path, sound, RATE_HZ, subtype="PCM_16")
        return
    plain = path.with_name(f"{path.stem}.plain.wav")
    soundfile.write(plain, sound, RATE_HZ, subtype="PCM_16")
    subprocess.run([ffmpeg(), "-v", "error", "-y", "-i", str(plain), *options, str(path)], check=True)
    plain.unlink()
