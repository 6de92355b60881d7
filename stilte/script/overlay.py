"""Bells and sounds that play over a hold or over breaths."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stilte.script.routine import Bell, Play


@dataclass(frozen=True, slots=True)
class Overlay:
    """A bell or a sound over a hold or breaths, which it never moves.

    `at_s` from its start, negative from its end, or again `every_s`; with neither it stands in the middle of
    the quiet where it was written.
    """

    step: Bell | Play
    at_s: float | None
    every_s: float | None
    after_lines: int = 0
    """How many lines of the same list were written before it."""
