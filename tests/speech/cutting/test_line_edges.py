"""The edges of a line under the noise of a room."""

from __future__ import annotations

import numpy as np
import pytest

from stilte.speech.cutting.find_stretches import JOINED_S, Stretch, find_stretches
from stilte.speech.cutting.line_edges import LineEdges, room_around
from stilte.speech.trimming.band_levels import HOP_S, band_levels

RATE_HZ = 16_000


def bands_of(*, soft_db: float, soft_s: float = 0.12, gap_s: float = 0.0) -> np.ndarray:
    """Return the levels of 30 s of a room with a vowel at 10 s and, after it, an `s` so far over it."""
    chance = np.random.default_rng(3)
    sound = chance.normal(size=30 * RATE_HZ) * 0.005
    at_s = np.arange(round(0.6 * RATE_HZ)) / RATE_HZ
    vowel = np.sum([np.sin(2 * np.pi * 140 * n * at_s) / n for n in range(1, 12)], axis=0) * 0.05
    sound[10 * RATE_HZ : 10 * RATE_HZ + len(vowel)] += vowel
    count = round(soft_s * RATE_HZ)
    spectrum = np.fft.rfft(chance.normal(size=count))
    spectrum[np.fft.rfftfreq(count, 1 / RATE_HZ) < 4000] = 0
    hiss = np.fft.irfft(spectrum, count)
    # Over the half of the room's noise that lies above 4 kHz.
    level = 0.005 * np.sqrt(0.5) * 10 ** (soft_db / 20)
    first = round((10.6 + gap_s) * RATE_HZ)
    sound[first : first + count] += hiss / np.std(hiss) * level
    return band_levels(sound.astype(np.float32), RATE_HZ).bands.astype(np.float32)


@pytest.mark.parametrize("gap_s", [0.0, 0.1])
def test_a_soft_last_consonant_under_the_swing_of_the_room_is_kept(gap_s: float) -> None:
    """An `s` that is no louder than the room is found within 30 ms, after a closure too."""
    bands = bands_of(soft_db=0.0, gap_s=gap_s)
    stretches = find_stretches(bands)
    start_s, end_s = LineEdges.of(bands, stretches).of_group(0, len(stretches))
    assert start_s == pytest.approx(10.0, abs=0.03)
    assert end_s == pytest.approx(10.6 + gap_s + 0.12, abs=0.03)


@pytest.mark.parametrize("end", range(2118, 2124))
def test_the_shortest_pause_between_stretches_is_one_wherever_it_stands(end: int) -> None:
    """An `s` in it is kept, though the seconds between some rows come to a little less than 0.18."""
    after = end + round(JOINED_S / HOP_S)
    stretches = [Stretch(10.0, end * HOP_S), Stretch(after * HOP_S, 11.2)]
    end_s = LineEdges.of(bands_of(soft_db=0.0, soft_s=0.08), stretches).of_group(0, 1)[1]
    assert end_s == pytest.approx(10.68, abs=0.03)


def test_the_room_alone_is_not_taken_for_a_consonant() -> None:
    """Without one the line ends with its vowel."""
    bands = bands_of(soft_db=-60.0)
    stretches = find_stretches(bands)
    assert LineEdges.of(bands, stretches).of_group(0, len(stretches))[1] == pytest.approx(10.6, abs=0.03)


def test_where_no_room_is_heard_the_stretch_stays_as_it_is() -> None:
    """Half a second of sound from end to end tells nothing of the room."""
    bands = np.full((100, 5), -30.0, np.float32)
    assert room_around(bands, np.zeros(100, np.bool_), 50) is None
