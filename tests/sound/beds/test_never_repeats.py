"""Built-in beds do not come round: noise is new all the time, waves and bowls come when they will."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from stilte.sound.beds.bed import open_bed
from stilte.sound.beds.bowls import Strikes, layers
from stilte.sound.music_settings import Making, built_in
from tests.sound.signals import RATE_HZ

BANDS_HZ = ((100, 300), (300, 900), (900, 2700))
STEP_S = 0.05
WINDOW = 4410
NOISE = ("rain", "room", "wind")


@cache
def minutes(kind: str, making: Making = Making(), count: int = 10) -> np.ndarray:  # noqa: B008 (frozen)
    """Return the middle signal of so many minutes of a bed."""
    bed = open_bed(replace(built_in(kind), making=making), RATE_HZ, Path("nowhere"))
    return np.concatenate([bed.block(at * 60 * RATE_HZ, 60 * RATE_HZ).mean(axis=1) for at in range(count)])


def envelopes_db(sound: np.ndarray) -> list[np.ndarray]:
    """Return the level of each band in windows of 0.1 s, every 50 ms."""
    views = np.lib.stride_tricks.sliding_window_view(sound, WINDOW)[:: round(STEP_S * RATE_HZ)]
    freqs_hz = np.fft.rfftfreq(WINDOW, 1 / RATE_HZ)
    window, found = np.hanning(WINDOW).astype(np.float32), [[] for _ in BANDS_HZ]  # type: ignore[var-annotated]
    for first in range(0, len(views), 1000):
        power = np.abs(np.fft.rfft(views[first : first + 1000] * window, axis=1)) ** 2
        for band, (low_hz, high_hz) in zip(found, BANDS_HZ, strict=True):
            band.append(power[:, (freqs_hz >= low_hz) & (freqs_hz < high_hz)].sum(axis=1))
    return [10 * np.log10(np.concatenate(band) + 1e-20) for band in found]


def correlation(curve: np.ndarray, least_s: float, most_s: float) -> float:
    """Return the highest correlation of a curve with itself at any lag in a range."""
    still = (curve - curve.mean()) / curve.std()
    spectrum = np.fft.rfft(still, 1 << (2 * len(still)).bit_length())
    lags = np.arange(round(least_s / STEP_S), round(most_s / STEP_S))
    return float((np.fft.irfft(np.abs(spectrum) ** 2)[lags] / (len(still) - lags)).max())


def less_slow(curve: np.ndarray, over_s: float = 4.0) -> np.ndarray:
    """Return a curve less its own mean over some seconds: gusts and swells are meant to last."""
    size = round(over_s / STEP_S) | 1
    held = np.pad(curve, size // 2, mode="edge")
    return np.asarray(curve - np.convolve(held, np.ones(size) / size, "valid"))


@pytest.mark.parametrize("kind", NOISE)
def test_noise_is_new_all_the_time(kind: str) -> None:
    """In three bands no lag from 5 s to 5 min has an envelope correlation over 0.1 (was 0.36 to 1.00)."""
    for level_db in envelopes_db(minutes(kind)):
        assert correlation(less_slow(level_db), 5, 300) < 0.1


@pytest.mark.parametrize("kind", ["rain", "room"])
def test_steady_beds_have_no_period_of_any_kind(kind: str) -> None:
    """Where nothing is meant to come and go, that holds of the whole envelope, slow swells too."""
    for level_db in envelopes_db(minutes(kind)):
        assert correlation(level_db, 5, 300) < 0.1


@pytest.mark.parametrize("kind", [*NOISE, "ocean"])
def test_no_stretch_of_noise_comes_back(kind: str) -> None:
    """No second of the sound is found again in five minutes: its waveform fits nowhere by more than 0.8."""
    sound = minutes(kind)[: 300 * RATE_HZ : 4].astype(np.float64)
    second = sound[len(sound) // 3 :][: RATE_HZ // 4]
    size = 1 << (len(sound) + len(second)).bit_length()
    fit = np.fft.irfft(np.fft.rfft(sound, size) * np.conj(np.fft.rfft(second, size)))[
        : len(sound) - len(second)
    ]
    total = np.cumsum(np.concatenate([[0.0], sound**2]))
    energy = total[len(second) :] - total[: -len(second)]
    like = np.abs(fit) / np.sqrt(energy[: len(fit)] * float(second @ second))
    like[len(sound) // 3 - RATE_HZ // 2 :][:RATE_HZ] = 0
    assert like.max() < 0.8


def broad_db(sound: np.ndarray, smooth_s: float) -> np.ndarray:
    """Return the level every 50 ms, smoothed."""
    frame = round(STEP_S * RATE_HZ)
    power = np.square(sound[: len(sound) // frame * frame].reshape(-1, frame)).mean(axis=1)
    shape = np.hanning(round(smooth_s / STEP_S))
    return np.asarray(10 * np.log10(np.convolve(power, shape / shape.sum(), "same")))


@pytest.mark.parametrize("waves", [5.0, 8.0, 14.0])
def test_waves_are_of_all_heights_and_come_when_they_will(waves: float) -> None:
    """As many a minute as asked for, 2.5 dB and more about their mean height, and no lag to count on."""
    apart_s = 60 / waves
    level_db = broad_db(minutes("ocean", Making(waves=waves)), 0.15 * apart_s)
    near = round(0.3 * apart_s / STEP_S)
    crests = [
        at
        for at in range(1, len(level_db) - 1)
        if level_db[at] == level_db[max(at - near, 0) : at + near + 1].max()
    ]
    assert len(crests) / 10 == pytest.approx(waves, rel=0.15)
    assert np.std(level_db[crests]) > 2.5
    assert correlation(level_db, 0.5 * apart_s, 300) < 0.5


def test_bowls_are_struck_seldom_and_unforeseen() -> None:
    """Two to three and a half a minute, some soon after another, some after half a minute of quiet."""
    strikes = layers(Making(), RATE_HZ)[0]
    assert isinstance(strikes, Strikes)
    at_s = np.array([at_s for at_s, _, _ in strikes.between(0.0, 3600.0) if 0 <= at_s < 3600])
    assert 2 < len(at_s) / 60 < 3.5
    assert np.diff(at_s).min() < 8
    assert np.diff(at_s).max() > 35


@pytest.mark.parametrize("kind", ["drone", "ocean", "rain", "wind", "bowls", "room"])
def test_the_bass_is_narrow(kind: str) -> None:
    """Below 120 Hz the side is at least 12 dB under the middle, at the greatest width."""
    bed = open_bed(replace(built_in(kind), making=Making(width=1.0)), RATE_HZ, Path("nowhere"))
    sound = bed.block(0, 60 * RATE_HZ)
    low = np.fft.rfftfreq(len(sound), 1 / RATE_HZ) < 120
    middle, side = (
        float(np.sum(np.abs(np.fft.rfft(part)[low]) ** 2))
        for part in (sound[:, 0] + sound[:, 1], sound[:, 0] - sound[:, 1])
    )
    assert 10 * np.log10(side / middle) < -12
