"""Numbers counted aloud: which are spoken, and when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from stilte.script.layout.measures import Measures
    from stilte.script.line import Utterance
    from stilte.script.routine import Counting

Taken = tuple[int, int]
"""A stretch in which something is said: its start and its end, in frames."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """What is counted: its length as written, and as it lasts once the voice has lengthened it."""

    counting: Counting
    planned_frames: int
    length_frames: int


def whole_seconds(length_s: float) -> int:
    """Return how many numbers a stretch has: one for each second that fits in it.

    >>> whole_seconds(5.5), whole_seconds(0.5)
    (5, 0)
    """
    return int(length_s + 1e-9)


def spoken_numbers(
    stretch: Stretch, taken: Sequence[Taken], measures: Measures, say: Callable[[int], Utterance]
) -> Iterator[tuple[int, int, Utterance]]:
    """Yield the numbers that are spoken in a stretch: offset and length in frames, and what is said.

    Counting down keeps to the real end. A number that would meet what is said around it (`taken`), the number
    before it, or the end of the stretch is left out.
    """
    many = whole_seconds(stretch.planned_frames / measures.rate_hz)
    late = stretch.length_frames - stretch.planned_frames if stretch.counting == "down" else 0
    free_from = 0
    for second in range(1, many + 1):
        start = late + measures.frames(second - 1)
        if start < free_from:
            continue
        utterance = say(second if stretch.counting == "up" else many - second + 1)
        length = measures.lengths.speech(utterance)
        if start + length > stretch.length_frames or _meets(start, start + length, taken):
            continue
        yield start, length, utterance
        free_from = start + length


def _meets(start: int, end: int, taken: Sequence[Taken]) -> bool:
    return any(start < until and begin < end for begin, until in taken)
