"""Long text in pieces that an online engine takes in one request, cut where a speaker would breathe."""

from __future__ import annotations

import re

_ENDS = (r"(?<=[.!?…])\s+", r"(?<=[,;:–—])\s+", r"\s+", r"")


def clauses(text: str, most: int) -> list[str]:
    """Return pieces of at most `most` letters that hold something to say, each as long as it may be.

    >>> clauses("Adem in, en uit. Laat los.", 18)
    ['Adem in, en uit.', 'Laat los.']
    """
    return [piece for piece in _cut(" ".join(text.split()), most, 0) if any(map(str.isalnum, piece))]


def _cut(text: str, most: int, depth: int) -> list[str]:
    if len(text) <= most:
        return [text]
    if depth == len(_ENDS) - 1:
        return [text[at : at + most] for at in range(0, len(text), most)]
    pieces: list[str] = []
    for part in re.split(_ENDS[depth], text):
        for smaller in _cut(part, most, depth + 1):
            if pieces and len(pieces[-1]) + 1 + len(smaller) <= most:
                pieces[-1] += f" {smaller}"
            else:
                pieces.append(smaller)
    return pieces
