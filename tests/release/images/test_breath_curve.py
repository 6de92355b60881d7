"""The breath of a track as a curve."""

from __future__ import annotations

from typing import TYPE_CHECKING

from stilte.release.images.breath_curve import phase_shares, swells_of

if TYPE_CHECKING:
    from stilte.script.durations import Phase

SIGH: list[tuple[Phase, float, float]] = [
    ("in", 0, 2),
    ("in", 2, 1),
    ("out", 3, 6),
    ("in", 9, 2),
    ("in", 11, 1),
]
PARTS = [1, 2, 3, 1, 2]


def test_a_second_in_breath_goes_on_where_the_first_ended() -> None:
    """Two parts of one breath fill the lungs once, each by its share of the time."""
    assert list(phase_shares(SIGH, PARTS)) == [(0, 2 / 3), (2 / 3, 1), (0, 1), (0, 2 / 3), (2 / 3, 1)]
    first, second, out, *_ = swells_of(SIGH, PARTS)
    assert (first.level_before, second.level_before) == (0, first.level_after)
    assert second.level_after == out.level_before > first.level_after
    assert out.level_after == 0


def test_breaths_of_the_four_phases_are_each_their_own() -> None:
    """Without numbers of parts a curve is what it was: also of breaths that have no out-breath."""
    assert list(phase_shares([("in", 0, 2), ("in", 2, 2)], [None, None])) == [(0, 1), (0, 1)]
