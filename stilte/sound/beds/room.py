"""A quiet room: next to nothing, so that silence between lines is a place and not a hole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stilte.sound.beds.drone import swell
from stilte.sound.beds.layers import FRAMES, Texture
from stilte.sound.beds.ocean import softness
from stilte.sound.chance import seed_of
from stilte.sound.spectrum import low_pass, wide_loop

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from stilte.sound.music import Making

    Floats = NDArray[np.float64]


def layers(making: Making, rate_hz: int) -> tuple[Texture, ...]:
    """Return the air of a room and a low hum of the house, both almost still."""
    slope_db, corner = softness(making)

    def air(freqs_hz: Floats) -> Floats:
        return low_pass(freqs_hz, 150.0 * corner, slope_db)

    def house(freqs_hz: Floats) -> Floats:
        return low_pass(freqs_hz, 60.0, 18.0)

    parts = ((air, FRAMES[3], 0.0, 21.0), (house, FRAMES[2], -6.0, 27.0))
    return tuple(
        Texture(
            wide_loop(shape, frames, rate_hz, seed_of(making.seed, "room", frames), making.width),
            swell(making, f"room{frames}", level_db, period_s, 0.25),
        )
        for shape, frames, level_db, period_s in parts
    )
