"""The sound of a breath."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stilte.sound.breath import FULL_LUFS, phase_sound, swell
from stilte.sound.dsp.level import loudest_lufs
from tests.sound.signals import RATE_HZ, levels_db

if TYPE_CHECKING:
    from stilte.script.durations import Phase
    from stilte.sound.breath import BreathKind

KINDS: tuple[BreathKind, ...] = ("breath", "tone")
PHASES: tuple[Phase, ...] = ("in", "hold", "out", "rest")


def pitch_hz(samples: np.ndarray) -> float:
    window = samples[:, 0] * np.hanning(len(samples))
    return float(np.argmax(abs(np.fft.rfft(window, 1 << 17))) * RATE_HZ / (1 << 17))


def brightness_hz(samples: np.ndarray) -> float:
    power = abs(np.fft.rfft(samples[:, 0] * np.hanning(len(samples)))) ** 2
    return float(np.sum(power * np.fft.rfftfreq(len(samples), 1 / RATE_HZ)) / power.sum())


@pytest.mark.parametrize("kind", KINDS)
class TestBreathSounds:
    """What both sounds do."""

    def test_in_swells_and_out_falls(self, kind: BreathKind) -> None:
        """Through the in-breath the level rises, through the out-breath it falls, by more than 6 dB each."""
        rising = levels_db(phase_sound(kind, "in", 5 * RATE_HZ, RATE_HZ), 0.5)
        falling = levels_db(phase_sound(kind, "out", 6 * RATE_HZ, RATE_HZ), 0.5)
        assert rising[-2] - rising[0] > 6
        assert np.all(np.diff(rising[:-1]) > -1)
        assert falling[1] - falling[-1] > 6
        assert np.all(np.diff(falling[1:]) < 1)

    @pytest.mark.parametrize("phase", ["hold", "rest"])
    def test_a_hold_is_still(self, kind: BreathKind, phase: Phase) -> None:
        """Nothing sounds while the breath is held."""
        assert not phase_sound(kind, phase, RATE_HZ, RATE_HZ).any()

    @pytest.mark.parametrize("phase", ["in", "out"])
    @pytest.mark.parametrize("length_s", [0.5, 2.0, 8.0, 30.0])
    def test_its_start_is_found_within_10_ms(self, kind: BreathKind, phase: Phase, length_s: float) -> None:
        """A phase is over −40 dB of its own peak within 10 ms, and starts from nothing."""
        samples = abs(phase_sound(kind, phase, round(length_s * RATE_HZ), RATE_HZ)).max(axis=1)
        assert samples[0] < 1e-4
        assert np.flatnonzero(samples > 0.01 * samples.max())[0] < 0.010 * RATE_HZ
        assert samples[-1] < 1e-3

    @pytest.mark.parametrize("phase", ["in", "out"])
    def test_its_fullest_moment_has_its_level(self, kind: BreathKind, phase: Phase) -> None:
        """In and out are equally loud at their fullest: 8 dB under the voice."""
        samples = phase_sound(kind, phase, 5 * RATE_HZ, RATE_HZ)
        assert loudest_lufs(samples, RATE_HZ) == pytest.approx(FULL_LUFS, abs=1)

    def test_it_is_repeatable(self, kind: BreathKind) -> None:
        """The same phase is the same samples."""
        once, again = (phase_sound(kind, "in", 4000, RATE_HZ).tobytes() for _ in range(2))
        assert once == again

    def test_the_tail_of_a_longer_phase_is_no_repetition(self, kind: BreathKind) -> None:
        """A phase longer than the table of noise has no step where the table begins again."""
        samples = phase_sound(kind, "out", 25 * RATE_HZ, RATE_HZ)
        steps = abs(np.diff(samples[:, 0]))
        assert steps.max() < 0.05


def test_the_tone_climbs_and_sinks_a_fifth() -> None:
    """Up through the in-breath, down through the out-breath: three to two."""
    coming = phase_sound("tone", "in", 6 * RATE_HZ, RATE_HZ)
    going = phase_sound("tone", "out", 6 * RATE_HZ, RATE_HZ)
    part = RATE_HZ // 2
    assert pitch_hz(coming[-2 * part : -part]) / pitch_hz(coming[:part]) == pytest.approx(1.5, abs=0.12)
    assert pitch_hz(going[:part]) / pitch_hz(going[-2 * part : -part]) == pytest.approx(1.5, abs=0.12)


def test_air_brightens_coming_in_and_darkens_going_out() -> None:
    """The two directions differ to the ear, not only in level."""
    coming = phase_sound("breath", "in", 6 * RATE_HZ, RATE_HZ)
    going = phase_sound("breath", "out", 6 * RATE_HZ, RATE_HZ)
    assert brightness_hz(coming[4 * RATE_HZ :]) > 1.15 * brightness_hz(coming[: 2 * RATE_HZ])
    assert brightness_hz(going[4 * RATE_HZ :]) < 0.9 * brightness_hz(going[: 2 * RATE_HZ])


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(KINDS), st.sampled_from(PHASES), st.integers(0, 3000))
def test_any_length_is_met_to_the_frame(kind: BreathKind, phase: Phase, frames: int) -> None:
    """A phase of any length has exactly that length and no wild number in it."""
    samples = phase_sound(kind, phase, frames, 8000)
    assert samples.shape == (frames, 2)
    assert samples.dtype == np.float32
    assert np.all(np.abs(samples) < 1)


def test_the_swell_stays_between_nothing_and_full() -> None:
    """The gain of a phase goes from 0 to 1 and back, whatever its length."""
    for length_s in (0.3, 1.0, 4.0, 20.0):
        for phase in ("in", "out"):
            level = swell(phase, round(length_s * RATE_HZ), RATE_HZ)
            assert level.min() >= 0
            assert 0.6 < level.max() <= 1.0
