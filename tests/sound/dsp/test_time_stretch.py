"""Speech made slower or quicker: its length, its pitch, its onsets."""

from __future__ import annotations

import numpy as np
import pytest

from stilte.sound.dsp.time_stretch import time_stretched

RATE_HZ = 24_000


def syllables(starts_s: tuple[float, ...], length_s: float, hz: float = 180.0) -> np.ndarray:
    """Return voiced syllables of 0.18 s with a hard beginning, quiet between them."""
    at_s = np.arange(round(length_s * RATE_HZ)) / RATE_HZ
    wave = sum(np.sin(2 * np.pi * hz * number * at_s) / number for number in range(1, 8))
    shape = np.zeros_like(at_s)
    for start_s in starts_s:
        since_s = at_s - start_s
        shape += np.where((since_s >= 0) & (since_s < 0.18), np.exp(-since_s / 0.12), 0.0)
    return (0.2 * wave * shape).astype(np.float32)


def begins_s(sound: np.ndarray) -> np.ndarray:
    """Return where the level rises out of quiet: the first of every run of 2 ms over −45 dBFS."""
    size = RATE_HZ // 500
    rms = np.sqrt(np.square(sound[: len(sound) // size * size].reshape(-1, size)).mean(axis=1))
    loud = rms > 10 ** (-45 / 20)
    held = np.array([loud[max(at - 30, 0) : at].any() for at in range(len(loud))])
    return np.flatnonzero(loud & ~held) * size / RATE_HZ


@pytest.mark.parametrize("speed", [0.65, 0.75, 0.9, 1.25])
def test_every_syllable_begins_where_it_should(speed: float) -> None:
    """Onsets are at their old place divided by the speed to within 22 ms, all of them alike to within 8 ms.

    None is lost, none doubled, and the rhythm stays; `atempo` is up to 44 ms early.
    """
    starts_s = (0.1, 0.52, 0.97, 1.5, 1.91)
    found = begins_s(time_stretched(syllables(starts_s, 2.4), RATE_HZ, speed))
    assert found == pytest.approx(np.array(starts_s) / speed, abs=0.022)
    assert np.ptp(found - np.array(starts_s) / speed) < 0.008


@pytest.mark.parametrize("speed", [0.65, 0.75, 1.25])
def test_length_and_pitch_are_what_was_asked(speed: float) -> None:
    """A tone lasts 1/speed times as long, at its own pitch and level, without a step."""
    at_s = np.arange(2 * RATE_HZ) / RATE_HZ
    tone = (0.3 * np.sin(2 * np.pi * 170 * at_s)).astype(np.float32)
    slow = time_stretched(tone, RATE_HZ, speed)
    assert len(slow) == round(len(tone) / speed)
    inner = slow[RATE_HZ // 4 : -RATE_HZ // 4]
    spectrum = np.abs(np.fft.rfft(inner * np.hanning(len(inner)), 1 << 18))
    assert np.argmax(spectrum) * RATE_HZ / (1 << 18) == pytest.approx(170, abs=0.5)
    assert np.sqrt(np.square(inner).mean()) == pytest.approx(0.3 / np.sqrt(2), rel=0.02)
    assert np.abs(np.diff(slow)).max() < 1.3 * np.abs(np.diff(tone)).max()


def test_the_beginning_and_the_end_stay_whole() -> None:
    """The first consonant is as loud as it was: no window fades it in."""
    sound = syllables((0.0,), 0.18)
    slow = time_stretched(sound, RATE_HZ, 0.75)
    assert np.abs(slow[: RATE_HZ // 100]).max() > 0.8 * np.abs(sound[: RATE_HZ // 100]).max()


def test_hardly_any_change_is_none() -> None:
    """Within 2 % the samples are given back as they are; silence and nothing stay what they are."""
    sound = syllables((0.1,), 0.5)
    assert time_stretched(sound, RATE_HZ, 1.01).tobytes() == sound.tobytes()
    assert not time_stretched(np.zeros(RATE_HZ, np.float32), RATE_HZ, 0.75).any()
    assert len(time_stretched(np.zeros(0, np.float32), RATE_HZ, 0.75)) == 0
