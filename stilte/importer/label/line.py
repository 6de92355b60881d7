"""A line of a post on its way to its sentences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stilte.importer.post import Kind


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a post: a heading, a paragraph, or an item with its list and its number."""

    kind: Kind
    text: str
    level: int = 0
    run: int = 0
    number: int | None = None
    lead: str = ""
    line: int = 0
    block: int = 0
    page: bool = False
    counted: bool = False
    """The line after it holds nothing but its fields: "Squats", then "Sets: 3 | Reps: 12"."""
