"""A fault of a take: which kind it is, what an author is told, and what helps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from stilte.messages import Message

Kind = Literal[
    "no speech",
    "too soft",
    "too loud",
    "clipped",
    "hum",
    "noise",
    "cut at its beginning",
    "cut at its end",
    "click",
    "plosive",
    "bang",
    "other level",
    "other distance",
    "too fast",
    "too slow",
    "too long",
    "missing words",
    "doubled words",
    "other words",
    "echo",
]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a take, and what to do; `at_s` is where in the recording, None for all of it."""

    kind: Kind
    message: Message
    cure: Message
    at_s: float | None = None
