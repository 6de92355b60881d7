"""Taking hum of the mains out of a recording, by notches at its own lines, where there is some."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from stilte.sound.dsp.spectrum import fast_frames, filtered, frequencies
from stilte.speech.recording_faults.heard_take import hear_take
from stilte.speech.recording_faults.room import find_hum
from stilte.units import frames

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Samples = NDArray[np.float32]

_WIDTH_HZ = 1.8
"""Half the width of a notch: the mains drift by less, and a voice glides through it unheard."""
_PAD_S = 0.8
"""A notch this narrow rings for half a second."""


def without_hum(samples: Samples, rate_hz: int) -> Samples:
    """Return mono samples of shape (frames,) without the hum that is heard in their quiet."""
    take = hear_take(samples, rate_hz)
    hum = find_hum(take.quiet(), rate_hz) if take else None
    if hum is None:
        return samples
    pad = frames(_PAD_S, rate_hz)
    size = fast_frames(len(samples) + 2 * pad)
    freqs_hz = frequencies(size, rate_hz)
    response = np.ones(len(freqs_hz))
    for line_hz in hum.lines_hz:
        response *= 1.0 - np.exp(-0.5 * ((freqs_hz - line_hz) / _WIDTH_HZ) ** 2)
    padded = np.pad(samples, pad, mode="reflect" if len(samples) > pad else "edge")
    return filtered(padded, response.astype(np.float32), size)[pad : pad + len(samples)]
