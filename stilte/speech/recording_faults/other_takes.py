"""A take against the other takes of its voice: level, distance from the microphone, pace."""

from __future__ import annotations

import statistics
from dataclasses import dataclass
from typing import TYPE_CHECKING

from stilte.messages import Number, tr
from stilte.speech.recording_faults.fault import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from stilte.messages import Message
    from stilte.speech.recording_faults.heard_take import HeardTake

LEAST_OTHERS = 4
"""Fewer takes say nothing of what is usual."""

_MOST_APART_DB = 7.0
"""The levelling of takes evens out less than this without anybody hearing it."""
_FARTHER_DB = 12.0
"""The room is measured to 4 dB: what three times that apart is another place."""
_LEAST_LETTERS = 12
_EDGES_S = 0.25
"""What a line lasts beside its letters: its first and last sound."""
_MOST_PACE = 1.6


@dataclass(frozen=True, slots=True)
class TakeFigures:
    """What is kept of a take for comparing others with it; `text` are its words."""

    text: str
    voice_db: float
    distance_db: float | None
    length_s: float

    @property
    def letters(self) -> int:
        """Return how many letters and digits the line has."""
        return sum(map(str.isalnum, self.text))

    @property
    def letter_s(self) -> float | None:
        """Return how long a letter lasts; None in a line too short to tell."""
        if self.letters < _LEAST_LETTERS:
            return None
        return max(self.length_s - _EDGES_S, 0.05) / self.letters


def figures_of(take: HeardTake, text: str) -> TakeFigures:
    """Return the figures of a take."""
    return TakeFigures(text, take.voice_db, take.distance_db, take.length_s)


def comparison_faults(take: TakeFigures, others: Sequence[TakeFigures]) -> Iterator[Fault]:
    """Yield where a take differs from the others of its voice, so that a listener would hear a change."""
    if len(others) < LEAST_OTHERS:
        return
    yield from _level(take, others)
    yield from _pace(take, others)


def _level(take: TakeFigures, others: Sequence[TakeFigures]) -> Iterator[Fault]:
    apart_db = take.voice_db - statistics.median(one.voice_db for one in others)
    rooms = [one.distance_db for one in others if one.distance_db is not None]
    room_db = take.distance_db - statistics.median(rooms) if rooms and take.distance_db is not None else 0.0
    if abs(apart_db) > _MOST_APART_DB:
        size = Number(abs(apart_db), decimals=0)
        softer = tr("It is {size} dB softer than your other takes.", size=size)
        louder = tr("It is {size} dB louder than your other takes.", size=size)
        yield Fault("other level", softer if apart_db < 0 else louder, _same_place())
    elif room_db < -_FARTHER_DB:
        size = Number(-room_db, decimals=0)
        told = tr("The room is {size} dB nearer to the voice than in your other takes.", size=size)
        yield Fault("other distance", told, _same_place())


def _same_place() -> Message:
    return tr("Sit where you sat, at the same distance, with the same setting of the microphone.")


def _pace(take: TakeFigures, others: Sequence[TakeFigures]) -> Iterator[Fault]:
    paces = [one.letter_s for one in others if one.letter_s is not None]
    if take.letter_s is None or len(paces) < LEAST_OTHERS:
        return
    ratio = take.letter_s / statistics.median(paces)
    percent = Number(100 * abs(ratio - 1), decimals=0)
    if ratio > _MOST_PACE:
        told = tr("It is {percent} % slower than your other lines.", percent=percent)
        yield Fault("too slow", told, tr("Read it as you read the others, or leave it if it is meant so."))
    elif ratio < 1 / _MOST_PACE:
        told = tr("It is {percent} % faster than your other lines.", percent=percent)
        yield Fault("too fast", told, tr("Take your time: read it as you read the others."))
