"""Loudness and true peak, held against FFmpeg's own meter."""

from __future__ import annotations

import re
import subprocess

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stilte.sound.clip import ffmpeg
from stilte.sound.dsp import loudness
from tests.sound.mixing import RATE, noise, sea, voiced


def meter(samples: np.ndarray, rate: int = RATE) -> tuple[float, float]:
    """Return what FFmpeg measures: integrated loudness and true peak."""
    form = ["-f", "f32le", "-ar", str(rate), "-ac", str(samples.shape[1]), "-i", "-"]
    command = [ffmpeg(), "-hide_banner", *form, "-af", "ebur128=peak=true:dualmono=true", "-f", "null", "-"]
    said = subprocess.run(command, input=samples.tobytes(), check=True, capture_output=True).stderr.decode()
    summary = said[said.rindex("Summary:") :]
    found = re.search(r"I:\s+(\S+) LUFS.*Peak:\s+(\S+) dBFS", summary, re.DOTALL)
    assert found
    return float(found[1]), float(found[2])


def ours(samples: np.ndarray, rate: int = RATE) -> tuple[float, float]:
    peak = loudness.peaks_over(np.pad(samples, ((30, 30), (0, 0))), float(np.abs(samples).max()))[1]
    lufs = loudness.integrated_lufs(loudness.joined_powers([samples], rate))
    return lufs, loudness.db(float(peak.max()))


def stereo(samples: np.ndarray) -> np.ndarray:
    return np.repeat(samples, 2, axis=1)


def tone(
    hz: float, length_s: float = 5.0, rate: int = RATE, level: float = 0.3, phase: float = 0.0
) -> np.ndarray:
    at = np.arange(round(length_s * rate)) / rate
    edges = np.minimum(1, np.minimum(at, at[::-1]) / 0.01)
    return (level * edges * np.sin(2 * np.pi * hz * at + phase)).astype(np.float32)[:, None]


SIGNALS = {
    "997 Hz": stereo(tone(997.0)),
    "low drone": stereo(tone(73.4) + tone(110.3, level=0.2)),
    "high tone": stereo(tone(8000.0)),
    "a voice": stereo(voiced(6.0)),
    "a mono voice": voiced(6.0),
    "a voice with long quiet": stereo(np.pad(voiced(4.0), ((3 * RATE, 9 * RATE), (0, 0)))),
    "a sea": sea(8.0),
    "hiss": noise(5.0),
    "one side only": np.hstack((voiced(4.0), np.zeros((4 * RATE, 1), np.float32))),
}


@pytest.mark.parametrize("name", SIGNALS)
def test_agrees_with_ffmpeg(name: str) -> None:
    """Integrated loudness within 0.1 LU and true peak within 0.1 dB of ebur128, a mono file as dual mono."""
    lufs, peak = ours(SIGNALS[name])
    known_lufs, known_peak = meter(SIGNALS[name])
    assert lufs == pytest.approx(known_lufs, abs=0.1)
    assert peak == pytest.approx(known_peak, abs=0.1)


def test_agrees_at_48_khz() -> None:
    """The filters are made for the rate at hand."""
    samples = stereo(voiced(4.0, rate=48000))
    assert ours(samples, 48000) == pytest.approx(meter(samples, 48000), abs=0.1)


def test_reference_tone() -> None:
    """A 997 Hz tone at full scale on one side measures -3.01 LUFS: the standard's own example."""
    one = np.hstack((tone(997.0, level=1.0), np.zeros((5 * RATE, 1), np.float32)))
    assert ours(one)[0] == pytest.approx(-3.01, abs=0.05)


def test_peak_between_samples_is_found() -> None:
    """A tone at a quarter of the rate whose samples miss its crests by 3 dB still measures its crests."""
    crest = tone(RATE / 4, level=0.5, phase=np.pi / 4, length_s=0.1)
    assert np.abs(crest).max() == pytest.approx(0.3536, abs=1e-3)
    inner = loudness.peaks_over(crest, 0.45)[1][500:-500]
    assert 20 * np.log10(inner.max()) == pytest.approx(-6.02, abs=0.1)


@settings(max_examples=15)
@given(st.lists(st.integers(1, 3 * RATE), max_size=5))
def test_cuts_do_not_change_what_is_measured(cuts: list[int]) -> None:
    """Joined chunks measure what the whole does, however it is cut."""
    samples = SIGNALS["a voice"]
    chunks = np.split(samples, sorted(cuts))
    expected = loudness.powers(samples, RATE)
    assert np.allclose(loudness.joined_powers(chunks, RATE)[: len(expected)], expected, rtol=1e-5)


def test_silence_has_a_floor() -> None:
    """No sound at all has a number too, and breaks nothing."""
    silent = np.zeros((RATE, 2), np.float32)
    assert loudness.integrated_lufs(loudness.powers(silent, RATE)) == loudness.SILENCE_LUFS
    assert loudness.integrated_lufs(np.zeros(0)) == loudness.SILENCE_LUFS
    assert loudness.db(0.0) == loudness.SILENCE_LUFS


@pytest.mark.parametrize("channels", [1, 2])
@pytest.mark.parametrize("frames", [0, 1, 4095, 4096, 4097, 12_288, 20_000])
def test_heights_are_those_of_every_stretch(frames: int, channels: int) -> None:
    """Of the last one too, which may be short."""
    samples = np.random.Generator(np.random.PCG64(3)).normal(size=(frames, channels)).astype(np.float32)
    stretches = [samples[start : start + 4096] for start in range(0, frames, 4096)]
    assert loudness.block_peaks(samples).tolist() == [float(np.abs(stretch).max()) for stretch in stretches]
