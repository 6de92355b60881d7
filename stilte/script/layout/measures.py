"""Lengths in frames of words, sounds and written times."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from stilte.script.durations import Breaths, DurationRamp, Elastic, Exact
from stilte.script.line import Gap, Utterance
from stilte.script.number_words import number_word
from stilte.script.rounds import steady_speed
from stilte.units import frames

if TYPE_CHECKING:
    from collections.abc import Iterator

    from stilte.script.durations import Duration
    from stilte.script.layout.unrolled_steps import Words
    from stilte.script.line import Delivery

HURRIED_SPEEDS = (1.1, 1.2, 1.3, 1.4)
"""The most that a counted number may be sped up to fit in its second."""

_HURRIED_S = 0.95
"""The target length of a counted number: a second, less a margin for engines that do not keep to a speed."""


class Lengths(Protocol):
    """How long takes and sounds last, at the rate of the track."""

    def speech(self, utterance: Utterance) -> int:
        """Return the frames of a take."""

    def sound(self, name: str) -> int:
        """Return the frames of a sound in full, or of one strike of a bell until it has fallen 60 dB."""


@dataclass(frozen=True, slots=True)
class Measures:
    """Lengths at a rate."""

    lengths: Lengths
    rate_hz: int
    language: str

    def frames(self, length_s: float) -> int:
        """Return a written time in frames."""
        return frames(length_s, self.rate_hz)

    def planned(self, length: Duration) -> int:
        """Return what a length lasts when nothing stretches it, in frames; of one that grows, its first."""
        match length:
            case Breaths():
                return self.frames(length.count.low * length.cycle_s)
            case Exact() | Elastic():
                return self.frames(length.written_s)
            case DurationRamp():
                return self.planned(length.first)

    def words(self, words: Words | None) -> int:
        """Return what a line lasts, with the quiet inside it, in frames."""
        if words is None:
            return 0
        return sum(self._piece(piece) for piece in words.pieces)

    def placed(self, words: Words, start_frame: int) -> Iterator[tuple[int, int, Utterance | Gap]]:
        """Yield the stretches of a line that starts there: start, length, and what it is."""
        for piece in words.pieces:
            length = self._piece(piece)
            yield start_frame, length, piece
            start_frame += length

    def number(self, number: int, delivery: Delivery) -> Utterance:
        """Return a counted number as it is spoken: hurried where it would outlast its second."""
        plain = counted(number, delivery, self.language)
        return hurried_number(plain, self.lengths.speech(plain) / self.rate_hz)

    def _piece(self, piece: Utterance | Gap) -> int:
        return self.frames(piece.length_s) if isinstance(piece, Gap) else self.lengths.speech(piece)


def counted(number: int, delivery: Delivery, language: str) -> Utterance:
    """Return a counted number at the step's own speed, which stands still within a round."""
    words = (number_word(number, language),)
    return Utterance(words, delivery.voice, language, steady_speed(delivery))


def hurried_number(number: Utterance, lasts_s: float) -> Utterance:
    """Return the number as it is, or at the least speed at which it should last only its second."""
    if lasts_s <= 1.0:
        return number
    factor = next((one for one in HURRIED_SPEEDS if lasts_s / one <= _HURRIED_S), HURRIED_SPEEDS[-1])
    return Utterance(number.words, number.voice, number.language, round(number.speed * factor, 6))
