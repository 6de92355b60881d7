"""A quiet room: very soft room tone, so that silence between lines does not sound like a dropout."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stilte.sound.beds.drone import swell
from stilte.sound.beds.noise import Noise
from stilte.sound.beds.ocean import softness
from stilte.sound.beds.synthesis import FRAMES
from stilte.sound.dsp.seeded_random import seed_of
from stilte.sound.dsp.spectrum import low_pass, wide_loop

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from stilte.sound.music_settings import Making

    Floats = NDArray[np.float64]


def layers(making: Making, rate_hz: int) -> tuple[Noise, ...]:
    """Return soft noise and a low hum, both almost steady."""
    slope_db, corner = softness(making)

    def air(freqs_hz: Floats) -> Floats:
        return low_pass(freqs_hz, 150.0 * corner, slope_db)

    def house(freqs_hz: Floats) -> Floats:
        return low_pass(freqs_hz, 60.0, 18.0)

    parts = ((air, FRAMES[3], 0.0, 21.0), (house, FRAMES[2], -6.0, 27.0))
    return tuple(
        Noise(
            wide_loop(shape, frames, rate_hz, seed_of(making.seed, "room", frames), making.width),
            swell(making, f"room{frames}", level_db, period_s, 0.08),
            seed_of(making.seed, "room", "read", frames),
        )
        for shape, frames, level_db, period_s in parts
    )
