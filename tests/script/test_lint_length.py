"""The warning about a track of more than an hour: which step makes it so, and when it is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from stilte.script.arrange import arrange
from stilte.script.lint_length import too_long
from tests.script.known import RATE_HZ, Known

if TYPE_CHECKING:
    from tests.script.conftest import Desk

HEAD = "title: Proef\nlanguage: nl\nvoice: rustig\n"
NESTED = """steps:
  - Rust.
  - repeat: 3
    steps:
      - repeat: 2
        steps:
          - hold: 12m
          - Rust.
  - hold: 1m
"""


def _told(desk: Desk, text: str, head: str = HEAD) -> str:
    routine = desk.load(head + text)
    problem = too_long(routine, arrange(routine, Known(), RATE_HZ))
    return str(problem) if problem else ""


def test_repeats_inside_each_other_are_told_with_their_rounds(desk: Desk) -> None:
    """The warning stands at the outermost of them, and multiplies what they multiply."""
    told = _told(desk, NESTED)
    assert told.startswith("scripts/proef.yaml:6: This track lasts 1:1")
    assert "repeats inside each other, 3 × 2 = 6 rounds." in told


def test_a_single_long_step_is_named_by_its_line(desk: Desk) -> None:
    """A hold of an hour and a half is the step that is told."""
    told = _told(desk, "steps:\n  - Rust.\n  - hold: 90m\n")
    assert "scripts/proef.yaml:6: This track lasts 1:30:0" in told
    assert "1:30:00.0 of it is this step." in told


@pytest.mark.parametrize(
    ("head", "text"),
    [
        (HEAD, "steps:\n  - Rust.\n  - hold: 58m\n"),
        (f"{HEAD}length: 90m\n", "steps:\n  - Rust.\n  - hold: 90m\n"),
    ],
    ids=["up to an hour", "its author asked for it"],
)
def test_what_is_meant_is_not_told(desk: Desk, head: str, text: str) -> None:
    """Neither a track of an hour nor one whose length was written is warned about."""
    routine = desk.load(head + text)
    assert too_long(routine, arrange(routine, Known(), RATE_HZ)) is None
