"""Bells are in tune with the bed under them, and carry on a phone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from stilte.sound.beds import drone
from stilte.sound.beds.bed import open_bed
from stilte.sound.bells import BELLS, in_tune_hz, strike
from stilte.sound.breath import phase_sound
from stilte.sound.mix.mixer import mixer
from stilte.sound.music_settings import Making, built_in
from tests.sound.mixing import RATE, LoopedBed, World, sea
from tests.sound.signals import measured_lufs

if TYPE_CHECKING:
    from stilte.sound.clip import Clip

D2_HZ = 73.416


def spectrum_of(kind: str) -> np.ndarray:
    """Return the partials of a bell as ratios and amplitudes, the strongest 1."""
    rows = np.array([(partial.ratio, 10 ** (partial.level_db / 20)) for partial in BELLS[kind].partials])
    rows[:, 1] /= rows[:, 1].max()
    return rows


def drone_partials(tone_hz: float) -> np.ndarray:
    """Return the partials of the drone at their usual levels, the strongest 1."""
    rows = []
    for partials, level_db, _, _ in drone.parts(0.0, tone_hz):
        rows += [(tone_hz * ratio, 10 ** ((level_db + db) / 20)) for ratio, db in partials]
    found = np.array(rows)
    found[:, 1] /= found[:, 1].max()
    return found


def roughness(bell: np.ndarray, tone_hz: float, ground: np.ndarray) -> float:
    """Return the roughness of a bell against a drone (Plomp and Levelt's curve in Sethares' form, 1993)."""
    total = 0.0
    for ratio, amplitude in bell:
        hz = ratio * tone_hz
        low, apart = np.minimum(ground[:, 0], hz), np.abs(ground[:, 0] - hz)
        scale = 0.24 / (0.0207 * low + 18.96)
        curve = np.exp(-3.5 * scale * apart) - np.exp(-5.75 * scale * apart)
        total += float((np.minimum(ground[:, 1], amplitude) * curve).sum())
    return total


@pytest.mark.parametrize("kind", sorted(BELLS))
def test_no_bell_is_rough_over_the_drone(kind: str) -> None:
    """The gong of before (98 Hz, partials 1.52, 2.13 …) had 0.92: it has less than 0.28, any bell 0.35."""
    tone_hz = in_tune_hz(kind, D2_HZ)
    assert roughness(spectrum_of(kind), tone_hz, drone_partials(D2_HZ)) < (0.28 if kind == "gong" else 0.35)


@pytest.mark.parametrize("kind", sorted(BELLS))
@pytest.mark.parametrize("ground_hz", [55.0, 73.416, 108.0, 136.1])
def test_a_bell_moves_by_less_than_a_fifth(kind: str, ground_hz: float) -> None:
    """It stays the bell that it is: on some octave of the ground tone or of its fifth, the nearest."""
    tone_hz = in_tune_hz(kind, ground_hz)
    assert abs(np.log2(tone_hz / BELLS[kind].tone_hz)) <= 0.31
    assert np.log2(tone_hz / ground_hz) % 1 == pytest.approx(
        min((0.0, 1.0, np.log2(1.5)), key=lambda part: abs(part - np.log2(tone_hz / ground_hz) % 1)), abs=1e-6
    )


def heard_hz(samples: np.ndarray) -> float:
    spectrum = np.abs(np.fft.rfft(samples[: 3 * RATE, 0] * np.hanning(3 * RATE)))
    return float(np.argmax(spectrum)) / 3


def bell_over(tone_of_bed: float | None, tone_of_bell: float | None = None) -> float:
    """Return the pitch at which a large bowl is heard over a bed with a tone, or without."""

    def tuned(name: str, tone_hz: float | None, ground_hz: float | None) -> Clip:
        return strike(name, RATE, tone_hz or in_tune_hz(name, ground_hz or BELLS[name].tone_hz))

    world = World(beds={"sea": LoopedBed(sea(3.0), tone_hz=tone_of_bed)})
    struck = replace(world.strike(5), sound="large-bowl", length_frames=10 * RATE, tone_hz=tone_of_bell)
    world.bell = strike("large-bowl", RATE).samples
    timeline = world.timeline(30, [struck], [(0, 0, "sea", 0.0)])
    mix = mixer(timeline, replace(world.sources(), tuned=tuned))
    return heard_hz(mix.block(5 * RATE, 9 * RATE, ("bells",)))


def test_a_bell_follows_the_tone_of_the_bed() -> None:
    """Over a bed tuned to 68 Hz it sounds at twice that; over one without a tone as it is."""
    assert bell_over(68.0) == pytest.approx(136.0, abs=1.0)
    assert bell_over(None) == pytest.approx(146.8, abs=1.0)


def test_its_own_tone_wins() -> None:
    """`tone: 432` under a bell is what is heard, over any bed."""
    assert bell_over(73.4, 432.0) == pytest.approx(432.0, abs=1.0)


def through_400_hz(samples: np.ndarray) -> np.ndarray:
    """Return what a phone's speaker lets through: 24 dB an octave less below 400 Hz."""
    spectrum = np.fft.rfft(samples, axis=0)
    hz = np.maximum(np.fft.rfftfreq(len(samples), 1 / RATE), 1e-3)[:, None]
    return np.asarray(np.fft.irfft(spectrum / (1 + (400 / hz) ** 4), len(samples), axis=0), np.float32)


@pytest.mark.parametrize("kind", ["drone", "bowls", "tone", *sorted(BELLS)])
def test_a_phone_plays_it_too(kind: str) -> None:
    """Through a high-pass at 400 Hz it loses at most 8 LU (the drone lost 20, the gong 22, the tone 16)."""
    if kind in BELLS:
        samples = strike(kind, RATE).samples
    elif kind == "tone":
        samples = np.concatenate([phase_sound("tone", part, 5 * RATE, RATE) for part in ("in", "out")])
    else:
        samples = open_bed(built_in(kind), RATE, Path("nowhere")).block(0, 60 * RATE)
    assert measured_lufs(samples) - measured_lufs(through_400_hz(samples)) <= 8.0


def test_a_drone_may_stand_at_432_hz() -> None:
    """A tone that many ask for is its strongest, and it is as soft as any."""
    spec = replace(built_in("drone"), making=Making(tone_hz=432.0))
    samples = open_bed(spec, RATE, Path("nowhere")).block(0, 60 * RATE)
    spectrum = np.abs(np.fft.rfft(samples.mean(axis=1)))
    around = [spectrum[round(60 * (hz - 1)) : round(60 * (hz + 1))].max() for hz in (432, 648, 864, 2592)]
    assert around[0] >= 0.5 * max(around)
    assert around[3] < 0.1 * around[0]
