"""Small worlds for the tests of the mix: takes, beds and timelines whose every number is known."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from stilte.errors import Where
from stilte.script.line import Utterance
from stilte.script.timeline import BedChange, BreathPhase, Fit, Speech, Strike, Timeline
from stilte.sound.clip import REFERENCE_LUFS, Clip
from stilte.sound.dsp import loudness
from stilte.sound.encode.mp3 import encode_pieces, pieces_in, write_mp3
from stilte.sound.mix.mixer import Sources

if TYPE_CHECKING:
    from pathlib import Path

    from stilte.script.durations import Phase
    from stilte.script.routine import BreathSound
    from stilte.sound.beds.bed import Bed
    from stilte.sound.encode.mp3 import Piece
    from stilte.sound.mix.master import Master
    from stilte.store import Store

RATE = 44100
WHERE = Where("scripts/test.yaml", 3)


def voiced(length_s: float, seed: int = 0, level: float = 0.1, rate: int = RATE) -> np.ndarray:
    """Return something like speech: a buzz whose pitch and strength move."""
    at = np.arange(round(length_s * rate)) / rate
    pitch = np.cumsum(2 * np.pi * (120 + 15 * np.sin(2 * np.pi * (0.7 + 0.1 * seed) * at + seed)) / rate)
    buzz = sum(np.sin(h * pitch) / h for h in range(1, 25))
    strength = 0.55 + 0.45 * np.sin(2 * np.pi * 3.1 * at + 2 * seed)
    edges = np.minimum(1, np.minimum(at, at[::-1]) / 0.005)
    return (level * buzz * strength * edges).astype(np.float32)[:, None]


def noise(
    length_s: float, seed: int = 1, level: float = 0.05, channels: int = 2, rate: int = RATE
) -> np.ndarray:
    """Return soft noise."""
    shape = (round(length_s * rate), channels)
    return (level * np.random.default_rng(seed).standard_normal(shape)).astype(np.float32)


class Samples:
    """A signal from an array, with a key for every stretch."""

    def __init__(self, samples: np.ndarray, rate_hz: int = RATE) -> None:
        self.samples, self.rate_hz = samples, rate_hz
        self.channels, self.length_frames = samples.shape[1], len(samples)

    def block(self, start: int, stop: int) -> np.ndarray:
        """Return a stretch, silent outside."""
        block = np.zeros((stop - start, self.channels), np.float32)
        first, last = max(start, 0), min(stop, self.length_frames)
        if first < last:
            block[first - start : last - start] = self.samples[first:last]
        return block

    def piece_key(self, start: int, stop: int) -> str:
        """Return a hash of a stretch."""
        return f"{hash(self.block(start, stop).tobytes()):x}"


def sea(length_s: float, seed: int = 1, rate: int = RATE) -> np.ndarray:
    """Return noise that falls 6 dB an octave above 100 Hz, at -23 LUFS, and ends where it begins."""
    spectrum = np.fft.rfft(noise(length_s, seed=seed, rate=rate), axis=0)
    hz = np.fft.rfftfreq(round(length_s * rate), 1 / rate)[:, None]
    soft = np.fft.irfft(spectrum / (1 + hz / 100) * (hz > 30), round(length_s * rate), axis=0)
    loud = loudness.integrated_lufs(loudness.powers(soft.astype(np.float32), rate))
    return (soft * 10 ** ((REFERENCE_LUFS - loud) / 20)).astype(np.float32)


@dataclass
class LoopedBed:
    """A bed that repeats what it is given, without care for seams."""

    samples: np.ndarray
    name: str = "bed"
    level_db: float = -12.0
    fade_s: tuple[float, float] = (6.0, 12.0)
    duck_db: float = 4.0
    follow_breath: bool = False
    tone_hz: float | None = None
    layers: Bed | None = None
    licence: str = ""
    credit: str = ""
    fingerprint: str = "looped"

    def block(self, start_frame: int, frames: int) -> np.ndarray:
        """Return samples from where the bed begins."""
        places = np.arange(start_frame, start_frame + frames) % len(self.samples)
        return self.samples[places]


@dataclass
class World:
    """Takes by text, beds by name, one bell; what a `Mixer` is built from."""

    takes: dict[str, np.ndarray] = field(default_factory=dict)
    beds: dict[str, LoopedBed] = field(default_factory=dict)
    bell: np.ndarray = field(default_factory=lambda: noise(2, seed=9, level=0.02))
    rate: int = RATE

    def sources(self) -> Sources:
        """Return where a mixer finds them."""
        return Sources(
            take=lambda utterance: Clip(self.takes[utterance.text], self.rate),
            bed=self.beds.__getitem__,
            strike=lambda _name: Clip(self.bell, self.rate),
            sound=lambda _name: Clip(self.bell, self.rate),
            breath=lambda phase: noise(phase.length_frames / self.rate, seed=5, level=0.02, rate=self.rate),
        )

    def speech(
        self,
        start_s: float,
        text: str,
        samples: np.ndarray | None = None,
        level_db: float = 0.0,
        voice: str = "calm",
    ) -> Speech:
        """Return a line in its place; its take is made unless given."""
        if text not in self.takes:
            self.takes[text] = voiced(3, seed=len(self.takes), rate=self.rate) if samples is None else samples
        said = Utterance((text,), voice, "en")
        length = len(self.takes[text])
        return Speech(round(start_s * self.rate), length, said, "line", level_db, level_db != 0, WHERE)

    def strike(self, start_s: float, level_db: float = 0.0) -> Strike:
        """Return a strike of the bell."""
        return Strike(round(start_s * self.rate), len(self.bell), "bowl", level_db, WHERE)

    def phase(
        self, start_s: float, length_s: float, phase: Phase = "in", sound: BreathSound = "breath"
    ) -> BreathPhase:
        """Return a phase of a breath."""
        length = round(length_s * self.rate)
        return BreathPhase(round(start_s * self.rate), length, length, phase, 1, 1, sound, 0.0, WHERE)

    def timeline(
        self, length_s: float, events: Any = (), beds: Any = (), lead_s: Any = (2.0, 4.0)
    ) -> Timeline:
        """Return a timeline; `beds` as (start_s, over_s, name, level_db)."""
        changes = tuple(
            BedChange(round(s * self.rate), round(o * self.rate), name, level) for s, o, name, level in beds
        )
        lead = tuple(round(s * self.rate) for s in lead_s)
        ordered = tuple(sorted(events, key=lambda event: event.start_frame))
        return Timeline(
            self.rate, round(length_s * self.rate), ordered, changes, (), (), lead, Fit(None, None, ())
        )


def guided(length_s: float = 40.0, every_s: float = 8.0, **bed: Any) -> tuple[World, Timeline]:
    """Return a world and a timeline: a line every few seconds over a bed of noise."""
    world = World(beds={"bed": LoopedBed(noise(7.3), **bed)})
    lines = [world.speech(at, f"line {n}") for n, at in enumerate(np.arange(7, length_s - 14, every_s))]
    return world, world.timeline(length_s, lines, [(0, 0, "bed", 0.0)], lead_s=(6, 12))


def level_db(samples: np.ndarray) -> float:
    """Return the level of samples as RMS in dBFS."""
    return float(10 * np.log10(np.mean(np.square(samples.astype(np.float64))) + 1e-20))


def encode_mp3(
    signal: Master | Samples, path: Path, *, bitrate_kbps: int = 128, store: Store | None = None, **told: Any
) -> list[Piece]:
    """Write the bare stream of a signal and return its pieces."""
    pieces = [encode_pieces(signal, n, bitrate_kbps, store) for n in range(pieces_in(signal.length_frames))]
    with path.open("wb") as file:
        write_mp3((piece.frames for piece in pieces), file, signal.length_frames, **told)
    return pieces
