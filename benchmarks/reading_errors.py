"""What readers do wrong besides reading twice: other words, "um", lines in another order, a pause in the wrong place."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

UMS = ("Um.", "Er.", "Mm.")
_FILLERS = ("now", "gently", "rustig", "maar")
_HALF = 0.5
_LEAST_WORDS = 4


def happens(chance: np.random.Generator, share: float) -> bool:
    """Tell whether something happens; what never does takes nothing from the chance."""
    return share > 0 and bool(chance.random() < share)


def reading_order(count: int, swapped: float, chance: np.random.Generator) -> list[int]:
    """Return the numbers of lines as they are read: now and then two change places."""
    order, at = list(range(count)), 0
    while at < count - 1:
        if happens(chance, swapped):
            order[at], order[at + 1] = order[at + 1], order[at]
            at += 1
        at += 1
    return order


def other_words(text: str, chance: np.random.Generator) -> str:
    """Return a line with one word left out, or one too many."""
    words = text.split()
    if len(words) < _LEAST_WORDS:
        return text
    at = int(chance.integers(1, len(words) - 1))
    if chance.random() < _HALF:
        return " ".join([*words[:at], *words[at + 1 :]])
    return " ".join([*words[:at], str(chance.choice(_FILLERS)), *words[at:]])


def in_two(text: str, chance: np.random.Generator) -> tuple[str, str]:
    """Return a line in two parts, between any two of its words."""
    words = text.split()
    at = int(chance.integers(1, len(words)))
    return " ".join(words[:at]), " ".join(words[at:])
