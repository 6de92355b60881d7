"""How unlike other words usually are."""

from __future__ import annotations

import numpy as np
import pytest

from stilte.speech.cutting.spoken_likeness import unlikeness, unlikenesses
from stilte.speech.cutting.usual_unlikeness import usual_unlikeness


def sounds(count: int, seed: int) -> list[np.ndarray]:
    chance = np.random.default_rng(seed)
    return [np.cumsum(chance.normal(size=(chance.integers(30, 40), 7)), axis=0) / 3 for _ in range(count)]


def test_the_same_words_stand_far_under_other_words_also_in_a_stretch_unlike_everything() -> None:
    """What is far from all lines is judged by that: its own line is still its own."""
    chance = np.random.default_rng(2)
    lines = dict(enumerate(sounds(12, 1)))
    groups = {(n, n + 1): lines[n] + chance.normal(size=lines[n].shape) * 0.2 for n in lines}
    groups[3, 4] = lines[3] + chance.normal(size=lines[3].shape) * 1.5
    usual = usual_unlikeness(groups, lines, [(n, n + 1, n) for n in lines])
    assert usual.groups[3, 4] > max(value for group, value in usual.groups.items() if group != (3, 4))
    standing = {n: usual.standing(unlikeness(groups[n, n + 1], lines[n]), (n, n + 1), n) for n in lines}
    assert max(standing.values()) < -1.5


def test_nothing_to_compare_gives_what_is_usual_elsewhere() -> None:
    """One line alone has no others."""
    (one,) = sounds(1, 5)
    usual = usual_unlikeness({(0, 1): one}, {0: one}, [(0, 1, 0)])
    assert usual.standing(usual.middle, (0, 1), 0) == 0.0


def test_many_pairs_at_once_are_as_far_apart_as_each_alone() -> None:
    """Pairs of all sizes, to the end and to any place in the other."""
    ones, others = sounds(9, 3), [sound[: 5 + 3 * n] for n, sound in enumerate(sounds(9, 4))]
    pairs = list(zip(ones, others, strict=True))
    for open_end in (False, True):
        alone = [unlikeness(one, other, open_end=open_end) for one, other in pairs]
        assert unlikenesses(pairs, open_end=open_end) == pytest.approx(alone)
        assert unlikeness(others[8], ones[8], open_end=open_end) > 0
