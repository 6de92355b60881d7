"""Bowls that are struck softly now and then, over a very soft drone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from stilte.sound.beds import drone
from stilte.sound.beds.synthesis import GRID_FRAMES, Texture
from stilte.sound.bells import STRIKE_LUFS, Bowl, Partial, power, ring
from stilte.sound.dsp.seeded_random import chance, seed_of
from stilte.units import gain

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from stilte.sound.beds.synthesis import Curve, Layer
    from stilte.sound.music_settings import Making

    Floats = NDArray[np.float64]

_SLOT_S = 23.0
"""One strike falls in each: 2.6 a minute."""
_JITTER_S = 20.0
"""Where in its slot a strike falls is left to chance: 3 to 43 s pass between two."""
_DRONE_LUFS = STRIKE_LUFS - 15.0
_SOFT = ((1.0, 0.0, 0.45, 9.0), (2.71, -5.0, 0.9, 7.0), (5.03, -14.0, 1.4, 3.6))
# Just ratios to the ground tone: octave, fifth above it, double octave.
_RATIOS = (2.0, 3.0, 4.0)


@dataclass(frozen=True, slots=True, eq=False)
class Strikes:
    """One soft strike in every slot of time, a little early or late, of a bowl left to chance."""

    bowls: tuple[Bowl, ...]
    making: Making

    def add(self, out: NDArray[np.float32], first_cell: int, factor: float, rate_hz: int) -> None:
        """Add the strikes that sound within `out`, the earliest first."""
        start, sound = first_cell * GRID_FRAMES, out.reshape(-1, 2)
        for at_s, number, strength in self.between(start / rate_hz, (start + len(sound)) / rate_hz):
            samples = ring(self.bowls[number], rate_hz).samples
            offset = round(at_s * rate_hz) - start
            first, last = max(offset, 0), min(offset + len(samples), len(sound))
            if first < last:
                sound[first:last] += samples[first - offset : last - offset] * np.float32(strength * factor)

    def power(self, time_s: Floats) -> Floats:
        """Return the power of all strikes together."""
        total = np.zeros_like(time_s)
        for at_s, number, strength in self.between(float(time_s[0]), float(time_s[-1])):
            total += strength**2 * power(self.bowls[number], time_s - at_s)
        return total

    def between(self, start_s: float, end_s: float) -> list[tuple[float, int, float]]:
        """Return when, which bowl and how strongly it is struck, for all that may sound in these seconds."""
        slot_s = _SLOT_S / self.making.pace
        longest_s = max(partial.decay_s for bowl in self.bowls for partial in bowl.partials)
        first = int((start_s - longest_s - _JITTER_S) / slot_s) - 1
        slots = np.arange(max(first, 0), int(end_s / slot_s) + 2)
        late, which, how = (chance(seed_of(self.making.seed, "strike", name), slots) for name in "abc")
        at_s = slots * slot_s + late * min(_JITTER_S, 0.87 * slot_s)
        numbers = (which * len(self.bowls)).astype(int)
        return list(zip(at_s.tolist(), numbers.tolist(), (0.5 + 0.5 * how).tolist(), strict=True))


def layers(making: Making, rate_hz: int) -> tuple[Layer, ...]:
    """Return the strikes and the drone under them."""
    bright_db = 12.0 * (making.brightness - 0.5)
    bowls = tuple(_soft_bowl(making.tone_hz * ratio, bright_db) for ratio in _RATIOS)
    choirs = (Texture(choir.table, _under(choir, _DRONE_LUFS)) for choir in drone.choirs(making, rate_hz)[:2])
    return (Strikes(bowls, making), *choirs)


def _soft_bowl(tone_hz: float, bright_db: float) -> Bowl:
    """Return a bowl struck with a thick felt: little but its ground tone."""
    return Bowl(
        tone_hz,
        tuple(
            Partial(ratio, db + bright_db * (ratio > 1.0), beat, decay) for ratio, db, beat, decay in _SOFT
        ),
    )


def _under(choir: Texture, level_lufs: float) -> Curve:
    return lambda time_s: gain(level_lufs + 0.691) * choir.curve(time_s)
