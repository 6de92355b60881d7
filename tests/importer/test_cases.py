"""Posts with hand-made labels, scored: the figures may rise, and must not fall."""

from __future__ import annotations

from functools import reduce
from operator import add

import pytest

from benchmarks.import_cases import Figures, labels, score


@pytest.mark.parametrize("folder", ["others", "own"])
def test_the_goals_are_met_on_the_posts_that_are_known(folder: str) -> None:
    """Of the timed 85 % is found and 90 % right, of the spoken 92 % said, and no post is refused."""
    total = reduce(add, (score(label) for label in labels(folder)), Figures())
    assert total.posts > 10
    assert total.hit >= 0.85 * total.expected
    assert total.false <= 0.1 * total.hit
    assert total.said >= 0.92 * total.pieces
    assert total.none == 0
    assert total.leaks <= 6
