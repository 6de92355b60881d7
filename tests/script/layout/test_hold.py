"""Where the lines of a hold stand."""

from __future__ import annotations

from typing import Any

import pytest

from stilte.script.layout.hold import HoldLayout, Inside, lay_out_hold


@pytest.mark.parametrize(
    ("lines", "starts"),
    [
        pytest.param([Inside(10, None)], (45,), id="one in the middle"),
        pytest.param([Inside(10, None), Inside(30, None)], (20, 50), id="two with equal quiet around them"),
        pytest.param([Inside(10, None), Inside(10, 60)], (25, 60), id="before a fixed one"),
        pytest.param([Inside(10, 60), Inside(10, None)], (60, 80), id="after a fixed one"),
        pytest.param(
            [Inside(10, -20), Inside(10, 5)], (80, 5), id="fixed ones by their place, not as written"
        ),
        pytest.param([Inside(10, 0)], (0,), id="at the start"),
    ],
)
def test_lines_stand_where_they_are_put_and_the_others_share_the_quiet(
    lines: list[Inside], starts: Any
) -> None:
    """In a hold of 100, fixed lines keep their place and the quiet around the others is equal."""
    assert lay_out_hold(100, 0, lines) == HoldLayout(100, starts)


def test_an_opening_is_a_neighbour() -> None:
    """The quiet that lines share begins where the opening ends."""
    assert lay_out_hold(100, 20, [Inside(20, None)]).starts == (50,)


def test_a_line_waits_for_the_one_before_it() -> None:
    """A line whose place is still spoken in begins where that speech ends."""
    assert lay_out_hold(100, 30, [Inside(20, 10), Inside(10, 40)]).starts == (30, 50)


@pytest.mark.parametrize(
    ("lines", "layout"),
    [
        pytest.param([Inside(50, 80)], HoldLayout(130, (80,)), id="from the start"),
        pytest.param([Inside(50, -20)], HoldLayout(130, (80,)), id="from the end"),
        pytest.param([Inside(70, None), Inside(60, None)], HoldLayout(130, (0, 70)), id="without a place"),
        pytest.param([Inside(95, 0), Inside(10, -20)], HoldLayout(115, (0, 95)), id="from the real end"),
        pytest.param([Inside(10, 200)], HoldLayout(110, (100,)), id="a place beyond the end"),
        pytest.param([Inside(10, -200)], HoldLayout(100, (0,)), id="a place before the start"),
    ],
)
def test_a_hold_lasts_as_long_as_its_lines_need(lines: list[Inside], layout: HoldLayout) -> None:
    """What does not fit in a hold of 100 lengthens it; places from the end count from the real one."""
    assert lay_out_hold(100, 0, lines) == layout
