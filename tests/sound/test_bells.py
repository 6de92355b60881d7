"""Struck bowls."""

from __future__ import annotations

import numpy as np
import pytest

from stilte.sound.bells import BELLS, STRIKE_LUFS, power, strike
from stilte.sound.dsp.level import loudest_lufs
from stilte.sound.music_names import BUILT_IN_BELLS
from tests.sound.signals import RATE_HZ, levels_db

NAMES = sorted(BUILT_IN_BELLS)


def test_every_name_has_a_bell() -> None:
    """The names that scripts may use are the bells that can be struck."""
    assert frozenset(BELLS) == BUILT_IN_BELLS


@pytest.mark.parametrize("name", NAMES)
class TestBells:
    """What every bell does."""

    def test_it_rings_6_to_12_seconds_and_falls_60_db(self, name: str) -> None:
        """A strike is as long as it takes to fall 60 dB, no longer than that by much, and ends in silence."""
        clip = strike(name, RATE_HZ)
        levels = levels_db(clip.samples, 0.2)
        assert 6 * RATE_HZ <= clip.frames <= 12 * RATE_HZ
        assert levels[-1] < levels.max() - 58
        assert levels[int(0.8 * len(levels))] > levels.max() - 60
        assert abs(clip.samples[-1]).max() < 1e-6

    def test_it_begins_at_once_and_softly(self, name: str) -> None:
        """The strike is heard within 10 ms, and does not begin with a step."""
        samples = abs(strike(name, RATE_HZ).samples).max(axis=1)
        assert np.flatnonzero(samples > 0.1 * samples.max())[0] < 0.010 * RATE_HZ
        assert samples[0] < 1e-3

    def test_it_stands_a_little_under_the_voice(self, name: str) -> None:
        """The loudest moment of every bell is equally loud, with room for its peak."""
        clip = strike(name, RATE_HZ)
        assert loudest_lufs(clip.samples, RATE_HZ) == pytest.approx(STRIKE_LUFS, abs=0.1)
        assert abs(clip.samples).max() < 0.25

    def test_its_partials_are_no_harmonics_and_beat(self, name: str) -> None:
        """Two pitches lie close beside the ground tone; the next partial is not a multiple of it.

        The gong's are: it is heard over a drone, and was rough against it.
        """
        bell = BELLS[name]
        samples = strike(name, RATE_HZ).samples[:, 0]
        spectrum = abs(np.fft.rfft(samples * np.hanning(len(samples)), 4 * len(samples)))
        freqs_hz = np.fft.rfftfreq(4 * len(samples), 1 / RATE_HZ)
        half = bell.partials[0].beat_hz / 2
        for hz in (bell.tone_hz - half, bell.tone_hz + half):
            near = (freqs_hz > hz - 0.4 * half) & (freqs_hz < hz + 0.4 * half)
            assert spectrum[near].max() > 0.2 * spectrum.max()
        assert (abs(bell.partials[1].ratio % 1 - 0.5) < 0.4) == (name != "gong")

    def test_mono_loses_little(self, name: str) -> None:
        """Both ears hear every partial: folding to mono costs less than 3 dB."""
        samples = strike(name, RATE_HZ).samples.astype(float)
        lost = 10 * np.log10((samples**2).mean() / (samples.mean(axis=1) ** 2).mean())
        assert lost < 3


def test_rates_give_the_same_bell() -> None:
    """A bell at 48 kHz lasts as long and is as loud as one at 44.1 kHz."""
    for rate_hz in (44_100, 48_000):
        clip = strike("bowl", rate_hz)
        assert clip.frames / rate_hz == pytest.approx(10, abs=0.01)
        assert loudest_lufs(clip.samples, rate_hz) == pytest.approx(STRIKE_LUFS, abs=0.1)


def test_a_second_strike_is_the_same() -> None:
    """The same name gives the same samples, which nobody can change."""
    assert strike("gong", RATE_HZ).samples.tobytes() == strike("gong", RATE_HZ).samples.tobytes()
    assert not strike("gong", RATE_HZ).samples.flags.writeable


def test_power_falls_with_the_strike() -> None:
    """The power that balances the bowls' bed follows the sound: nothing before it, at its end 60 dB down.

    The ground tone is, and the others, which had half of the power, are gone.
    """
    bowl = BELLS["bowl"]
    before, start, end = power(bowl, np.array([-0.1, 0.0, 10.0]))
    assert before == 0
    assert 10 * np.log10(end / start) == pytest.approx(-63, abs=2)
