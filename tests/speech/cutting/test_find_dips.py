"""Where the voice falls far inside a stretch."""

from __future__ import annotations

import numpy as np
import pytest

from stilte.speech.cutting.find_dips import find_dips
from stilte.speech.trimming.band_levels import HOP_S


def levels(*parts: tuple[float, float]) -> np.ndarray:
    """Return levels of two bands: so many seconds at so many dBFS each."""
    rows = [np.full((round(length_s / HOP_S), 2), level_db, np.float32) for length_s, level_db in parts]
    return np.concatenate(rows)


def test_a_short_gap_between_two_sayings_is_a_dip() -> None:
    """Also where the room rings so that it is no silence; a weak consonant is none."""
    bands = levels((1.0, -20.0), (0.08, -45.0), (1.0, -22.0), (0.06, -34.0), (1.0, -20.0))
    (at_s,) = find_dips(bands, 0.0, 3.14)
    assert at_s == pytest.approx(1.04, abs=0.04)


def test_the_ends_of_a_stretch_are_no_dips() -> None:
    """Nor is anything in what is too short to have an inside."""
    assert find_dips(levels((0.1, -20.0), (0.08, -45.0), (1.0, -20.0)), 0.0, 1.18) == []
    assert find_dips(levels((0.3, -20.0)), 0.0, 0.3) == []
    assert find_dips(levels((2.0, -20.0)), 0.0, 2.0) == []
