"""Sibilants tamed, highs softened, and consonants lifted for older ears."""

from __future__ import annotations

import numpy as np
import pytest

from stilte.sound.clip import REFERENCE_LUFS
from stilte.sound.dsp.loudness import clip_lufs
from stilte.sound.voice_brightness import de_essed, shelved, with_presence
from tests.sound.mixing import voiced

RATE_HZ = 44_100

# ANSI S3.5-1997, the procedure of third octaves: band, importance for average speech, spectrum level of
# normal vocal effort, internal noise.
BANDS = np.array(
    [
        (160, 0.0083, 32.41, 0.6), (200, 0.0095, 34.48, -1.7), (250, 0.0150, 34.75, -3.9),
        (315, 0.0289, 33.98, -6.1), (400, 0.0440, 34.59, -8.2), (500, 0.0578, 34.27, -9.7),
        (630, 0.0653, 32.06, -10.8), (800, 0.0711, 28.30, -11.9), (1000, 0.0818, 25.01, -12.5),
        (1250, 0.0844, 23.00, -13.5), (1600, 0.0882, 20.15, -15.4), (2000, 0.0898, 17.32, -17.7),
        (2500, 0.0868, 13.18, -21.2), (3150, 0.0844, 11.55, -24.2), (4000, 0.0771, 9.33, -25.9),
        (5000, 0.0527, 5.31, -23.6), (6300, 0.0364, 2.59, -15.8), (8000, 0.0185, 1.13, -7.1),
    ]
)  # fmt: skip
# ISO 7029:2000, men: the median threshold rises by a(age - 18)² dB.
RISE = (
    (250, 500, 1000, 1500, 2000, 3000, 4000, 6000, 8000),
    (0.0030, 0.0035, 0.0040, 0.0055, 0.0070, 0.0115, 0.0160, 0.0180, 0.0220),
)


def sibilant_line() -> tuple[np.ndarray, slice]:
    """Return two vowels with a loud s between them, and where it is."""
    vowel = voiced(0.6)[:, 0]
    hiss = np.random.default_rng(3).standard_normal(round(0.15 * RATE_HZ))
    spectrum = np.fft.rfft(hiss)
    freqs_hz = np.fft.rfftfreq(len(hiss), 1 / RATE_HZ)
    hiss = np.fft.irfft(spectrum * ((freqs_hz > 6000) & (freqs_hz < 10_000)), len(hiss))
    hiss *= np.sqrt(np.square(vowel).mean() / np.square(hiss).mean())
    line = np.concatenate([vowel, hiss.astype(np.float32), vowel])
    return line, slice(len(vowel) + 1000, len(vowel) + len(hiss) - 1000)


def level(samples: np.ndarray) -> float:
    return float(10 * np.log10(np.square(samples.astype(np.float64)).mean()))


def test_a_sibilant_is_brought_down_and_nothing_else() -> None:
    """One as loud as the vowels comes down by 6 to 9 dB; the vowels keep their samples, and their place."""
    line, where = sibilant_line()
    soft = de_essed(line, RATE_HZ)
    assert -9.1 < level(soft[where]) - level(line[where]) < -6
    vowel = slice(2000, round(0.55 * RATE_HZ))
    assert np.abs(soft[vowel] - line[vowel]).max() < 0.02 * np.abs(line[vowel]).max()
    assert len(soft) == len(line)


def test_a_soft_sibilant_is_left_alone() -> None:
    """One 12 dB under the vowels is where it should be."""
    line, where = sibilant_line()
    line[where.start - 1000 : where.stop + 1000] *= 0.25
    assert level(de_essed(line, RATE_HZ)[where]) - level(line[where]) == pytest.approx(0, abs=0.5)


def test_how_loud_the_take_is_makes_no_difference() -> None:
    """It goes by the take's own level."""
    line, _ = sibilant_line()
    assert de_essed(line * np.float32(0.125), RATE_HZ) == pytest.approx(
        de_essed(line, RATE_HZ) * 0.125, abs=1e-6
    )


def test_the_shelf_leaves_what_is_under_4_khz() -> None:
    """At 9 kHz all of it, at 6 kHz about half, at 3 kHz nothing, without delay."""
    click = np.zeros(RATE_HZ, np.float32)
    click[RATE_HZ // 2] = 1
    response = np.fft.rfft(shelved(click, RATE_HZ, -6.0))
    db = 20 * np.log10(np.abs(response))
    assert [db[hz] for hz in (3000, 6000, 10_000)] == pytest.approx([0, -3, -6], abs=0.4)
    assert int(np.argmax(shelved(click, RATE_HZ, -6.0))) == RATE_HZ // 2


def intelligibility(sound: np.ndarray, age: int) -> float:
    """Return the speech intelligibility index in quiet of speech at 62 dB SPL for the median man of an age.

    The sound's long-term spectrum stands in place of the standard one: speech of that spectrum, as changed.
    """
    hz, importance, _, noise = BANDS.T
    rise = np.interp(np.log(hz), np.log(RISE[0]), RISE[1]) * (age - 18) ** 2
    audible = (sound - (noise + rise) + 15) / 30
    return float(importance @ np.clip(audible, 0, 1))


def test_clear_raises_what_older_ears_understand() -> None:
    """At 75 the index of intelligibility rises by 0.03 and more at equal loudness; at 25 nothing is lost."""
    hz, _, speech_db, _ = BANDS.T
    rng = np.random.default_rng(1)
    freqs_hz = np.fft.rfftfreq(8 * RATE_HZ, 1 / RATE_HZ)
    shape = 10 ** (np.interp(np.log(np.maximum(freqs_hz, 1)), np.log(hz), speech_db) / 20)
    shape *= (freqs_hz > 100) & (freqs_hz < 9000)
    phases = np.exp(2j * np.pi * rng.random(len(freqs_hz)))
    speech = np.fft.irfft(shape * phases).astype(np.float32)
    speech *= 10 ** ((REFERENCE_LUFS - clip_lufs(speech[:, None], RATE_HZ)) / 20)
    clear = with_presence(speech, RATE_HZ)
    louder_db = clip_lufs(clear[:, None], RATE_HZ) - REFERENCE_LUFS
    gains = 20 * np.log10(
        np.abs(np.fft.rfft(clear))[hz.astype(int) * 8] / np.abs(np.fft.rfft(speech))[hz.astype(int) * 8]
    )
    changed = speech_db + gains - louder_db
    assert intelligibility(changed, 75) - intelligibility(speech_db, 75) >= 0.03
    assert intelligibility(changed, 25) - intelligibility(speech_db, 25) > -0.005
