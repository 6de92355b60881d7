"""Random numbers that are the same on every machine, and available at any index without those before it.

Numbers are hashes of a seed and an index (the finaliser of SplitMix64, Steele, Lea, Flood, 2014):
arithmetic of whole numbers, so no version of a library can change them,
and block 9,000 costs what block 0 costs.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_STEP = np.uint64(0x9E3779B97F4A7C15)
# The multipliers and shifts of SplitMix64's finaliser (Steele, Lea and Flood, OOPSLA 2014).
_MIX = (np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB))
_SHIFTS = (np.uint64(30), np.uint64(27), np.uint64(31))


def seed_of(*parts: object) -> int:
    """Return a seed of 64 bits for a stream with a name.

    >>> seed_of(1, "ocean", "foam") != seed_of(1, "ocean", "crest")
    True
    """
    return int.from_bytes(hashlib.sha256("/".join(map(str, parts)).encode()).digest()[:8], "big")


def chance(seed: int, index: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return for each index a number from 0 up to, not including, 1.

    >>> chance(7, np.arange(3)).round(3).tolist()
    [0.39, 0.017, 0.901]
    """
    mixed = (np.atleast_1d(index).astype(np.uint64) + np.uint64(1)) * _STEP + np.uint64(seed)
    mixed = (mixed ^ (mixed >> _SHIFTS[0])) * _MIX[0]
    mixed = (mixed ^ (mixed >> _SHIFTS[1])) * _MIX[1]
    mixed ^= mixed >> _SHIFTS[2]
    return np.asarray((mixed >> np.uint64(11)) * 2.0**-53, np.float64)  # 53 bits: all that a double can hold


def ease(share: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the S-curve from 0 to 1, flat at both ends; the input is clipped to 0 to 1."""
    held = np.clip(share, 0.0, 1.0)
    return held * held * (3.0 - 2.0 * held)  # smoothstep: the cubic whose slope is 0 at 0 and at 1


def wander(seed: int, time_s: NDArray[np.float64], period_s: float) -> NDArray[np.float64]:
    """Return a smooth random curve between 0 and 1, with a new random value every `period_s`."""
    place = time_s / period_s
    cell = np.floor(place).astype(np.int64)
    here, there = chance(seed, cell), chance(seed, cell + 1)
    return here + (there - here) * ease(place - cell)
