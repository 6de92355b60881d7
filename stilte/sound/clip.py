"""A piece of sound, and the one door to audio files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

REFERENCE_LUFS = -23.0
"""The level at which a voice stands inside the mix; beds, bells and breath are placed against it. The master
moves the whole to its target afterwards."""


@dataclass(frozen=True, slots=True, eq=False)
class Clip:
    """Samples as float32 of shape (frames, channels), full scale 1.0, read-only; may be a memory map."""

    samples: NDArray[np.float32]
    rate_hz: int

    @property
    def frames(self) -> int:
        """Return the length in frames."""
        return len(self.samples)
