"""Chance that stays the same."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from stilte.sound.dsp.seeded_random import chance, seed_of, wander


def test_numbers_are_even_and_independent() -> None:
    """A hundred thousand draws fill 0 to 1 evenly, and neighbours have nothing to do with each other."""
    drawn = chance(seed_of("test"), np.arange(100_000))
    counts, _ = np.histogram(drawn, 10, (0, 1))
    assert abs(counts - 10_000).max() < 400
    assert abs(np.corrcoef(drawn[:-1], drawn[1:])[0, 1]) < 0.01


def test_known_values() -> None:
    """These numbers never change: tracks made today must come out the same in ten years."""
    assert chance(1, np.array([0, 1, 10**12])).round(12).tolist() == [
        0.566561575172,
        0.745781757263,
        0.158715400618,
    ]


@given(st.integers(0, 2**63), st.floats(0, 1e5), st.floats(0.5, 60))
def test_wandering_stays_within_and_moves_slowly(seed: int, at_s: float, period_s: float) -> None:
    """The curve stays between 0 and 1 and never moves faster than a smooth step in one period."""
    near = wander(seed, np.array([at_s, at_s + period_s / 100]), period_s)
    assert near.min() >= 0
    assert near.max() <= 1
    assert abs(near[1] - near[0]) <= 0.0151 + 1e-9
