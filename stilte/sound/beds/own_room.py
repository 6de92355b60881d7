"""The quiet of a room that was recorded, made endless: noise of its spectrum, level and colour."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import numpy as np

from stilte.sound.beds.bed import MADE_VERSION, OpenBed
from stilte.sound.beds.noise import Noise
from stilte.sound.beds.synthesis import FRAMES, balanced
from stilte.sound.dsp.seeded_random import seed_of
from stilte.sound.dsp.spectrum import wide_loop

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from stilte.sound.beds.bed import Bed

    Floats = NDArray[np.float64]

NAME = "room"
_FADE_S = (2.0, 4.0)


def own_room(densities: Sequence[float], edges_hz: Sequence[int], below_lu: float, rate_hz: int) -> Bed:
    """Return an endless room from its power densities between edges, so many LU under the voice.

    It is in the middle, as the voice is: a wider room would step aside at every word.
    """
    middles = np.log(np.sqrt(np.array(edges_hz[:-1], float) * np.array(edges_hz[1:], float)))
    levels = np.log(np.maximum(np.array(densities, float), 1e-18))

    def shape(freqs_hz: Floats) -> Floats:
        return np.asarray(np.exp(0.5 * np.interp(np.log(np.maximum(freqs_hz, 1.0)), middles, levels)))

    seed = seed_of("own room")
    table = wide_loop(shape, FRAMES[3], rate_hz, seed, 0.0)
    noise = Noise(table, np.ones_like, seed_of(seed, "read"))
    told = repr((MADE_VERSION, tuple(densities), tuple(edges_hz), below_lu)).encode()
    return OpenBed(
        name=NAME,
        level_db=-below_lu,
        fade_s=_FADE_S,
        duck_db=0.0,
        follow_breath=False,
        tone_hz=None,
        layers=None,
        licence="",
        credit="",
        fingerprint=hashlib.sha256(told).hexdigest()[:32],
        sound=balanced((noise,), rate_hz),
    )
