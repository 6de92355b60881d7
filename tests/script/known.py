"""Takes and sounds of known lengths, for tests: a quarter of a second a word, sounds by name."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from stilte.script.line import Utterance

RATE_HZ = 1000


@dataclass(frozen=True)
class Known:
    """A quarter of a second a word at speed 1, or what `takes` says of a text, in frames of a millisecond."""

    takes: Mapping[str, int] = field(default_factory=dict)

    def speech(self, utterance: Utterance) -> int:
        """Return the frames of a take."""
        natural = self.takes.get(utterance.text, 250 * len(utterance.text.split()))
        return round(natural / utterance.speed)

    def sound(self, name: str) -> int:
        """Return the frames of a sound: a bowl 8 s, a gong 12 s."""
        return {"bowl": 8000, "gong": 12000}[name]
