"""The chain that every take passes through."""

from __future__ import annotations

import numpy as np
import pytest

from stilte.sound.voice_chain import HIGH_PASS_HZ, voice_chain, without_rumble
from tests.sound.signals import RATE_HZ, seconds_of


def tone(hz: float, length_s: float = 1.0, level: float = 0.1) -> np.ndarray:
    return (level * np.sin(2 * np.pi * hz * seconds_of(length_s))).astype(np.float32)


def level_db(samples: np.ndarray) -> float:
    return float(10 * np.log10(np.mean(np.asarray(samples, float) ** 2)))


def inner(samples: np.ndarray) -> np.ndarray:
    return samples[len(samples) // 4 : -len(samples) // 4]


def spoken(length_s: float = 3.0) -> np.ndarray:
    """Return bursts of a buzz, the second of three 12 dB softer."""
    at_s = seconds_of(length_s)
    buzz = sum(np.sin(2 * np.pi * 130 * n * at_s) / n for n in range(1, 20))
    strength = np.select([at_s % 1.0 > 0.8, (at_s >= 1) & (at_s < 2)], [0.0, 0.25], 1.0)
    return (0.05 * buzz * strength).astype(np.float32)


def test_the_high_pass_is_6_db_down_at_its_corner() -> None:
    """Rumble at 35 Hz goes, the corner loses 6 dB against a voice's pitch, and 140 Hz hardly anything."""
    # Levelling looks at the whole, so each tone is measured beside a strong one that sets the level.
    through = {}
    for hz in (35.0, HIGH_PASS_HZ, 140.0):
        clean = without_rumble(tone(hz, level=0.001) + tone(1000.0), RATE_HZ)
        sound = voice_chain(clean, RATE_HZ, 0.0)
        spectrum = abs(np.fft.rfft(inner(sound) * np.hanning(len(inner(sound)))))
        peak = spectrum[round(hz * len(inner(sound)) / RATE_HZ)]
        through[hz] = 20 * np.log10(peak / spectrum.max()) + 40
    assert through[35.0] < -13
    assert through[HIGH_PASS_HZ] == pytest.approx(-6, abs=0.7)
    assert through[140.0] > -2.2


def test_levelling_draws_soft_words_nearer_and_keeps_their_order() -> None:
    """A word 12 dB softer comes 2 to 5 dB nearer, and is still the softer one."""
    before, after = spoken(), voice_chain(spoken(), RATE_HZ, 0.0)
    loud, soft = (slice(round((s + 0.2) * RATE_HZ), round((s + 0.6) * RATE_HZ)) for s in (0, 1))
    was = level_db(before[loud]) - level_db(before[soft])
    now = level_db(after[loud]) - level_db(after[soft])
    assert 2 < was - now < 5


def test_quiet_between_words_is_not_raised() -> None:
    """What is silent stays silent; the noise of a recording is not pumped up between words."""
    floor = np.random.default_rng(1).normal(size=3 * RATE_HZ).astype(np.float32) * 1e-4
    before, after = spoken() + floor, voice_chain(spoken() + floor, RATE_HZ, 0.0)
    gap = slice(round(0.88 * RATE_HZ), round(0.94 * RATE_HZ))
    assert level_db(after[gap]) - level_db(before[gap]) < 3.0


def test_a_room_rings_after_the_word_and_not_before() -> None:
    """With a room the quiet after a word holds its echo, softer than the word; more room, more echo."""
    word = np.concatenate([np.zeros(4410), tone(300, 0.5), np.zeros(RATE_HZ // 2)]).astype(np.float32)
    after = slice(4410 + RATE_HZ // 2 + 900, 4410 + RATE_HZ // 2 + 4000)
    dry, some, more = (voice_chain(word, RATE_HZ, room) for room in (0.0, 0.05, 0.3))
    assert level_db(dry[after] + 1e-9) < -90
    assert -75 < level_db(some[after]) < level_db(more[after]) - 10 < level_db(word[4410:26000]) - 20
    assert np.allclose(some[:4000], dry[:4000], atol=1e-5)


@pytest.mark.parametrize("room", [0.0, 0.1])
@pytest.mark.parametrize("frames", [0, 1, 50, 4410])
def test_the_length_stays_and_nothing_is_wild(frames: int, room: float) -> None:
    """A take of any length, silent or not, comes out as long as it was, in finite numbers."""
    for samples in (np.zeros(frames, np.float32), tone(200, 1.0)[:frames]):
        out = voice_chain(samples, RATE_HZ, room)
        assert len(out) == frames
        assert out.dtype == np.float32
        assert np.all(np.isfinite(out))
        assert np.all(np.abs(out) < 0.5)


def test_the_same_take_gives_the_same_samples() -> None:
    """Nothing in the chain is left to chance."""
    assert voice_chain(spoken(), RATE_HZ, 0.1).tobytes() == voice_chain(spoken(), RATE_HZ, 0.1).tobytes()
