"""The short built-in sounds."""

from __future__ import annotations

import numpy as np
import pytest

from stilte.sound.bells import STRIKE_LUFS
from stilte.sound.dsp.level import loudest_lufs
from stilte.sound.music_names import SHORT_S
from stilte.sound.tick_and_hum import short_sound
from tests.sound.signals import RATE_HZ


@pytest.mark.parametrize("name", sorted(SHORT_S))
def test_it_lasts_what_it_is_said_to_and_has_soft_edges(name: str) -> None:
    """`plan` knows its length without making it; it begins and ends without a step."""
    samples = short_sound(name, RATE_HZ).samples
    assert len(samples) == round(SHORT_S[name] * RATE_HZ)
    assert abs(samples[0]).max() < 1e-3
    assert abs(samples[-1]).max() < 1e-4
    assert np.array_equal(samples[:, 0], samples[:, 1])


def test_a_tick_is_over_at_once() -> None:
    """After 60 ms it has fallen by 20 dB: it marks a moment."""
    samples = abs(short_sound("tick", RATE_HZ).samples[:, 0])
    late = samples[round(0.06 * RATE_HZ) :].max()
    assert 0.1 < samples.max() < 0.2
    assert late < 0.1 * samples.max()


def test_a_hum_is_low_and_as_loud_as_a_bell() -> None:
    """Its strongest partial is its ground tone, under 200 Hz; its loudest moment is a bell's."""
    samples = short_sound("hum", RATE_HZ).samples
    spectrum = abs(np.fft.rfft(samples[:, 0] * np.hanning(len(samples))))
    assert 140 < float(np.fft.rfftfreq(len(samples), 1 / RATE_HZ)[spectrum.argmax()]) < 155
    assert loudest_lufs(samples, RATE_HZ) == pytest.approx(STRIKE_LUFS, abs=0.05)
