"""Beds made by arithmetic: one contract for every kind."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from stilte.sound.beds.bed import OpenBed, fingerprint, open_bed
from stilte.sound.beds.synthesis import Texture
from stilte.sound.clip import REFERENCE_LUFS
from stilte.sound.music_names import BUILT_IN_BEDS
from stilte.sound.music_settings import Making, built_in
from tests.sound.signals import RATE_HZ, levels_db, measured_lufs

NOWHERE = Path("nowhere")
KINDS = sorted(BUILT_IN_BEDS)


@cache
def bed(kind: str) -> OpenBed:
    opened = open_bed(built_in(kind), RATE_HZ, NOWHERE)
    assert isinstance(opened, OpenBed)
    return opened


@cache
def minute(kind: str) -> np.ndarray:
    return bed(kind).block(20 * RATE_HZ, 60 * RATE_HZ)


@pytest.mark.parametrize("kind", KINDS)
class TestMadeBeds:
    """Whatever is built in keeps these promises."""

    def test_blocks_of_any_size_and_order_are_the_same_samples(self, kind: str) -> None:
        """Reading in pieces, backwards or far ahead gives the bytes that one long read gives."""
        whole = bed(kind).block(100_003, 40_000)
        cuts = (0, 1, 512, 513, 9_000, 9_001, 40_000)
        pieces = [bed(kind).block(100_003 + a, b - a) for a, b in reversed(list(pairwise(cuts)))]
        assert np.concatenate(pieces[::-1]).tobytes() == whole.tobytes()

    def test_it_stands_at_the_reference(self, kind: str) -> None:
        """A minute measures within 1.5 LU of the reference with FFmpeg; ten minutes are what is balanced."""
        assert measured_lufs(minute(kind)) == pytest.approx(REFERENCE_LUFS, abs=1.5)

    def test_mono_loses_at_most_3_db(self, kind: str) -> None:
        """Folding to mono takes less than 3 dB."""
        mono = np.repeat(minute(kind).mean(axis=1, keepdims=True), 2, axis=1)
        assert measured_lufs(minute(kind)) - measured_lufs(mono) < 3.0

    def test_highs_are_soft(self, kind: str) -> None:
        """Above 1 kHz every octave holds at least 6 dB less density than the one below."""
        blocks = minute(kind)[: 40 * 65536].reshape(-1, 65536, 2) * np.hanning(65536)[:, None]
        density = (abs(np.fft.rfft(blocks, axis=1)) ** 2).mean(axis=(0, 2))
        freqs_hz = np.fft.rfftfreq(65536, 1 / RATE_HZ)
        octaves = [density[(freqs_hz >= hz) & (freqs_hz < 2 * hz)].mean() for hz in (1000, 2000, 4000)]
        falls_db = 10 * np.log10(np.array(octaves[:-1]) / np.array(octaves[1:]))
        assert falls_db.min() >= 6.0

    def test_it_moves_slowly_and_never_stops(self, kind: str) -> None:
        """No step from sample to sample stands out, and no tenth of a second is a hole."""
        steps = np.abs(np.diff(minute(kind)[:, 0]))
        assert steps.max() < 0.2
        assert levels_db(minute(kind)).min() > -60

    def test_brightness_width_and_seed_are_heard(self, kind: str) -> None:
        """Each setting changes the sound, and the fingerprint with it."""
        spec = built_in(kind)
        for making in (Making(brightness=0.9), Making(seed=2, width=0.1, pace=1.5)):
            other = replace(spec, making=making)
            assert fingerprint(other) != fingerprint(spec)
            assert not np.array_equal(
                open_bed(other, RATE_HZ, NOWHERE).block(0, 4096), bed(kind).block(0, 4096)
            )


def test_another_process_makes_the_same_bytes() -> None:
    """A bed does not depend on what was made before it, nor on this process."""
    code = (
        "import sys, hashlib; from pathlib import Path; from stilte.sound.beds.bed import open_bed;"
        "from stilte.sound.music_settings import built_in;"
        "b = open_bed(built_in('ocean'), 44100, Path('x')).block(1234567, 20000);"
        "print(hashlib.sha256(b.tobytes()).hexdigest())"
    )
    root = Path(__file__).resolve().parents[3]
    told = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert told.stdout.strip() == hashlib.sha256(bed("ocean").block(1234567, 20000).tobytes()).hexdigest()


def test_bowls_are_struck_and_die_away() -> None:
    """The loudest moments of the bowls' bed are its strikes, well over what rings on under them."""
    levels = levels_db(minute("bowls"))
    assert np.percentile(levels, 97) - np.percentile(levels, 10) > 8


def test_a_curve_is_followed_without_steps() -> None:
    """A texture under a rising curve rises with it, joined up between the points of the grid."""
    ones = np.ones((1000, 2), np.float32)
    out = np.zeros((4, 1024), np.float32)
    Texture(ones, lambda time_s: time_s).add(out, 10, 1.0, 512)
    assert out.reshape(-1, 2)[:, 0] == pytest.approx(10 + np.arange(2048) / 512, rel=1e-6)


@pytest.mark.parametrize("kind", ["drone", "ocean", "rain", "wind"])
def test_the_brightest_and_widest_is_still_soft_and_safe_in_mono(kind: str) -> None:
    """At the far end of its settings a bed loses under 3 dB in mono and stays near the reference."""
    spec = replace(built_in(kind), making=Making(brightness=1, width=1, pace=4, seed=9))
    samples = open_bed(spec, RATE_HZ, NOWHERE).block(0, 30 * RATE_HZ)
    mono = np.repeat(samples.mean(axis=1, keepdims=True), 2, axis=1)
    assert measured_lufs(samples) - measured_lufs(mono) < 3.0
    assert measured_lufs(samples) == pytest.approx(REFERENCE_LUFS, abs=1.5)
