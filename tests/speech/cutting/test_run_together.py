"""Sound that was parted: which lines may begin and end there, and what becomes of a wrong guess."""

from __future__ import annotations

import numpy as np
import pytest

from stilte.speech.cutting.align_lines import MOST_TOGETHER, Match, align
from stilte.speech.cutting.find_dips import deepest_dips
from stilte.speech.cutting.find_repeats import Repeats
from stilte.speech.cutting.find_stretches import Stretch
from stilte.speech.cutting.known_reader import parts_of, spoken_s
from stilte.speech.cutting.run_together import Parted

PARTS = (Stretch(0.0, 2.0), Stretch(2.02, 4.0), Stretch(5.0, 7.0))
PARTED = Parted(PARTS, {1: 1})
"""The first two were one stretch; the second line begins at the second part."""


def test_only_the_lines_that_were_found_begin_and_end_where_sound_was_parted() -> None:
    """Any other line has both parts or none; what goes over the place stays as it is."""
    costs = np.ones((3, MOST_TOGETHER, 3), np.float32)
    bound = PARTED.only(costs)
    assert np.isfinite(bound[1, 0]).tolist() == [False, True, False]
    assert np.isfinite(bound[0, 0]).tolist() == [True, False, False]
    assert np.isfinite(bound[0, 1]).all()
    assert np.isfinite(bound[2, 0]).all()


def test_a_line_that_one_place_rules_out_is_not_let_in_by_the_next() -> None:
    """The fifth line may end at the second place, but not begin at the first, which is another line's."""
    costs = np.ones((4, MOST_TOGETHER, 6), np.float32)
    bound = Parted((*PARTS, Stretch(7.02, 9.0)), {1: 1, 3: 5}).only(costs)
    assert np.isinf(bound[1, 1]).all()
    assert np.isfinite(bound[2, 0]).tolist() == [False] * 4 + [True, False]
    assert np.isfinite(bound[1, 0]).tolist() == [False, True] + [False] * 4


def test_a_place_that_parts_nothing_is_closed_again() -> None:
    """Where only one side became a line, the sound was no two lines."""
    costs = np.full((3, MOST_TOGETHER, 2), np.inf, np.float32)
    costs[0, 0, 0], costs[2, 0, 1], costs[0, 1, 0] = 0.1, 0.0, 3.0
    first = align(PARTS, costs)
    assert PARTED.half_used(first) == {1}
    second = align(PARTS, PARTED.without(costs, {1}))
    assert [(one.first, one.last) for one in second if one] == [(0, 2), (2, 3)]
    assert PARTED.half_used(second) == set()
    both = [Match(0, 1, 0.0, 9.0), Match(1, 2, 0.0, 9.0), Match(2, 3, 0.0, 9.0)]
    assert PARTED.half_used(both) == set()


def test_repeats_keep_their_stretches_when_others_are_parted() -> None:
    """Their numbers move on by the parts before them."""
    whole = (Stretch(0.0, 4.0), PARTS[2])
    assert Repeats({(1, 2)}, {(0, 1)}).of_parts(whole, PARTS) == Repeats({(2, 3)}, {(0, 2)})


def test_pauses_between_the_parts_of_a_line_count_little() -> None:
    """A breath before the words and most of a pause are no part of how long a line is."""
    parts = parts_of([Stretch(0.0, 2.0, 0.5), Stretch(4.0, 5.0), Stretch(5.1, 6.0)])
    assert parts == ((0.5, 2.0), (4.0, 5.0), (5.1, 6.0))
    assert spoken_s(parts) == pytest.approx(1.5 + 0.2 + 1.0 + 0.1 + 0.9)


def test_a_dip_is_as_wide_as_the_voice_is_low() -> None:
    """Its edges are where one line ends and the next begins."""
    level = np.full((600, 3), -20.0, np.float32)
    level[300:320] = -70.0
    (dip,) = deepest_dips(level, 0.0, 3.0, deep_db=5.0, most=4)
    assert dip.from_s == pytest.approx(1.5, abs=0.03)
    assert dip.to_s == pytest.approx(1.6, abs=0.03)
    assert dip.from_s <= dip.at_s <= dip.to_s
    assert dip.depth_db > 40.0
