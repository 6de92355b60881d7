"""A sound heard from one side."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from stilte.sound.dsp.stereo import mono_sum

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from stilte.script.line import Side

NEAR, FAR = 1.5, 0.5
"""The factors of the two channels. Their sum is 2, so that a mono player hears it as loud as in the middle.

The far channel is 9.5 dB lower and not silent: sound in one ear alone tires listeners with headphones, and a
near channel much louder than in the middle would have its peaks held down by the ceiling.
"""


def on_side(samples: NDArray[np.float32], side: Side | None) -> NDArray[np.float32]:
    """Return samples of shape (frames, channels) as stereo heard from a side; as they are for None."""
    if side is None:
        return samples
    middle = mono_sum(samples) / np.float32(samples.shape[1])
    factors = (NEAR, FAR) if side == "left" else (FAR, NEAR)
    return np.asarray(middle[:, None] * np.array(factors, np.float32), np.float32)
