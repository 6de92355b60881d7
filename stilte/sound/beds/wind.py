"""Wind: gusts through branches, heard as a resonance that wanders up and down over a low rush."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from stilte.sound.beds.noise import Noise
from stilte.sound.beds.ocean import softness
from stilte.sound.beds.synthesis import FRAMES
from stilte.sound.dsp.seeded_random import ease, seed_of, wander
from stilte.sound.dsp.spectrum import band, high_pass, low_pass, wide_loop

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from stilte.sound.beds.synthesis import Curve
    from stilte.sound.music_settings import Making

    Floats = NDArray[np.float64]

_BRANCHES_HZ = (190.0, 300.0, 470.0, 730.0)


def layers(making: Making, rate_hz: int) -> tuple[Noise, ...]:
    """Return the rush and the branches that take turns to sound."""
    slope_db, corner = softness(making)

    def rush(freqs_hz: Floats) -> Floats:
        return high_pass(freqs_hz, 60.0, 6.0) * low_pass(freqs_hz, 260.0 * corner, slope_db)

    def branch(number: int, pitch_hz: float) -> Noise:
        def shape(freqs_hz: Floats) -> Floats:
            return band(freqs_hz, pitch_hz * corner**0.5, 0.22)

        seed = seed_of(making.seed, "branch", number)
        loop = wide_loop(shape, FRAMES[number], rate_hz, seed, making.width)
        return Noise(loop, _turn(making, number), seed_of(seed, "read"))

    table = wide_loop(rush, FRAMES[4], rate_hz, seed_of(making.seed, "rush"), making.width)
    branches = (branch(number, pitch_hz) for number, pitch_hz in enumerate(_BRANCHES_HZ))
    rushing = Noise(table, lambda time_s: 0.25 + 0.5 * _gust(making, time_s), seed_of(making.seed, "read"))
    return (rushing, *branches)


def _gust(making: Making, time_s: Floats) -> Floats:
    """Return the strength of the wind, from 0 to 1: long gusts with shorter ones on top."""
    long = wander(seed_of(making.seed, "gust"), time_s, 9.0 / making.pace)
    short = wander(seed_of(making.seed, "flurry"), time_s, 3.1 / making.pace)
    return 0.75 * long + 0.25 * short


def _turn(making: Making, number: int) -> Curve:
    """Return the gain of a branch: full where the wandering pitch passes it, none a step and a half away."""
    pitch = seed_of(making.seed, "pitch")

    def curve(time_s: Floats) -> Floats:
        place = (len(_BRANCHES_HZ) - 1) * wander(pitch, time_s, 7.3 / making.pace)
        near = ease(1.0 - np.abs(place - number) / 1.5)
        return np.asarray(0.6 * near * _gust(making, time_s) / (1.0 + 0.25 * number))

    return curve
