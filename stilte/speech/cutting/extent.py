"""Another extent that a cut line may have, and when it is taken for it or asked."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

Kind = Literal["later", "later in a stretch", "earlier end", "with what is before", "with what is after"]

_BEGUN_AGAIN = 1.0
"""What is begun and said again is nearer to itself than this; 1 of 556 right lines has such a beginning."""
_PERHAPS_AGAIN = 1.2
_AGAIN_WEIGHT, _NOT_AGAIN = 3.0, 2.0
_TAKEN: dict[Kind, float] = {
    "later": 1.0,
    "later in a stretch": -1.0,
    "with what is before": -0.3,
    "with what is after": -0.3,
}
_CERTAIN = -1.0
_EDGE_S = 0.3
_ASKED: dict[Kind, float] = {
    "later": 1.9,
    "later in a stretch": -0.55,
    "earlier end": -0.8,
    "with what is before": 0.5,
    "with what is after": 0.5,
}
"""How much dearer than the cut another extent may be, and is asked. By five recordings of 74 lines: what is
dearer asked for 20 right lines, and for no wrong one that nothing else asks for.
"""


@dataclass(frozen=True, slots=True)
class Extent:
    """Another extent of a line, in seconds, and how much dearer it is than the cut.

    `again` is how unlike a beginning that it leaves out is to what follows, `unlike` how unlike it is itself
    to the embedded voice's reading of the line, `by_words` how much dearer it is by the words that were
    heard.
    """

    kind: Kind
    start_s: float
    end_s: float
    dearer: float = 0.0
    again: float = math.inf
    unlike: float = 0.0
    by_words: float = 0.0

    @property
    def weighed(self) -> float:
        """Return by what extents of one line are chosen from: the least."""
        return self._together + _AGAIN_WEIGHT * min(self.again, _NOT_AGAIN)

    @property
    def _together(self) -> float:
        return self.dearer + self.by_words

    @property
    def is_wider(self) -> bool:
        """Tell whether it has more than what was cut."""
        return self.kind in {"with what is before", "with what is after"}

    def is_within(self, start_s: float, end_s: float) -> bool:
        """Tell whether a place has all of it, but for what an edge may be off."""
        return start_s < self.start_s + _EDGE_S and self.end_s - _EDGE_S < end_s

    @property
    def is_taken(self) -> bool:
        """Tell whether this is rather the line than what was cut."""
        # A recogniser writes what was broken off and said again but once: this the words do not tell.
        begun_again = self.again < _BEGUN_AGAIN and self.dearer < 1.0
        return begun_again or self._together < _TAKEN.get(self.kind, -math.inf)

    @property
    def is_certain(self) -> bool:
        """Tell whether it is taken without asking: a pause parts it from what it leaves out."""
        return self.kind == "later" and self._together < _CERTAIN

    @property
    def is_asked(self) -> bool:
        """Tell whether this may as well be the line."""
        perhaps_again = self.again < _PERHAPS_AGAIN and self._together < 0.0
        return self.is_taken or perhaps_again or self._together < _ASKED[self.kind]
